"""What somebody wrote about a place, read again by somebody else."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.agencies.queries.people import people
from demeso.desk.views.asking import Deed, page_ids, send, sent_ids, words_of
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.wording import ENTRY, entry
from demeso.directory.forms.listing import SITE_REVIEW
from demeso.directory.models import Revision, Site
from demeso.directory.queries.listing import get_waiting, waiting
from demeso.directory.rules.listing import may_review
from demeso.kernel.actor import Actor


@require_safe
@signed_in
def show_queue(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what waits to be read again, the oldest first."""
    actor.require("directory.write")
    called = _called(actor)
    rows = [
        {
            "row": row,
            "who": called.get(row.author, ""),
            "mine": not _may(actor, row),
            "changes": len(changes(row)),
        }
        for row in waiting(actor)
    ]
    return shown(request, actor, "desk/rereadings.html", {"rows": rows})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def review(request: HttpRequest, actor: Actor, revision: str) -> HttpResponse:
    """Show what would change, and decide."""
    found = get_waiting(revision, actor=actor)
    refused = _decided(request, actor, found) if request.method == "POST" else ""
    if request.method == "POST" and not refused:
        return redirect("desk:reviews")
    context = {
        "row": found,
        "known": found.site,
        "changes": changes(found),
        "mine": not _may(actor, found),
        "who": _called(actor).get(found.author, ""),
        "ids": page_ids(found.site_id),
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/rereading.html", context)


def _decided(request: HttpRequest, actor: Actor, found: Revision) -> str:
    edition = request.POST.get("edition", "")
    said: dict[str, Any] = {
        "revision": found.id,
        "edition": int(edition) if edition.isdecimal() else -1,
        "decision": request.POST.get("decision", ""),
    }
    deed = Deed("site.reviewed", SITE_REVIEW, found.site_id, {"review": said})
    return send(deed, sent_ids(request.POST), actor=actor)


def changes(revision: Revision) -> list[tuple[str, str, str]]:
    """Return (question, what is in force, what is proposed) where they differ."""
    site: Site = revision.site
    force = {name: "" if site.is_draft else getattr(site, name) for name in ENTRY}
    before, after = entry(force), entry(revision.said)
    return [
        (text, old or gettext("rien"), new or gettext("rien"))
        for (_name, text, old), (_same, _text, new) in zip(before, after, strict=True)
        if old != new
    ]


def _may(actor: Actor, revision: Revision) -> bool:
    agency = revision.site.organisation.agency_id or ""
    return may_review(actor, agency, revision.author)


def _called(actor: Actor) -> dict[str, str]:
    return {row.pk: row.called for row in people(actor)}
