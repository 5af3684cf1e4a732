"""What has reached its limit: shown first, erased only when it is confirmed."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_POST

from demeso.desk.forms.retaining import HOLD, LIFT, RETENTION
from demeso.desk.queries.retaining import erasures, get_hold, holds, reached
from demeso.desk.queries.tracking import names
from demeso.desk.rules.looking import plain_code
from demeso.desk.rules.retaining import (
    FOUND,
    HOLDS,
    MOST,
    STAGES,
    Due,
    list_digest,
)
from demeso.desk.services.watching import RETENTION as SHOWN
from demeso.desk.services.watching import note_shown
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
from demeso.kernel.ids import is_survivor_code, show_code
from demeso.ledger.services import note_refusal
from demeso.survivors.queries import controlled, ids_called

PAGE = "desk:retention"
WHY = {**dict(HOLDS), **FOUND}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_retention(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what would be erased and what is held; erase when it is confirmed."""
    actor.require("audit.read")
    refused = ""
    if request.method == "POST":
        ids, said = sent_ids(request.POST), _confirmed(request)
        deed = Deed("retention.applied", RETENTION, ids["record"], {"retention": said})
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect(PAGE)
    return _page(request, actor, refused=refused)


@require_POST
@signed_in
def place(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep somebody's file beyond its limit, for a reason that is named."""
    actor.require("audit.read")
    ids, typed = sent_ids(request.POST), request.POST.get("code", "")
    code = plain_code(typed)
    known = controlled(actor, codes=[code]) if is_survivor_code(code) else []
    if not known:
        tried = ids_called(code)
        note_refusal("record.unknown", actor=actor, what=PAGE, at=now(), records=tried)
        return _page(request, actor, typed=typed[:20], fault="unknown")
    said = {**answers_of(HOLD, request.POST), "survivor": known[0].id}
    deed = Deed("hold.placed", HOLD, ids["record"], grouped(HOLD, said))
    refused = send(deed, ids, actor=actor)
    if refused:
        return _page(request, actor, refused=refused, typed=typed[:20])
    return redirect(PAGE)


@require_POST
@signed_in
def lift(request: HttpRequest, actor: Actor, hold: str) -> HttpResponse:
    """Let a reason go."""
    found = get_hold(hold, actor=actor)
    ids = {**sent_ids(request.POST), "record": found.id}
    said = answers_of(LIFT, request.POST)
    refused = send(Deed("hold.lifted", LIFT, found.id, grouped(LIFT, said)), ids,
                   actor=actor)  # fmt: skip
    if refused:
        return _page(request, actor, refused=refused)
    return redirect(PAGE)


def _confirmed(request: HttpRequest) -> dict[str, Any]:
    count = request.POST.get("count", "")
    digest = request.POST.get("list_digest", "")
    return {"list_digest": digest, "count": int(count) if count.isdecimal() else 0}


def _page(
    request: HttpRequest,
    actor: Actor,
    *,
    refused: str = "",
    typed: str = "",
    fault: str = "",
) -> HttpResponse:
    at, limits = now(), country(settings.COUNTRY).limits
    found = reached(actor, on=at.date(), limits=limits)
    ready = [one for one in found if not one.holds]
    held = holds(actor, on=at.date())
    shown_to = [one.survivor for one in found] + [one.survivor_id for one in held]
    note_shown(actor=actor, what=SHOWN, survivors=shown_to, at=at)
    called = names(actor)
    context = {
        "limits": limits,
        "ready": [_due(one) for one in ready[:MOST]],
        "more": max(0, len(ready) - MOST),
        "kept": [_due(one) for one in found if one.holds],
        "holds": [
            {"row": one, "code": show_code(one.survivor.code),
             "why": gettext(WHY.get(one.why, one.why)), "ids": page_ids(one.id),
             "who": called.get(one.placed_by, "")}
            for one in held
        ],
        "asked": {one["name"]: one for one in drawn(HOLD, "hold", {}, {})},
        "lifting": next(drawn(LIFT, "ending", {}, {})),
        "past": [{"row": one, "who": called.get(one.applied_by, "")}
                 for one in erasures(actor)],
        "digest": list_digest(ready[:MOST]),
        "ids": page_ids(),
        "holding": page_ids(),
        "refused": words_of(refused),
        "typed": typed,
        "fault": fault,
    }  # fmt: skip
    page = shown(request, actor, "desk/retention.html", context)
    page.status_code = 404 if fault else 200
    return page


def _due(one: Due) -> dict[str, Any]:
    return {
        "code": show_code(one.code),
        "stage": gettext(STAGES[one.stage]),
        "since": one.since,
        "closed_on": one.closed_on,
        "holds": [gettext(WHY.get(why, why)) for why in one.holds],
    }
