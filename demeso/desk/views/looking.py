"""The controller's page: who looked at a code, and whether the log verifies."""

from typing import Any

from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.agencies.queries.people import colleagues
from demeso.desk.jobs import check_log
from demeso.desk.models import LogCheck
from demeso.desk.queries.looking import Looked, last_check
from demeso.desk.queries.witnessing import who_signed
from demeso.desk.rules.looking import (
    KINDS,
    REASONS,
    Event,
    Kind,
    Sought,
    day_of,
    plain_code,
)
from demeso.desk.services.looking import ask_check, read_accesses
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import is_survivor_code, is_uuid7, show_code
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.services import note_refusal
from demeso.survivors.queries import ids_called

PAGE = "desk:accesses"
TONES = {
    "read": "act",
    "exported": "due",
    "printed": "due",
    "tried": "wait",
    "wrote": "void",
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_accesses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a code, a person or some days, and a reason; none is in an address."""
    actor.require("audit.read")
    people = colleagues(actor).values_list("pk", "called")
    context: dict[str, Any] = {
        "reasons": [(code, gettext(label)) for code, label in REASONS],
        "kinds": [(kind.value, gettext(words)) for kind, words in KINDS.items()],
        "people": list(people),
        "check": _check(last_check(actor=actor)),
        "signed": who_signed(actor=actor),
        "typed": "",
        "sought": Sought(),
    }
    if request.method == "POST":
        context |= _answer(request, actor)
    status = 404 if context.get("fault") == "unknown" else 200
    page = shown(request, actor, "desk/accesses.html", context)
    page.status_code = status
    return page


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def check(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask for a walk over the whole log; `demeso work` does it."""
    actor.require("audit.read")
    if request.method == "POST":
        made, is_new = ask_check(actor=actor, at=now())
        if is_new:
            check_log.enqueue(made.pk)
    return redirect(PAGE)


def _answer(request: HttpRequest, actor: Actor) -> dict[str, Any]:
    typed, sought = request.POST.get("code", ""), _sought(request.POST)
    kept = {"typed": typed[:20], "sought": sought, "reason": sought.reason}
    if typed.strip() and not is_survivor_code(sought.code):
        return {**kept, "fault": "code"}
    page = request.POST.get("page", "")
    at = now()
    try:
        looked = read_accesses(actor=actor, sought=sought, page=page, at=at)
    except UnknownError as error:
        tried = ids_called(sought.code)
        note_refusal(error.code, actor=actor, what=PAGE, at=at, records=tried)
        return {**kept, "fault": "unknown"}
    except RefusedError:
        return {**kept, "fault": "reason"}
    return {**kept, "looked": _looked(looked)}


def _sought(post: QueryDict) -> Sought:
    who, kind = post.get("worker", ""), post.get("kind", "")
    return Sought(
        reason=post.get("reason", ""),
        code=plain_code(post.get("code", "")),
        worker=who if is_uuid7(who) else "",
        since=day_of(post.get("since", "")),
        until=day_of(post.get("until", "")),
        kind=kind if kind in {one.value for one in Kind} else "",
    )


def _looked(looked: Looked) -> dict[str, Any]:
    return {
        "code": show_code(looked.code) if looked.code else "",
        "events": [_event(one, looked) for one in looked.events],
        "pages": looked.pages,
    }


def _event(one: Event, looked: Looked) -> dict[str, Any]:
    code = looked.codes.get(one.record, "")
    return {
        "at": one.at,
        "who": looked.called.get(one.who, one.who),
        "kind": gettext(KINDS[one.kind]),
        "tone": TONES[one.kind],
        "what": gettext(one.what) if one.what else "",
        "why": gettext(one.why) if one.why else "",
        "code": show_code(code) if code else "",
    }


def _check(found: LogCheck | None) -> dict[str, Any] | None:
    if found is None:
        return None
    return {
        "asked_at": found.asked_at,
        "finished_at": found.finished_at,
        "is_whole": found.finished_at is not None and found.broken_at is None,
        "size": found.size,
        "walked": found.walked,
        "broken_at": found.broken_at,
    }
