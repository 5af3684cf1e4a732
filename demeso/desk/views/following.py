"""The supervisor's pages: what is going on, and what to look at again."""

from datetime import UTC, datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.queries import Disputed, Review
from demeso.desk.rules import FILTERS, Cell, Row, filtered
from demeso.desk.services import read_review, read_tracker
from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.rules import SERVICES
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, now
from demeso.kernel.forms import Form, Question
from demeso.kernel.ids import show_code
from demeso.ledger.merging import LiveValue
from demeso.ledger.models import Entry

MILLIS_DIGITS = 13


@require_safe
@signed_in
def show_tracker(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show needs, services and where they stand, by code."""
    rows = read_tracker(actor=actor, at=now())
    chosen = request.GET.get("tri", "")
    kept = filtered(rows, chosen)
    asked = [code for code, _ in SERVICES if any(code in row.cells for row in kept)]
    columns = [(code, gettext(dict(SERVICES)[code])) for code in asked]
    context = {
        "filters": [
            {
                "name": one.name,
                "title": gettext(one.title),
                "count": len(filtered(rows, one.name)),
                "current": one.name == chosen,
            }
            for one in FILTERS
        ],
        "columns": columns,
        "rows": [_row(row, columns) for row in kept],
        "any": bool(rows),
    }
    return shown(request, actor, "desk/tracker.html", context)


@require_safe
@signed_in
def show_review(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show acts that were set aside, and questions with two answers."""
    review = read_review(actor=actor, at=now())
    context = {
        "disputes": [_dispute(found, review) for found in review.disputes],
        "set_aside": [_aside(entry, review) for entry in review.set_aside],
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
        "lead": row.lead,
        "cells": cells,
    }


def _cell(cell: Cell | None) -> dict[str, str] | None:
    if cell is None:
        return None
    day = date_format(cell.day, "j F") if cell.day else ""
    words = gettext(cell.words) % {"days": cell.days, "day": day}
    return {"sign": cell.sign, "words": words, "to": cell.to}


def _dispute(found: Disputed, review: Review) -> dict[str, Any]:
    values = found.conflict.values
    return {
        "code": show_code(found.code),
        "link": found.code,
        "values": [_value(value, review.called) for value in values],
    }


def _value(value: LiveValue, called: dict[str, str]) -> dict[str, Any]:
    form = _forms().get(value.form)
    said = [
        (gettext(question.text), _said(question, value.answers[question.name]))
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


def _said(question: Question, answer: Any) -> str:
    labels = {code: gettext(label) for code, label in question.choices}
    found = answer if isinstance(answer, list | tuple) else [answer]
    return ", ".join(labels.get(one, str(one)) for one in found)


def _aside(entry: Entry, review: Review) -> dict[str, Any]:
    form = _forms().get(entry.form)
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    return {
        "what": gettext(form.title) if form else entry.kind,
        "why": gettext(messages.get(entry.code, messages["refused"])),
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
