"""Her own page: a number, a PIN, and what they open. No cookie, no script, no log.

Each form carries a token that works once, so that neither "back" nor whoever takes
the phone after her finds an open page.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django.core import signing
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from demeso.help.queries import OwnPage, own_page
from demeso.help.rules import STOPS, digits, left
from demeso.help.services import ask_call, stop_alone
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.survivors.porter.asking import BUSY, SILENT, Turned, check, turn
from demeso.survivors.porter.memory import FORM_FOR, PAGE_FOR
from demeso.survivors.queries import access_at_work
from demeso.survivors.rules import NUMBER_LENGTH, PIN_LENGTH, herself

OLD, NO, EMPTY = "old", "no", "empty"
ALL = "services"
Shown = dict[str, Any]


@csrf_exempt  # no cookie says who she is: the number, then the token, is the proof
@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
def show_number(request: HttpRequest) -> HttpResponse:
    """Show the empty form, or what her number opens."""
    if request.method != "POST":
        return _empty(request)
    try:
        return _answer(request)
    except RefusedError as error:
        if error.code not in (BUSY, SILENT):
            raise
        return _page(request, "silent", status=503, is_busy=error.code == BUSY)


def _answer(request: HttpRequest) -> HttpResponse:
    step = request.POST.get("step", "")
    if step not in STEPS:
        return _enter(request)
    turned = turn(request.POST.get("token", ""))
    actor = _owner(turned)
    if turned is None or actor is None:
        return _empty(request, OLD)
    return STEPS[step](request, actor, turned)


def _enter(request: HttpRequest) -> HttpResponse:
    number, pin = (digits(request.POST.get(name, "")) for name in ("n", "p"))
    if (len(number), len(pin)) != (NUMBER_LENGTH, PIN_LENGTH):
        return _empty(request, NO)
    try:
        form = _signer().unsign(request.POST.get("form", ""), max_age=FORM_FOR)
    except signing.BadSignature:
        return _empty(request, OLD)
    turned = check(number, pin, form)
    actor = _owner(turned)
    if turned is None or actor is None:
        return _empty(request, NO)
    return _look(request, actor, turned)


def _owner(turned: Turned | None) -> Actor | None:
    """Return her behind an open page; what ended opens nothing any more."""
    found = access_at_work(turned.access) if turned else None
    return herself(found.survivor_id) if found else None


def _look(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    mine = own_page(actor=actor, at=now())
    said: Shown = {
        "days": mine.days, "waiting": mine.waiting, "wrong": turned.wrong,
        "help": mine.yes.help, "statistics": mine.yes.statistics,
        "organisations": mine.yes.organisations,
        "yes_no": f"{gettext('oui')},{gettext('non')}",
    }  # fmt: skip
    return _page(request, "open", turned, **said)


def _stop(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    mine = own_page(actor=actor, at=now())
    choices = [(what, gettext(STOPS[what].words)) for what in mine.stoppable]
    return _page(request, "stop", turned, choices=choices)


def _sure(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    what = request.POST.get("what", "")
    if what not in own_page(actor=actor, at=now()).stoppable:
        return _stop(request, actor, turned)
    title = gettext(STOPS[what].title)
    return _page(request, "sure", turned, what=what, title=title, **_effects(what))


def _stopped(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    what, at = request.POST.get("what", ""), now()
    if what not in own_page(actor=actor, at=at).stoppable:
        return _stop(request, actor, turned)
    stop_alone(actor=actor, what=what, at=at)
    still = turned if what != ALL else None
    return _page(request, "stopped", still, **_effects(what))


def _call(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    return _call_page(request, own_page(actor=actor, at=now()), turned)


def _called(request: HttpRequest, actor: Actor, turned: Turned) -> HttpResponse:
    mine = own_page(actor=actor, at=now())
    said = left(request.POST.dict())
    if not mine.may_call or "reach" not in said:
        return _call_page(request, mine, turned, EMPTY)
    ask_call(actor=actor, left=said, at=now())
    return _page(request, "called", turned)


def _call_page(
    request: HttpRequest, mine: OwnPage, turned: Turned, fault: str = ""
) -> HttpResponse:
    said: Shown = {"may_call": mine.may_call, "full": mine.takes_calls, "fault": fault}
    return _page(request, "call", turned, **said)


Step = Callable[[HttpRequest, Actor, Turned], HttpResponse]
STEPS: dict[str, Step] = {
    "look": _look, "stop": _stop, "sure": _sure, "stopped": _stopped,
    "call": _call, "called": _called,
}  # fmt: skip


def _effects(what: str) -> Shown:
    return {"effects": [gettext(one) for one in STOPS[what].effects]}


def _empty(request: HttpRequest, fault: str = "") -> HttpResponse:
    form = _signer().sign(secrets.token_urlsafe(12))
    return _page(request, "enter", form=form, fault=fault)


def _page(
    request: HttpRequest, name: str, turned: Turned | None = None, status: int = 200,
    **said: Any,
) -> HttpResponse:  # fmt: skip
    found = {"here": request.path, "token": turned.token if turned else "", **said}
    answer = render(request, f"help/number/{name}.html", found, status=status)
    if turned is not None:  # what she left open on a screen does not stay there
        answer.headers["Refresh"] = f"{PAGE_FOR}; url={reverse('help:leave')}"
    return answer


def _signer() -> signing.TimestampSigner:
    return signing.TimestampSigner(salt="demeso/number/v1")
