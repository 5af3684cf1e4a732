"""Whether an entry of the directory is still so: one question behind a link.

Two taps, no sign-in. The token in the address is the permission, works once and tells
nothing. Opening the page alone answers nothing: programs open links in messages too.
"""

from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from demeso.directory.forms.listing import SITE
from demeso.directory.models import Site
from demeso.directory.queries.verifying import get_linked
from demeso.directory.rules.showing import EXACT, shown
from demeso.directory.rules.verifying import ANSWER, ANSWERS, ASKED_OF, CHANGED
from demeso.directory.saying import hours, languages, place_name, weekdays
from demeso.help.services import answer_link
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError

LINK = door("verification", ANSWER)
AT_MOST = ASKED_OF[-1]  # as whoever has a notebook reads it, and nothing narrower
UNASKED = ("name", "tier", "latitude", "longitude", "region")


@csrf_exempt  # whoever has the link is asked; nobody is signed in, no cookie is needed
@require_http_methods(["GET", "HEAD", "POST"])
def confirm(request: HttpRequest, token: str) -> HttpResponse:
    """Ask whether an entry is still so, or take the answer."""
    try:
        asked = get_linked(token, actor=LINK, at=now())
        entry = list(_entry(asked.site))
    except UnknownError:  # used, over and never made look the same
        return render(request, "help/confirm/over.html", status=404)
    still = request.POST.get("still", "")
    if still in dict(ANSWERS):
        answer_link(actor=LINK, asked=asked.id, still=still, at=now())
        changed = still == CHANGED
        return render(request, "help/confirm/done.html", {"changed": changed})
    answers = [(code, gettext(words)) for code, words in ANSWERS]
    context = {
        "name": asked.site.name, "here": request.path, "entry": entry,
        "answers": answers,
    }  # fmt: skip
    return render(request, "help/confirm/ask.html", context)


def _entry(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each question and what stands, as far as the link may show it."""
    place = shown(site, AT_MOST)
    if not place:
        raise UnknownError
    unasked = UNASKED if place["precision"] == EXACT else (*UNASKED, "directions")
    for question in SITE.questions:
        value = place.get(question.name)
        if value and question.name not in unasked:
            labels = dict(question.choices)
            yield gettext(question.text), _words(question.name, value, labels)


def _words(name: str, value: Any, labels: dict[str, str]) -> str:
    if name == "hours":
        return hours(value)
    if name == "cercle":
        return place_name("", value)
    if name == "outreach":
        return weekdays([day for day, one in enumerate(value.split("|")) if one])
    spoken = languages() if name == "languages" else {}
    codes = value if isinstance(value, list) else [value]
    return ", ".join(_label(str(code), labels, spoken) for code in codes)


def _label(code: str, labels: dict[str, str], spoken: dict[str, str]) -> str:
    return gettext(labels[code]) if code in labels else spoken.get(code, code)
