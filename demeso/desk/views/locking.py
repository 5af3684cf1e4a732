"""Places that were locked: what was done, what people still have to do."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from demeso.desk.queries.locking import Locked
from demeso.desk.services.reading import read_locks
from demeso.desk.views.entrance import shown, signed_in
from demeso.directory.rules.listing import SERVICES
from demeso.directory.rules.locking import OPEN, WHYS, State
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.kernel.text import _
from demeso.referrals.queries.detours import Way
from demeso.referrals.rules.detours import State as Detoured
from demeso.referrals.rules.detours import What

STATES = {
    State.LOCKED: (_("verrouillé"), "wait"),
    State.PROPOSED: (_("à rouvrir par une seconde personne"), "due"),
    State.OVER: (_("rouvert"), "got"),
}
WHATS = {
    What.SENT: _("Orientation sans réponse"),
    What.APPOINTMENT: _("Rendez-vous"),
    What.FOLLOW_UP: _("Suivi prévu"),
}


@require_safe
@signed_in
def show_locks(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Show each lock with its ticks, then codes and days to warn."""
    locks, ways = read_locks(actor=actor, at=now())
    context = {
        "locks": [_lock(one) for one in locks],
        "ways": [_way(way, who) for way, who in ways],
    }
    return shown(request, actor, "desk/locks.html", context)


def _lock(one: Locked) -> dict[str, Any]:
    words, tone = STATES[State(one.lock.state)]
    return {
        "one": one,
        "row": one.lock,
        "state": gettext(words),
        "tone": tone,
        "why": gettext(dict(WHYS).get(one.lock.why, one.lock.why)),
        "is_open": one.lock.state in OPEN,
        "told": one.numbers.warn - one.numbers.to_tell,
        "oriented": one.numbers.back - one.numbers.to_orient,
    }


def _way(way: Way, who: str) -> dict[str, Any]:
    need = dict(SERVICES).get(way.need, "")
    return {
        "code": show_code(way.code),
        "on": way.on,
        "what": gettext(WHATS[What(way.what)]),
        "need": gettext(need) if need else "",
        "place": way.place,
        "who": who,
        "tried": way.state == Detoured.TRIED,
        "tell": way.left.tell,
        "told": way.state == Detoured.TOLD,
        "orient": way.left.orient,
        "done": way.left.is_done,
    }
