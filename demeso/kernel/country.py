"""Read a country's public facts: places no finer than a cercle, languages."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Place:
    """A region or a cercle; `within` is a cercle's region, `before` its old one."""

    code: str
    name: str
    before: str
    within: str = ""


@dataclass(frozen=True)
class Country:
    """What the forms and figures of one country draw on."""

    regions: tuple[Place, ...]
    cercles: tuple[Place, ...]
    languages: tuple[tuple[str, str], ...]
    ages: Mapping[str, Any]
    report_groups: Mapping[str, str]

    @property
    def tree(self) -> dict[str, str]:
        """Return place → parent, as `kernel.derive.cercle` walks it."""
        return {place.code: f"region:{place.within}" for place in self.cercles}

    def codes(self, listed: str) -> frozenset[str]:
        """Return the codes of one of the country's lists, by its name."""
        lists = {
            "regions": (place.code for place in self.regions),
            "cercles": (place.code for place in self.cercles),
            "languages": (code for code, _name in self.languages),
        }
        return frozenset(lists[listed])

    def options(self, listed: str) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return a list for choosing, as (heading, [(code, name)])."""
        if listed == "cercles":
            return [
                (region.name, [(place.code, place.name) for place in self.cercles
                               if place.within == region.code])
                for region in self.regions
            ]  # fmt: skip
        if listed == "regions":
            return [("", [(place.code, place.name) for place in self.regions])]
        return [("", list(self.languages))]


@lru_cache(maxsize=8)
def country(folder: Path) -> Country:
    """Return the country whose files stand in a folder of `countries/`."""
    places = _read(folder / "places.toml")
    languages = _read(folder / "languages.toml")["language"]
    return Country(
        regions=tuple(
            Place(row["code"], row["name"], row["before"]) for row in places["region"]
        ),
        cercles=tuple(
            Place(row["code"], row["name"], row["before"], row["region"])
            for row in places["cercle"]
        ),
        languages=tuple((row["code"], row["name"]) for row in languages),
        ages=_read(folder / "ages.toml"),
        report_groups=_read(folder / "services.toml")["report_group"],
    )


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
