"""Decide what may happen to a referral, and to whom it is still open."""

from dataclasses import dataclass, replace
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
    MOVE = "move"  # another day, by somebody who knows the first
    DENY = "deny"  # the service says that it was given, she says that it was not
    RECALL = "recall"  # she withdrew what she had allowed
    RETURN = "return"  # the place is locked: whoever sent it chooses anew


# docs/states.md is generated from this table.
TRANSITIONS: dict[tuple[Status, Event], Status] = {
    (Status.SENT, Event.ACCEPT): Status.ACCEPTED,
    (Status.SENT, Event.DECLINE): Status.DECLINED,
    (Status.SENT, Event.RECALL): Status.RECALLED,
    (Status.SENT, Event.RETURN): Status.DECLINED,
    (Status.ACCEPTED, Event.DECLINE): Status.DECLINED,
    (Status.ACCEPTED, Event.MISS): Status.ACCEPTED,
    (Status.ACCEPTED, Event.MOVE): Status.ACCEPTED,
    (Status.ACCEPTED, Event.RECEIVE): Status.RECEIVED,
    (Status.ACCEPTED, Event.RECALL): Status.RECALLED,
    (Status.ACCEPTED, Event.RETURN): Status.DECLINED,
    (Status.RECEIVED, Event.RECEIVE): Status.RECEIVED,  # the second confirmation
    (Status.RECEIVED, Event.DENY): Status.ACCEPTED,
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
    ("unsafe", _("Pas sûr pour la personne ou pour nous")),
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
    ("survivor", _("La personne le dit")),
)
BOTH = "both"

# How an organisation's word came: written by its own people, or told to whoever
# sent the referral, who writes it down for them.
APP = "app"
TOLD = ("phone", "on_site")
SAID_BY = (
    (APP, _("Écrit dans le carnet")),
    ("phone", _("Dit par téléphone")),
    ("on_site", _("Dit sur place")),
)


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
    heard: tuple[str, ...] = ()
    sealed_to: tuple[str, ...] = ()


@dataclass(frozen=True)
class AnswerAnswers:
    """What `referral.accepted` and `referral.declined` say."""

    appointment_day: str = ""
    reason: str = ""
    said_by: str = ""


@dataclass(frozen=True)
class ReceiptAnswers:
    """What `service.received` says."""

    received: str = ""
    confirmed_by: str = ""
    month: str = ""
    said_by: str = ""


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


def may_answer(
    actor: Actor, recipient: Recipient, sender: str, said_by: str = APP
) -> bool:
    """Tell whether the actor may answer for a recipient.

    Its own people write for themselves. What they say by phone or on the spot is
    written down by whoever sent the referral, whatever the organisation.
    """
    if said_by in TOLD:
        return actor.worker == sender != ""
    named = actor.worker in (recipient.focal_point, recipient.deputy)
    return bool(recipient.agency) and named and actor.may("referral.answer")


@dataclass(frozen=True)
class Standing:
    """How a referral stands; `disputed` when two answers stand side by side."""

    status: str
    said_by: str = ""
    day: str = ""
    disputed: bool = False


@dataclass(frozen=True)
class Word:
    """A new answer; `seen` when its author knew the one that stands."""

    event: Event
    said_by: str
    day: str = ""
    seen: bool = False

    @property
    def status(self) -> Status:
        """Return what it says by itself."""
        return Status.ACCEPTED if self.event is Event.ACCEPT else Status.DECLINED


ANSWERED = (Status.ACCEPTED, Status.DECLINED, Status.RECEIVED)


def answered(standing: Standing, word: Word) -> Standing:
    """Return how a referral stands after an answer; refuse what cannot follow.

    Told to the sender and written by the organisation are two voices. One that
    did not know of the other replaces nothing: equal answers confirm each other,
    unequal ones stand side by side until somebody who has seen both settles it.
    """
    if _is_beside(standing, word):
        return _beside(standing, word)
    if standing.disputed and word.seen:
        return _settled(standing, word)
    event = word.event
    if standing.status == Status.ACCEPTED and event is Event.ACCEPT and word.seen:
        event = Event.MOVE
    status = after(standing.status, event)
    return Standing(status, word.said_by, word.day, standing.disputed)


def _is_beside(standing: Standing, word: Word) -> bool:
    other = (standing.said_by == APP) != (word.said_by == APP)
    spoken = standing.status in ANSWERED and standing.said_by != ""
    return spoken and other and not word.seen


def _beside(standing: Standing, word: Word) -> Standing:
    agreed = Status.DECLINED if standing.status == Status.DECLINED else Status.ACCEPTED
    day = standing.day or word.day
    equal = word.status is agreed and word.day in ("", day)
    disputed = standing.disputed or not equal
    return replace(standing, day=day, disputed=disputed)


def _settled(standing: Standing, word: Word) -> Standing:
    received = standing.status == Status.RECEIVED
    if received and word.status is Status.DECLINED:
        raise RefusedError("referral.transition")  # she says herself what she received
    status = Status.RECEIVED if received else word.status
    return Standing(status, word.said_by, word.day)


def is_of_line(answers: HandoverAnswers, case: str, survivor: str) -> bool:
    """Tell whether a hand-over names the case and survivor of its plan line."""
    return (answers.case, answers.survivor) == (case, survivor)


def is_from_survivor(receipt: ReceiptAnswers) -> bool:
    """Tell whether it is she who says so, through the worker who leads."""
    return receipt.confirmed_by == "survivor"


def event_of(receipt: ReceiptAnswers, status: str = Status.ACCEPTED) -> Event:
    """Return what a receipt means for a referral that stands somewhere."""
    if receipt.received != "no":
        return Event.RECEIVE
    denied = status == Status.RECEIVED and is_from_survivor(receipt)
    return Event.DENY if denied else Event.MISS


def received_now(before: str, confirmed_by: str, receipt: ReceiptAnswers) -> str:
    """Return what counts as received: her own word stands before the provider's."""
    hers = confirmed_by in ("survivor", BOTH)
    return before if hers and not is_from_survivor(receipt) else receipt.received


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
