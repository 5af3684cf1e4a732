"""Help for anybody, in three taps: what, where, who. All steps have one address.

What is chosen comes in the body of a request: no address, no history and no log knows
it. Nothing is written, so no token is asked for, and no cookie is needed for one.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from demeso.directory.queries.public import public_place
from demeso.directory.saying import here, hours
from demeso.help.calling import all_lines, lines_here
from demeso.help.drawings import DRAWINGS
from demeso.help.hearing import get_voice, voices
from demeso.help.needs import BY_CODE, FOR, GUISES, NEEDS, PEOPLE, Need
from demeso.help.queries import helpers
from demeso.help.wording import ALWAYS, told_line, told_place
from demeso.kernel.clock import now
from demeso.kernel.doors import APP, way

Said = dict[str, Any]
FACTS = ("place", "price", "clock", "road", "phone")  # drawn beside each place
NEAREST = 4  # places on one page: enough to choose, and few to read through


@require_safe
def show_home(request: HttpRequest) -> HttpResponse:
    """Show what may be asked for, in neutral words."""
    return _home(request)


@csrf_exempt  # nothing is written, and no cookie says who asks
@require_http_methods(["GET", "HEAD", "POST"])
def show_step(request: HttpRequest) -> HttpResponse:
    """Show the step that was asked for; to whom nothing was said, the first one."""
    said = request.POST
    if said.get("page") in PAGES:
        return PAGES[said["page"]](request)
    need, region = BY_CODE.get(said.get("need", "")), said.get("region", "")
    if need is None:
        return _home(request)
    if region not in here().codes("regions"):
        return _where(request, need)
    return _found(request, need, region)


@require_safe
def play_voice(_request: HttpRequest, digest: str) -> HttpResponse:
    """Let a page be heard; the address says neither language nor page."""
    found = get_voice(digest)
    return HttpResponse(found.path.read_bytes(), content_type=found.content_type)


def _home(request: HttpRequest) -> HttpResponse:
    english = get_language() == "en"
    notebook = reverse("worker:open-app-english" if english else "worker:open-app")
    said: Said = {
        "needs": [_need(one) for one in NEEDS],
        "notebook": way(settings.ORIGINS, APP) + notebook,
    }
    return _page(request, "home", **said)


def _where(request: HttpRequest, need: Need) -> HttpResponse:
    [(_heading, regions)] = here().options("regions")
    return _page(request, "where", need=_need(need), regions=regions)


def _found(request: HttpRequest, need: Need, region: str) -> HttpResponse:
    people = tuple(one for one in FOR if one in request.POST.getlist("who"))
    wishes = {*people, *filter(None, [need.wish])}
    found = helpers(need.family, region, wishes, at=now(), most=NEAREST)
    places = [told_place(one, region=region) for one in found]
    said: Said = {
        "need": _need(need),
        "region": {"code": region, "name": dict(_regions())[region]},
        "near": [one for one in places if one["is_near"]],
        "further": [one for one in places if not one["is_near"]],
        "lines": [told_line(one) for one in lines_here(region)],
        "symbols": [(name, DRAWINGS[name]) for name in FACTS],
        "people": [
            (one.code, gettext(one.words), "checked" if one.code in people else "")
            for one in PEOPLE
        ],
    }
    return _page(request, "found", need.code, **said)


def _regions() -> list[tuple[str, str]]:
    [(_heading, regions)] = here().options("regions")
    return regions


def _first(request: HttpRequest) -> HttpResponse:
    return _page(request, "first")


def _friend(request: HttpRequest) -> HttpResponse:
    return _page(request, "friend")


def _report(request: HttpRequest) -> HttpResponse:
    lines = [told_line(one) for one in all_lines()]
    return _page(request, "report", lines=lines)


def _card(request: HttpRequest) -> HttpResponse:
    """Show a card to keep, once its risk was read; it names no place and no help."""
    place = public_place(request.POST.get("site", ""))
    called = {one.dialled: one.number for one in all_lines()}
    number = called.get(request.POST.get("line", ""), "")
    week = place.get("hours", "")
    said: Said = {
        "site": place.get("id", ""),
        "line": request.POST.get("line", "") if number else "",
        "number": place.get("phone") or number,
        # No mill grinds all night: what is always open says nothing of its hours.
        "hours": "" if week == ALWAYS else hours(week),
        "guises": [(gettext(one.title), gettext(one.line)) for one in GUISES],
        "is_shown": "sure" in request.POST and bool(place or number),
    }
    return _page(request, "card", **said)


PAGES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "first": _first, "friend": _friend, "report": _report, "card": _card,
}  # fmt: skip


def _need(need: Need) -> Said:
    return {
        "code": need.code,
        "title": gettext(need.title),
        "words": gettext(need.words),
        "expect": [gettext(one) for one in need.expect],
        "note": gettext(need.note) if need.note else "",
        "drawing": DRAWINGS[need.drawing],
    }


def _page(
    request: HttpRequest, name: str, spoken: str = "", **said: Any
) -> HttpResponse:
    english = get_language() == "en"
    found = {
        "next": reverse("help:next-en" if english else "help:next"),
        "voices": voices(spoken or name),
        "draw": DRAWINGS,
        **said,
    }
    return HttpResponse(render_to_string(f"help/step/{name}.html", found, request))
