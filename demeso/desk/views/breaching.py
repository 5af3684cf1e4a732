"""The register of breaches: open one, follow it step by step, close it."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.agencies.models import Device
from demeso.desk.forms.breaches import BREACH, END, STEP
from demeso.desk.models import Breach
from demeso.desk.queries.breaching import (
    Noted,
    breaches,
    devices,
    get_breach,
    steps_of,
    touched_by,
)
from demeso.desk.queries.tracking import names
from demeso.desk.rules.breaches import HARMS, STEPS, WHATS, WHOM
from demeso.desk.services.watching import BREACH as SHOWN
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
from demeso.kernel.ids import show_code

SAID = {**dict(WHATS), **dict(STEPS), **dict(WHOM)}


@require_safe
@signed_in
def show_breaches(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the incidents, what is open first, with the time left to file."""
    rows = [_line(one) for one in breaches(actor)]
    context = {"rows": rows, "limits": country(settings.COUNTRY).limits}
    return shown(request, actor, "desk/breaches.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def open_one(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask what happened, since when it is known, and on which device."""
    actor.require("audit.read")
    said: dict[str, Any] = {}
    ids, refused = page_ids(), ""
    if request.method == "POST":
        ids = sent_ids(request.POST)
        said = answers_of(BREACH, request.POST)
        deed = Deed("breach.opened", BREACH, ids["record"], grouped(BREACH, said))
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:breach", breach=ids["record"])
    context = {
        "what": list(drawn(BREACH, "breach", said, {})),
        "affected": next(drawn(BREACH, "affected", said, {})),
        "devices": [_device(one, said) for one in devices(actor)],
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/breach_new.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def follow(request: HttpRequest, actor: Actor, breach: str) -> HttpResponse:
    """Show one incident: codes, steps, deadline; note a step, or close it."""
    found = get_breach(breach, actor=actor)
    said: dict[str, Any] = {}
    ids, refused = page_ids(found.id), ""
    if request.method == "POST":
        ids = {**sent_ids(request.POST), "record": found.id}
        ends = request.POST.get("deed") == "close"
        form = END if ends else STEP
        said = answers_of(form, request.POST)
        kind = "breach.closed" if ends else "breach.noted"
        refused = send(
            Deed(kind, form, found.id, grouped(form, said)), ids, actor=actor
        )
        if not refused:
            return redirect("desk:breach", breach=found.id)
    touched = touched_by(found)
    whose = [one.survivor_id for one in touched]
    note_shown(actor=actor, what=SHOWN, survivors=whose, at=now())
    context = {
        **_line(found),
        "touched": [
            {
                "code": show_code(one.survivor.code),
                "how": one.how,
                "link": one.survivor.code,
            }
            for one in touched
            if one.survivor.erased_at is None
        ],
        "steps": [_step(one, names(actor)) for one in steps_of(found)],
        "asked": {one["name"]: one for one in drawn(STEP, "step", said, {})},
        "affected": next(drawn(STEP, "affected", said, {})),
        "ending": next(drawn(END, "ending", said, {})),
        "harm": gettext(dict(HARMS).get(found.harm, "")) if found.harm else "",
        "limits": country(settings.COUNTRY).limits,
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/breach.html", context)


def _line(one: Breach) -> dict[str, Any]:
    left = (one.file_by - now()).total_seconds() / 3600
    return {
        "row": one,
        "what": gettext(SAID.get(one.what, one.what)),
        "count": sum(1 for _touched in touched_by(one)),
        "hours": max(0, int(left)),
        "late": left < 0 and not one.settled,
    }


def _step(one: Noted, called: dict[str, str]) -> dict[str, Any]:
    said = one.answers
    return {
        "what": gettext(SAID.get(said.step, said.step)),
        "whom": gettext(SAID[said.whom]) if said.whom in SAID else "",
        "day": said.done_on,
        "reference": said.reference,
        "note": said.note,
        "who": called.get(one.value.actor, ""),
    }


def _device(one: Device, said: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": one.id,
        "label": one.label,
        "who": one.worker.called if one.worker else "",
        "gone": one.revoked_at is not None,
        "chosen": said.get("device") == one.id,
    }
