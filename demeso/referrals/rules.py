"""Decide what may happen to a referral, and to whom it is still open."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from demeso.kernel.actor import Actor
from demeso.kernel.permit import Recipient
from demeso.kernel.refusal import RefusedError
from demeso.kernel.text import _


class Status(StrEnum):
    """Where a referral stands."""

    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    RECEIVED = "received"
    RECALLED = "recalled"


class Event(StrEnum):
    """What happens to a referral."""

    ACCEPT = "accept"
    DECLINE = "decline"
    RECEIVE = "receive"  # she received all of it, or a part
    MISS = "miss"  # she did not receive it yet
    RECALL = "recall"  # she withdrew what she had allowed


# docs/states.md is generated from this table.
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (Status.SENT, Event.ACCEPT): Status.ACCEPTED,
    (Status.SENT, Event.DECLINE): Status.DECLINED,
    (Status.SENT, Event.RECALL): Status.RECALLED,
    (Status.ACCEPTED, Event.DECLINE): Status.DECLINED,
    (Status.ACCEPTED, Event.MISS): Status.ACCEPTED,
    (Status.ACCEPTED, Event.RECEIVE): Status.RECEIVED,
    (Status.ACCEPTED, Event.RECALL): Status.RECALLED,
    (Status.RECEIVED, Event.RECEIVE): Status.RECEIVED,  # the second confirmation
}
OPEN = tuple(
    status for status in Status if (status, Event.RECALL) in TRANSITIONS
)  # what a withdrawal calls back

REASONS = (
    ("no_female_staff", _("Pas de femme dans l’équipe")),
    ("closed", _("Fermé")),
    ("stock_out", _("Rupture de stock")),
    ("full", _("Plus de place")),
    ("not_our_service", _("Ce n’est pas notre service")),
    ("unsafe", _("Pas sûr pour elle ou pour nous")),
    ("unreachable", _("Impossible de la joindre par le moyen sûr")),
    ("other", _("Autre raison")),
)
RECEIVED = (
    ("yes", _("Oui")),
    ("partly", _("En partie")),
    ("no", _("Pas encore")),
)
CONFIRMED_BY = (
    ("provider", _("Le service le dit")),
    ("survivor", _("Elle le dit")),
)
BOTH = "both"


@dataclass(frozen=True)
class HandoverAnswers:
    """What `referral.sent` says in clear."""

    recipient: str = ""
    service: str = ""
    urgent: str = ""
    categories: tuple[str, ...] = ()
    survivor: str = ""
    case: str = ""
    line: str = ""
    release: str = ""


@dataclass(frozen=True)
class AnswerAnswers:
    """What `referral.accepted` and `referral.declined` say."""

    appointment_day: str = ""
    reason: str = ""


@dataclass(frozen=True)
class ReceiptAnswers:
    """What `service.received` says."""

    received: str = ""
    confirmed_by: str = ""
    month: str = ""


def month_told(told: str, at: datetime) -> str:
    """Return the month (YYYY-MM) of a receipt: as told, or that of the moment.

    A device may bring the news weeks later; a month still to come is not told.
    """
    here = f"{at:%Y-%m}"
    return told if told[:1].isdigit() and told <= here else here


def after(status: str, event: Event) -> Status:
    """Return where an event leads, or refuse what the table does not know."""
    following = TRANSITIONS.get((Status(status), event))
    if following is None:
        raise RefusedError("referral.transition")
    return following


def may_answer(actor: Actor, recipient: Recipient, sender: str) -> bool:
    """Tell whether the actor may answer for a recipient.

    Where nobody of the organisation signs in, whoever sent it writes down what
    they said on the spot or by phone.
    """
    if not recipient.agency:
        return actor.worker == sender != ""
    named = actor.worker in (recipient.focal_point, recipient.deputy)
    return named and actor.may("referral.answer")


def is_of_line(answers: HandoverAnswers, case: str, survivor: str) -> bool:
    """Tell whether a hand-over names the case and survivor of its plan line."""
    return (answers.case, answers.survivor) == (case, survivor)


def is_from_survivor(receipt: ReceiptAnswers) -> bool:
    """Tell whether it is she who says so, through the worker who leads."""
    return receipt.confirmed_by == "survivor"


def event_of(receipt: ReceiptAnswers) -> Event:
    """Return what a receipt means for the referral."""
    return Event.MISS if receipt.received == "no" else Event.RECEIVE


def confirmed(before: str, by: str) -> str:
    """Return who has confirmed, after one more voice."""
    return by if before in ("", by) else BOTH


def is_readable(status: str, confirmed_by: str) -> bool:
    """Tell whether the recipient still has something to do, and so may read.

    Her access ends when she declines, when the referral is called back, and
    when she has said that the service was given.
    """
    if status == Status.RECEIVED:
        return confirmed_by == "survivor"
    return status in OPEN
