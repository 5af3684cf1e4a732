"""How one place stays true: ask by a link, doubt, say how the way is, open it."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext
from django.views.decorators.http import require_POST, require_safe

from demeso.agencies.rules.devices import hashed
from demeso.desk.views.asking import (
    Deed,
    answers_of,
    drawn,
    grouped,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.ways import told_way
from demeso.directory.forms.keeping import (
    SITE_DOUBT,
    SITE_OPENING,
    TRAVEL,
    VERIFICATION,
)
from demeso.directory.models import Site
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.opening import case_opening, helpers_of
from demeso.directory.queries.travelling import ways_to
from demeso.directory.queries.verifying import last_asked
from demeso.directory.rules.listing import EVERYWHERE, SERVICES, may_write
from demeso.directory.rules.opening import EXCEPTIONS, lacking
from demeso.directory.rules.travelling import may_report
from demeso.directory.rules.verifying import DOUBTS, LINK_FOR, may_be_linked
from demeso.directory.saying import place_name
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64
from demeso.kernel.clock import now, stamp
from demeso.kernel.doors import HELP
from demeso.kernel.refusal import UnknownError

SALT = "demeso/verification/v1"
NUMBERS = ("hours", "cost")


@require_safe
@signed_in
def show_upkeep(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Show what keeps an entry true, as far as the actor has a part in it."""
    return _upkeep(request, actor, site)


@require_POST
@signed_in
def ask(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Ask whoever answers there; the link shows on this page and never again."""
    found, ids = get_site(site, actor=actor), sent_ids(request.POST)
    _require_keeper(actor, found)
    said = {"site": site, "until": stamp(now() + LINK_FOR)}
    token = _token(ids["act"]) if may_be_linked(found.offers, found.tier) else ""
    if token:
        said["token_hash"] = hashed(token)
    deed = Deed("verification.asked", VERIFICATION, ids["record"], {"asking": said})
    refused = send(deed, ids, actor=actor)
    link = _link(token) if token and not refused else ""
    return _upkeep(request, actor, site, refused=refused, link=link)


def _token(act: str) -> str:
    """Return a link's token: the same for a page that is sent twice."""
    return b64(salted_hmac(SALT, act, algorithm="sha256").digest())


def _link(token: str) -> str:
    return settings.ORIGINS[HELP] + reverse("help:confirm", kwargs={"token": token})


@require_POST
@signed_in
def doubt(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Say that an entry may no longer hold."""
    _require_keeper(actor, get_site(site, actor=actor))
    said = {"doubt": {"doubt": request.POST.get("doubt", "")}}
    return _done(request, actor, site, Deed("site.doubted", SITE_DOUBT, site, said))


@require_POST
@signed_in
def report(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Say how the way to a place was."""
    if not may_report(actor):
        raise UnknownError
    said = {**_numbered(answers_of(TRAVEL, request.POST)), "site": site}
    record = sent_ids(request.POST)["record"]
    deed = Deed("travel.reported", TRAVEL, record, grouped(TRAVEL, said))
    return _done(request, actor, site, deed, said)


@require_POST
@signed_in
def open_place(request: HttpRequest, actor: Actor, site: str) -> HttpResponse:
    """Open a place for cases."""
    _require_keeper(actor, get_site(site, actor=actor))
    said = {**answers_of(SITE_OPENING, request.POST), "site": site}
    record = sent_ids(request.POST)["record"]
    deed = Deed("site.opened", SITE_OPENING, record, grouped(SITE_OPENING, said))
    return _done(request, actor, site, deed)


def _require_keeper(actor: Actor, found: Site) -> None:
    if not may_write(actor, found.organisation.agency_id or ""):
        raise UnknownError


def _numbered(said: dict[str, Any]) -> dict[str, Any]:
    """Return answers with numbers where numbers were typed."""
    typed = {name: said[name] for name in NUMBERS if name in said}
    read = {name: int(one) for name, one in typed.items() if _is_number(one)}
    return {**said, **read}


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdecimal()


def _done(
    request: HttpRequest, actor: Actor, site: str, deed: Deed,
    typed: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    refused = send(deed, sent_ids(request.POST), actor=actor)
    if refused:
        return _upkeep(request, actor, site, refused=refused, typed=typed)
    return redirect("desk:upkeep", site=site)


def _upkeep(
    request: HttpRequest, actor: Actor, site: str, *, refused: str = "", link: str = "",
    typed: dict[str, Any] | None = None,
) -> HttpResponse:  # fmt: skip
    found, at = get_site(site, actor=actor), now()
    may_edit = may_write(actor, found.organisation.agency_id or "")
    context = {
        "known": found,
        "place": place_name(found.region, found.cercle),
        "may_edit": may_edit,
        "may_report": may_report(actor) and not found.is_draft,
        "refused": words_of(refused),
        "link": link,
        "asked": last_asked([found]).get(site) if may_edit else None,
        "is_linked": may_be_linked(found.offers, found.tier),
        "doubts": [(code, gettext(label)) for code, label in DOUBTS],
        "ways": [told_way(one) for one in ways_to(found, at=at)],
        "travel": list(drawn(TRAVEL, "travel", typed or {}, {})),
        "opening": _opening(found, actor, at) if may_edit else None,
        "ids": {
            "ask": page_ids(),
            "way": page_ids(),
            "open": page_ids(),
            "doubt": page_ids(site),
        },
    }
    return shown(request, actor, "desk/upkeep.html", context)


def _opening(site: Site, actor: Actor, at: datetime) -> dict[str, Any]:
    missing = lacking(helpers_of(site, at=at))
    names = dict(SERVICES)
    return {
        "row": case_opening(site.id),
        "can": not site.is_draft and site.organisation.agency_id is not None,
        "missing": [gettext(names[one]) for one in missing],
        "may_except": bool(actor.roles & EVERYWHERE),
        "exceptions": [(code, gettext(label)) for code, label in EXCEPTIONS],
    }
