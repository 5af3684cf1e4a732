"""Serve the worker's one document, and the forms it fills."""

from collections.abc import Iterator, Mapping
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_GET

from demeso.kernel.country import country
from demeso.kernel.forms import Form
from demeso.kernel.refusal import UnknownError
from demeso.worker.drawing import draw

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
FOR_EVER = "public, max-age=31536000, immutable"
ANEW = "no-cache"


@require_GET
def open_app(request: HttpRequest) -> HttpResponse:
    """Show the document; nothing in it depends on who asks."""
    context = {"words": list(_words())}
    response = render(request, "worker/app.html", context)
    response.headers["Cache-Control"] = ANEW
    return response


@require_GET
def show_form(_request: HttpRequest, form: str, language: str) -> HttpResponse:
    """Show a form under the address that never changes."""
    found = _forms().get(form)
    if found is None or language not in LANGUAGES:
        raise UnknownError
    response = HttpResponse(draw(found))
    response.headers["Cache-Control"] = FOR_EVER
    return response


def _forms() -> Mapping[str, Form]:
    forms: Mapping[str, Form] = import_string(settings.DEMESO_FORMS)
    return forms


def _words() -> Iterator[tuple[str, str]]:
    """Yield every message that the app may need by code: labels and refusals."""
    seen: dict[str, str] = {}
    for form in _forms().values():
        for question in form.questions:
            if question.compartment:
                seen.setdefault(f"question.{question.name}", question.text)
            for code, text in question.choices:
                seen.setdefault(f"{question.name}.{code}", text)
    for _heading, places in country(settings.COUNTRY).options("regions"):
        seen.update({f"region.{code}": name for code, name in places})
    messages: Mapping[str, Any] = import_string(settings.DEMESO_MESSAGES)
    seen.update(messages)
    return ((code, gettext(text)) for code, text in seen.items())
