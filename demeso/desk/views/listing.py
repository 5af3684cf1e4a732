"""The directory: who can help, and its entries for those who keep them."""

import os
from typing import Any

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect
from django.utils.module_loading import import_string
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.agencies.queries.people import agencies, people
from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.desk.views.asking import drawn
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.wording import told
from demeso.directory.forms.listing import ORGANISATION
from demeso.directory.models import Organisation
from demeso.directory.queries.listing import (
    Found,
    Search,
    get_organisation,
    networks,
    search,
    waiting,
)
from demeso.directory.rules.listing import FAMILIES, SERVICES, may_write
from demeso.kernel.actor import Actor
from demeso.kernel.checking import faults
from demeso.kernel.clock import now
from demeso.kernel.country import Country, country
from demeso.kernel.forms import TODAY
from demeso.kernel.ids import is_uuid7, uuid7
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.kernel.text import _
from demeso.ledger.queries import version
from demeso.ledger.services import note_refusal

OWN = ("name", "region", "cercle", "kind", "acronym", "partner_of", "psea", "psea_on")
MANY = ("services", "networks")
PEOPLE = ("agency", "focal_point", "deputy")
HIDDEN = ("act", "record", "base")
A_PAGE = 40
LONGEST_WORDS = 80
STATES = (
    ("unverified", _("À vérifier")),
    ("placeless", _("Sans lieu connu")),
)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_directory(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who can help; what is looked for never stands in the address."""
    asked, page = _asked(request)
    found = search(asked, actor=actor, at=now())
    pages = Paginator(found, A_PAGE)
    shown_page = pages.get_page(page)
    context = {
        "asked": asked,
        "services": [(code, gettext(label)) for code, label in SERVICES],
        "regions": _country().options("regions"),
        "states": [(code, gettext(label)) for code, label in STATES],
        "rows": [_row(one, actor) for one in shown_page],
        "count": pages.count,
        "page": shown_page,
        "any": asked == Search(),
        "waiting": len(waiting(actor)),
    }
    return shown(request, actor, "desk/directory.html", context)


def _asked(request: HttpRequest) -> tuple[Search, str]:
    said = request.POST or request.GET
    service, region = said.get("service", ""), said.get("region", "")
    asked = Search(
        words=said.get("words", "")[:LONGEST_WORDS],
        service=service if service in FAMILIES else "",
        region=region if region in _country().codes("regions") else "",
        state=said.get("state", ""),
    )
    return asked, said.get("page", "1")


def _row(one: Found, actor: Actor) -> dict[str, Any]:
    row = one.organisation
    return {
        "row": row,
        "place": _place(row),
        "offers": [gettext(label) for code, label in SERVICES if code in row.offers],
        "sites": [(site, told(site, at=now())) for site in one.sites],
        "may_edit": may_write(actor, row.agency_id or ""),
    }


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Add an organisation; the same page sent twice adds one."""
    if not actor.may("directory.write"):
        raise UnknownError
    if request.method == "POST":
        return _sent(request, actor, "organisation.registered", None)
    own = "" if may_write(actor, "") else actor.agency
    hidden = {"act": _new_id(), "record": _new_id(), "base": "0"}
    return _form(request, actor, {**hidden, "agency": own}, known=None)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def edit(request: HttpRequest, actor: Actor, organisation: str) -> HttpResponse:
    """Change an entry that the actor keeps."""
    found = get_organisation(organisation, actor=actor)
    if not may_write(actor, found.agency_id or ""):
        raise UnknownError
    if request.method == "POST":
        return _sent(request, actor, "organisation.edited", found)
    hidden = {"act": _new_id(), "record": found.id, "base": str(version(found.id))}
    kept = {name: getattr(found, name) for name in OWN}
    named = {name: getattr(found, f"{name}_id") or "" for name in PEOPLE}
    many = {"services": list(found.offers), "networks": found.networks}
    answers = {**hidden, **kept, **named, **many}
    return _form(request, actor, answers, known=found)


def _sent(
    request: HttpRequest, actor: Actor, kind: str, known: Organisation | None
) -> HttpResponse:
    said = _said(request.POST)
    record = known.id if known else said["record"]
    right = is_uuid7(said["act"]) and is_uuid7(record) and said["base"].isdecimal()
    refuse_unless(right, "request.malformed")
    groups = _groups(said, actor, known)
    given = {name: value for group in groups.values() for name, value in group.items()}
    wrong = faults(ORGANISATION, given, {TODAY: now().date().isoformat()})
    if wrong:
        return _form(request, actor, said, known=known, wrong=wrong)
    slip = Slip(
        kind, record, ORGANISATION.id, groups, base=int(said["base"]), id=said["act"]
    )
    try:
        act_at_door(door="desk", slip=slip, actor=actor, at=now())
    except UnknownError:
        raise
    except RefusedError as error:
        note_refusal(error.code, actor=actor, what=kind, at=now())
        return _form(request, actor, said, known=known, refused=error.code)
    return redirect("desk:directory")


def _said(post: QueryDict) -> dict[str, Any]:
    """Return the answers of the page; what was left empty stays empty."""
    told = {name: post.get(name, "").strip() for name in (*OWN, *PEOPLE, *HIDDEN)}
    return told | {name: post.getlist(name) for name in MANY}


def _groups(
    said: dict[str, Any], actor: Actor, known: Organisation | None
) -> dict[str, dict[str, Any]]:
    """Return field groups; people go along only when somebody changed them."""
    own = {name: said[name] for name in (*OWN, *MANY) if said[name]}
    named = {name: said[name] for name in PEOPLE if said[name]}
    before = {
        name: value
        for name in PEOPLE
        if known and (value := getattr(known, f"{name}_id"))
    }
    changed = _may_name(actor, known) and named != before
    return {"organisation": own, **({"people": named} if changed else {})}


def _may_name(actor: Actor, known: Organisation | None) -> bool:
    """Tell whether the actor knows the people who answer for an organisation."""
    agency = (known.agency_id if known else None) or ""
    return actor.may("people.write") or agency in ("", actor.agency)


def _form(
    request: HttpRequest, actor: Actor, answers: dict[str, Any], *,
    known: Organisation | None, wrong: dict[str, str] | None = None,
    refused: str = "",
) -> HttpResponse:  # fmt: skip
    messages: dict[str, str] = import_string(settings.DEMESO_MESSAGES)
    ticked = {*answers.get("services", []), *answers.get("networks", [])}
    texts = {one.name: gettext(one.text) for one in ORGANISATION.questions}
    workers = [(one.pk, one.called) for one in people(actor) if one.joined_at]
    context = {
        "answers": answers,
        "texts": texts,
        "known": known,
        "wrong": wrong or {},
        "refused": gettext(messages.get(refused, messages["refused"]))
        if refused
        else "",
        "choices": [
            (code, gettext(label), "checked" if code in ticked else "")
            for code, label in SERVICES
        ],
        "networks": [
            (row.id, row.name, "checked" if row.id in ticked else "")
            for row in networks()
            if known is None or row.id != known.id
        ],
        "asked": {
            one["name"]: one
            for one in drawn(ORGANISATION, "organisation", answers, _told(wrong))
        },
        "regions": _country().options("regions"),
        "cercles": _country().options("cercles"),
        "agencies": [(one.pk, one.name) for one in agencies(actor)],
        "workers": workers,
        "may_name": _may_name(actor, known),
    }
    return shown(request, actor, "desk/organisation.html", context)


def _told(wrong: dict[str, str] | None) -> dict[str, str]:
    """Return what is said beside a question that cannot stand so."""
    return dict.fromkeys(wrong or {}, gettext("Répondez à cette question."))


def _country() -> Country:
    return country(settings.COUNTRY)


def _place(row: Organisation) -> str:
    """Return where an organisation is, by name; a code stands for itself."""
    here = _country()
    names = {place.code: place.name for place in (*here.cercles, *here.regions)}
    called = (names.get(code, code) for code in (row.region, row.cercle) if code)
    return " · ".join(dict.fromkeys(called))


def _new_id() -> str:
    return uuid7(int(now().timestamp() * 1000), os.urandom(10))
