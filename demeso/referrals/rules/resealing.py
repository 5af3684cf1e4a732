"""Decide to whom a sheet is sealed again, once their keys are there. Pure.

Without network, the keys of those who will read may not be on the device. The sheet
she heard is then sealed to her worker alone, and leaves later: the same sheet, for
the people who were named to her, and nobody else.
"""

from dataclasses import dataclass
from enum import StrEnum

from demeso.referrals.rules.answering import OPEN


class Step(StrEnum):
    """What is to be done about a sheet that some people cannot open yet."""

    WAIT = "wait"
    SEAL = "seal"
    ASK = "ask"  # it cannot leave as she heard it: her worker reads it to her again


@dataclass(frozen=True)
class Sheet:
    """How a referral's sheet stands."""

    status: str
    allowed: bool  # her yes still stands
    heard: tuple[str, ...]  # the workers who were named to her
    named: tuple[str, ...]  # the workers whom the organisation names now
    keyed: tuple[str, ...]  # whose proved keys are at hand
    readers: tuple[str, ...]  # who can open it already
    later: bool = False  # she was asked again: a later one went the same way


@dataclass(frozen=True)
class ResealAnswers:
    """What `referral.resealed` says: of which sheet, and who can open it now.

    The sheet is named by the digest of its body. The sender's devices receive no
    grant of others: who was given the key stands here, so that it is given once.
    """

    sheet: str = ""
    sealed_to: tuple[str, ...] = ()


def step(sheet: Sheet) -> tuple[Step, tuple[str, ...]]:
    """Return what is to be done, and to whom the sheet may be sealed now."""
    # Who can open it and no longer answers there is no reader: she may have left.
    here = set(sheet.readers) & set(sheet.named)
    lacking = [one for one in sheet.heard if one not in here]
    if sheet.status not in OPEN or not sheet.allowed or not lacking:
        return Step.WAIT, ()
    still = [one for one in lacking if one in sheet.named]
    if not still and len(lacking) == len(sheet.heard):
        return (Step.WAIT if sheet.later else Step.ASK), ()
    to = tuple(one for one in still if one in sheet.keyed)
    return (Step.SEAL if to else Step.WAIT), to


def may_read(heard: tuple[str, ...], named: tuple[str, ...]) -> frozenset[str]:
    """Return who may be given the sheet now: named to her, and named still."""
    return frozenset(heard) & frozenset(named)
