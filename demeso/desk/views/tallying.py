"""Who came to a centre and who was not received, its monthly list and its month."""

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from demeso.centres.forms import CHECKLIST, TURN_AWAY, VISIT, VISIT_PARTS
from demeso.centres.queries.boards import get_centre
from demeso.centres.queries.months import checklist_of, get_visit, read_month
from demeso.centres.rules.quality import NAMES, POINTS, to_mend
from demeso.centres.rules.reporting import Month, days_of
from demeso.centres.rules.shelves import SUPPLIES
from demeso.centres.rules.shifts import local_day, shift_at
from demeso.centres.rules.visits import PARTS, WHYS
from demeso.desk.views.asking import (
    Deed,
    answers_of,
    drawn,
    here,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.tending import board
from demeso.kernel.actor import Actor
from demeso.kernel.checking import is_month
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError


@require_POST
@signed_in
def open_visit(request: HttpRequest, actor: Actor, centre: str) -> HttpResponse:
    """Write down that somebody came; the page shows the ticket to give."""
    found, ids = get_centre(centre, actor=actor), sent_ids(request.POST)
    day = request.POST.get("came_on", "") or str(_today())
    said = {"centre": found.id, "came_on": day}
    refused = send(Deed("visit.opened", VISIT, ids["record"], {"visit": said}), ids,
                   actor=actor)  # fmt: skip
    if refused:
        return board(request, actor, found, refused=refused)
    return redirect("desk:centre", centre=found.id)


@require_POST
@signed_in
def tick(request: HttpRequest, actor: Actor, visit: str) -> HttpResponse:
    """Say which services were given on a visit so far."""
    found, ids = get_visit(visit, actor=actor), sent_ids(request.POST)
    said = {"parts": request.POST.getlist("parts")}
    refused = send(Deed("visit.ticked", VISIT_PARTS, found.id, {"parts": said}), ids,
                   actor=actor)  # fmt: skip
    if refused:
        centre = get_centre(found.centre_id, actor=actor)
        return board(request, actor, centre, refused=refused)
    return redirect("desk:centre", centre=found.centre_id)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def turn_away(request: HttpRequest, actor: Actor, centre: str) -> HttpResponse:
    """Count somebody who was not received: what was missing, never who."""
    found, ids, refused = get_centre(centre, actor=actor), page_ids(), ""
    _evening, shift = shift_at(now(), here().minutes_ahead)
    said: dict[str, Any] = {"came_on": str(_today()), "shift": shift}
    if request.method == "POST":
        ids, said = sent_ids(request.POST), answers_of(TURN_AWAY, request.POST)
        deed = Deed("turn_away.recorded", TURN_AWAY, ids["record"],
                    {"turn_away": {**said, "centre": found.id}})  # fmt: skip
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:centre", centre=found.id)
    asked = [one for one in drawn(TURN_AWAY, "turn_away", said, {})
             if one["name"] != "centre"]  # fmt: skip
    context = {"known": found, "asked": asked, "ids": ids, "refused": words_of(refused)}
    return shown(request, actor, "desk/centre_turn_away.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def fill(request: HttpRequest, actor: Actor, centre: str, month: str) -> HttpResponse:
    """Go through what makes a centre fail, point by point, once a month."""
    found = get_centre(centre, actor=actor)
    _require_month(month)
    ids, refused, kept = page_ids(), "", checklist_of(found, month)
    said: dict[str, Any] = dict(kept.points) if kept else {}
    if request.method == "POST":
        ids, said = sent_ids(request.POST), answers_of(CHECKLIST, request.POST)
        points = {name: said[name] for name in NAMES if name in said}
        told = {"centre": found.id, "month": month, **points}
        deed = Deed("checklist.filled", CHECKLIST, ids["record"], {"checklist": told})
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:centre-month", centre=found.id, month=month)
    asked = [one for one in drawn(CHECKLIST, "checklist", said, {})
             if one["name"] in NAMES]  # fmt: skip
    context = {"known": found, "asked": asked, "ids": ids, "month": _first(month),
               "code": month, "refused": words_of(refused)}  # fmt: skip
    return shown(request, actor, "desk/centre_checklist.html", context)


@require_safe
@signed_in
def show_month(
    request: HttpRequest, actor: Actor, centre: str, month: str
) -> HttpResponse:
    """Show a centre's month: what was given, what was missing."""
    found = get_centre(centre, actor=actor)
    _require_month(month)
    days = days_of(month, _today())
    if not days:
        raise UnknownError
    read, kept = read_month(found, days), checklist_of(found, month)
    points = kept.points if kept else {}
    context = {
        "known": found,
        "code": month,
        "month": _first(month),
        "days": len(days),
        "read": read,
        "tables": list(_tables(read)),
        "points": len(points),
        "mended": sum(answer == "yes" for answer in points.values()),
        "mend": [gettext(dict(POINTS)[name]) for name in to_mend(points)],
    }
    return shown(request, actor, "desk/centre_month.html", context)


def _tables(read: Month) -> list[dict[str, Any]]:
    return [
        _table(gettext("Ce qui a été donné"), PARTS, read.parts),
        _table(gettext("Ce qui manquait quand une personne n’a pas été reçue"), WHYS,
               read.missed),
        _table(gettext("Jours avec deux ou moins en stock"), SUPPLIES, read.short),
    ]  # fmt: skip


def _table(title: str, labels: Any, counts: Any) -> dict[str, Any]:
    rows = [(gettext(label), counts[code]) for code, label in labels if code in counts]
    return {"title": title, "rows": rows}


def _require_month(month: str) -> None:
    if not is_month(month):
        raise UnknownError


def _first(month: str) -> date:
    return date.fromisoformat(f"{month}-01")


def _today() -> date:
    return local_day(now(), here().minutes_ahead)
