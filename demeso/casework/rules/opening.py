"""Decide what a new case must bring."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from demeso.kernel.sealing import HALF_OVERSIGHT, HALF_VAULT, READ

CASE_RIGHTS = (READ, HALF_VAULT, HALF_OVERSIGHT)


@dataclass(frozen=True)
class CaseAnswers:
    """The answers of `case.opened`."""

    survivor: str = ""


def are_case_keys(parts: Iterable[Mapping[str, Any]]) -> bool:
    """Tell whether a new case gives its keys once to each: lead and both halves."""
    rights = [part.get("rights") for part in parts if part.get("type") == "grant"]
    return sorted(map(str, rights)) == sorted(CASE_RIGHTS)
