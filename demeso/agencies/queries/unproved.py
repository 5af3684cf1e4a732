"""Find the roles in the table that nobody should believe: for whoever verifies."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.roles import (
    is_founding,
    signatures,
    signed_twice,
    signers_of,
    statement,
)
from demeso.agencies.rules.roles import permissions_of
from demeso.agencies.rules.seconding import AT_HOME, ENDED, PEOPLE, leaf_name
from demeso.kernel.canon import Json
from demeso.ledger.looking import roots_of
from demeso.ledger.proving import facts_told
from demeso.vault.signing import has_signed

Said = Mapping[str, Json]


@dataclass(frozen=True)
class Unproved:
    """A row of the table of roles, and what is wrong with it."""

    grant: str
    worker: str
    role: str
    reason: str


def unproved_roles() -> list[Unproved]:
    """Return the roles that two people did not sign, or that the ledger knows not."""
    rows = list(RoleGrant.objects.order_by("granted_at", "pk"))
    counted = signed_twice(rows)
    told = facts_told("role", _names(rows))
    asked = roots_of(row.pk for row in rows)
    now = [row for row in rows if row.ended_at is None]
    found = [
        (row, _fault(row, counted, told))
        if asked.get(row.pk) == row.agency_id
        else (row, "nobody asked for it")
        for row in now
    ]
    return [Unproved(row.pk, row.worker_id, row.role, why) for row, why in found if why]


def _names(rows: Iterable[RoleGrant]) -> list[str]:
    steps = ((row.pk, step) for row in rows for step in (statement(row).step, ENDED))
    return [leaf_name(grant, step) for grant, step in steps]


def _fault(row: RoleGrant, counted: list[RoleGrant], told: Mapping[str, Said]) -> str:
    """Return what is wrong with a role; nothing when it is right, or rightly waits."""
    if row not in counted:
        return "" if _waits(row) else "not signed by two people"
    said = statement(row)
    given = told.get(leaf_name(row.pk, said.step)) == said.__dict__
    if not given or leaf_name(row.pk, ENDED) in told:
        return "not as the ledger has it"
    founding = is_founding(row)
    may = founding or all(_could(who, row, at, counted) for who, at in _signed(row))
    return "" if may else "signed by somebody who might not"


def _waits(row: RoleGrant) -> bool:
    """Tell whether a role rightly waits: the second has not signed yet."""
    if row.second_signature is not None:
        return is_founding(row) and has_signed(
            statement(row), signatures(row)[1], signers_of([row])
        )
    first = signatures(row)[0]
    return is_founding(row) or has_signed(statement(row), first, signers_of([row]))


def _signed(row: RoleGrant) -> Iterable[tuple[str, datetime]]:
    times = (row.granted_at, row.seconded_at)
    for one, at in zip(signatures(row), times, strict=True):
        if one is not None and at is not None:
            yield one.by, at


def _could(who: str, row: RoleGrant, at: datetime, counted: list[RoleGrant]) -> bool:
    """Tell whether somebody's own roles let her sign for this one at a moment."""
    hers = roles_at(who, at, counted)
    able = permissions_of(one.role for one in hers)
    home = any(one.agency_id == row.agency_id for one in hers)
    return PEOPLE in able or (home and bool(AT_HOME & able))


def roles_at(who: str, at: datetime, counted: list[RoleGrant]) -> list[RoleGrant]:
    """Return the roles that somebody had at a moment."""
    return [
        one
        for one in counted
        if one.worker_id == who
        and (one.seconded_at or one.granted_at) <= at
        and (one.ended_at is None or one.ended_at >= at)
    ]
