"""What she ended lately, by id: whoever puts an older copy back ends it again.

Written beside every backup, and read from the house that a copy replaces. It holds
ids, kinds and what ended; no answer, no ciphertext, no key.
"""

import json
from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from config.commands.day_keys import OPENS_FOR
from demeso.agencies.queries.people import actor_of_worker
from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_at_door
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import RefusedError
from demeso.ledger.erasing import said_since
from demeso.ledger.queries import is_kept
from demeso.survivors.queries import is_known
from demeso.survivors.rules import herself

KINDS = ("consent.withdrawn", "consent.given")
LONGER = OPENS_FOR + timedelta(days=1)
DOOR = "restore"
YES, NAMED = "yes", ("services", "statistics")
Ended = dict[str, Any]


def ended_since(at: datetime) -> list[Ended]:
    """Return what ended in the last eight days: older grants open nothing anyway."""
    said = (_ended(one) for one in said_since(KINDS, at - LONGER))
    return [one for one in said if one["groups"]]


def _ended(said: Mapping[str, Any]) -> Ended:
    """Leave of an act what it ends: a withdrawal whole, of a yes what it denies."""
    if said["kind"] == "consent.withdrawn":
        return dict(said)
    groups = said["groups"]
    no = {name: groups.get(name, {}).get(name, YES) for name in NAMED}
    if no["services"] != YES:
        return {**said, "groups": {"services": {"services": no["services"]}}}
    if no["statistics"] == YES:
        return {**said, "groups": {}}
    counted = {"withdrawal": {"what": "statistics"}}
    more = {"kind": "consent.withdrawn", "form": "withdrawal@1", "groups": counted}
    return {**said, **more}


def write_ended(place: Path, at: datetime) -> Path:
    """Write it beside a backup."""
    place.touch(mode=0o600, exist_ok=False)
    place.write_text(json.dumps(ended_since(at), indent=1), encoding="utf-8")
    return place


def read_ended(folder: Path) -> list[Ended]:
    """Return what every backup of a folder says to have ended, each once."""
    found: dict[str, Ended] = {}
    for place in sorted(folder.glob("ended-*.json")):
        for one in json.loads(place.read_text(encoding="utf-8")):
            found[one["act"]] = one
    return sorted(found.values(), key=lambda one: str(one["at"]))


def end_again(ended: Iterable[Ended], at: datetime) -> tuple[int, list[str]]:
    """End what a restored copy does not know to have ended; count, and name the rest.

    The act is a new one, by the door; the worker's own comes again from her device.
    """
    done, left = 0, []
    for one in ended:
        if is_kept(one["act"]):
            continue
        slip = Slip(one["kind"], one["record"], one["form"], one["groups"])
        try:
            actor = _who(one["actor"])
            act_at_door(door=DOOR, slip=slip, actor=actor, at=at)
            done += 1
        except RefusedError as error:  # a record that the copy does not know yet, too
            left.append(f"{one['kind']} of {one['at']}: {error.code}")
    return done, left


def _who(name: str) -> Actor:
    """Return who ended something: a worker, or she herself by her own number."""
    return herself(name) if is_known(name) else actor_of_worker(name)
