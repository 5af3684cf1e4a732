from collections.abc import Collection, Iterable
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
from demeso.agencies.queries.roles import roles_of
from demeso.agencies.rules.devices import DeviceKind, hashed
from demeso.agencies.rules.roles import knows_everybody, permissions_of
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError

SECOND_FACTOR = "mfa"


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


def people(actor: Actor) -> QuerySet[Worker]:
    """Return the workers whom an actor may know of."""
    rows = Worker.objects.order_by("called", "pk")
    if knows_everybody(actor):
        return rows
    return rows.filter(agency=actor.agency)


def colleagues(actor: Actor) -> QuerySet[Worker]:
    """Return the workers of the actor's own agency who have joined."""
    rows = Worker.objects.filter(agency=actor.agency, joined_at__isnull=False)
    rows = rows.filter(left_at=None)
    return rows.order_by("called", "pk")


def called_at(workers: Collection[str], *, actor: Actor) -> dict[str, str]:
    """Return worker → name and agency, for whoever controls who looked."""
    actor.require("audit.read")
    rows = Worker.objects.filter(pk__in=workers).select_related("agency")
    return {row.pk: f"{row.called}, {row.agency.name}" for row in rows}


def names_of(workers: Collection[str], *, actor: Actor) -> dict[str, str]:
    """Return worker → what she is called, for whoever reads people."""
    rows = people(actor).filter(pk__in=workers)
    return dict(rows.values_list("pk", "called"))


def called_by(workers: Collection[str]) -> dict[str, str]:
    """Return worker → what she is called, for whoever she asks to sign."""
    rows = Worker.objects.filter(pk__in=workers)
    return dict(rows.values_list("pk", "called"))


def agencies(actor: Actor, *kept: str) -> QuerySet[Agency]:
    """Return the agencies that an actor may know of, and those that she keeps for."""
    rows = Agency.objects.order_by("name")
    if knows_everybody(actor):
        return rows
    return rows.filter(pk__in=[actor.agency, *kept])


def agency_names(ids: Iterable[str]) -> dict[str, str]:
    """Return agency → its name, which the directory tells everybody."""
    rows = Agency.objects.filter(pk__in=list(ids))
    return dict(rows.values_list("pk", "name"))


def get_account(worker: str) -> Account:
    """Return the account by which a worker signs in, held until the end."""
    row = Account.objects.select_for_update().filter(pk=worker).first()
    if row is None:
        raise UnknownError
    return row


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
    """Return a device and whose it is, for whoever checks its signature."""
    row = Device.objects.select_related("worker").filter(pk=id).first()
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
