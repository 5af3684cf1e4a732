"""Who can help now: the same order, for the same reasons, as on a device."""

from collections.abc import Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.desk.views.asking import here
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.ways import told_way
from demeso.desk.views.wording import capacity
from demeso.directory.models import TravelReport
from demeso.directory.queries.listing import named_sites
from demeso.directory.queries.searching import who_can_help
from demeso.directory.queries.travelling import reports
from demeso.directory.ranking import Ranked
from demeso.directory.rules.listing import FAMILIES, ITEMS, SERVICES
from demeso.directory.saying import chart, reason
from demeso.directory.standing import Asked
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now, stamp
from demeso.kernel.text import _

MOST = 20
MISSING = ("stock.out", "stock.few", "absent.now")  # not to be had there now
WISHES = (
    ("child", _("un enfant")),
    ("man", _("un homme ou un garçon")),
    ("access", _("une personne avec un handicap")),
    ("sea", _("une victime d’EAS")),
    ("care_72h", _("des soins dans les 72 heures après un viol")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def find(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who can help now with a need; nothing that is asked is kept."""
    asked = _asked(request)
    found = who_can_help(asked, actor=actor, here=chart()) if asked.service else []
    names = named_sites([one.site for one in found[:MOST]], actor=actor)
    told = reports(at=now())
    context = {
        "asked": asked,
        "services": [(code, gettext(label)) for code, label in SERVICES],
        "items": [
            (code, gettext(label), "checked" if code in asked.items else "")
            for code, label in ITEMS
        ],
        "wishes": [
            (wish, gettext(label), "checked" if getattr(asked, wish) else "")
            for wish, label in WISHES
        ],
        "narrowed": [gettext(label) for label in _narrowed(asked)],
        "cercles": here().options("cercles"),
        "rows": [_row(one, names, told, asked.place) for one in found[:MOST]],
        "more": len(found) - MOST,
    }
    return shown(request, actor, "desk/finding.html", context)


def _asked(request: HttpRequest) -> Asked:
    said = request.POST
    service, place = said.get("service", ""), said.get("place", "")
    return Asked(
        service=service if service in FAMILIES else "",
        now=stamp(now()),
        items=tuple(code for code, _label in ITEMS if code in said.getlist("items")),
        child="child" in said,
        man="man" in said,
        access="access" in said,
        sea="sea" in said,
        care_72h="care_72h" in said,
        place=place if place in here().codes("cercles") else "",
    )


def _narrowed(asked: Asked) -> list[str]:
    """Return what was ticked, to say it where the list is folded."""
    found = [label for code, label in ITEMS if code in asked.items]
    return found + [label for wish, label in WISHES if getattr(asked, wish)]


def _row(
    one: Ranked, names: dict[str, Any], told: Mapping[str, list[TravelReport]],
    place: str,
) -> dict[str, Any]:  # fmt: skip
    ways = [way for way in told.get(one.site, ()) if way.cercle == place]
    return {
        "ways": [told_way(way) for way in ways],
        "site": names[one.site],
        "room": capacity(names[one.site].capacity, names[one.site].capacity_told),
        "why": [(reason(why), _tone(why["code"], one)) for why in one.why],
    }


def _tone(code: str, one: Ranked) -> str:
    """Return the colour that a reason has beside its words."""
    if code.startswith("open."):
        return "got" if one.open == "open" else ""
    if code in MISSING:
        return "wait"
    return "due" if code.startswith("verified.") and not one.verified else ""
