"""Read which roles count: those that two people signed."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from demeso.agencies.models import RoleGrant, Worker
from demeso.agencies.rules.roles import ROLES, permissions_of
from demeso.agencies.rules.seconding import (
    ENDED,
    FOUNDED,
    FOUNDER,
    GIVEN,
    PEOPLE,
    Statement,
    may_second,
)
from demeso.kernel.actor import Actor
from demeso.vault.queries import keys_of
from demeso.vault.signing import Signature, Signer, Signers, has_signed, have_signed

WORKER = "worker"


@dataclass(frozen=True)
class Held:
    """A role that somebody has, and the grant that gave it."""

    grant: str
    role: str
    since: datetime
    by: str = ""


def statement(row: RoleGrant, *, step: str = "") -> Statement:
    """Return what is signed of a role: that it is given, unless said otherwise."""
    given = FOUNDED if is_founding(row) else GIVEN
    return Statement(row.pk, row.worker_id, row.agency_id, row.role, step or given)


def is_founding(row: RoleGrant) -> bool:
    """Tell whether a role came with the founding, before anybody had a key."""
    return row.granted_by == FOUNDER and row.first_signature is None


def signatures(row: RoleGrant) -> tuple[Signature | None, Signature | None]:
    """Return both signatures under a role, as far as it has them."""
    return Signature.kept(row.first_signature), Signature.kept(row.second_signature)


def signers_of(rows: Iterable[RoleGrant]) -> Signers:
    """Return the keys that signed some roles, replaced ones included."""
    all_ = [one for row in rows for one in (*signatures(row), *_ends(row)) if one]
    found = keys_of(fingerprints=sorted({one.key for one in all_}))
    return {
        key.fingerprint: Signer(key.owner_id, str(key.entry["sign"]))
        for key in found
        if key.owner == WORKER
    }


def _ends(row: RoleGrant) -> tuple[Signature | None, Signature | None]:
    first, second = row.end_signature, row.end_second_signature
    return Signature.kept(first), Signature.kept(second)


def signed_twice(rows: Iterable[RoleGrant]) -> list[RoleGrant]:
    """Return the roles over which two people signed; no other lets one do anything."""
    found = list(rows)
    founding = [row for row in found if is_founding(row)]
    twins = _twins(founding)
    signers = signers_of([*found, *twins.values()])
    return [
        row
        for row in found
        if (
            _is_founded(row, twins, signers)
            if is_founding(row)
            else have_signed(statement(row), signatures(row), signers)
        )
    ]


def _twins(founding: Collection[RoleGrant]) -> dict[str, RoleGrant]:
    """Return worker → founding role, of those who signed for other founders."""
    by = {one.by for row in founding if (one := signatures(row)[1])}
    rows = RoleGrant.objects.filter(
        worker__in=by, granted_by=FOUNDER, first_signature__isnull=True
    )
    return {row.worker_id: row for row in rows} if by else {}


def _is_founded(row: RoleGrant, twins: dict[str, RoleGrant], signers: Signers) -> bool:
    """Tell whether two founders signed for each other: it takes both, or neither."""
    mine = signatures(row)[1]
    other = twins.get(mine.by) if mine else None
    if other is None or not has_signed(statement(row), mine, signers):
        return False
    theirs = signatures(other)[1]
    mutual = theirs is not None and theirs.by == row.worker_id
    return mutual and has_signed(statement(other), theirs, signers)


def roles_of(worker: str) -> frozenset[str]:
    """Return the roles that a worker has now."""
    rows = RoleGrant.objects.filter(worker=worker, ended_at=None)
    return frozenset(row.role for row in signed_twice(rows))


def roles_asked(worker: str) -> frozenset[str]:
    """Return the roles that a worker has now, or that wait for a second signature."""
    rows = RoleGrant.objects.filter(worker=worker, ended_at=None)
    return frozenset(rows.values_list("role", flat=True))


def roles_held(workers: Collection[str]) -> dict[str, list[Held]]:
    """Return worker → her roles now, with the grants behind them."""
    rows = RoleGrant.objects.filter(worker__in=workers, ended_at=None)
    found: dict[str, list[Held]] = {}
    for row in signed_twice(rows.order_by("granted_at")):
        held = Held(row.pk, row.role, row.granted_at, row.granted_by)
        found.setdefault(row.worker_id, []).append(held)
    return found


def roles_behind(workers: Collection[str]) -> list[RoleGrant]:
    """Return the roles that ever counted of some people, and of whoever signed them."""
    found: dict[str, RoleGrant] = {}
    waiting_, known = set(workers), set[str]()
    while waiting_:
        known |= waiting_
        rows = signed_twice(RoleGrant.objects.filter(worker__in=waiting_))
        found |= {row.pk: row for row in rows}
        waiting_ = {one.by for row in rows for one in signatures(row) if one} - known
    return sorted(found.values(), key=lambda row: row.pk)


def administrators_beside(worker: str) -> int:
    """Return how many others have joined and can give roles now."""
    roles = [name for name in ROLES if PEOPLE in permissions_of([name])]
    rows = RoleGrant.objects.filter(role__in=roles, ended_at=None)
    able = rows.filter(worker__joined_at__isnull=False).exclude(worker=worker)
    return len({row.worker_id for row in signed_twice(able)})


def founders_beside(worker: str) -> QuerySet[RoleGrant]:
    """Return the founding role of the other founder, for one of the two."""
    rows = RoleGrant.objects.filter(granted_by=FOUNDER, first_signature__isnull=True)
    mine = rows.filter(worker=worker).exists()
    return rows.exclude(worker=worker) if mine else rows.none()


def waiting(workers: QuerySet[Worker]) -> QuerySet[RoleGrant]:
    """Return what waits for a second signature: roles given, and roles ended."""
    given = Q(ended_at=None, second_signature__isnull=True)
    ended = Q(end_signature__isnull=False, end_second_signature__isnull=True)
    rows = RoleGrant.objects.filter(worker__in=workers).filter(given | ended)
    seconded = rows.filter(ended_at=None) | rows.filter(second_signature__isnull=False)
    return seconded.select_related("worker__agency").order_by("granted_at", "pk")


def step_of(row: RoleGrant) -> str:
    """Return what waits to be signed of a role: its gift, or its end."""
    return ENDED if row.ended_at is not None else statement(row).step


def may_sign(row: RoleGrant, actor: Actor) -> bool:
    """Tell whether somebody may be the second person for what waits of a role."""
    if is_founding(row) and row.ended_at is None:
        return founders_beside(actor.worker).filter(pk=row.pk).exists()
    kept = row.end_signature if row.ended_at else row.first_signature
    first = Signature.kept(kept)
    return first is not None and may_second(
        actor.worker, actor.permissions, said=statement(row), first=first.by,
        home=actor.agency == row.agency_id,
    )  # fmt: skip
