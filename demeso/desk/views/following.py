"""The supervisor's pages: what is going on, and what to look at again."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.agencies.queries.clearing import open_losses
from demeso.desk.queries.reviewing import Disputed, Review
from demeso.desk.queries.tracking import names
from demeso.desk.rules.tracking import (
    ORDERS,
    RISKS,
    STATES,
    VIEWS,
    Cell,
    Row,
    Wanted,
    how_many,
    wanted,
)
from demeso.desk.services.reading import read_review, read_tracker
from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, now
from demeso.kernel.forms import Form, Question
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.ledger.merging import LiveValue
from demeso.ledger.models import Entry
from demeso.ledger.wording import step_of

MILLIS_DIGITS = 13
ANYONE, ANYTHING = _("Toute l’équipe"), _("Tous")
WITH, RISK, NEED = _("Avec"), _("Risque"), _("Besoin")
STATE, ORDER = _("Dossiers"), _("Ordre")
CHOSEN = _("%(what)s : %(choice)s")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_tracker(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show needs, services and where they stand, by code, a page at a time."""
    actor.require("team.read")
    if request.method == "POST":  # filters chosen in the form become an address
        return redirect(_address(_wanted(request.POST)))
    found = _wanted(request.GET)
    page = request.GET.get("page", "")
    rows, pages, counted = read_tracker(actor=actor, wanted=found, page=page, at=now())
    asked = [
        code for code, _label in SERVICES if any(code in row.cells for row in rows)
    ]
    columns = [(code, gettext(dict(SERVICES)[code])) for code in asked]
    context = {
        "views": [
            {
                "title": gettext(one.title),
                "address": _address(replace(found, tri=one.name)),
                "count": how_many(counted[one.name], exactly=one.name == found.tri),
                "current": one.name == found.tri,
            }
            for one in VIEWS
            if counted[one.name] or one.name in ("", found.tri)
        ],
        "choices": _choices(found, actor),
        "found": found,
        "columns": columns,
        "rows": [_row(row, columns) for row in rows],
        "any": bool(counted[""]),
        "pages": pages,
        "before": _address(found, pages.before) if pages.before else "",
        "after": _address(found, pages.after) if pages.after else "",
    }
    return shown(request, actor, "desk/tracker.html", context)


def _wanted(given: QueryDict) -> Wanted:
    said = {name: given.get(name, "") for name in given}
    return wanted(said, needs=dict(SERVICES))


def _address(found: Wanted, page: int = 1) -> str:
    """Return the address of a list: codes only, nothing of anyone."""
    said = {**found.asked(), **({"page": str(page)} if page > 1 else {})}
    query = f"?{urlencode(said)}" if said else ""
    return f"{reverse('desk:tracker')}{query}"


def _choices(found: Wanted, actor: Actor) -> list[dict[str, Any]]:
    """Return the lists of the filter form; each begins with "all"."""
    everyone = (("", gettext(ANYONE)), *names(actor).items())
    anything = ("", gettext(ANYTHING))
    lists = (
        ("avec", WITH, everyone),
        ("risque", RISK, (anything, *_said(RISKS))),
        ("besoin", NEED, (anything, *_said(SERVICES))),
        ("etat", STATE, _said(STATES)),
        ("ordre", ORDER, _said(ORDERS)),
    )
    return [
        {"name": name, "title": gettext(title), "value": getattr(found, name),
         "options": options, "chosen": _chosen(title, options, getattr(found, name))}
        for name, title, options in lists
    ]  # fmt: skip


def _chosen(title: str, options: Iterable[tuple[str, str]], value: str) -> str:
    """Return a choice in words; none for the first, which asks for nothing."""
    words = next((words for code, words in options if code == value != ""), "")
    return gettext(CHOSEN) % {"what": gettext(title), "choice": words} if words else ""


def _said(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, gettext(label)) for code, label in choices)


@require_safe
@signed_in
def show_review(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show acts that were set aside, and questions with two answers."""
    at = now()
    review = read_review(actor=actor, at=at)
    counted = review.counted(at)
    context = {
        "counted": counted,
        "codes": [show_code(code) for code in counted.codes],
        "disputes": [_dispute(found, review) for found in review.disputes],
        "set_aside": [_aside(entry, review) for entry in review.set_aside],
        "cleared": open_losses(actor),
        "of_whom": Counter(
            review.called.get(entry.actor, "") for entry in review.set_aside
        ).most_common(),
    }
    return shown(request, actor, "desk/review.html", context)


def _row(row: Row, columns: list[tuple[str, str]]) -> dict[str, Any]:
    cells = [(title, _cell(row.cells.get(need))) for need, title in columns]
    return {
        "code": show_code(row.code),
        "link": row.code,
        "days": row.days,
        "in_danger": row.in_danger == "yes",
        "risk": row.risk_level,
        "hours": row.hours,
        "next_on": row.next_on,
        "late": row.late,
        "closed": row.closed,
        "lead": row.lead,
        "cells": cells,
    }


def _cell(cell: Cell | None) -> dict[str, str] | None:
    if cell is None:
        return None
    day = date_format(cell.day, "j F") if cell.day else ""
    words = gettext(cell.words) % {"days": cell.days, "day": day}
    how = gettext(cell.how) if cell.how else ""
    return {"sign": cell.sign, "words": words, "to": cell.to, "how": how}


def _dispute(found: Disputed, review: Review) -> dict[str, Any]:
    values = found.conflict.values
    return {
        "code": show_code(found.code),
        "link": found.code,
        "since": found.since,
        "values": [_value(value, review.called) for value in values],
    }


def _value(value: LiveValue, called: dict[str, str]) -> dict[str, Any]:
    form = _forms().get(value.form)
    said = [
        (gettext(question.text), _answer(question, value.answers[question.name]))
        for question in (form.group(value.group) if form else ())
        if question.name in value.answers
    ]
    return {
        "who": called.get(value.actor, ""),
        "written": _displayed(value.hlc),
        "said": said,
        "sealed": not said,
    }


def _displayed(hlc: str) -> datetime | None:
    """Return the moment that a device's clock shows; order, never proof."""
    millis = hlc.partition("-")[0]
    if not (millis.isascii() and millis.isdigit() and len(millis) == MILLIS_DIGITS):
        return None
    return datetime.fromtimestamp(int(millis) / 1000, UTC)


def _answer(question: Question, answer: Any) -> str:
    labels = {code: gettext(label) for code, label in question.choices}
    found = answer if isinstance(answer, list | tuple) else [answer]
    return ", ".join(labels.get(one, str(one)) for one in found)


def _aside(entry: Entry, review: Review) -> dict[str, Any]:
    form = _forms().get(entry.form)
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    return {
        "what": gettext(form.title) if form else entry.kind,
        "why": gettext(messages.get(entry.code, messages["refused"])),
        "step": gettext(step_of(entry.code)),
        "who": review.called.get(entry.actor, ""),
        "at": entry.received_at,
        "written": _moment(entry.device_time),
    }


def _moment(text: str) -> datetime | None:
    try:
        return moment(text)
    except ValueError:
        return None


def _forms() -> dict[str, Form]:
    forms: dict[str, Form] = import_string(settings.DEMESO_FORMS)
    return forms
