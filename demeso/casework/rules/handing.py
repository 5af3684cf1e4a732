"""Decide who may take a case over from somebody who leaves, and who gives its keys."""

from dataclasses import dataclass


@dataclass(frozen=True)
class HandingAnswers:
    """The answers of `case.handed`: to whom, by whoever leads it still."""

    survivor: str = ""
    departure: str = ""
    to: str = ""


@dataclass(frozen=True)
class AssigningAnswers:
    """The answers of `survivor.assigned`: who takes over from somebody who left."""

    departure: str = ""
    to: str = ""


@dataclass(frozen=True)
class HalfAnswers:
    """The answers of `half.given`: one half of one case, for its new lead."""

    survivor: str = ""
    half: str = ""


@dataclass(frozen=True)
class TakingOverAnswers:
    """The answers of `case.taken`: both halves are joined."""

    survivor: str = ""


def may_hand(*, lead: str, to: str, stays: bool) -> bool:
    """Tell whether a case may go to a colleague: to another, who stays."""
    return to != lead and stays
