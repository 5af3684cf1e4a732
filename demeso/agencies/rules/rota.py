"""Decide who is on call to give the second half of a case."""

from collections.abc import Collection
from dataclasses import dataclass

FEWEST = 3  # so that somebody answers by night too


@dataclass(frozen=True)
class RotaAnswers:
    """The answers of `rota@1`."""

    agency: str = ""
    on_call: tuple[str, ...] = ()


def is_rota(named: Collection[str], *, holders: Collection[str]) -> bool:
    """Tell whether everybody named is named once and holds the key of oversight."""
    once = len(set(named)) == len(named) > 0
    return once and set(named) <= set(holders)


def is_enough(named: Collection[str]) -> bool:
    """Tell whether enough people take turns."""
    return len(set(named)) >= FEWEST


def may_stand(named: Collection[str], *, active: bool) -> bool:
    """Tell whether a rota may stand: too few are refused once training is over."""
    return is_enough(named) or not active


def on_call(named: Collection[str], *, holders: Collection[str]) -> frozenset[str]:
    """Return who answers: the rota as far as it still holds the key, or all who do."""
    able = frozenset(named) & frozenset(holders)
    return able or frozenset(holders)
