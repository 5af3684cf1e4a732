"""What browsers cleared before it was sent: whose, how much, and whether it is seen."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.http import require_http_methods

from demeso.agencies.forms.devices import CLEARING_LOOK
from demeso.agencies.queries.clearing import Loss, losses, silent_devices
from demeso.agencies.rules.clearing import LOSSES
from demeso.desk.views.asking import (
    Deed,
    answers_of,
    grouped,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now

SETTLED = "clearing.settled"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_clearings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what is lost and not talked over first, then what came or is settled."""
    actor.require(LOSSES)
    refused = ""
    if request.method == "POST":
        ids, said = sent_ids(request.POST), answers_of(CLEARING_LOOK, request.POST)
        deed = Deed(SETTLED, CLEARING_LOOK, ids["record"], grouped(CLEARING_LOOK, said))
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:clearings")
    found = losses(actor)
    waiting = [one for one in found if one.is_open]
    context = {
        "open": [_row(one) for one in waiting],
        "number": sum(one.lost for one in waiting),
        "settled": [_row(one) for one in found if one.lost and not one.is_open],
        "spared": sum(1 for one in found if not one.lost),
        "silent": silent_devices(actor, at=now()),
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/clearings.html", context)


def _row(one: Loss) -> dict[str, Any]:
    told = one.clearing
    return {
        "who": told.worker.called,
        "device": told.device[-4:],
        "told_at": told.told_at,
        "lost": one.lost,
        "seq": told.seq,
        "settled_at": told.settled_at,
        "ids": page_ids(told.id),
    }
