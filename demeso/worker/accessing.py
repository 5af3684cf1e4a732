"""Her own access, on her worker's screen: a number arrives, a call is to be made."""

from datetime import datetime
from typing import Any

from demeso.agencies.queries.recovery import holdings
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.services import note_reading, writing
from demeso.survivors.porter.asking import put
from demeso.survivors.queries import (
    access_of,
    callbacks,
    get_awaited_access,
    get_led_survivor,
)
from demeso.survivors.rules import is_number, is_pin
from demeso.survivors.services.accessing import settle_access
from demeso.vault.depositing import INTAKE, deposits
from demeso.vault.queries import latest_epoch


def set_number(
    *, actor: Actor, access: str, number: str, pin: str, at: datetime
) -> None:
    """Hand a number and a PIN, or a new PIN, to the porter: nothing else keeps them."""
    refuse_unless(is_pin(pin), "number.pin", field="pin")
    right = number == "" or is_number(number)
    refuse_unless(right, "number.taken", field="number")
    found = get_awaited_access(access, actor=actor, at=at)
    taken = "number.taken" if number else "number.forgotten"
    refuse_unless(put(found.id, pin, number), taken, field="number")
    settle_access(actor=actor, access=found.id, at=at)


def show_access(survivor: str, actor: Actor) -> dict[str, Any]:
    """Return where somebody's own access stands, to her worker; never its number."""
    found = access_of(get_led_survivor(survivor, actor=actor).id)
    if found is None:
        return {"access": None}
    shown = {
        "id": found.id,
        "state": found.state,
        "given_at": stamp(found.given_at),
        "is_awaited": found.awaited_at is not None,
    }
    return {"access": shown}


def show_intake(actor: Actor) -> dict[str, Any]:
    """Return which key opens what is left for the agency, and who holds it."""
    epoch = latest_epoch(INTAKE, actor.agency)
    rows = holdings(actor.agency).filter(owner=INTAKE, epoch=epoch)
    called = {row.worker.pk: row.worker.called for row in rows if row.worker}
    return {"epoch": epoch, "holders": sorted(called.values()),
            "is_mine": actor.worker in called}  # fmt: skip


@writing
def read_callbacks(*, actor: Actor, at: datetime) -> list[dict[str, Any]]:
    """Return who waits for a call and what she left, sealed, to who can open it."""
    found = callbacks(actor)
    if found:
        seen = [one.survivor_id for one in found]
        note_reading("app.callbacks", seen, actor=actor, at=at)
    left = deposits([one.id for one in found])
    return [
        {
            "id": one.id,
            "code": one.survivor.code,
            "lead": one.survivor.lead_id,
            "asked_at": stamp(one.asked_at),
            "part": left.get(one.id),
        }
        for one in found
    ]
