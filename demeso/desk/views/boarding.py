"""Put a centre's readiness into words, read its numbers, name other places."""

from datetime import datetime
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext

from demeso.centres.models import Centre
from demeso.centres.rules.readiness import Readiness
from demeso.centres.rules.shelves import LISTED, SHORT, SUPPLIES
from demeso.centres.rules.shifts import SHIFTS, URGENT_CARE
from demeso.directory.models import Site
from demeso.directory.queries.listing import sites
from demeso.directory.queries.searching import who_can_help
from demeso.directory.saying import chart, reason
from demeso.directory.standing import Asked
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.forms import Form, Kind
from demeso.kernel.text import _

SIGNS = {
    "wait": _("Il manque quelque chose"),
    "due": _("À compléter ou à remplir"),
    "got": _("Prêt"),
}
STATES = {
    "out": _("{item} : rupture"),
    "few": _("{item} : presque fini, l’annuaire propose d’abord d’autres lieux"),
    "low": _("{item} : bientôt fini"),
}
COVERS = {
    "": _("{shift} : personne pour les soins"),
    "on_call": _("{shift} : soins sur appel seulement"),
    "untold": _("{shift} : équipe pas encore dite"),
}
MOST = 3  # other places: enough to choose from, few enough to read


def said_ready(ready: Readiness) -> dict[str, Any]:
    """Return a readiness in words, what is missing first."""
    items, shifts = dict(SUPPLIES), dict(SHIFTS)
    covers = [
        (gettext(COVERS[one.cover]).format(shift=gettext(shifts[one.shift])),
         "due" if one.cover else "wait")
        for one in ready.watches
        if one.cover in COVERS
    ]  # fmt: skip
    stock = [
        (gettext(STATES[word]).format(item=gettext(items[item])),
         "wait" if word in SHORT else "due")
        for item, word in ready.short.items()
    ]  # fmt: skip
    stale = [(gettext("Stock pas compté depuis une semaine"), "due")]
    told = [*covers, *stock, *(stale if ready.stale else [])]
    return {
        "sign": ready.sign,
        "words": gettext(SIGNS[ready.sign]),
        "told": sorted(told, key=lambda one: one[1] != "wait"),
    }


def elsewhere(
    found: Centre, ready: Readiness, actor: Actor, at: datetime
) -> list[dict[str, Any]]:
    """Return who else can give urgent care now, while this centre lacks something."""
    if ready.sign != "wait":
        return []
    site = found.site
    short = [item for item, word in ready.short.items() if word in SHORT]
    asked = Asked(
        URGENT_CARE, stamp(at), items=tuple(one for one in short if one in LISTED),
        place=site.cercle or f"region:{site.region}",
    )  # fmt: skip
    ranked = who_can_help(asked, actor=actor, here=chart())
    names = {row.id: row for row in sites(actor)}
    return [
        {"site": names[one.site], "why": [reason(why) for why in one.why]}
        for one in ranked
        if one.site != site.id and _helps(names[one.site], short)
    ][:MOST]


def _helps(site: Site, short: list[str]) -> bool:
    """Tell whether a place does not lack the same."""
    return not any(site.stock.get(item) in SHORT for item in short)


def numbers_of(form: Form, post: QueryDict) -> dict[str, Any]:
    """Return the numbers of a page; what is no number stays, and is refused."""
    told = {
        one.name: post.get(one.name, "").strip()
        for one in form.questions
        if one.kind is Kind.NUMBER
    }
    return {
        name: int(text) if text.isascii() and text.isdecimal() else text
        for name, text in told.items()
        if text
    }
