"""Pages for anyone: no login, no cookie, no script."""

from calendar import Calendar
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import get_template
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.directory.saying import here
from demeso.help.rules import COLOURS, COMPONENTS
from demeso.kernel.clock import now


@require_safe
def show_calendar(request: HttpRequest) -> HttpResponse:
    """Show the day and nothing else: where "leave quickly" leads."""
    at = now() + timedelta(minutes=here().minutes_ahead)
    weeks = Calendar().monthdatescalendar(at.year, at.month)
    days = [date_format(day, "D") for day in weeks[0]]
    said = {"today": at.date(), "weeks": weeks, "days": days}
    return render(request, "help/leave.html", said)


@require_safe
def show_look(request: HttpRequest) -> HttpResponse:
    """Show the design language with the design language."""
    components = [
        {
            "name": part.name,
            "title": gettext(part.title),
            "meaning": gettext(part.meaning),
            "classes": part.classes,
            "template": part.template,
            "source": _source(part.template),
        }
        for part in COMPONENTS
    ]
    colours = [(name, gettext(words)) for name, words in COLOURS]
    context = {
        "components": components,
        "colours": colours,
        "themes": ("light", "dark"),
    }
    return render(request, "help/look.html", context)


def _source(template: str) -> str:
    source: str = get_template(template).template.source  # type: ignore[attr-defined]  # Django's engine keeps it; the protocol of engines does not say so
    return source.replace("{% load i18n %}", "")
