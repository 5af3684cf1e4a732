"""Read what somebody who leaves has in her hands, and who is left beside her."""

from django.db.models import Q

from demeso.agencies.models import Agency, Worker
from demeso.agencies.queries.people import people
from demeso.agencies.queries.recovery import (
    holders_of,
    holdings,
    is_kept_here,
    sheets_of,
)
from demeso.agencies.queries.roles import administrators_beside, roles_of
from demeso.agencies.queries.rota import rota_of
from demeso.agencies.rules.leaving import Left, may_say
from demeso.agencies.rules.recovery import SPLIT
from demeso.agencies.rules.roles import permissions_of
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.vault.queries import epochs_in_use


def get_leaver(worker: str, *, actor: Actor) -> Worker:
    """Return somebody whose departure the actor may begin, see and end."""
    row = people(actor).select_related("account").filter(pk=worker).first()
    said = row is not None and may_say(actor, worker=row.pk, agency=row.agency_id)
    if row is None or not said or row.joined_at is None:
        raise UnknownError
    return row


def leaver_of(departure: str) -> Worker | None:
    """Return who goes under a departure, or went."""
    return Worker.objects.filter(departure=departure).first() if departure else None


def has_left(worker: str) -> bool:
    """Tell whether somebody works here no more."""
    return Worker.objects.filter(pk=worker, left_at__isnull=False).exists()


def who_left(agency: str) -> list[Worker]:
    """Return who worked for an agency and does no more."""
    rows = Worker.objects.filter(agency=agency, left_at__isnull=False)
    return list(rows.order_by("left_at", "pk"))


def get_successor(worker: str, *, agency: str) -> Worker:
    """Return a colleague who can lead cases; whether she stays is asked apart."""
    rows = Worker.objects.filter(agency=agency, joined_at__isnull=False, left_at=None)
    row = rows.filter(pk=worker).first()
    if row is None or not _leads_cases(row.pk):
        raise UnknownError
    return row


def agencies_of_leaver(worker: Worker) -> list[Agency]:
    """Return her agency, and those of which she holds a key or keeps a sheet."""
    found = Agency.objects.filter(
        Q(pk=worker.agency_id)
        | Q(holdings__worker=worker, holdings__ended_at=None)
        | Q(sheets__keeper=worker)
    )
    return list(found.distinct().order_by("name"))


def left_with(agency: Agency, worker: str) -> Left:
    """Return what an agency is left with when somebody goes."""
    sheets = [one for one in sheets_of(agency.pk) if is_kept_here(one)]
    beside = [one for one in sheets if one.keeper_id != worker and one.acknowledged_at]
    return Left(
        holds=frozenset(owner for owner, _epoch in epochs_held(worker, agency.pk)),
        vault=_beside(worker, agency.pk, "vault"),
        oversight=_beside(worker, agency.pk, "oversight"),
        keeps_sheet=any(one.keeper_id == worker for one in sheets),
        sheets=len(beside),
        gives_roles="people.write" in permissions_of(roles_of(worker)),
        administrators=administrators_beside(worker),
        active=agency.activated_at is not None,
    )


def _beside(worker: str, agency: str, owner: str) -> int:
    """Return how many others hold a key, of the epoch in use that fewest hold."""
    return min(
        (len(holders_of(agency, owner, epoch) - {worker})
         for epoch in epochs_in_use(owner, agency)),
        default=0,
    )  # fmt: skip


def is_on_call(worker: str, *, agency: str) -> bool:
    """Tell whether the rota of an agency names somebody."""
    rota = rota_of(agency)
    return rota is not None and worker in rota.named


def epochs_held(worker: str, agency: str) -> list[tuple[str, int]]:
    """Return which keys of an agency somebody holds, as long as halves need them."""
    rows = holdings(agency).filter(worker=worker).values_list("owner", "epoch")
    used = {owner: epochs_in_use(owner, agency) for owner in SPLIT}
    return sorted({(owner, epoch) for owner, epoch in rows if epoch in used[owner]})


def leaving(actor: Actor) -> list[Worker]:
    """Return who is about to leave, or has left, of those whom the actor sees to."""
    rows = people(actor).exclude(departure="").order_by("-leaving_at", "pk")
    said = (one for one in rows if may_say(actor, worker=one.pk, agency=one.agency_id))
    return list(said)


def successors(agency: str) -> list[Worker]:
    """Return the caseworkers of an agency who stay."""
    rows = Worker.objects.filter(agency=agency, joined_at__isnull=False, departure="")
    able = (one for one in rows.order_by("called", "pk") if _leads_cases(one.pk))
    return list(able)


def _leads_cases(worker: str) -> bool:
    return "case.write" in permissions_of(roles_of(worker))


def own_departure(worker: str) -> Worker | None:
    """Return a worker's own departure while she is still there."""
    rows = Worker.objects.filter(pk=worker, left_at=None).exclude(departure="")
    return rows.first()
