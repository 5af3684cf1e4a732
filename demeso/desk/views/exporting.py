"""Take a list along: for a purpose, closed by age, marked; and the register of it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods, require_safe

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.desk.forms.exporting import EXPORT
from demeso.desk.queries.exporting import leaving, register
from demeso.desk.rules.exporting import (
    FILE,
    LISTS,
    MEDIA,
    PAPER,
    PURPOSES,
    Listed,
    Mark,
    Protection,
    file_name,
    protection,
    written,
)
from demeso.desk.services.exporting import Taken
from demeso.desk.views.asking import drawn, page_ids, sent_ids, words_of
from demeso.desk.views.entrance import shown, signed_in
from demeso.desk.views.sealing import sealed_file
from demeso.desk.views.tabling import mark_words, tables_of
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.kernel.text import _
from demeso.ledger.services import note_refusal

FAULTS = {
    "purpose": _("Dites pour quoi faire : cela reste écrit."),
    "why": _("Dites-le en quelques mots."),
    "medium": _("Choisissez un fichier ou une feuille."),
    "recipient": _("Une clé publique commence par age1 et compte 62 signes."),
    "phrase": _("Seize signes au moins : plusieurs mots que vous retiendrez."),
    "again": _("Les deux phrases ne sont pas les mêmes."),
}


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def take(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """Ask for what a list is taken along, and hand it out closed or marked."""
    if name not in {one.name for one in leaving(actor)}:
        raise UnknownError
    if request.method != "POST":
        return _page(request, actor, name, page_ids(), {})
    ids, said = sent_ids(request.POST), _said(request, name)
    closed, wrong = _closed(request, said)
    if wrong:
        return _page(request, actor, name, ids, said, wrong)
    slip = Slip(
        "export.made", ids["record"], EXPORT.id, {"export": said}, id=ids["act"]
    )
    try:
        taken = act_at_door(door="desk", slip=slip, actor=actor, at=now())
    except UnknownError:
        raise
    except RefusedError as error:
        note_refusal(error.code, actor=actor, what=slip.kind, at=now())
        at_fault = error.field if error.field in FAULTS else "purpose"
        words = FAULTS[at_fault] if error.code == "form.faults" else ""
        told = gettext(words) if words else words_of(error.code)
        return _page(request, actor, name, ids, said, {at_fault: told})
    if not isinstance(taken, Taken):  # the same page, sent twice
        return _page(request, actor, name, page_ids(), said, {"again_taken": "yes"})
    return _handed(request, actor, taken, closed)


def _said(request: HttpRequest, name: str) -> dict[str, Any]:
    found = {one: request.POST.get(one, "").strip() for one in ("purpose", "medium")}
    why = request.POST.get("why", "").strip() if found["purpose"] == "other" else ""
    return {"list": name, **found, **({"why": why} if why else {})}


def _closed(
    request: HttpRequest, said: dict[str, Any]
) -> tuple[Protection, dict[str, str]]:
    """Return how the file is to be closed, or what is missing; paper is only marked."""
    missing = [one for one in ("purpose", "medium") if not said[one]]
    if missing:
        return Protection(), {one: gettext(FAULTS[one]) for one in missing}
    if said["medium"] == PAPER:
        return Protection(), {}
    given = (request.POST.get(one, "") for one in ("recipient", "phrase", "again"))
    found = protection(*given)
    if isinstance(found, str):
        return Protection(), {found: gettext(FAULTS[found])}
    return found, {}


def _handed(
    request: HttpRequest, actor: Actor, taken: Taken, closed: Protection
) -> HttpResponse:
    made = taken.export
    mark = Mark(actor.label, made.worker_id, made.id, made.made_at)
    tables: list[Listed] = tables_of(taken.content)
    words = mark_words(mark, made.purpose)
    if made.medium == PAPER:
        context = {"mark": mark.short, "words": words, "tables": tables}
        return shown(request, actor, "desk/export_paper.html", context)
    raw = sealed_file(written(tables, mark, words), closed)
    answer = HttpResponse(raw, content_type="application/octet-stream")
    name = file_name(made.made_at)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def _page(
    request: HttpRequest,
    actor: Actor,
    name: str,
    ids: dict[str, str],
    said: dict[str, Any],
    wrong: dict[str, str] | None = None,
) -> HttpResponse:
    asked = {one["name"]: one for one in drawn(EXPORT, "export", said, wrong or {})}
    context = {
        "title": gettext(LISTS[name].title),
        "asked": asked,
        "ids": ids,
        "wrong": wrong or {},
        "is_paper": said.get("medium") == PAPER,
        "file": FILE,
        "recipient": request.POST.get("recipient", "")[:80],
    }
    return shown(request, actor, "desk/export.html", context)


@require_safe
@signed_in
def show_register(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show what people of the agency took along: who, what, why, how many lines."""
    found, pages = register(request.GET.get("page", ""), actor=actor)
    purposes, media = dict(PURPOSES), dict(MEDIA)
    rows = [
        {
            "row": one,
            "title": gettext(LISTS[one.list].title),
            "purpose": gettext(purposes.get(one.purpose, one.purpose)),
            "medium": gettext(media.get(one.medium, one.medium)),
            "mark": Mark("", one.worker_id, one.id, one.made_at).short,
        }
        for one in found
    ]
    context = {
        "rows": rows,
        "pages": pages,
        "before": f"?page={pages.before}" if pages.before else "",
        "after": f"?page={pages.after}" if pages.after else "",
    }
    return shown(request, actor, "desk/exports.html", context)
