"""Read referrals: the worker who leads, and whoever must answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import OuterRef, Q, QuerySet

from demeso.directory.queries.listing import answering, recipient
from demeso.directory.queries.searching import who_can_help
from demeso.directory.ranking import Ranked
from demeso.directory.standing import Asked, Map
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import UnknownError
from demeso.ledger.queries import live
from demeso.referrals.models import Referral, Shredding
from demeso.referrals.rules.answering import APP, OPEN, Status, is_readable, may_answer
from demeso.referrals.rules.detours import LOCKED
from demeso.referrals.rules.shredding import LATE_AFTER
from demeso.referrals.rules.shredding import State as Asking
from demeso.survivors.queries import roots as led_survivors


def _sent_to(actor: Actor) -> QuerySet[Referral]:
    if not actor.may("referral.answer"):
        return Referral.objects.none()
    return Referral.objects.filter(recipient__in=answering(actor.worker))


def inbox(actor: Actor, *, at: datetime) -> list[Referral]:
    """Return what the actor still has to answer or to give, urgent first.

    What she allowed until a day is not to be seen after it.
    """
    found = _sent_to(actor).filter(until__gt=at).order_by("-urgent", "sent_at")
    return [row for row in found if is_readable(row.status, row.confirmed_by)]


def roots(actor: Actor, *, at: datetime) -> frozenset[str]:
    """Return the referrals that a focal point or deputy may see at a moment."""
    return frozenset(row.id for row in inbox(actor, at=at))


def get_referral(referral: str, *, actor: Actor) -> Referral:
    """Return a referral to the worker who leads or the one who answers, or refuse."""
    mine = Q(survivor_id__in=led_survivors(actor)) | Q(sender=actor.worker)
    found = Referral.objects.filter(id=referral)
    row = found.filter(mine).first() or _sent_to(actor).filter(id=referral).first()
    if row is None:
        raise UnknownError
    return row


def is_known(referral: str) -> bool:
    """Tell whether a referral with this id was sent before."""
    return Referral.objects.filter(id=referral).exists()


def get_answerable(referral: str, *, actor: Actor, said_by: str = APP) -> Referral:
    """Return a referral that the actor may answer in this way, or refuse."""
    row = Referral.objects.filter(id=referral).first()
    if row is None:
        raise UnknownError
    to = recipient(row.recipient_id)
    if not may_answer(actor, to, row.sender, said_by):
        raise UnknownError
    return row


def is_answer_seen(act: Act[Any]) -> bool:
    """Tell whether the author of an answer knew the one that stands."""
    mine = (act.envelope.device, act.envelope.actor)
    return all(
        value.version <= act.envelope.base or (value.device, value.actor) == mine
        for value in live(act.record).get("answer", ())
    )


def get_followed(referral: str, *, actor: Actor) -> Referral:
    """Return a referral of a survivor whom the actor accompanies, or refuse."""
    row = Referral.objects.filter(
        id=referral, survivor_id__in=led_survivors(actor)
    ).first()
    if row is None:
        raise UnknownError
    return row


def open_referrals(
    *, survivor: str = "", release: str = "", case: str = ""
) -> list[Referral]:
    """Return what a withdrawal calls back, or what a closure must not forget."""
    given = {"survivor_id": survivor, "release_id": release, "case_id": case}
    said = {name: id_ for name, id_ in given.items() if id_}
    if not said:
        return []
    found = Referral.objects.filter(**said).order_by("sent_at", "id")
    return [row for row in found if row.is_open]


def handed_on(*, survivor: str = "", release: str = "") -> list[Referral]:
    """Return all that ever left by a release, or about a survivor, oldest first."""
    by_id = Q(release_id=release) if release else Q(survivor_id=survivor)
    return list(Referral.objects.filter(by_id).order_by("sent_at", "id"))


def get_shredding(shredding: str, *, actor: Actor) -> Shredding:
    """Return what is asked of the actor, or refuse."""
    rows = Shredding.objects.select_related("referral")
    found = rows.filter(id=shredding, worker=actor.worker).first()
    if found is None:
        raise UnknownError
    return found


def asked_of(actor: Actor) -> list[Shredding]:
    """Return what the actor is asked to say gone, of device or paper."""
    rows = Shredding.objects.filter(worker=actor.worker, paper="")
    return list(rows.order_by("asked_at", "id"))


def late_shreddings(at: datetime) -> list[Shredding]:
    """Return those of which no word came in time, for the job that tells."""
    waiting = Shredding.objects.filter(
        state=Asking.ASKED, asked_at__lte=at - LATE_AFTER
    )
    return list(waiting.order_by("asked_at", "id"))


def shredding_to_escalate(shredding: str) -> Shredding:
    """Return one of them to the job, which has asked whether it is late."""
    found = Shredding.objects.select_related("referral").filter(id=shredding).first()
    if found is None:
        raise UnknownError
    return found


def followed_shreddings(actor: Actor) -> list[Shredding]:
    """Return what an agency waits to be said gone, for those who answer for it."""
    if not (actor.may("team.read") or actor.may("audit.read")):
        raise UnknownError
    rows = Shredding.objects.filter(agency_id=actor.agency)
    rows = rows.exclude(state=Asking.CONFIRMED).select_related("referral__recipient")
    return list(rows.order_by("asked_at", "id"))


def shreddings_late(actor: Actor) -> int:
    """Return how many words did not come in time, for whoever follows them."""
    if not (actor.may("team.read") or actor.may("audit.read")):
        return 0
    late = Shredding.objects.filter(agency_id=actor.agency, state=Asking.LATE)
    return late.count()


def overdue(
    case: OuterRef, *, urgent: datetime, other: datetime, on: date
) -> QuerySet[Referral]:
    """Return what a case waits for too long: an answer, or word of an appointment."""
    silent = Q(status=Status.SENT, urgent=True, sent_at__lt=urgent)
    silent |= Q(status=Status.SENT, urgent=False, sent_at__lt=other)
    gone = Q(status=Status.ACCEPTED, appointment_on__lt=on)
    return Referral.objects.filter(silent | gone, case_id=case, status__in=OPEN)


def by_line(lines: Iterable[str]) -> dict[str, list[Referral]]:
    """Return the referrals of plan lines that the caller may see, latest first."""
    found: dict[str, list[Referral]] = {}
    rows = Referral.objects.filter(line_id__in=set(lines)).select_related("recipient")
    for row in rows.order_by("-sent_at", "-id"):
        found.setdefault(row.line_id, []).append(row)
    return found


def sent_among(records: Iterable[str], *, actor: Actor) -> int:
    """Return how many of some records are sheets handed on, to whoever controls."""
    actor.require("audit.read")
    return Referral.objects.filter(id__in=set(records)).count()


def handed_of(survivor: str) -> list[str]:
    """Return somebody's referrals to the room above, which has asked its questions."""
    rows = Referral.objects.filter(survivor_id=survivor).order_by("id")
    return list(rows.values_list("id", flat=True))


def receipts(*, actor: Actor) -> list[tuple[str, str, str]]:
    """Return (service, month, survivor) of every service received, for counting."""
    actor.require("figures.read")
    rows = Referral.objects.filter(received_at__isnull=False)
    return list(rows.values_list("service", "received_month", "survivor_id"))


@dataclass(frozen=True)
class Declined:
    """A service that could not be given: where, why, in which month, to whom."""

    region: str
    reason: str
    month: str
    survivor: str


def declines(*, actor: Actor) -> list[Declined]:
    """Return every referral that a service said no to, for counting."""
    actor.require("figures.read")
    rows = Referral.objects.filter(status=Status.DECLINED, answered_at__isnull=False)
    rows = rows.exclude(reason=LOCKED)  # no service said so
    found = rows.values_list(
        "recipient__region", "reason", "answered_at", "survivor_id"
    )
    return [
        Declined(region, reason, f"{answered:%Y-%m}", survivor)
        for region, reason, answered, survivor in found
    ]


def alternatives(
    referral: str, *, actor: Actor, at: datetime, here: Map
) -> list[Ranked]:
    """Return who else can help with a referral's need: not those who said no.

    It looks from where the service that said no is: where she is stays sealed.
    """
    row = get_referral(referral, actor=actor)
    same = Referral.objects.filter(line_id=row.line_id, status=Status.DECLINED)
    same = same.exclude(reason=LOCKED)  # it may have another place
    cercle, region = row.recipient.cercle, row.recipient.region
    asked = Asked(
        service=row.service,
        now=stamp(at),
        place=cercle or f"region:{region}",
        without=tuple(same.values_list("recipient_id", flat=True)),
    )
    return who_can_help(asked, actor=actor, here=here)
