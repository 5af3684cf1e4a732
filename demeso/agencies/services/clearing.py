"""Keep what a browser cleared in mind until somebody has talked it over."""

from demeso.agencies.models import Clearing
from demeso.agencies.queries.clearing import get_clearing
from demeso.agencies.queries.people import get_worker
from demeso.agencies.rules.clearing import YES, Cleared, Looked, is_whole
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing


@writing
def tell_clearing(*, actor: Actor, act: Act[Cleared]) -> Clearing:
    """Write down what was cleared on a device of the actor's, once for a mark.

    Two tabs, or a device that was cleared before it heard us, tell the same again.
    A restored server may not know the device: then it keeps nothing of it, and an
    id that is nobody's, or somebody else's, looks the same.
    """
    said = act.answers
    refuse_unless(is_whole(said), "clearing.malformed")
    worker = get_worker(actor.worker, actor=actor)
    if Clearing.objects.filter(pk=act.record).exists():
        raise UnknownError
    record(act, actor=actor, root=worker.agency_id)
    told = {"id": act.record, "waiting": said.waiting, "told_at": act.received_at}
    found, _fresh = Clearing.objects.get_or_create(
        worker=worker, device=said.device, seq=said.seq, defaults=told
    )
    return found


@writing
def settle_clearing(*, actor: Actor, act: Act[Looked]) -> Clearing:
    """Say that it was talked over with the worker; or take that back."""
    found = get_clearing(act.record, actor=actor)
    talked = act.answers.clearing_talked == YES
    refuse_unless(talked == (found.settled_at is None), "clearing.settled")
    record(act, actor=actor, root=actor.agency)
    found.settled_by = actor.worker if talked else ""
    found.settled_at = act.received_at if talked else None
    found.save(update_fields=["settled_by", "settled_at"])
    return found
