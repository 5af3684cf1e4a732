"""What the app says by code: little at first, the rest once somebody is at work.

The first document is what a stranger may see: it holds no word of what the notebook
is for. Screens and labels of the work come apart, under an address that changes with
what they say, so that a device keeps them (docs/formats/form.md).
"""

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from typing import Any

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.module_loading import import_string
from django.utils.translation import gettext

from demeso.agencies.rules.fronts import ICONS, LABELS
from demeso.agencies.rules.roles import ROLES
from demeso.casework.rules.telling import CONTEXTS
from demeso.directory.rules.listing import ITEMS
from demeso.directory.wording import WEEK, WHY
from demeso.kernel.country import country
from demeso.kernel.forms import Form, Kind
from demeso.ledger.wording import STEPS
from demeso.worker.recordings import listed

# The labels that the day's page and the first questions use.
AT_FIRST = ("needs", "safe_days", "if_someone_else")
# Refused on pages of the desk only: no device needs words for it.
AT_DESK = ("breach", "export", "hold", "request", "retention")
# Refused on pages that come with the rest: their words come with them.
AT_WORK = (
    "agreement", "blockade", "callback", "closure", "departure", "detour", "follow_up",
    "glass", "handing", "hours", "incident", "lease", "lock", "look", "number",
    "parcel", "passphrase", "role", "rota", "sheets", "shredding", "site",
)  # fmt: skip
UNREAD = (Kind.ID, Kind.MADE, Kind.LINES)  # nobody reads them out
Words = list[tuple[str, str]]


def forms() -> Mapping[str, Form]:
    """Return every form by its id."""
    found: Mapping[str, Form] = import_string(settings.DEMESO_FORMS)
    return found


def first_words() -> Words:
    """Return the refusals, and the labels that are needed at once."""
    every: Mapping[str, str] = import_string(settings.DEMESO_MESSAGES)
    messages = {c: t for c, t in every.items() if not _is_of(c, (*AT_DESK, *AT_WORK))}
    labels = {code: text for code, text in _labels().items() if _is_of(code, AT_FIRST)}
    return _said({**labels, **messages})


@cache
def rest_of(language: str) -> tuple[str, str]:
    """Return the digest and the text of all that follows, in a language."""
    with translation.override(language):
        every: Mapping[str, str] = import_string(settings.DEMESO_MESSAGES)
        late = {code: text for code, text in every.items() if _is_of(code, AT_WORK)}
        labels = {c: text for c, text in _labels().items() if not _is_of(c, AT_FIRST)}
        words = _said({**labels, **late})
        context = {
            "language": language,
            "words": words,
            "recordings": listed(),
            "labels": _said(LABELS),
            "icons": _said(ICONS),
        }
        text = render_to_string("worker/rest.html", context)
    return hashlib.sha256(text.encode()).hexdigest()[:16], text


@cache
def document(language: str) -> str:
    """Return the one document, in a language; nothing in it depends on who asks."""
    with translation.override(language):
        context = {"words": first_words(), "digest": rest_of(language)[0]}
        return _page("worker/app.html", language, context | _parts())


@cache
def stopped(language: str) -> str:
    """Return what the keeper shows when it may show nothing else."""
    with translation.override(language):
        return _page("worker/stopped.html", language, {})


def _parts() -> dict[str, list[str]]:
    """Return which parts of the code the document names: docs/adr/0044."""
    named = settings.DIST / "ahead.json"
    found: dict[str, list[str]] = {"door": [], "day": []}
    return found | (json.loads(named.read_text()) if named.exists() else {})


def _page(template: str, language: str, context: dict[str, Any]) -> str:
    found = {"language": language, "demo": settings.DEMO, **context}
    return render_to_string(template, found)


def _is_of(code: str, families: tuple[str, ...]) -> bool:
    return code.partition(".")[0] in families


def _said(words: Mapping[str, str]) -> Words:
    return [(code, gettext(text)) for code, text in words.items()]


def _labels() -> dict[str, str]:
    seen: dict[str, str] = {}
    for form in forms().values():
        for question in form.questions:
            if question.kind not in UNREAD:
                seen.setdefault(f"question.{question.name}", question.text)
            for code, text in question.choices:
                seen.setdefault(f"{question.name}.{code}", text)
    seen.update({f"context.{code}": text for code, text in CONTEXTS})
    for _heading, places in country(settings.COUNTRY).options("regions"):
        seen.update({f"region.{code}": name for code, name in places})
    seen.update({f"why.{code}": text for code, text in WHY.items()})
    seen.update({f"step.{code}": text for code, text in STEPS.items()})
    seen.update({f"week.{code}": text for code, text in WEEK})
    seen.update({f"item.{code}": text for code, text in ITEMS})
    seen.update({f"opens.{one.name}": one.description for one in ROLES.values()})
    here, language = country(settings.COUNTRY), translation.get_language()
    [(_heading, languages)] = here.options("languages", language)
    seen.update({f"spoken.{code}": name for code, name in languages})
    return seen
