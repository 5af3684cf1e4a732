"""Show who goes on with a case what its former caseworker wrote, and sent too late."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from demeso.agencies.models import Worker
from demeso.agencies.queries.leaving import who_left
from demeso.agencies.rules.leaving import LATE, is_written_before
from demeso.casework.queries.shredding import cases_of
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, stamp
from demeso.kernel.ids import is_survivor_code
from demeso.ledger.aside import Aside, aside_counts, aside_of, aside_under
from demeso.ledger.looking import last_read
from demeso.ledger.services import note_reading, writing
from demeso.survivors.queries import get_survivor_led_by, known_of, survivors_led_by

Shown = dict[str, Any]
READ = "app.late"


@writing
def read_late(*, actor: Actor, survivor: str, at: datetime) -> Shown:
    """Return what arrived of somebody after its author had left; nothing is applied.

    Its sealed parts open with the keys of the case, which its new lead has. Grants
    that it carries stay here: they were for others.
    """
    her = get_survivor_led_by(survivor, actor.worker)
    cases = {one.pk for one in cases_of(her.pk)}
    left = {one.pk: one for one in who_left(her.agency_id)}
    found = aside_under(her.pk, code=LATE, workers=left)
    if found:
        note_reading(READ, [her.pk], actor=actor, at=at)
    return {"late": [_late(one, left[one.actor], cases) for one in found]}


def late_counts(actor: Actor) -> dict[str, int]:
    """Return survivor → how much arrived late that her worker has not read yet."""
    left = [one.pk for one in who_left(actor.agency)]
    if not left or not actor.may("case.write"):
        return {}
    hers = [one.pk for one in survivors_led_by(actor.worker)]
    seen = last_read(hers, what=READ, actor=actor)
    return aside_counts(hers, code=LATE, workers=left, seen=seen)


def strangers(worker: str) -> dict[str, str]:
    """Return record → code of people whom only somebody's late work knows.

    Nobody leads them, so nobody reads of them; but they are not forgotten. Nobody
    has checked what waits aside: only what is a code is shown as one.
    """
    said = [one.wire for one in aside_of("consent.given", code=LATE, worker=worker)]
    known = known_of(act["record"] for act in said)
    codes = {act["record"]: _code(act["groups"]) for act in said}
    return {one: code for one, code in codes.items() if code and one not in known}


def _code(groups: Mapping[str, Mapping[str, Any]]) -> str:
    code = groups.get("opening", {}).get("code", "")
    return code if is_survivor_code(code) else ""


def _late(one: Aside, author: Worker, cases: Collection[str]) -> Shown:
    act, left_at = one.wire, author.left_at or one.received_at
    parts = (part for part in act["sealed"] if part.get("type") == "body")
    # Nobody has checked what waits aside: its object need not be a text.
    hers = [part for part in parts if _text(part.get("object")) in cases]
    return {
        "act": act["id"],
        "kind": act["kind"],
        "record": act["record"],
        "called": author.called,
        "written_at": act["time"],
        "arrived_at": stamp(one.received_at),
        # Her device's clock says so; whoever holds it may have set it.
        "before": is_written_before(moment(act["time"]), left_at),
        "groups": act["groups"],
        "sealed": hers,
    }


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
