"""The country and the languages in which a file may be written."""

from collections.abc import Iterable
from functools import cache

from django.conf import settings
from django.utils.translation import gettext, override

from demeso.directory.rules.entry import Known
from demeso.interchange.rules.answers import Land, named
from demeso.kernel.country import Country, country

LANGUAGES = ("fr", "en")


@cache
def words(text: str) -> tuple[str, ...]:
    """Return a French text in every language that a file may be written in."""
    found = []
    for language in LANGUAGES:
        with override(language):
            found.append(gettext(text))
    return tuple(found)


def said(language: str, texts: Iterable[str]) -> dict[str, str]:
    """Return French texts in one language."""
    with override(language):
        return {text: gettext(text) for text in texts}


def here() -> Country:
    """Return the country whose places and languages are listed."""
    return country(settings.COUNTRY)


def listed() -> dict[str, list[str]]:
    """Return the country's names, as the lists of a workbook offer them."""
    return {name: list(codes.values()) for name, codes in names().items()}


def names() -> dict[str, dict[str, str]]:
    """Return the country's lists: code → name."""
    land_ = here()
    return {
        "regions": {place.code: place.name for place in land_.regions},
        "cercles": {place.code: place.name for place in land_.cercles},
        "languages": dict(land_.languages),
    }


def land() -> Land:
    """Return what a reader of files knows of the country."""
    at = here()
    known = Known(
        regions=at.codes("regions"),
        cercles={place.code: place.within for place in at.cercles},
        languages=at.codes("languages"),
    )
    lists = {name: named(codes.items()) for name, codes in names().items()}
    english = ((code, at.english.get(name, name)) for code, name in at.languages)
    lists["languages"] |= named(english)
    return Land(known, at.box, lists, words)
