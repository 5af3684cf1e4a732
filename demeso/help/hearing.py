"""Pages that can be heard: the same folder as the questions of the forms.

`audio/<language>/help@1/<page>.<ending>` (docs/formats/form.md, “Heard”). Where nobody
has spoken a page there is no button, and never a machine's voice.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings

from demeso.help.needs import BY_CODE
from demeso.kernel.country import country
from demeso.kernel.recordings import Recording, lacking_in, recordings_in
from demeso.kernel.refusal import UnknownError

FORM = "help@1"
PAGES = ("home", "first", "friend", "report", "card")
SPOKEN = {FORM: (*PAGES, *BY_CODE)}


@dataclass(frozen=True)
class Voice:
    """A page in one language, to be heard."""

    language: str  # its own name
    code: str
    digest: str


def voices(page: str) -> list[Voice]:
    """Return who speaks a page, in the order of the country's languages."""
    found = {
        one.language: one.digest
        for one in _spoken(settings.RECORDINGS)
        if one.question == page
    }
    languages = country(settings.COUNTRY).languages
    return [Voice(name, code, found[code]) for code, name in languages if code in found]


def get_voice(digest: str) -> Recording:
    """Return the recording of a page under its address, or refuse."""
    for one in _spoken(settings.RECORDINGS):
        if one.digest == digest:
            return one
    raise UnknownError


def unspoken(language: str) -> list[tuple[str, str]]:
    """Return the pages that nobody has spoken yet in a language."""
    return lacking_in(_spoken(settings.RECORDINGS), language, SPOKEN)


@cache
def _spoken(folder: Path) -> tuple[Recording, ...]:
    languages = dict(country(settings.COUNTRY).languages)
    return tuple(recordings_in(folder, languages, SPOKEN))
