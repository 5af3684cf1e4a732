"""Questions that can be heard: which recordings lie beside the country's facts.

`audio/<language>/<form@version>/<question>.<ending>` (docs/formats/form.md). The
program makes none: they come from native speakers, and pass two approvals before.
"""

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from demeso.kernel.country import country
from demeso.kernel.forms import Form, Kind
from demeso.kernel.recordings import Recording, lacking_in, recordings_in
from demeso.kernel.refusal import UnknownError

UNHEARD = (Kind.ID, Kind.MADE, Kind.LINES)  # the app fills these in


def asked() -> dict[str, tuple[str, ...]]:
    """Return form → the questions that a person may be asked aloud."""
    forms: Mapping[str, Form] = import_string(settings.DEMESO_FORMS)
    return {
        name: tuple(q.name for q in form.questions if q.kind not in UNHEARD)
        for name, form in sorted(forms.items())
    }


@cache
def recordings(folder: Path) -> tuple[Recording, ...]:
    """Return every recording of a question that is asked, in order of its place."""
    languages = dict(country(settings.COUNTRY).languages)
    return tuple(recordings_in(folder, languages, asked()))


def get_recording(digest: str) -> Recording:
    """Return the recording under an address that never changes."""
    for one in recordings(settings.RECORDINGS):
        if one.digest == digest:
            return one
    raise UnknownError


def listed() -> str:
    """Return what can be heard, as JSON: language → its name, and digests by form."""
    names = dict(country(settings.COUNTRY).languages)
    found: dict[str, Any] = {}
    for one in recordings(settings.RECORDINGS):
        here = found.setdefault(
            one.language, {"name": names[one.language], "forms": {}}
        )
        here["forms"].setdefault(one.form, {})[one.question] = one.digest
    return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def lacking(language: str) -> list[tuple[str, str]]:
    """Return the questions that nobody has spoken yet in a language."""
    return lacking_in(recordings(settings.RECORDINGS), language, asked())
