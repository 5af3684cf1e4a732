"""Come in by a single-use code, choose a language, leave at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from demeso.agencies.models import Account
from demeso.agencies.queries import actor_of
from demeso.agencies.rules import ROLES
from demeso.agencies.services import spend_desk_code
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError

DOOR = "desk"
LANGUAGES = ("fr", "en")
# Not "storage": on one origin it would empty the notebook's outbox.
FORGET = '"cache", "cookies"'

Page = Callable[..., HttpResponse]


def signed_in(page: Page) -> Page:
    """Give a page the actor of the desk's own session, or refuse."""

    @wraps(page)
    def answer(request: Any, *args: Any, **kwargs: Any) -> HttpResponse:
        account = request.user
        entered = request.session.get("door") == DOOR  # no token of the app's
        if not (entered and isinstance(account, Account) and account.is_active):
            raise RefusedError("session.missing")
        request.auth = actor_of(account)  # whoever is refused is remembered by it
        return page(request, request.auth, *args, **kwargs)

    return answer


def shown(
    request: HttpRequest, actor: Actor, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Return a page with the bar that every page of the desk has."""
    roles = [gettext(ROLES[role].title) for role in sorted(actor.roles)]
    english = get_language() == "en"
    bar = {
        "actor": actor,
        "roles": roles,
        "may": actor.permissions,
        "notebook": reverse(
            "worker:open-app-english" if english else "worker:open-app"
        ),
    }
    return render(request, template, {**bar, **context})


@csrf_exempt  # there is no session yet; the code is random, single-use, 30 seconds
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Open the desk's own session with a code from the notebook."""
    account = spend_desk_code(code=request.POST.get("code", ""), at=now())
    login(request, account)
    request.session["door"] = DOOR
    asked = request.POST.get("language", "fr")
    request.session["language"] = asked if asked in LANGUAGES else "fr"
    return redirect("desk:home")


@require_safe
@signed_in
def show_home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the pages that the actor's roles open."""
    return shown(request, actor, "desk/home.html", {})


@require_POST
@signed_in
def choose_language(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Speak the chosen language for the rest of the session."""
    del actor
    asked = request.POST.get("language", "fr")
    request.session["language"] = asked if asked in LANGUAGES else "fr"
    return redirect("desk:home")


@csrf_exempt  # it ends one's own session and no other; an ended one has no token
@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """End the session and show a calendar; "back" leads nowhere."""
    logout(request)
    response = redirect("help:leave")
    response.headers["Clear-Site-Data"] = FORGET
    return response
