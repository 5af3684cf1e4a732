"""Ask for new keys of every case that a device in other hands could open."""

from demeso.agencies.queries.people import get_device
from demeso.agencies.rules.devices import Revoking, is_lost
from demeso.casework.models import Case
from demeso.casework.queries.rekeying import cases_open_to
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.ledger.rows import keep
from demeso.ledger.services import writing


@writing
def await_new_keys(*, actor: Actor, act: Act[Revoking]) -> list[Case]:
    """Ask the leads for new keys of what a lost device could have held.

    Nothing is deleted before they come: the keys of now still open every case.
    """
    del actor  # the room below has checked who may stop the device
    if not is_lost(act.answers.reason):
        return []
    device = get_device(act.record)
    cases = cases_open_to(device.worker_id or "")
    for case in cases:
        case.keys_awaited_at = act.received_at
        keep(case, "keys_awaited_at")
    return cases
