"""Show who looked at a code; the look itself is written down. Check the log."""

from collections.abc import Callable
from datetime import datetime, timedelta

from demeso.desk.models import LogCheck
from demeso.desk.queries.looking import Looked, get_check, last_check, looked_at
from demeso.desk.rules.looking import LOOKED, WHY, Sought
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.queries import head
from demeso.ledger.services import note_reading, writing
from demeso.ledger.verification import verify
from demeso.survivors.queries import get_controlled_survivor

GIVEN_UP = timedelta(hours=1)  # a check that stopped on its way is asked for again


@writing
def read_accesses(*, actor: Actor, sought: Sought, page: str, at: datetime) -> Looked:
    """Return who looked at a code, or what colleagues did; the look is kept too."""
    actor.require("audit.read")
    refuse_unless(sought.reason in WHY, "access.reason", field="reason")
    code = sought.code
    survivor = get_controlled_survivor(code, actor=actor) if code else None
    looked = looked_at(sought, survivor, page, actor=actor, at=at)
    seen = looked.seen | ({sought.worker} - {""})
    note_reading(f"{LOOKED}{sought.reason}", seen, actor=actor, at=at)
    return looked


@writing
def ask_check(*, actor: Actor, at: datetime) -> tuple[LogCheck, bool]:
    """Ask for a walk over the whole ledger; tell whether it is a new one."""
    actor.require("audit.read")
    last = last_check(actor=actor)
    if last and last.finished_at is None and at - last.asked_at < GIVEN_UP:
        return last, False
    made = LogCheck.objects.create(asked_by=actor.name, asked_at=at, size=head().size)
    return made, True


def run_check(*, actor: Actor, check: int, clock: Callable[[], datetime]) -> LogCheck:
    """Walk the ledger, say how far it is, and keep what was found."""
    del actor  # the job; who asked stands in the row
    found = get_check(check)

    def tell(walked: int) -> None:
        LogCheck.objects.filter(pk=check).update(walked=walked)

    verified = verify(tell=tell)
    first = verified.first
    found.walked = found.size = verified.size
    found.broken_at = first.position if first else None
    found.reason = first.reason[:200] if first else ""
    found.finished_at = clock()
    found.save()
    return found
