"""Read what people said of places, and of which places anyone may speak."""

from datetime import datetime

from demeso.directory.models import Feedback, Site
from demeso.directory.queries.verifying import kept_sites
from demeso.directory.rules.hearing import (
    GIVE,
    QUESTIONS,
    FeedbackAnswers,
    Heard,
    heard,
    month_of,
)
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


def spoken_of(*, actor: Actor, region: str = "") -> list[Site]:
    """Return the places that are shown to anyone, by name, to the public page."""
    actor.require(GIVE)
    rows = Site.objects.filter(is_draft=False, suspended_at=None, tier="public")
    named = rows.select_related("organisation").order_by("name", "id")
    return list(named.filter(region=region) if region else named)


def get_spoken_of(site: str, *, actor: Actor) -> Site:
    """Return one of them, or refuse."""
    found = next((one for one in spoken_of(actor=actor) if one.id == site), None)
    if found is None:
        raise UnknownError
    return found


def is_feedback(feedback: str) -> bool:
    """Tell whether feedback is kept under this id."""
    return Feedback.objects.filter(id=feedback).exists()


def heard_of(actor: Actor, *, at: datetime) -> list[tuple[Site, Heard]]:
    """Return what was said, in twelve months, of the places an actor keeps."""
    sites = {one.id: one for one in kept_sites(actor)}
    since = month_of(at.replace(year=at.year - 1, day=1))
    said: dict[str, list[FeedbackAnswers]] = {}
    rows = Feedback.objects.filter(site__in=list(sites), month__gt=since)
    for row in rows.order_by("-month", "id"):
        answers = {name: getattr(row, name) for name in (*QUESTIONS, "words")}
        said.setdefault(row.site_id, []).append(FeedbackAnswers(**answers))
    told = [(one, heard(one.id, said.get(one.id, ()), actor)) for one in sites.values()]
    found = [(one, what) for one, what in told if what is not None]
    return sorted(found, key=lambda pair: (pair[0].name, pair[0].id))
