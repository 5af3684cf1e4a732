"""Say a place in the language of whoever reads: why it stands there, where, and when.

The words are in wording.py and choices.py; this fills them, for every door.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext

from demeso.directory.hours import DAYS
from demeso.directory.ranking import Why
from demeso.directory.rules.listing import ITEMS
from demeso.directory.standing import Map
from demeso.directory.wording import WEEK, WHY
from demeso.kernel.country import Country, country


def here() -> Country:
    """Return the country whose places and languages are listed."""
    return country(settings.COUNTRY)


def chart() -> Map:
    """Return the country as the ranking measures it."""
    return Map(here().minutes_ahead, here().centres)


def languages() -> dict[str, str]:
    """Return the country's languages, as the reader calls them."""
    [(_heading, named)] = here().options("languages", get_language())
    return dict(named)


def reason(why: Why) -> str:
    """Return one reason of the ranking in words."""
    names = {
        "item": dict(ITEMS),
        "region": {place.code: place.name for place in here().regions},
        "language": languages(),
    }
    holes = {
        hole: gettext(names[hole].get(value, value)) if hole in names else value
        for hole, value in why.items()
    }
    if "day" in holes:
        holes["day"] = _day(holes["day"])
    words = WHY[holes.pop("code")]
    return gettext(words).format(**holes)


def _day(text: str) -> str:
    """Return a day of the week, or a day of the calendar, in words."""
    week = dict(WEEK)
    if text in week:
        return gettext(week[text])
    return date_format(date.fromisoformat(text), "j F")


def place_name(region: str, cercle: str) -> str:
    """Return where something is, by name; a code stands for itself."""
    names = {place.code: place.name for place in (*here().cercles, *here().regions)}
    return ", ".join(
        dict.fromkeys(names.get(code, code) for code in (cercle, region) if code)
    )


def hours(week: str) -> str:
    """Return a week's hours in words: days that are alike stand together."""
    days = week.split("|")
    if len(days) != len(DAYS):
        return ""
    names = [gettext(label) for _code, label in WEEK]
    groups: list[list[Any]] = []
    for name, day in zip(names, days, strict=True):
        if groups and groups[-1][2] == day:
            groups[-1][1] = name
        else:
            groups.append([name, name, day])
    return "; ".join(
        f"{first if first == last else f'{first} – {last}'} {day or gettext('fermé')}"
        for first, last, day in groups
    )


def weekdays(days: list[int]) -> str:
    """Return days of the week in words, Monday as 0."""
    names = [gettext(label) for _code, label in WEEK]
    return ", ".join(names[day] for day in days)


def outreach(week: str) -> str:
    """Return where a team goes on which day, in words."""
    names = [gettext(label) for _code, label in WEEK]
    found = zip(names, week.split("|"), strict=False)
    return "; ".join(f"{name} {where}" for name, where in found if where)
