"""Find keys and holders that nobody should believe: for whoever verifies."""

from collections.abc import Mapping
from dataclasses import dataclass

from demeso.agencies.models import Holding, RoleGrant
from demeso.agencies.queries.recovery import is_named
from demeso.agencies.queries.roles import signed_twice
from demeso.agencies.queries.unproved import roles_at
from demeso.agencies.rules.joining import DIRECTORY
from demeso.agencies.rules.roles import permissions_of
from demeso.agencies.rules.seconding import may_ask, may_second
from demeso.kernel.canon import Json
from demeso.ledger.looking import roots_of
from demeso.ledger.proving import facts_told
from demeso.vault.signing import LEAF, PUBLISHED, Signature, Stated, has_signed
from demeso.vault.standing import every_seconding, signers_of, standing, unstated

Told = Mapping[str, Mapping[str, Json]]


@dataclass(frozen=True)
class UnprovedKey:
    """A key or a holder in a table, by its record or fingerprint; what is wrong."""

    name: str
    reason: str


def unproved_keys() -> list[UnprovedKey]:
    """Return keys and holders that two did not sign, or that the ledger knows not."""
    stated = every_seconding()
    counted = standing(stated)
    roles = signed_twice(RoleGrant.objects.order_by("granted_at", "pk"))
    told = facts_told(LEAF, [one.said.record for one in stated])
    asked = roots_of(one.said.record for one in stated)
    found = [
        (one.said.record, _fault(one, counted, told, roles))
        if asked.get(one.said.record) == _root(one)
        else (one.said.record, "nobody asked for it")
        for one in stated
    ]
    loose = [
        (print_, f"nobody signed this {owner} key") for print_, owner in unstated()
    ]
    faults = [*found, *loose, *_unsigned_holders(stated)]
    return [UnprovedKey(name, why) for name, why in faults if why]


def _root(one: Stated) -> str:
    return DIRECTORY if one.said.step == PUBLISHED else one.said.agency


def _fault(
    one: Stated, counted: list[Stated], told: Told, roles: list[RoleGrant]
) -> str:
    """Return what is wrong with a statement; nothing when right, or rightly waiting."""
    if one not in counted:
        return "" if _waits(one) else "not signed by two people"
    if told.get(one.said.record) != one.facts():
        return "not as the ledger has it"
    first = one.both[0]
    held = first is not None and _held(one, first.by, counted)
    may = first is None or _might(one, first, roles, held=held)  # two sheets signed
    return "" if may else "signed by somebody who might not"


def _waits(one: Stated) -> bool:
    """Tell whether a statement rightly waits for its second person, or was refused."""
    open_ = one.seconded_at is None and one.both[1] is None
    return open_ and has_signed(one.said, one.both[0], signers_of([one]))


def _held(one: Stated, who: str, counted: list[Stated]) -> bool:
    """Tell whether somebody held the key already when she asked for one more holder."""
    of_key = (row for row in counted if row.said.fp == one.said.fp)
    return any(
        who in row.said.holders and row.seconded_at and row.seconded_at <= one.asked_at
        for row in of_key
    )


def _might(
    one: Stated, first: Signature, roles: list[RoleGrant], *, held: bool
) -> bool:
    """Tell whether both people had roles by which each might sign, at her moment."""
    second, at = one.both[1], one.seconded_at
    if second is None or at is None:
        return False
    agency = one.said.agency
    asking = roles_at(first.by, one.asked_at, roles)
    there = permissions_of(row.role for row in asking if row.agency_id == agency)
    hers = roles_at(second.by, at, roles)
    home = any(row.agency_id == agency for row in hers)
    able = permissions_of(row.role for row in hers)
    return may_ask(one.said, there, held=held) and may_second(
        second.by, able, said=one.said, first=first.by, home=home
    )


def _unsigned_holders(stated: list[Stated]) -> list[tuple[str, str]]:
    """Return who stands as a holder in the table though no statement names her."""
    said = {one.said.record: one.said for one in stated}
    rows = Holding.objects.filter(ended_at=None).exclude(worker=None)
    return [
        (row.act_id, f"nobody signed that {row.worker_id} holds a {row.owner} key")
        for row in rows.order_by("since")
        if not is_named(row, said.get(row.record))
    ]
