"""Read a centre's board: who is on duty, what is left."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from demeso.centres.models import Centre, Count, Shift
from demeso.centres.rules.keeping import KEEP, WATCH, may_become, may_keep
from demeso.centres.rules.readiness import Readiness, readiness
from demeso.centres.rules.shifts import Duty
from demeso.centres.rules.shifts import Shift as Told
from demeso.directory.models import Site
from demeso.directory.queries.readying import own_sites
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

A_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Standing:
    """A centre, and how ready it is: codes only, to whoever may watch it."""

    centre: Centre
    ready: Readiness


def centres(actor: Actor) -> list[Centre]:
    """Return the centres that the actor keeps, or watches over."""
    rows = Centre.objects.select_related("site__organisation")
    if not actor.may(WATCH):
        rows = rows.filter(agency=actor.agency if actor.may(KEEP) else "")
    return list(rows.order_by("site__region", "site__name", "id"))


def get_centre(centre: str, *, actor: Actor) -> Centre:
    """Return a centre to whoever keeps its board, or refuse."""
    found = Centre.objects.select_related("site__organisation").filter(id=centre)
    row = found.first()
    if row is None or not may_keep(actor, row.agency_id):
        raise UnknownError
    return row


def is_centre(centre: str, site: str = "") -> bool:
    """Tell whether a centre is kept under this id, or a place has a board already."""
    return Centre.objects.filter(id=centre).exists() or (
        Centre.objects.filter(site=site).exists()
    )


def possible_sites(actor: Actor) -> list[Site]:
    """Return the places of the actor's agency that may still become a centre."""
    if not actor.may(KEEP):
        return []
    taken = set(Centre.objects.values_list("site_id", flat=True))
    return [
        row
        for row in own_sites(actor)
        if row.id not in taken
        and may_become(is_draft=row.is_draft, services=row.offers)
    ]


def latest_count(centre: Centre) -> Count | None:
    """Return what was last counted on the shelf."""
    return centre.counts.order_by("-told_at", "-id").first()


def shift_row(centre: Centre, day: date, shift: str) -> Shift | None:
    """Return one shift as its row, if somebody has told it."""
    return centre.shifts.filter(day=day, shift=shift).first()


def told_since(centre: Centre, day: date) -> list[Told]:
    """Return the shifts that were told from a day on, earliest first."""
    rows = centre.shifts.filter(day__gte=day).order_by("day", "shift")
    return as_told(rows.prefetch_related("team"))


def as_told(rows: Iterable[Shift]) -> list[Told]:
    """Return rows as the rules look at them."""
    return [
        Told(
            row.day,
            row.shift,
            tuple(
                Duty(one.specialty, one.employer, one.how, one.worker_id or "")
                for one in sorted(row.team.all(), key=lambda one: one.pk)
            ),
        )
        for row in rows
    ]


def team_of(row: Shift | None) -> tuple[Duty, ...]:
    """Return who is in a shift; nobody when it was not told."""
    return as_told([row])[0].team if row else ()


def last_team(centre: Centre, shift: str, before: date) -> tuple[Duty, ...]:
    """Return the team of the last such shift before a day, to begin from."""
    rows = centre.shifts.filter(shift=shift, day__lt=before).order_by("-day")[:1]
    found = as_told(rows.prefetch_related("team"))
    return found[0].team if found else ()


def how_ready(centre: Centre, *, at: datetime, minutes_ahead: int) -> Readiness:
    """Return how ready a centre is, to a caller who has asked who may see it."""
    count = latest_count(centre)
    told = told_since(centre, at.date() - 2 * A_DAY)
    return readiness(
        count.left if count else {}, centre.low, count.told_at if count else None,
        told, (at, minutes_ahead),
    )  # fmt: skip


def standing(actor: Actor, *, at: datetime, minutes_ahead: int) -> list[Standing]:
    """Return every centre that the actor may watch, and how ready it is."""
    return [
        Standing(one, how_ready(one, at=at, minutes_ahead=minutes_ahead))
        for one in centres(actor)
    ]
