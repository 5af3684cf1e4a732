"""Come in by a single-use code, choose a language, leave at once."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from demeso.agencies.models import Account
from demeso.agencies.queries.people import actor_of
from demeso.agencies.rules.roles import ROLES
from demeso.agencies.services.doors import spend_desk_code
from demeso.desk.rules.resting import resting_keys
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.doors import APP, DESK, HELP, way
from demeso.kernel.refusal import RefusedError, refuse_unless

DOOR = "desk"
LANGUAGES = ("fr", "en")
SELDOM = 60  # seconds: a session is not written at every page
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
        _keep_open(request)
        request.auth = actor_of(account)  # whoever is refused is remembered by it
        return page(request, request.auth, *args, **kwargs)

    return answer


def _keep_open(request: HttpRequest) -> None:
    """Let the session end half an hour after its last use, or a working day."""
    at = now().timestamp()
    begun = request.session.get("begun", at)
    refuse_unless(at - begun < settings.APP_SESSION_AGE, "session.missing")
    if at - request.session.get("used", 0) >= SELDOM:
        request.session.update({"begun": begun, "used": at})


def shown(
    request: HttpRequest, actor: Actor, template: str, context: dict[str, Any]
) -> HttpResponse:
    """Return a page with the bar that every page of the desk has."""
    roles = [gettext(ROLES[role].title) for role in sorted(actor.roles)]
    notebook = f"worker:open-app{'-english' if get_language() == 'en' else ''}"
    bar = {
        "actor": actor,
        "roles": roles,
        "may": actor.permissions,
        "notebook": way(settings.ORIGINS, APP) + reverse(notebook),
        "resting": _resting(actor),
    }
    page = render(request, template, {**bar, **context})
    # Without its own address a browser sends a form from "nowhere", and it is refused.
    page.headers["Referrer-Policy"] = "same-origin"
    return page


def _resting(actor: Actor) -> str:
    secret = settings.SECRET_KEY.encode()
    return resting_keys(secret, actor.worker, now().date())


@csrf_exempt  # there is no session yet; the code is random, single-use, 30 seconds
@require_POST
def enter(request: HttpRequest) -> HttpResponse:
    """Open the desk's own session with a code from the notebook.

    The answer is a page that goes on by itself: a strict cookie does not come
    with a redirect that another origin began.
    """
    refuse_unless(_is_from_app(request), "desk.code")
    account = spend_desk_code(code=request.POST.get("code", ""), at=now())
    login(request, account)
    request.session["door"] = DOOR
    asked = request.POST.get("language", "fr")
    request.session["language"] = asked if asked in LANGUAGES else "fr"
    return render(request, "desk/entered.html")


def _is_from_app(request: HttpRequest) -> bool:
    """Tell whether the form was on our own page; who is no browser names none."""
    here = f"{request.scheme}://{request.get_host()}"
    return request.headers.get("Origin", here) in (here, settings.ORIGINS[APP])


@require_safe
@signed_in
def show_home(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the pages that the actor's roles open."""
    return shown(request, actor, "desk/home.html", {})


@require_safe
@signed_in
def stay(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Hear from a page that somebody is writing on it."""
    del request, actor
    return HttpResponse(status=204)


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
    """End the session and show a calendar; "back" leads nowhere.

    A page that closed by itself keeps what was half written, sealed.
    """
    idle = request.POST.get("idle") == "yes"
    logout(request)
    response = redirect("help:leave")
    response.headers["Clear-Site-Data"] = FORGET if idle else forget()
    return response


def forget() -> str:
    """Return what a browser clears: where the notebook is, never what it keeps."""
    origins = settings.ORIGINS
    alone = origins[DESK] not in (origins[APP], origins[HELP])
    return f'{FORGET}, "storage"' if alone else FORGET
