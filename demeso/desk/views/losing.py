"""Devices that may be in other hands: which codes, until when, and the incident."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.queries.losing import Lost, lost
from demeso.desk.services.watching import LOST, note_shown
from demeso.desk.views.asking import page_ids
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.survivors.models import Survivor

REASONS = {
    "lost": _("perdu"),
    "stolen": _("volé"),
    "site": _("coupé avec son lieu"),
}
OPENED_AS = {"lost": "lost", "stolen": "stolen"}  # in the register of incidents


@require_safe
@signed_in
def show_lost(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show each lost device with the codes it held, and open its incident."""
    at, found = now(), lost(actor)
    whose = {survivor.id for one in found for survivor in one.survivors}
    note_shown(actor=actor, what=LOST, survivors=sorted(whose), at=at)
    rows = [_row(one) for one in found]
    return shown(request, actor, "desk/lost_devices.html", {"rows": rows, "at": at})


def _row(one: Lost) -> dict[str, Any]:
    device = one.device
    return {
        "device": device,
        "who": device.worker.called if device.worker else "",
        "why": gettext(REASONS.get(device.lost, "")),
        "what": OPENED_AS.get(device.lost, "other"),
        "codes": [
            _code(her, waits=her.id in one.waiting)
            for her in one.survivors
            if her.erased_at is None
        ],
        "elsewhere": one.elsewhere,
        "breach": one.breach,
        "ids": page_ids(),
    }


def _code(her: Survivor, *, waits: bool) -> dict[str, Any]:
    return {"code": show_code(her.code), "link": her.code, "waits": waits}
