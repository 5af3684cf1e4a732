"""Decide when two people open one case together: who asks, who releases, how long."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from demeso.kernel.following import follow
from demeso.kernel.sealing import READ
from demeso.kernel.text import _

OPEN_FOR = timedelta(hours=4)
ASKED_FOR = timedelta(hours=2)  # then nobody has answered: she asks anew
TARGET = timedelta(minutes=15)  # what the controller sees beside each answer
REASON = "narrative"  # the compartment of a request in which its reason is sealed


class State(StrEnum):
    """Where a request stands."""

    ASKED = "asked"
    RELEASED = "released"
    REFUSED = "refused"
    CLOSED = "closed"
    LAPSED = "lapsed"


# docs/states.md is generated from this table.
TRANSITIONS: dict[str, dict[str, State]] = {
    "": {"glass.requested": State.ASKED},
    State.ASKED: {
        "glass.released": State.RELEASED,
        "glass.refused": State.REFUSED,
        "glass.closed": State.LAPSED,
    },
    State.RELEASED: {"glass.closed": State.CLOSED},
}
OPEN = (State.ASKED, State.RELEASED)

WHYS = (
    ("in_danger", _("Il y a un danger maintenant")),
    ("care", _("Un soin ne peut pas attendre")),
    ("unreachable", _("Qui accompagne ne répond pas, et cela presse")),
    ("child", _("Un enfant est en danger")),
)
REFUSALS = (
    ("lead_can", _("Qui accompagne peut le faire")),
    ("other_way", _("On peut aider sans ouvrir le dossier")),
    ("unclear", _("La raison n’est pas assez claire")),
    ("other_case", _("Ce n’est pas le bon dossier")),
)
TIME = "time"
ENDS = (
    ("done", _("C’est fait")),
    ("not_needed", _("Ce n’est plus nécessaire")),
    ("stopped", _("Le contrôle y met fin")),
    (TIME, _("Le temps est passé")),
)


@dataclass(frozen=True)
class GlassAnswers:
    """The coded answers of `glass@1`; the reason in her own words is sealed."""

    case: str = ""
    survivor: str = ""
    glass_why: str = ""


@dataclass(frozen=True)
class ReleaseAnswers:
    """The answers of `glass_release@1`."""

    released: str = ""


@dataclass(frozen=True)
class RefusalAnswers:
    """The answers of `glass_refusal@1`."""

    glass_refusal: str = ""


@dataclass(frozen=True)
class EndAnswers:
    """The answers of `glass_end@1`."""

    glass_end: str = ""


@dataclass(frozen=True)
class Facts:
    """A request, as far as a rule needs it."""

    state: str
    asker: str
    asked_at: datetime
    until: datetime | None = None


def may_ask(*, sees_team: bool, holds_vault: bool, leads: bool) -> bool:
    """Tell whether somebody may ask: she opens the one half, and is not the lead."""
    return sees_team and holds_vault and not leads


def may_release(worker: str, *, asker: str, on_call: Collection[str]) -> bool:
    """Tell whether somebody may give the other half: on call, and never to herself."""
    return worker in on_call and worker != asker


def after(state: str, act: str) -> State:
    """Return where an act leads; the second of two answers comes too late."""
    return follow(TRANSITIONS, state, act, refusal="glass.settled")


def ends_at(facts: Facts) -> datetime:
    """Return up to when a request waits, or what it opened stays open."""
    return facts.until or facts.asked_at + ASKED_FOR


def is_over(facts: Facts, at: datetime) -> bool:
    """Tell whether its time is past, whether or not the minute tick has come by."""
    return facts.state in OPEN and at >= ends_at(facts)


def is_open(facts: Facts, at: datetime) -> bool:
    """Tell whether the case may be read now."""
    return facts.state == State.RELEASED and not is_over(facts, at)


def waits(facts: Facts, at: datetime) -> bool:
    """Tell whether a request can still be answered."""
    return facts.state == State.ASKED and not is_over(facts, at)


def is_fit_end(reason: str, *, by_clock: bool) -> bool:
    """Tell whether a reason to close is of whoever closes: time is the clock's."""
    return reason in dict(ENDS) and (reason == TIME) == by_clock


def is_in_time(asked_at: datetime, answered_at: datetime) -> bool:
    """Tell whether an answer came within the target."""
    return answered_at - asked_at <= TARGET


def minutes(asked_at: datetime, answered_at: datetime) -> int:
    """Return after how many minutes an answer came."""
    return int((answered_at - asked_at).total_seconds() // 60)


def is_reason(
    parts: Collection[Mapping[str, Any]],
    *,
    request: str,
    case: str,
    readers: Collection[str],
) -> bool:
    """Tell whether a reason is sealed, and readable by exactly these keys.

    Each grant names the case and is signed by who asks: whoever is on call gives the
    half of that case to that key, whatever a server says.
    """
    bodies = [part for part in parts if part.get("type") == "body"]
    grants = [part for part in parts if part.get("type") == "grant"]
    places = [(part.get("object"), part.get("compartment")) for part in bodies]
    named = ("object", "rights", "consent")
    terms = {tuple(part.get(name) for name in named) for part in grants}
    to = sorted(str(part.get("to")) for part in grants)
    whole = len(bodies) + len(grants) == len(parts)
    sealed = places == [(request, REASON)] and terms == {(request, READ, case)}
    return whole and sealed and to == sorted(readers)
