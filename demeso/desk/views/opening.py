"""Every urgent access by two people, for whoever watches over the data."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.agencies.queries.people import called_at
from demeso.agencies.queries.rota import has_rota, on_call_at
from demeso.casework.models import Glass
from demeso.casework.rules.glass import REFUSALS, WHYS, State, is_in_time, minutes
from demeso.desk.services.reading import read_glasses
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.ledger.queries import in_force

STATES = {
    State.ASKED: _("attend une réponse"),
    State.RELEASED: _("ouvert"),
    State.REFUSED: _("refusé"),
    State.CLOSED: _("refermé"),
    State.LAPSED: _("sans réponse"),
}
TONES = {State.ASKED: "due", State.RELEASED: "act", State.LAPSED: "wait"}


@require_safe
@signed_in
def show_glasses(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show who asked, why, when, who answered, how long it took, what is open."""
    found, at = read_glasses(actor=actor, at=now()), now()
    people = {one.asker_id for one in found} | {one.answered_by for one in found}
    names = called_at(people | on_call_at(actor.agency), actor=actor)
    context = {
        "rows": [_row(one, names) for one in found],
        "on_call": sorted(names.get(one, "") for one in on_call_at(actor.agency)),
        "enough": has_rota(actor.agency),
        "at": at,
    }
    return shown(request, actor, "desk/glasses.html", context)


def _row(one: Glass, names: dict[str, str]) -> dict[str, Any]:
    answered = one.answered_at
    return {
        "row": one,
        "code": show_code(one.case.survivor.code),
        "why": gettext(dict(WHYS).get(one.why, one.why)),
        "asker": names.get(one.asker_id, ""),
        "answerer": names.get(one.answered_by, ""),
        "state": gettext(STATES[State(one.state)]),
        "tone": TONES.get(State(one.state), "got"),
        "minutes": minutes(one.asked_at, answered) if answered else None,
        "in_time": bool(answered and is_in_time(one.asked_at, answered)),
        "because": _because(one),
    }


def _because(one: Glass) -> str:
    if one.state != State.REFUSED:
        return ""
    said = str(in_force(one.id).get("answer", {}).get("glass_refusal", ""))
    return gettext(dict(REFUSALS).get(said, said))
