"""Read a country's public facts: places no finer than a cercle, languages, origins."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from demeso.kernel.forms import ALWAYS, Form, Given, Kind
from demeso.kernel.limits import Limits, read_limits

Box = tuple[float, float, float, float]
ANYWHERE: Box = (-90.0, -180.0, 90.0, 180.0)


def lies_in(box: Box, latitude: float, longitude: float) -> bool:
    """Tell whether a point lies in a box, whose edges belong to it."""
    south, west, north, east = box
    return south <= latitude <= north and west <= longitude <= east


@dataclass(frozen=True)
class Place:
    """A region or a cercle; `within` is a cercle's region, `before` its old one.

    `at` is where its town lies (latitude, longitude), where that is known.
    """

    code: str
    name: str
    before: str
    within: str = ""
    at: tuple[float, float] | None = None


@dataclass(frozen=True)
class Country:
    """What the forms and figures of one country draw on."""

    regions: tuple[Place, ...]
    cercles: tuple[Place, ...]
    languages: tuple[tuple[str, str], ...]
    origins: tuple[tuple[str, str], ...]
    ages: Mapping[str, Any]
    report_groups: Mapping[str, str]
    limits: Limits
    english: Mapping[str, str]  # of languages and countries of origin
    minutes_ahead: int = 0
    box: Box = ANYWHERE  # south, west, north, east

    @property
    def centres(self) -> dict[str, tuple[float, float]]:
        """Return where places lie: a cercle by its code, a region as `region:…`."""
        found = {f"region:{one.code}": one.at for one in self.regions if one.at}
        for place in self.cercles:
            at = place.at or found.get(f"region:{place.within}")
            if at:
                found[place.code] = at
        return found

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
            "origins": (code for code, _name in self.origins),
        }
        return frozenset(lists[listed])

    def options(
        self, listed: str, language: str | None = "fr"
    ) -> list[tuple[str, list[tuple[str, str]]]]:
        """Return a list for choosing, as (heading, [(code, name)])."""
        if listed == "cercles":
            return [
                (region.name, [(place.code, place.name) for place in self.cercles
                               if place.within == region.code])
                for region in self.regions
            ]  # fmt: skip
        if listed == "regions":
            return [("", [(place.code, place.name) for place in self.regions])]
        names = self.origins if listed == "origins" else self.languages
        other = self.english if language == "en" else {}
        return [("", [(code, other.get(name, name)) for code, name in names])]

    def unlisted(self, form: Form, given: Given) -> list[str]:
        """Return the questions whose code stands in none of the country's lists.

        Nothing finer than a cercle can slip in where only a code belongs.
        """
        return [
            question.name
            for question in form.questions
            if question.kind is Kind.CODE and given.get(question.name)
            and given[question.name] not in {*ALWAYS, *self.codes(question.listed)}
        ]  # fmt: skip


@lru_cache(maxsize=8)
def country(folder: Path) -> Country:
    """Return the country whose files stand in a folder of `countries/`."""
    places = _read(folder / "places.toml")
    languages = _read(folder / "languages.toml")["language"]
    origins = _read(folder / "origins.toml")["origin"]
    return Country(
        regions=tuple(
            Place(row["code"], row["name"], row["before"], at=_point(row))
            for row in places["region"]
        ),
        cercles=tuple(
            Place(row["code"], row["name"], row["before"], row["region"], _point(row))
            for row in places["cercle"]
        ),
        languages=tuple((row["code"], row["name"]) for row in languages),
        origins=tuple((row["code"], row["name"]) for row in origins),
        ages=_read(folder / "ages.toml"),
        report_groups=_read(folder / "services.toml")["report_group"],
        limits=read_limits(_read(folder / "protection.toml")),
        english={
            row["name"]: row["english"]
            for row in (*languages, *origins)
            if "english" in row
        },
        minutes_ahead=places["minutes_ahead_of_utc"],
        box=_box(places),
    )


def _point(row: Mapping[str, Any]) -> tuple[float, float] | None:
    if "at" not in row:
        return None
    latitude, longitude = row["at"]
    return latitude, longitude


def _box(places: Mapping[str, Any]) -> Box:
    south, west, north, east = places.get("box", ANYWHERE)
    return south, west, north, east


def _read(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))
