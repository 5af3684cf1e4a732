"""What waits to be verified, region by region; and what people said of places."""

from datetime import datetime
from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.forms.keeping import FEEDBACK
from demeso.directory.models import Site, Verification
from demeso.directory.queries.hearing import heard_of
from demeso.directory.queries.opening import warned
from demeso.directory.queries.verifying import kept_sites, last_asked, to_verify
from demeso.directory.rules.hearing import Heard, hears_words
from demeso.directory.rules.listing import SERVICES
from demeso.directory.rules.verifying import CHANGED, LAPSED, completion, state_of
from demeso.directory.saying import here, place_name
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, now

A_PAGE = 40


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def show_queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show which entries wait to be verified, and how far each region is."""
    at, kept = now(), kept_sites(actor)
    asked = request.POST.get("region", "")
    region = asked if asked in here().codes("regions") else ""
    sites = [one for one in kept if region in ("", one.region)]
    pages = Paginator(to_verify(sites, at=at), A_PAGE)
    page = pages.get_page(request.POST.get("page", "1"))
    told = last_asked(list(page))
    context = {
        "regions": _regions(kept, at),
        "region": region,
        "region_name": place_name(region, "") if region else "",
        "rows": [_row(one, told.get(one.id), at) for one in page],
        "count": pages.count,
        "page": page,
        "opened": [
            (row.site, [gettext(dict(SERVICES)[one]) for one in missing])
            for row, missing in warned(actor, at=at)
        ],
    }
    return shown(request, actor, "desk/verifications.html", context)


def _regions(sites: list[Site], at: datetime) -> list[dict[str, Any]]:
    found = completion(((one.region, one.verified) for one in sites), at)
    return [
        {"one": one, "name": place_name(one.region, "") if one.region else ""}
        for one in found
    ]


def _row(site: Site, asked: Verification | None, at: datetime) -> dict[str, Any]:
    is_open = asked is not None and asked.answered_at is None and asked.until > at
    return {
        "site": site,
        "place": place_name(site.region, site.cercle),
        "lapsed": state_of(site.verified, at) == LAPSED,
        "since": moment(site.verified) if site.verified else None,
        "asked": asked if is_open else None,
        "changed": asked if asked is not None and _is_changed(site, asked) else None,
    }


def _is_changed(site: Site, asked: Verification) -> bool:
    """Tell whether the last answer was "something changed", and nobody looked since."""
    return asked.still == CHANGED and not site.verified


@require_safe
@signed_in
def show_heard(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what unnamed people said of the places that an actor keeps."""
    rows = [
        {"site": site, "total": what.total, "said": _said(what), "words": what.words}
        for site, what in heard_of(actor, at=now())
    ]
    context = {"rows": rows, "hears_words": hears_words(actor)}
    return shown(request, actor, "desk/heard.html", context)


def _said(what: Heard) -> list[tuple[str, list[tuple[str, int]]]]:
    asked = [one for one in FEEDBACK.group("feedback") if what.counts.get(one.name)]
    return [
        (
            gettext(one.text),
            [
                (gettext(label), what.counts[one.name][code])
                for code, label in one.choices
                if code in what.counts[one.name]
            ],
        )
        for one in asked
    ]
