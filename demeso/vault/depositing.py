"""Seal what somebody without keys leaves for an agency, and hand it to who opens it.

The one place where the server itself seals: it sees the words for as long as that
takes, and writes them nowhere. Opening needs the agency's intake key.
"""

from collections.abc import Collection, Mapping
from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.canon import Json
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.kernel.sealing import deposit_fault
from demeso.ledger.book import sealed_kept
from demeso.ledger.rows import keep
from demeso.ledger.services import writing
from demeso.vault.models import Deposit
from demeso.vault.queries import get_entry, keys_by_fingerprint
from demeso.vault.rules import sealed_deposit

INTAKE = "intake"


def takes_deposits(agency: str) -> bool:
    """Tell whether an agency has published a key for deposits."""
    try:
        get_entry(INTAKE, agency)
    except UnknownError:
        return False
    return True


def seal_deposit(
    answers: Mapping[str, Json], *, agency: str, object_: str
) -> dict[str, Json]:
    """Seal answers to an agency's newest intake key, bound to one object."""
    try:
        entry = get_entry(INTAKE, agency)
    except UnknownError as error:
        raise RefusedError("callback.nobody") from error
    return sealed_deposit(answers, to=entry, object_=object_)


@writing
def keep_deposit(*, act: Act[Any], agency: str) -> None:
    """Keep the one deposit of an act, sealed to that agency about the act's record."""
    refuse_unless(len(act.sealed) == 1, "vault.malformed")
    part = act.sealed[0]
    fault = deposit_fault(part)
    refuse_unless(not fault, "vault.malformed", field=fault)
    refuse_unless(part["object"] == act.record, "vault.other_object")
    key = keys_by_fingerprint([str(part["to"])]).get(str(part["to"]))
    right = key is not None and (key.owner, key.owner_id) == (INTAKE, agency)
    refuse_unless(right, "vault.recipient")
    sealed_kept(act.id)
    made = Deposit(
        object=act.record, to=str(part["to"]), act_id=act.id, part=dict(part)
    )
    keep(made)


def deposits(objects: Collection[str]) -> dict[str, dict[str, Any]]:
    """Return object → the deposit about it, to the room above."""
    rows = Deposit.objects.filter(object__in=objects)
    return {row.object: row.part for row in rows}


@writing
def delete_deposits(*, objects: Collection[str]) -> None:
    """Delete what was left about some objects; the room above writes down who asked."""
    Deposit.objects.filter(object__in=objects).delete()
