"""The page of published figures."""

from datetime import date
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.casework.rules.telling import TYPES
from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.rules.listing import SERVICES
from demeso.disclosure.rules import is_hidden
from demeso.figures.queries import incidents_noted, services_received
from demeso.figures.rules import UNSAID, Bar, Shown, Table, bars, closed_months
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.country import country
from demeso.kernel.text import _

NOT_SAID = _("Région non dite")
HIGH = 26  # from one bar to the next, in units of the drawing


@require_safe
@signed_in
def show_figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what was counted, whom it counts and what it does not mean."""
    at = now()
    month, noted = incidents_noted(
        actor=actor, at=at, month=request.GET.get("mois", "")
    )
    received = services_received(actor=actor, at=at)
    context = {
        "months": [
            {"code": one, "title": month_name(one), "current": one == month}
            for one in closed_months(at)
        ],
        "month": month_name(month),
        "noted": _noted(noted),
        "received": {
            **_said(received.table),
            "columns": [month_name(one) for one in received.columns],
            "rows": _rows(received, _translated(SERVICES)),
        },
    }
    return shown(request, actor, "desk/figures.html", context)


def _noted(noted: Shown) -> dict[str, Any]:
    """Return the incidents of a month: pictures, table, and where nothing is."""
    types, places = _translated(TYPES), _places()
    rows = _rows(noted, places)
    some = [row for row in rows if any(cell != "0" for cell, _hidden in row[1])]
    return {
        **_said(noted.table),
        "columns": [types[code] for code in noted.columns],
        "rows": some,
        "nowhere": [name for name, cells in rows if (name, cells) not in some],
        "pictures": [
            _picture(types[code], drawn, places) for code, drawn in bars(noted)
        ],
    }


def _picture(title: str, drawn: tuple[Bar, ...], places: dict[str, str]) -> Any:
    return {
        "title": title,
        "high": HIGH * len(drawn),
        "bars": [
            _bar(bar, number, places[bar.row]) for number, bar in enumerate(drawn)
        ],
    }


def _bar(bar: Bar, number: int, place: str) -> dict[str, Any]:
    top, wide = HIGH * number, bar.length * 6 // 5
    return {
        "place": place, "bar": bar, "wide": wide, "top": top, "base": top + 17,
        "after": 124 + wide,
    }  # fmt: skip


def _said(table: Table) -> dict[str, str]:
    return {
        "title": gettext(table.title),
        "counts": gettext(table.counts),
        "means_not": gettext(table.means_not),
        "caveat": gettext(table.caveat),
    }


def _rows(
    found: Shown, labels: dict[str, str]
) -> list[tuple[str, list[tuple[str, bool]]]]:
    return [
        (labels[row], [(cell, is_hidden(cell)) for cell in cells])
        for row, cells in found.rows
    ]


def _translated(choices: tuple[tuple[str, str], ...]) -> dict[str, str]:
    return {code: gettext(label) for code, label in choices}


def _places() -> dict[str, str]:
    names = {place.code: place.name for place in country(settings.COUNTRY).regions}
    return {**names, UNSAID: gettext(NOT_SAID)}


def month_name(month: str) -> str:
    """Return a month in words."""
    year, number = (int(part) for part in month.split("-"))
    return date_format(date(year, number, 1), "N Y")
