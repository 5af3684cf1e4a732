"""Read consents, and hand out permits: the only place that does."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import OuterRef, QuerySet

from demeso.consent.models import Consent, Look
from demeso.consent.rules.allowing import (
    ConsentAnswers,
    Purpose,
    ReleaseFacts,
    Standing,
    release_fault,
    standing,
)
from demeso.consent.rules.children import SURVIVOR
from demeso.consent.rules.looking import SHOWN, State, Why
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.permit import Permit
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.queries import in_force, live
from demeso.survivors.queries import get_own_survivor, get_survivor, own_roots, roots


@dataclass(frozen=True)
class Said:
    """One yes and what has become of it, for the case page to read aloud."""

    id: str
    purpose: str
    recipient: str
    categories: tuple[str, ...]
    given_by: str
    given_at: datetime
    until: datetime | None
    withdrawn_at: datetime | None
    standing: Standing


def get_release(release: str, *, actor: Actor) -> Consent:
    """Return a release to the worker who leads, or to her who gave it, or refuse."""
    found = Consent.objects.filter(
        id=release, purpose=Purpose.RELEASE, survivor_id__in=own_roots(actor)
    ).first()
    if found is None:
        raise UnknownError
    return found


def is_release(release: str) -> bool:
    """Tell whether a release is kept under this id, whoever's it is."""
    return Consent.objects.filter(id=release).exists()


def consents(survivor: str, *, actor: Actor) -> list[Consent]:
    """Return all that a survivor allowed, withdrawn or not, latest first."""
    mine = roots(actor) & {survivor}
    return list(Consent.objects.filter(survivor_id__in=mine).order_by("-given_at"))


def consent_history(survivor: str, *, actor: Actor, at: datetime) -> list[Said]:
    """Return every yes and its end, latest first, to her worker or supervisor."""
    found = get_survivor(survivor, actor=actor)
    rows = Consent.objects.filter(survivor_id=found.id).order_by("-given_at", "-id")
    return [
        Said(
            id=row.id,
            purpose=row.purpose,
            recipient=row.recipient_id or "",
            categories=tuple(row.categories.split()),
            given_by=row.given_by,
            given_at=row.given_at,
            until=row.until,
            withdrawn_at=row.withdrawn_at,
            standing=standing(until=row.until, withdrawn_at=row.withdrawn_at, at=at),
        )
        for row in rows
    ]


@dataclass(frozen=True)
class OwnYes:
    """What she allows now, in as few words as she sees herself."""

    help: bool
    statistics: bool
    releases: tuple[str, ...]
    organisations: int


def own_yes(survivor: str, *, actor: Actor, at: datetime) -> OwnYes:
    """Return what stands of what she allowed, to herself."""
    found = get_own_survivor(survivor, actor=actor)
    rows = Consent.objects.filter(survivor_id=found.id, withdrawn_at=None)
    open_ones = [row for row in rows if row.until is None or row.until > at]
    shared = [row for row in open_ones if row.purpose == Purpose.RELEASE]
    purposes = {row.purpose for row in open_ones}
    return OwnYes(
        help=Purpose.SERVICES in purposes,
        statistics=Purpose.STATISTICS in purposes,
        releases=tuple(sorted(row.id for row in shared)),
        organisations=len({row.recipient_id for row in shared}),
    )


def consents_expired(survivor: str, *, actor: Actor, at: datetime) -> bool:
    """Tell whether her yes to services ran out and has to be asked for again."""
    said = consent_history(survivor, actor=actor, at=at)
    services = [one.standing for one in said if one.purpose == Purpose.SERVICES]
    return services[:1] == [Standing.EXPIRED]


def look_at(survivor: str) -> Look | None:
    """Return the look at the yes that stands, whatever came of it."""
    return Look.objects.filter(survivor=survivor).exclude(state=State.OVER).first()


def looks_waiting(survivor: OuterRef) -> QuerySet[Look]:
    """Return the looks that wait, for a filter over what has a survivor."""
    return Look.objects.filter(survivor=survivor, state=State.WAITING)


def looks(actor: Actor) -> list[Look]:
    """Return the yeses that wait for this supervisor's look, oldest first."""
    return list(_team_looks(actor).filter(state=State.WAITING))


def notices(actor: Actor) -> list[Look]:
    """Return what a supervisor is told without a code, oldest first; not her own."""
    return list(
        _team_looks(actor).filter(state=State.TOLD).exclude(asked_by=actor.name)
    )


def _team_looks(actor: Actor) -> QuerySet[Look]:
    actor.require("team.read")
    rows = Look.objects.filter(survivor__agency_id=actor.agency)
    return rows.select_related("survivor").order_by("asked_at", "id")


def get_look(look: str, *, actor: Actor) -> Look:
    """Return a look at a child's yes to a supervisor of the agency."""
    return _one(_team_looks(actor).exclude(why=Why.ALONE), look)


def get_notice(look: str, *, actor: Actor) -> Look:
    """Return what was told without a code to a supervisor of the agency."""
    return _one(_team_looks(actor).filter(why=Why.ALONE), look)


def _one(rows: QuerySet[Look], look: str) -> Look:
    found = rows.filter(id=look).first()
    if found is None:
        raise UnknownError
    return found


def shown_of(look: Look) -> dict[str, str]:
    """Return the coded answers of the yes that a supervisor holds in her hand."""
    said = in_force(look.survivor_id).get("services", {})
    return {name: str(said[name]) for name in SHOWN if said.get(name)}


def giver_of(survivor: str) -> str:
    """Return who said yes to services: she herself, or whoever spoke for a child."""
    row = Consent.objects.filter(
        survivor_id=survivor, purpose=Purpose.SERVICES, withdrawn_at=None, until=None
    ).first()
    return (row.given_by if row else "") or SURVIVOR


def require_consent(
    survivor: str, *, release: str, recipient: str, categories: frozenset[str],
    at: datetime,
) -> Permit:  # fmt: skip
    """Return a permit for exactly this hand-over, or refuse with the reason."""
    found = Consent.objects.filter(
        id=release, survivor_id=survivor, purpose=Purpose.RELEASE
    ).first()
    if found is None:
        raise RefusedError("consent.missing")
    facts = _facts(found)
    fault = release_fault(facts, recipient=recipient, categories=categories, at=at)
    if fault:
        raise RefusedError(fault)
    return Permit(
        survivor=survivor,
        recipient=recipient,
        purpose="referral",
        categories=categories,
        until=facts.until,
        because=release,
    )


def _facts(release: Consent) -> ReleaseFacts:
    return ReleaseFacts(
        survivor=release.survivor_id,
        recipient=release.recipient_id or "",
        categories=frozenset(release.categories.split()),
        given_at=release.given_at,
        until=release.until or release.given_at,
        withdrawn_at=release.withdrawn_at,
        helped=_stands(release.survivor_id, Purpose.SERVICES),
    )


def _stands(survivor: str, purpose: Purpose) -> bool:
    return Consent.objects.filter(
        survivor_id=survivor, purpose=purpose, withdrawn_at=None, until=None
    ).exists()


def counts_in_statistics(survivors: Iterable[str]) -> frozenset[str]:
    """Return those of the survivors who agreed to be counted, and still do."""
    open_ones = Consent.objects.filter(
        purpose=Purpose.STATISTICS, withdrawn_at=None, survivor_id__in=set(survivors)
    )
    return frozenset(open_ones.values_list("survivor_id", flat=True))


def is_overtaken(act: Act[ConsentAnswers]) -> bool:
    """Tell whether she withdrew somewhere, unseen by the author of this yes."""
    mine = (act.envelope.device, act.envelope.actor)
    return any(
        value.version > act.envelope.base and (value.device, value.actor) != mine
        for value in live(act.record).get("withdrawal", ())
    )
