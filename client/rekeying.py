"""Carry earlier keys beside those of today: they open, and seal nothing more. Pure.

The same in `web/src/formats/earlier.ts`; both pass `tests/vectors/lease.json`.
"""

from collections.abc import Collection, Mapping

from client.sealing import CompartmentKey
from demeso.kernel.refusal import refuse_unless

MARK = "."
Keys = Mapping[str, CompartmentKey]


def compartment_of(name: str) -> str:
    """Return which compartment a key is of, today's or an earlier one."""
    return name.partition(MARK)[0]


def carried(keys: Keys, compartments: Collection[str]) -> dict[str, CompartmentKey]:
    """Return the keys of some compartments under names by which they only open."""
    return {
        f"{compartment_of(name)}{MARK}{key.id}": key
        for name, key in keys.items()
        if compartment_of(name) in compartments
    }


def staying(keys: Keys, compartments: Collection[str]) -> dict[str, CompartmentKey]:
    """Return the keys of some compartments as they are, earlier ones too."""
    return {n: key for n, key in keys.items() if compartment_of(n) in compartments}


def key_of(keys: Keys, compartment: str, key_id: str) -> CompartmentKey:
    """Return the key that sealed a body, today's or an earlier one."""
    earlier = keys.get(f"{compartment}{MARK}{key_id}")
    today = keys.get(compartment)
    found = today if today is not None and today.id == key_id else earlier
    refuse_unless(found is not None, "sealed.unreadable")
    return found  # type: ignore[return-value]  # refused above
