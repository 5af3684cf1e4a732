"""What was handed on and is asked to be gone: who has not said so yet."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.services.reading import read_shreddings
from demeso.desk.views.entrance import shown, signed_in
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.referrals.rules.shredding import How, State

SAYS = {
    How.DEVICE: _("Son appareil le confirme à son prochain contact"),
    How.TOLD: _("Dit de vive voix : à redire par qui a orienté"),
}
STANDS = {
    State.ASKED: (_("Demandé"), "due"),
    State.LATE: (_("Sans réponse depuis 72 heures"), "wait"),
}


@require_safe
@signed_in
def show_shreddings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show, by code, what is still awaited; the oldest first."""
    rows = [
        {
            "code": show_code(one.code),
            "organisation": one.organisation,
            "who": one.called,
            "how": gettext(SAYS[How(one.how)]),
            "state": gettext(STANDS[State(one.state)][0]),
            "tone": STANDS[State(one.state)][1],
            "at": one.asked_at,
        }
        for one in read_shreddings(actor=actor, at=now())
    ]
    return shown(request, actor, "desk/shreddings.html", {"rows": rows})
