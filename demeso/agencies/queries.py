from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime

from allauth.account.internal.flows.login import AUTHENTICATION_METHODS_SESSION_KEY
from allauth.headless.internal.sessionkit import authenticate_by_x_session_token
from django.db.models import QuerySet

from demeso.agencies.models import (
    Account,
    Agency,
    DeskCode,
    Device,
    Invitation,
    RoleGrant,
    Worker,
)
from demeso.agencies.rules import (
    ROLES,
    DeviceKind,
    hashed,
    knows_everybody,
    permissions_of,
)
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

SECOND_FACTOR = "mfa"


@dataclass(frozen=True)
class Held:
    """A role that somebody has, and the grant that gave it."""

    grant: str
    role: str
    since: datetime


def actor_of(account: Account) -> Actor:
    """Return the person who signed in, with what her roles let her do."""
    return actor_of_worker(account.pk)


def actor_of_worker(worker: str) -> Actor:
    """Return a worker who has joined as the one who acts."""
    row = Worker.objects.filter(pk=worker, joined_at__isnull=False).first()
    if row is None:
        raise UnknownError
    roles = roles_of(row.pk)
    return Actor(row.pk, row.agency_id, permissions_of(roles), roles, row.called)


def actor_of_session(token: str) -> Actor | None:
    """Return who stands behind an app session that showed its second factor."""
    account = account_of_session(token)
    return actor_of(account) if account else None


def account_of_session(token: str) -> Account | None:
    """Return the account of a whole app session; None for any other token."""
    found = authenticate_by_x_session_token(token) if token else None
    if found is None:
        return None
    account, session = found
    shown = session.get(AUTHENTICATION_METHODS_SESSION_KEY, ())
    whole = any(step.get("method") == SECOND_FACTOR for step in shown)
    known = isinstance(account, Account) and account.is_active
    return account if whole and known else None


def roles_of(worker: str) -> frozenset[str]:
    """Return the roles that a worker has now."""
    rows = RoleGrant.objects.filter(worker=worker, ended_at=None)
    return frozenset(rows.values_list("role", flat=True))


def roles_held(workers: Collection[str]) -> dict[str, list[Held]]:
    """Return worker → her roles now, with the grants behind them."""
    rows = RoleGrant.objects.filter(worker__in=workers, ended_at=None)
    found: dict[str, list[Held]] = {}
    for row in rows.order_by("granted_at"):
        held = Held(row.pk, row.role, row.granted_at)
        found.setdefault(row.worker_id, []).append(held)
    return found


def administrators_beside(worker: str) -> int:
    """Return how many others have joined and can give roles now."""
    roles = [name for name in ROLES if "people.write" in permissions_of([name])]
    rows = RoleGrant.objects.filter(role__in=roles, ended_at=None)
    able = rows.filter(worker__joined_at__isnull=False).exclude(worker=worker)
    return able.values("worker").distinct().count()


def people(actor: Actor) -> QuerySet[Worker]:
    """Return the workers whom an actor may know of."""
    rows = Worker.objects.order_by("called", "pk")
    if knows_everybody(actor):
        return rows
    return rows.filter(agency=actor.agency)


def colleagues(actor: Actor) -> QuerySet[Worker]:
    """Return the workers of the actor's own agency who have joined."""
    rows = Worker.objects.filter(agency=actor.agency, joined_at__isnull=False)
    return rows.order_by("called", "pk")


def agencies(actor: Actor) -> QuerySet[Agency]:
    """Return the agencies whom an actor may know of."""
    rows = Agency.objects.order_by("name")
    if knows_everybody(actor):
        return rows
    return rows.filter(pk=actor.agency)


def get_worker(id: str, *, actor: Actor) -> Worker:  # noqa: A002 -- what callers have
    """Return a worker whom the actor may know of."""
    row = people(actor).filter(pk=id).first()
    if row is None:
        raise UnknownError
    return row


def get_agency(id: str, *, actor: Actor) -> Agency:  # noqa: A002 -- what callers have
    """Return an agency whom the actor may know of."""
    row = agencies(actor).filter(pk=id).first()
    if row is None:
        raise UnknownError
    return row


def get_grant(id: str, *, actor: Actor) -> RoleGrant:  # noqa: A002 -- what callers have
    """Return a role in use of a worker whom the actor may know of."""
    rows = RoleGrant.objects.filter(pk=id, ended_at=None, worker__in=people(actor))
    row = rows.first()
    if row is None:
        raise UnknownError
    return row


def get_device(id: str) -> Device:  # noqa: A002 -- what callers have
    """Return a device, for whoever checks its signature."""
    row = Device.objects.filter(pk=id).first()
    if row is None:
        raise UnknownError
    return row


def get_door(label: str) -> Device:
    """Return a door's device, held until the transaction ends."""
    rows = Device.objects.select_for_update()
    return rows.get(kind=DeviceKind.DOOR.value, label=label)


def devices_of(workers: Iterable[str]) -> QuerySet[Device]:
    """Return the devices of some workers, revoked ones included."""
    return Device.objects.filter(worker__in=workers).order_by("enrolled_at", "pk")


def get_invitation(token: str, *, at: datetime) -> Invitation:
    """Return the invitation that a link opens; used, old and unknown look the same."""
    rows = Invitation.objects.select_related("worker__agency").filter(
        token_hash=hashed(token), until__gt=at, used_at=None
    )
    row = rows.first()
    if row is None:
        raise UnknownError("invitation.unknown")
    return row


def is_username_taken(username: str) -> bool:
    """Tell whether somebody signs in under a name."""
    return Account.objects.filter(username=username).exists()


def worker_of_username(username: str) -> str:
    """Return the worker behind a username; empty when there is none."""
    rows = Account.objects.filter(username=username.lower())
    return rows.values_list("pk", flat=True).first() or ""


def is_founded() -> bool:
    """Tell whether there is an agency."""
    return Agency.objects.exists()


def desk_code_account(code: str, *, at: datetime) -> Account | None:
    """Return whose desk code this is, while it may still be spent."""
    rows = DeskCode.objects.select_related("account")
    row = rows.filter(pk=hashed(code), until__gt=at).first()
    return row.account if row else None
