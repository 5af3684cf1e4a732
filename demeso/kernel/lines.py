"""Phone lines that a country makes known: who answers, and what a call may set off."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

OWNERS = ("ngo", "ministry", "un", "police", "community")
# What may follow from a call: `file` a police file is opened; `visit` somebody comes;
# `nothing` nothing without the caller's own yes; empty is not known, and said so.
FOLLOWS = ("", "nothing", "file", "visit")
EVERYWHERE = ""


@dataclass(frozen=True)
class Line:
    """One line; `region` is empty when it answers for the whole country."""

    name: str
    number: str
    owner: str
    follows: str = ""
    region: str = EVERYWHERE
    hours: str = ""
    languages: tuple[str, ...] = ()
    free: bool = False
    anonymous: bool = False

    @property
    def dialled(self) -> str:
        """Return the number as a phone dials it."""
        return "".join(one for one in self.number if one.isdigit() or one == "+")


@lru_cache(maxsize=8)
def lines(path: Path) -> tuple[Line, ...]:
    """Return the lines of a country's file, in the order in which it names them."""
    rows = tomllib.loads(path.read_text(encoding="utf-8")).get("line", [])
    return tuple(_line(row) for row in rows)


def _line(row: Mapping[str, Any]) -> Line:
    found = Line(**{**row, "languages": tuple(row.get("languages", ()))})
    if found.owner not in OWNERS or found.follows not in FOLLOWS:
        raise ValueError(found.name)
    return found


def lines_for(found: tuple[Line, ...], region: str) -> list[Line]:
    """Return who answers for a region; without one, who answers for all of it."""
    return [one for one in found if one.region in (EVERYWHERE, region)]
