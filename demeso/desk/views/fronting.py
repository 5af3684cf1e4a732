"""What an organisation proposes for the home screens of its people."""

from typing import Any
from urllib.parse import quote

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext
from django.views.decorators.http import require_http_methods

from demeso.agencies.forms.fronts import FRONT
from demeso.agencies.models import Agency
from demeso.agencies.queries.people import get_agency
from demeso.agencies.rules.fronts import ICONS, LABELS, picture
from demeso.desk.views.asking import (
    Deed,
    answers_of,
    grouped,
    page_ids,
    send,
    sent_ids,
    words_of,
)
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor

CHOSEN = "front.chosen"


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def choose(request: HttpRequest, actor: Actor, agency: str) -> HttpResponse:
    """Show which name and picture are proposed; choose others."""
    actor.require("people.write")
    known = get_agency(agency, actor=actor)
    ids, refused, said = page_ids(known.pk), "", _chosen(known)
    if request.method == "POST":
        ids, said = sent_ids(request.POST), answers_of(FRONT, request.POST)
        deed = Deed(CHOSEN, FRONT, known.pk, grouped(FRONT, said))
        refused = send(deed, ids, actor=actor)
        if not refused:
            return redirect("desk:front", agency=known.pk)
    context = {
        "known": known,
        "now": _drawn(known.front_icon) if known.front_label else None,
        "label": gettext(LABELS[known.front_label]) if known.front_label else "",
        "names": [
            (code, gettext(text), _ticked(code, said.get("front_label")))
            for code, text in LABELS.items()
        ],
        "pictures": [
            (_drawn(code), _ticked(code, said.get("front_icon"))) for code in ICONS
        ],
        "ids": ids,
        "refused": words_of(refused),
    }
    return shown(request, actor, "desk/front.html", context)


def _chosen(agency: Agency) -> dict[str, Any]:
    if not agency.front_label:
        return {}
    return {"front_label": agency.front_label, "front_icon": agency.front_icon}


def _ticked(code: str, said: str | None) -> str:
    return "checked" if code == said else ""


def _drawn(code: str) -> dict[str, str]:
    """Return a picture as a page of the desk shows it: the app is elsewhere."""
    source = f"data:image/svg+xml,{quote(picture(code))}"
    return {"code": code, "text": gettext(ICONS[code]), "source": source}
