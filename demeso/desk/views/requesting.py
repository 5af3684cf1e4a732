"""What survivors ask about what is held of them: written down, answered, proved."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.casework.forms.requesting import REQUEST, REQUEST_ANSWER
from demeso.casework.models import Request
from demeso.casework.queries.requesting import get_request, requests
from demeso.casework.rules.requesting import ASKED, DONE, ERASABLE, LIMITS
from demeso.desk.queries.tracking import names
from demeso.desk.services.watching import REQUESTS, note_shown
from demeso.desk.views.asking import (
    Deed,
    answers_of,
    drawn,
    grouped,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.country import country
from demeso.kernel.ids import show_code
from demeso.kernel.refusal import UnknownError
from demeso.ledger.looking import place_of
from demeso.survivors.queries import led_codes

ASKS, CONTROLS = "case.write", "audit.read"
SAID = {**dict(ASKED), **dict(DONE), **dict(LIMITS), **dict(ERASABLE)}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_requests(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what was asked and by when it is answered; a caseworker writes one down."""
    _require_either(actor)
    refused, ids, said = "", page_ids(), {}
    if request.method == "POST":
        actor.require(ASKS)
        ids, said = sent_ids(request.POST), answers_of(REQUEST, request.POST)
        deed = Deed("request.received", REQUEST, ids["record"], grouped(REQUEST, said))
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:request", asked=ids["record"])
    mine, found = led_codes(actor), requests(actor)
    seen = [one.survivor_id for one in found]
    note_shown(actor=actor, what=REQUESTS, survivors=[*mine, *seen], at=now())
    context = {
        "rows": [_row(one, actor) for one in found],
        "may_ask": actor.may(ASKS),
        "codes": [(one, show_code(code)) for one, code in mine.items()],
        "chosen": said.get("survivor", ""),
        "asked": {one["name"]: one for one in drawn(REQUEST, "request", said, {})},
        "limits": country(settings.COUNTRY).limits,
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/requests.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_request(request: HttpRequest, actor: Actor, asked: str) -> HttpResponse:
    """Show one request, its answer and the proof; who was asked writes the answer."""
    _require_either(actor)
    found = get_request(asked, actor=actor)
    refused, ids, said = "", page_ids(found.id), {}
    if request.method == "POST":
        ids = {**sent_ids(request.POST), "record": found.id}
        said = answers_of(REQUEST_ANSWER, request.POST)
        deed = Deed("request.answered", REQUEST_ANSWER, found.id,
                    grouped(REQUEST_ANSWER, said))  # fmt: skip
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:request", asked=found.id)
    whose = [found.survivor_id]
    note_shown(actor=actor, what=REQUESTS, survivors=whose, at=now())
    context = {
        **_row(found, actor),
        "answers": list(drawn(REQUEST_ANSWER, "answer", said, {})),
        "may_answer": actor.worker == found.lead_id and actor.may(ASKS),
        "link": found.survivor.code,
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/request.html", context)


def _row(one: Request, actor: Actor) -> dict[str, Any]:
    left = (one.due_on - now().date()).days
    return {
        "row": one,
        "code": show_code(one.survivor.code),
        "asked": _words(one.asked),
        "done": _words(one.done),
        "erased": _words(one.erased),
        "kept": _words(one.kept_because),
        "who": names(actor).get(one.lead_id, ""),
        "left": max(0, left),
        "late": one.answered_on is None and left < 0,
        "soon": 0 <= left <= country(settings.COUNTRY).limits.remind_days_before,
        "leaf": place_of(one.answered_by_act) if one.answered_by_act else None,
    }


def _words(codes: list[str]) -> list[str]:
    return [gettext(SAID.get(code, code)) for code in codes]


def _require_either(actor: Actor) -> None:
    if not (actor.may(ASKS) or actor.may(CONTROLS)):
        raise UnknownError
