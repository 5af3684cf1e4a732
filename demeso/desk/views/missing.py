"""What services could not give: the gap, by area and reason."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.saying import place_name
from demeso.disclosure.rules import is_hidden
from demeso.figures.queries import gaps
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.referrals.rules.answering import REASONS


@require_safe
@signed_in
def show_gaps(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show where services said no, and why; small numbers are hidden."""
    found = gaps(actor=actor, at=now())
    reasons = dict(REASONS)
    context = {
        "table": {
            "title": gettext(found.table.title),
            "columns": [gettext(reasons[code]) for code in found.columns],
            "rows": [
                (place_name(region, ""), [(cell, is_hidden(cell)) for cell in cells])
                for region, cells in found.rows
                if any(cell != "0" for cell in cells)
            ],
        },
        "counts": gettext(found.table.counts),
        "means_not": gettext(found.table.means_not),
        "caveat": gettext(found.table.caveat),
    }
    return shown(request, actor, "desk/gaps.html", context)
