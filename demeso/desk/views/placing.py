"""Places of the directory: look at one, write it down, say what it has."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from demeso.desk.views.asking import (
    Deed,
    drawn,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.sheet import LISTED, NAMES, Sheet, asked, said
from demeso.desk.views.wording import told, traits
from demeso.directory.forms.listing import CAPACITY, SITE, SITE_CHECK, STOCKS
from demeso.directory.models import Organisation, Site
from demeso.directory.queries.listing import (
    get_organisation,
    get_site,
    members,
    own_waiting,
    proposed,
    sites_of,
)
from demeso.directory.rules.choices import HOW_VERIFIED
from demeso.directory.rules.entry import BESIDE
from demeso.directory.rules.listing import DEFAULT_TIER, ITEMS, may_write
from demeso.directory.rules.verifying import TOLD
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError


@require_safe
@signed_in
def show_places(request: HttpRequest, actor: Actor, organisation: str) -> HttpResponse:
    """Show an organisation and the places where it receives."""
    found = get_organisation(organisation, actor=actor)
    rows = sites_of(organisation, actor=actor)
    context = {
        "known": found,
        "traits": traits(found),
        "members": members(found.id),
        "rows": [(row, told(row, at=now())) for row in rows],
        "may_edit": may_write(actor, found.agency_id or ""),
    }
    return shown(request, actor, "desk/places.html", context)


@require_safe
@signed_in
def show_place(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Show a place as it is in force, and what waits to be read again."""
    return _place(request, actor, site)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: HttpRequest, actor: Actor, organisation: str) -> HttpResponse:
    """Write a new place down; it shows when somebody else has read it."""
    known = get_organisation(organisation, actor=actor)
    _require_keeper(actor, known)
    if request.method == "POST":
        return _written(request, actor, known, "site.registered", "")
    answers = {"tier": DEFAULT_TIER, "region": known.region, "cercle": known.cercle}
    return _sheet(request, actor, known, Sheet(answers, page_ids()))


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Propose other words for a place; one's own waiting words come back first."""
    found = get_site(site, actor=actor)
    _require_keeper(actor, found.organisation)
    if request.method == "POST":
        return _written(request, actor, found.organisation, "site.edited", site)
    mine = own_waiting(site, author=actor.worker)
    answers = mine.said if mine else _kept(found)
    return _sheet(request, actor, found.organisation, Sheet(answers, page_ids(site)))


def _kept(site: Site) -> dict[str, Any]:
    """Return a place's entry as the sheet shows it."""
    own = {name: getattr(site, name) for name in NAMES}
    return own | {name: own[name].split() for name in LISTED}


@require_POST
@signed_in
def tell_stock(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Say what a place has today."""
    said = {item: request.POST.get(item, "") for item, _label in ITEMS}
    stock = {item: state for item, state in said.items() if state}
    return _done(request, actor, Deed("site.stocked", STOCKS, site, {"stock": stock}))


@require_POST
@signed_in
def tell_capacity(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Say how much room a place has today."""
    room: dict[str, Any] = {"unit": request.POST.get("unit", "")}
    for name in ("most", "available"):
        text = request.POST.get(name, "").strip()
        if text:
            room[name] = int(text) if text.isascii() and text.isdecimal() else text
    return _done(
        request, actor, Deed("capacity.told", CAPACITY, site, {"capacity": room})
    )


@require_POST
@signed_in
def verify(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Say that a place is still as its entry says."""
    check = {"how": request.POST.get("how", "")}
    return _done(
        request, actor, Deed("site.verified", SITE_CHECK, site, {"check": check})
    )


def _done(request: HttpRequest, actor: Actor, deed: Deed) -> HttpResponse:
    ids = sent_ids(request.POST)
    refused = send(deed, ids, actor=actor)
    if refused:
        return _place(request, actor, deed.record, refused=refused)
    return redirect("desk:place", site=deed.record)


def _place(
    request: HttpRequest, actor: Actor, site: str, refused: str = ""
) -> HttpResponse:
    found = get_site(site, actor=actor)
    context = {
        "known": found,
        "told": told(found, at=now()),
        "waiting": [(row, row.author == actor.worker) for row in proposed(found)],
        "may_edit": may_write(actor, found.organisation.agency_id or ""),
        "ways": [(c, gettext(text)) for c, text in HOW_VERIFIED if c != TOLD],
        "stock": list(drawn(STOCKS, "stock", found.stock, {})),
        "room": list(drawn(CAPACITY, "capacity", found.capacity, {})),
        "ids": page_ids(site),
        "more": page_ids(site),
        "again": page_ids(site),
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/place_shown.html", context)


def _written(
    request: HttpRequest, actor: Actor, known: Organisation, kind: str, site: str
) -> HttpResponse:
    ids, sent = sent_ids(request.POST), said(request.POST)
    wrong = dict(sent.wrong)
    refused = next((f"hours.{fault}" for fault in sent.days.values()), "")
    if not (wrong or sent.days):
        link = {"link": {"organisation": known.id}} if not site else {}
        groups = {"site": sent.given, **link}
        deed = Deed(kind, SITE, site or ids["record"], groups)
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:place", site=deed.record)
    if refused in BESIDE and not sent.days:
        wrong = {BESIDE[refused]: words_of(refused)}
    sheet = Sheet(sent.answers, ids, wrong, sent.days, refused)
    return _sheet(request, actor, known, sheet)


def _sheet(
    request: HttpRequest, actor: Actor, known: Organisation, sheet: Sheet
) -> HttpResponse:
    back = reverse("desk:places", args=[known.id])
    context = {"known": known, "back": back, **asked(sheet)}
    return shown(request, actor, "desk/place_form.html", context)


def _require_keeper(actor: Actor, known: Organisation) -> None:
    if not may_write(actor, known.agency_id or ""):
        raise UnknownError
