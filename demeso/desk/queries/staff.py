"""Who works here: people with their roles and devices, agencies with their people."""

from dataclasses import dataclass

from django.db.models import Count, Q

from demeso.agencies.models import Agency, Device, Worker
from demeso.agencies.queries.people import (
    agencies,
    devices_of,
    names_of,
    people,
)
from demeso.agencies.queries.roles import Held, roles_held, waiting
from demeso.desk.rules.paging import Pages, paged
from demeso.kernel.actor import Actor


@dataclass(frozen=True)
class Person:
    """One worker, with the roles in force and who signed them, and her devices."""

    worker: Worker
    roles: tuple[Held, ...]
    devices: tuple[Device, ...]
    waiting: tuple[str, ...] = ()  # roles that a second person has not signed


@dataclass(frozen=True)
class Staff:
    """A page of people."""

    people: tuple[Person, ...]
    pages: Pages
    called: dict[str, str]


def staff(agency: str, page: str, *, actor: Actor) -> Staff:
    """Return a page of the people whom an administrator may know of."""
    actor.require("people.read")
    rows = people(actor).select_related("agency")
    rows = rows.filter(agency=agency) if agency else rows
    pages = paged(rows.count(), page)
    found = list(rows[pages.start : pages.end])
    ids = [row.pk for row in found]
    held = roles_held(ids)
    devices: dict[str, list[Device]] = {}
    for device in devices_of(ids):
        devices.setdefault(device.worker_id or "", []).append(device)
    wait: dict[str, list[str]] = {}
    for asked in waiting(people(actor).filter(pk__in=ids)).filter(ended_at=None):
        wait.setdefault(asked.worker_id, []).append(asked.role)
    givers = {role.by for roles in held.values() for role in roles}
    listed = (
        Person(
            row, tuple(held.get(row.pk, ())), tuple(devices.get(row.pk, ())),
            tuple(wait.get(row.pk, ())),
        )
        for row in found
    )  # fmt: skip
    return Staff(tuple(listed), pages, names_of(givers, actor=actor))


def agencies_counted(*, actor: Actor) -> list[Agency]:
    """Return the agencies, with how many people joined and how many are awaited."""
    actor.require("people.read")
    joined = Q(workers__joined_at__isnull=False)
    return list(
        agencies(actor).annotate(
            here=Count("workers", filter=joined),
            awaited=Count("workers", filter=~joined),
        )
    )
