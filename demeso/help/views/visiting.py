"""The visit of the demo. Outside demo mode these pages are not there."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from demeso.help.cards import DESK, Card, Door, filled, shown
from demeso.help.demo import demo_people, seconds_to_next, unused_code
from demeso.help.queries import READ, demo_tables, story_facts
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError

VISIT = door("visit", READ)
Page = Callable[[HttpRequest], HttpResponse]


def demo_only(page: Page) -> Page:
    """Let a page be unknown outside demo mode, even if somebody wires it in."""

    @wraps(page)
    def answer(request: HttpRequest) -> HttpResponse:
        if not settings.DEMO:
            raise UnknownError
        return page(request)

    return answer


@require_safe
@demo_only
def show_visit(request: HttpRequest) -> HttpResponse:
    """Show the cards whose doors open."""
    facts = story_facts(actor=VISIT, at=now())
    people = {one["username"]: one for one in demo_people()}
    cards = [_drawn(card, facts) for card in shown(facts, frozenset(people))]
    return render(
        request, "help/visit.html", {"cards": cards, "code": facts.get("week")}
    )


@csrf_exempt  # there is no session; in a demo anyone may play anyone
@require_POST
@demo_only
def give_key(request: HttpRequest) -> HttpResponse:
    """Give what signs a demo person in: her name, her passphrase, a fresh code."""
    wanted = request.POST.get("who", "")
    found = next((one for one in demo_people() if one["username"] == wanted), None)
    if found is None:
        raise UnknownError
    at = now()
    code = unused_code(found, at)
    given = {"username": wanted, "passphrase": found["passphrase"], "code": code}
    return JsonResponse(given if code else {"wait": seconds_to_next(at)})


@require_safe
@demo_only
def show_tables(request: HttpRequest) -> HttpResponse:
    """Hand out the demo's tables as they are; what to look for is not asked."""
    del request
    return JsonResponse({"tables": list(demo_tables(actor=VISIT))})


def _drawn(card: Card, facts: dict[str, str]) -> dict[str, Any]:
    look = [filled(gettext(one), facts) for one in card.look]
    return {
        "name": card.name,
        "title": gettext(card.title),
        "story": gettext(card.story),
        "look": [one for one in look if one],
        "doors": [
            {"who": one.who, "words": gettext(one.words), "to": _address(one, facts)}
            for one in card.doors
        ],
        "shows": f"help/visit/{card.shows}.html" if card.shows else "",
    }


def _address(one: Door, facts: dict[str, str]) -> str:
    if one.door == DESK:
        page, mark, part = one.place.partition("#")
        return reverse(f"desk:{page}") + mark + part
    english = get_language() == "en"
    start = reverse("worker:open-app-english" if english else "worker:open-app")
    return f"{start}#/{filled(one.place, facts)}"
