"""What is missing: needs by region and cercle, and what was said of it, counted."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.desk.views.charting import country_page, region_page
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.finding import WISHES
from demeso.desk.views.tabling import heading_of, label_of
from demeso.directory.queries.gaps import knows_every_place, open_gaps
from demeso.directory.rules.gaps import LACKS, NEED_NAMES
from demeso.directory.saying import here
from demeso.directory.standing import ABILITIES
from demeso.disclosure.rules import is_hidden
from demeso.figures.queries import barriers, gaps, not_received, unmet
from demeso.figures.rules import Shown
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.text import _

COUNTED: tuple[Callable[..., Shown], ...] = (unmet, gaps, barriers, not_received)
NOTHING = {
    "unmet": _("Aucun besoin compté n’est resté sans service."),
    "gaps": _("Aucun refus compté : aucun service n’a dit non à une personne comptée."),
    "barriers": _("Aucun obstacle compté."),
    "away": _("Aucun centre n’a noté de personne non reçue."),
}


@dataclass(frozen=True)
class Asked:
    """What is looked at: a need, for whom, in which region, and what lacks there."""

    need: str = ""
    wish: str = ""
    region: str = ""
    step: str = ""

    @property
    def ability(self) -> str:
        """Return the question that a place's entry must say yes to."""
        return dict(ABILITIES).get(self.wish, "")


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_gaps(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show where nobody can be sent, and what was counted; nothing asked is kept."""
    asked, at = _asked(request), now()
    found = open_gaps(actor=actor, at=at, wish=asked.ability, region=asked.region)
    if asked.region:
        page = region_page(found, asked.region, asked.need, asked.step, actor)
    else:
        page = country_page(found, asked.need)
    context = {
        "asked": asked,
        "choices": _choices(asked),
        "is_whole": knows_every_place(actor),
        "tables": [_counted(one, actor, at) for one in COUNTED],
        **page,
    }
    return shown(request, actor, "desk/gaps.html", context)


def _asked(request: HttpRequest) -> Asked:
    """Return what is looked at; a choice that is none of the page's is none."""
    said = {
        name: request.POST.get(name, "") for name in ("need", "wish", "region", "step")
    }
    options = {name: dict(_options(name)) for name in said}
    return Asked(**{name: one for name, one in said.items() if one in options[name]})


def _options(name: str) -> list[tuple[str, str]]:
    """Return what may be chosen, without the choice of everything."""
    [(_heading, regions)] = here().options("regions")
    labels = {
        "need": tuple(NEED_NAMES.items()),
        "wish": WISHES,
        "region": tuple(regions),
        "step": LACKS,
    }
    return [(code, gettext(label)) for code, label in labels[name]]


def _choices(asked: Asked) -> list[dict[str, Any]]:
    every = gettext("Tous les besoins") if asked.region else gettext("Le moins couvert")
    told = (
        ("need", gettext("Besoin"), every),
        ("wish", gettext("Pour qui"), gettext("toute personne")),
        ("region", gettext("Région"), gettext("Tout le pays")),
        ("step", gettext("Ce qui manque"), gettext("Tout ce qui manque")),
    )
    return [
        {
            "name": name, "title": title, "value": getattr(asked, name),
            "chosen": dict(_options(name)).get(getattr(asked, name), ""),
            "options": [("", whole), *_options(name)],
        }
        for name, title, whole in told
        if name != "step" or asked.region
    ]  # fmt: skip


def _counted(count: Callable[..., Shown], actor: Actor, at: datetime) -> dict[str, Any]:
    """Return a published table in words; a row where nothing is stands nowhere."""
    found = count(actor=actor, at=at)
    name = found.table.name
    return {
        "title": gettext(found.table.title),
        "counts": gettext(found.table.counts),
        "means_not": gettext(found.table.means_not),
        "caveat": gettext(found.table.caveat),
        "nothing": gettext(NOTHING[name]),
        "heading": heading_of(name),
        "columns": [label_of(name, code) for code in found.columns],
        "rows": [
            (label_of(name, row), [(cell, is_hidden(cell)) for cell in cells])
            for row, cells in found.rows
            if any(cell != "0" for cell in cells)
        ],
    }
