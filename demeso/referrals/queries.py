"""Read referrals: the worker who leads, and whoever must answer."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from demeso.directory.queries import answering, recipient
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.referrals.models import Referral
from demeso.referrals.rules import is_readable, may_answer
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


def get_answerable(referral: str, *, actor: Actor) -> Referral:
    """Return a referral that the actor may answer, or refuse."""
    row = Referral.objects.filter(id=referral).first()
    if row is None or not may_answer(actor, recipient(row.recipient_id), row.sender):
        raise UnknownError
    return row


def get_followed(referral: str, *, actor: Actor) -> Referral:
    """Return a referral of a survivor whom the actor accompanies, or refuse."""
    row = Referral.objects.filter(
        id=referral, survivor_id__in=led_survivors(actor)
    ).first()
    if row is None:
        raise UnknownError
    return row


def open_referrals(*, survivor: str = "", release: str = "") -> list[Referral]:
    """Return what a withdrawal calls back, for the reaction that does it."""
    said = Q(survivor_id=survivor) if survivor else Q(release_id=release)
    found = Referral.objects.filter(said).order_by("sent_at", "id")
    return [row for row in found if row.is_open]


def by_line(lines: Iterable[str]) -> dict[str, list[Referral]]:
    """Return the referrals of plan lines that the caller may see, latest first."""
    found: dict[str, list[Referral]] = {}
    rows = Referral.objects.filter(line_id__in=set(lines)).select_related("recipient")
    for row in rows.order_by("-sent_at", "-id"):
        found.setdefault(row.line_id, []).append(row)
    return found


def receipts(*, actor: Actor) -> list[tuple[str, str, str]]:
    """Return (service, month, survivor) of every service received, for counting."""
    actor.require("figures.read")
    rows = Referral.objects.filter(received_at__isnull=False)
    return list(rows.values_list("service", "received_month", "survivor_id"))
