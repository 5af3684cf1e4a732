"""The desk of whoever watches over the data: what is due, and the register."""

from itertools import groupby
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.agencies.queries.clearing import open_losses
from demeso.agencies.rules.roles import Role
from demeso.casework.queries.glass import glasses
from demeso.casework.queries.requesting import requests
from demeso.casework.rules.glass import OPEN
from demeso.desk.queries.breaching import breaches
from demeso.desk.queries.exporting import register
from demeso.desk.queries.locking import open_locks
from demeso.desk.queries.losing import lost
from demeso.desk.queries.processing import read_register
from demeso.desk.queries.retaining import reached
from demeso.desk.rules.processing import (
    ABOUT_HER,
    GROUNDS,
    OPENED_BY,
    PLACES,
    PURPOSES,
    RESIDUAL,
    RISKS,
    Processed,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.country import country
from demeso.kernel.text import _

UNSAID = _("But à déclarer")  # a form that a later version asks; a test fails for it


@require_safe
@signed_in
def show_protection(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what is due of the protection of data, and the doors to each register."""
    actor.require("audit.read")
    today, limits = now().date(), country(settings.COUNTRY).limits
    asked = [one for one in requests(actor) if one.answered_on is None]
    open_ones = [one for one in breaches(actor) if one.closed_at is None]
    due = reached(actor, on=today, limits=limits)
    context = {
        "breaches": len(open_ones),
        "unfiled": sum(1 for one in open_ones if not one.settled),
        "requests": len(asked),
        "late": sum(1 for one in asked if one.due_on < today),
        "ready": sum(1 for one in due if not one.holds),
        "taken": register("", actor=actor)[1].total,
        "locks": open_locks(actor),
        "cleared": open_losses(actor),
        "lost": sum(1 for one in lost(actor) if one.breach is None),
        "urgent": sum(1 for one in glasses(actor) if one.state in OPEN),
    }
    return shown(request, actor, "desk/protection.html", context)


@require_safe
@signed_in
def show_processing(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the register of processing, drawn from the forms and roles themselves."""
    return shown(request, actor, "desk/processing.html", _register(actor))


@require_safe
@signed_in
def show_assessment(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show the assessment of what could go wrong, and what is done about it."""
    risks = [(gettext(what), gettext(done), test) for what, done, test in RISKS]
    more = {"risks": risks, "residual": [gettext(one) for one in RESIDUAL]}
    return shown(request, actor, "desk/assessment.html", {**_register(actor), **more})


def _register(actor: Actor) -> dict[str, Any]:
    found = read_register(actor)
    by_purpose = groupby(found.forms, key=lambda one: one.purpose)
    return {
        "purposes": [_purpose(why, list(rows)) for why, rows in by_purpose],
        "places": [(gettext(name), gettext(OPENED_BY[code]))
                   for code, name in PLACES.items()],
        "roles": [_role(one) for one in found.roles],
        "limits": found.limits,
        "hosting": found.hosting,
        "recipients": found.recipients,
        "at": now(),
    }  # fmt: skip


def _purpose(why: str, rows: list[Processed]) -> dict[str, Any]:
    return {
        "title": gettext(PURPOSES.get(why, UNSAID)),
        "ground": gettext(GROUNDS[why]) if why else "",
        "is_about_her": why in ABOUT_HER,
        "rows": [
            {"title": gettext(one.title), "form": one.form,
             "place": gettext(PLACES[one.place]), "sealed": one.place != "coded",
             "questions": [gettext(text) for text in one.questions]}
            for one in rows
        ],
    }  # fmt: skip


def _role(role: Role) -> dict[str, Any]:
    return {
        "title": gettext(role.title),
        "description": gettext(role.description),
        "permissions": sorted(role.permissions),
    }
