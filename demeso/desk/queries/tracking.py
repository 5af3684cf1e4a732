"""The tracker: filtered, ordered and cut by the database, coded, never a name."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.db.models import (
    Case,
    Count,
    Exists,
    F,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Value,
    When,
)

from demeso.agencies.queries.people import colleagues
from demeso.casework.models import Case as Followed
from demeso.casework.queries.tracking import (
    TrackedCase,
    closures_of,
    team_cases,
    tracked,
)
from demeso.casework.rules.closing import State
from demeso.consent.queries import looks_waiting
from demeso.desk.rules.paging import Pages, paged
from demeso.desk.rules.tracking import (
    ANSWER,
    MANY,
    URGENT_ANSWER,
    Handed,
    Row,
    Wanted,
    cell_of,
)
from demeso.kernel.actor import Actor
from demeso.referrals.models import Referral
from demeso.referrals.queries.referring import by_line, overdue

CASE = OuterRef("id")
HOUR = timedelta(hours=1)
Cases = QuerySet[Followed]


def conditions(agency: str, at: datetime) -> dict[str, Q]:
    """Return view → which of an agency's cases it shows at a moment."""
    urgent, other = at - URGENT_ANSWER, at - ANSWER
    silent = overdue(CASE, urgent=urgent, other=other, on=at.date())
    silent = silent.filter(agency_id=agency)
    return {
        "": Q(),
        "urgence": Q(urgent_until__gt=at),
        "danger": Q(in_danger="yes"),
        "retard": Q(next_on__lt=at.date()),
        "silence": Q(Exists(silent)),
        "manque": Q(is_lacking=True),
        "rien": Q(needs=""),
        "accord": Q(Exists(looks_waiting(OuterRef("survivor_id")))),
        "cloture": Q(Exists(closures_of(CASE).filter(state=State.PROPOSED))),
    }


def narrowed(cases: Cases, wanted: Wanted) -> Cases:
    """Return the cases that everything but the view keeps."""
    states = {"closed": Q(closed_at__isnull=False), "all": Q()}
    found = cases.filter(states.get(wanted.etat, Q(closed_at=None)))
    if wanted.avec:
        found = found.filter(lead_id=wanted.avec)
    if wanted.risque:
        unsaid = Q(risk_level__in=("", "unknown", "declined"))
        level = Q(risk_level=wanted.risque)
        found = found.filter(unsaid if wanted.risque == "unsaid" else level)
    if wanted.besoin:
        found = found.filter(needs__contains=f" {wanted.besoin} ")
    return found


# What a case says by itself is counted at once; the rest asks other tables.
PLAIN = ("urgence", "danger", "retard", "manque", "rien")


def counts(cases: Cases, wanted: Wanted, kept: dict[str, Q]) -> dict[str, int]:
    """Return view → how many cases it shows: exactly for the one that is wanted.

    Of the others nobody needs to know more than that there are many.
    """
    kept = dict(kept)
    plain = {name: Count("pk", filter=kept.pop(name)) for name in PLAIN}
    found: dict[str, int] = cases.aggregate(all=Count("pk"), **plain)
    found[""] = found.pop("all")
    for name, condition in kept.items():
        if condition:
            shown = cases.filter(condition)
            found[name] = (shown if name == wanted.tri else shown[:MANY]).count()
    return found


def _rank(*places: tuple[Q, int], last: int) -> Case:
    steps = [When(condition, then=Value(place)) for condition, place in places]
    return Case(*steps, default=Value(last), output_field=IntegerField())


def _by_care(cases: Cases, at: datetime) -> Cases:
    """Danger, then what presses, then risk, then what is late, then the oldest."""
    pressing = _rank(
        (Q(in_danger="yes"), 0), (Q(urgent_until__gt=at), 1),
        (Q(risk_level="high"), 2), (Q(next_on__lt=at.date()), 3), last=4,
    )  # fmt: skip
    return cases.order_by(pressing, "opened_at", "id")


ORDERED: dict[str, Callable[[Cases], Cases]] = {
    "next": lambda cases: cases.order_by(F("next_on").asc(nulls_last=True), "id"),
    "opened": lambda cases: cases.order_by("opened_at", "id"),
    "newest": lambda cases: cases.order_by("-opened_at", "-id"),
    "lead": lambda cases: cases.order_by("lead__called", "opened_at", "id"),
}


def followed(
    wanted: Wanted, asked: str, *, actor: Actor, at: datetime
) -> tuple[list[Row], Pages, dict[str, int]]:
    """Return one page of the agency's cases, where it stands, and how many a view has.

    Only what is on the page is read: a case that nobody saw was not looked at.
    """
    cases = narrowed(team_cases(actor), wanted)
    views = conditions(actor.agency, at)
    counted = counts(cases, wanted, views)
    pages = paged(counted[wanted.tri], asked)
    kept = cases.filter(views[wanted.tri])
    order = ORDERED.get(wanted.ordre)
    ordered = order(kept) if order else _by_care(kept, at)
    page = list(ordered.values_list("pk", flat=True)[pages.start : pages.end])
    found = {one.id: one for one in tracked(team_cases(actor).filter(pk__in=page))}
    shown = [found[case] for case in page]
    sent = by_line(line.id for case in shown for line in case.lines)
    called = names(actor)
    return [_row(case, sent, called, at) for case in shown], pages, counted


def listed(*, actor: Actor, at: datetime) -> list[Row]:
    """Return every open case of the agency, for a list that leaves."""
    cases = _by_care(narrowed(team_cases(actor), Wanted()), at)
    found = tracked(cases)
    sent = by_line(line.id for case in found for line in case.lines)
    called = names(actor)
    return [_row(case, sent, called, at) for case in found]


def names(actor: Actor) -> dict[str, str]:
    """Return worker → what colleagues call her, for the actor's agency."""
    return dict(colleagues(actor).values_list("id", "called"))


def _row(
    case: TrackedCase,
    sent: dict[str, list[Referral]],
    called: dict[str, str],
    at: datetime,
) -> Row:
    cells = {
        line.need: cell_of(line.status, _handed(sent.get(line.id, [])), at=at)
        for line in case.lines
    }
    until = case.urgent_until
    return Row(
        case=case.id,
        survivor=case.survivor,
        code=case.code,
        opened_at=case.opened_at,
        days=(at - case.opened_at).days,
        in_danger=case.in_danger,
        risk_level=case.risk_level,
        lead=called.get(case.lead, ""),
        cells=cells,
        hours=(until - at) // HOUR if until and until > at else None,
        next_on=case.next_on,
        late=case.next_on is not None and case.next_on < at.date(),
        closed=case.closed_at is not None,
    )


def _handed(referrals: list[Referral]) -> Handed | None:
    if not referrals:
        return None
    last = referrals[0]
    return Handed(
        status=last.status,
        sent_at=last.sent_at,
        urgent=last.urgent,
        appointment_on=last.appointment_on,
        received=last.received,
        confirmed_by=last.confirmed_by,
        said_by=last.said_by,
        disputed=last.disputed,
        to=last.recipient.name,
        reason=last.reason,
    )
