"""What somebody says of a place, unnamed: no cookie, no name, no number.

One address, and what is chosen comes in the body. Whoever was asked for sex, money or
a favour is shown whom to tell instead, and nothing at all is written.
"""

from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.loader import render_to_string
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from demeso.directory.forms.keeping import FEEDBACK
from demeso.directory.queries.hearing import get_spoken_of, spoken_of
from demeso.directory.rules.hearing import GIVE, LONGEST_WORDS, QUESTIONS
from demeso.directory.saying import here
from demeso.help.calling import lines_here
from demeso.help.drawings import DRAWINGS
from demeso.help.services import tell_of_place
from demeso.help.wording import told_line
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless

ANYBODY = door("feedback", GIVE)
ASKED_FOR = "asked_for"  # the question that is never written down
MOST_AN_HOUR = 20  # of one place: nobody may drown what others say
HOUR = 60 * 60  # in seconds
OFTEN = "feedback.often"


@csrf_exempt  # no cookie says who speaks, and none is wanted
@require_http_methods(["GET", "HEAD", "POST"])
def tell(request: HttpRequest) -> HttpResponse:
    """Ask the one question first, then which place, then how it was."""
    said, region = request.POST, request.POST.get("region", "")
    if said.get(ASKED_FOR) == "yes":
        return _page(request, "stop", lines=_lines(region))
    if said.get(ASKED_FOR) != "no" or region not in here().codes("regions"):
        return _start(request, region)
    site = said.get("site", "")
    return _how(request, region, site) if site else _which(request, region)


def _start(request: HttpRequest, region: str) -> HttpResponse:
    [(_heading, regions)] = here().options("regions")
    missing = request.method == "POST"
    return _page(request, "start", regions=regions, region=region, missing=missing)


def _lines(region: str) -> list[dict[str, Any]]:
    """Return the lines after whose call nothing follows without the caller's yes."""
    found = [one for one in lines_here(region) if one.follows == "nothing"]
    return [told_line(one) for one in found]


def _which(request: HttpRequest, region: str) -> HttpResponse:
    places = spoken_of(actor=ANYBODY, region=region)
    return _page(request, "which", region=region, places=places)


def _how(request: HttpRequest, region: str, site: str) -> HttpResponse:
    try:
        place = get_spoken_of(site, actor=ANYBODY)
    except UnknownError:
        return _which(request, region)
    answers, fault = _answers(request.POST), ""
    if answers:
        try:
            _require_seldom(site)
            tell_of_place(actor=ANYBODY, site=site, said=answers, at=now())
        except RefusedError as error:
            fault = error.code
        else:
            return _page(request, "thanks")
    questions = [_question(name, answers) for name in QUESTIONS]
    return _page(
        request, "how", region=region, place=place, questions=questions,
        words=answers.get("words", ""), most=LONGEST_WORDS, fault=fault,
        status=429 if fault == OFTEN else 200,
    )  # fmt: skip


def _answers(post: QueryDict) -> dict[str, str]:
    """Return what was answered; a code that no question knows is no answer."""
    said = {name: post.get(name, "") for name in QUESTIONS}
    known = {name: value for name, value in said.items() if value in _codes(name)}
    words = " ".join(post.get("words", "").split())[:LONGEST_WORDS]
    return {**known, **({"words": words} if words else {})}


def _codes(name: str) -> tuple[str, ...]:
    return next(one.codes for one in FEEDBACK.questions if one.name == name)


def _question(name: str, answers: dict[str, str]) -> dict[str, Any]:
    asked = next(one for one in FEEDBACK.questions if one.name == name)
    choices = [
        (code, gettext(label), "checked" if answers.get(name) == code else "")
        for code, label in asked.choices
    ]
    return {"name": name, "text": gettext(asked.text), "choices": choices}


def _require_seldom(site: str) -> None:
    """Refuse a flood; what is counted is the place, never who speaks."""
    key = f"{OFTEN}:{site}:{now():%d%H}"
    cache.add(key, 0, 2 * HOUR)
    refuse_unless(int(cache.incr(key)) <= MOST_AN_HOUR, OFTEN)


def _page(
    request: HttpRequest, name: str, status: int = 200, **said: Any
) -> HttpResponse:
    found = {"here": request.path, "draw": DRAWINGS, **said}
    page = render_to_string(f"help/opinion/{name}.html", found, request)
    return HttpResponse(page, status=status)
