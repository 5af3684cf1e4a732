"""The page of published figures."""

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.rules import SERVICES
from demeso.disclosure.rules import is_hidden
from demeso.figures.queries import services_received
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now


@require_safe
@signed_in
def show_figures(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what was counted, whom it counts and what it does not mean."""
    counted = services_received(actor=actor, at=now())
    labels = {code: gettext(label) for code, label in SERVICES}
    context = {
        "title": gettext(counted.table.title),
        "counts": gettext(counted.table.counts),
        "means_not": gettext(counted.table.means_not),
        "caveat": gettext(counted.table.caveat),
        "months": [_month(month) for month in counted.months],
        "rows": [
            (labels[family], [(shown, is_hidden(shown)) for shown in cells])
            for family, cells in counted.rows
        ],
    }
    return shown(request, actor, "desk/figures.html", context)


def _month(month: str) -> str:
    year, number = (int(part) for part in month.split("-"))
    return date_format(date(year, number, 1), "N Y")
