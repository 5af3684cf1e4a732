"""Read which cases wait for new keys, and which a lost device could open."""

from collections.abc import Collection

from demeso.casework.models import Case
from demeso.casework.queries.cases import led_cases
from demeso.kernel.actor import Actor
from demeso.ledger.rows import held_all
from demeso.vault.queries import fingerprints_of, read_objects


def cases_open_to(worker: str) -> list[Case]:
    """Return the open cases whose keys any device of a worker could have held.

    Her keyring brings every key to each of her devices, so that all of hers count.
    """
    objects = read_objects(fingerprints_of([worker]))
    return [case for case in held_all(Case, objects) if case.closed_at is None]


def keyless_cases(actor: Actor) -> list[str]:
    """Return the cases that wait for new keys from the device of their lead."""
    rows = led_cases(actor).filter(closed_at=None, keys_awaited_at__isnull=False)
    return list(rows.order_by("keys_awaited_at", "id").values_list("pk", flat=True))


def awaiting_keys(survivors: Collection[str], *, actor: Actor) -> frozenset[str]:
    """Return the survivors whose case waits for new keys, for who controls them."""
    actor.require("audit.read")
    rows = Case.objects.filter(survivor_id__in=survivors, agency_id=actor.agency)
    waits = rows.filter(closed_at=None, keys_awaited_at__isnull=False)
    return frozenset(waits.values_list("survivor_id", flat=True))
