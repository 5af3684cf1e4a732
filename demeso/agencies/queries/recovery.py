"""Read how an agency keeps its keys: holders, sheets, drills."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet

from demeso.agencies.models import Agency, Drill, Holding, Sheet, Worker
from demeso.agencies.queries.partners import agreed_with, has_agreed
from demeso.agencies.queries.roles import roles_of
from demeso.agencies.rules.keys import Candidate, Naming, may_hold
from demeso.agencies.rules.recovery import SPLIT, Readiness, is_drill_due
from demeso.agencies.rules.roles import KEY_PERMISSIONS, permissions_of
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.vault.queries import agency_keys_held, epochs_in_use, latest_epoch
from demeso.vault.signing import RECOVERY, KeyStatement
from demeso.vault.standing import secondings, standing


def holdings(agency: str) -> QuerySet[Holding]:
    """Return who holds an agency's keys, as far as two people signed that she does."""
    rows = Holding.objects.filter(agency=agency, ended_at=None)
    stated = standing(secondings([agency]))
    said = {one.said.record: one.said for one in stated}
    held = rows.exclude(worker=None)
    signed = [row.pk for row in held if is_named(row, said.get(row.record))]
    counted = rows.filter(Q(worker=None) | Q(pk__in=signed))
    return counted.select_related("worker__agency").order_by("owner", "epoch", "since")


def is_named(row: Holding, said: KeyStatement | None) -> bool:
    """Tell whether a statement names exactly this holder of this key."""
    if said is None:
        return False
    same = (row.owner, row.epoch) == (said.owner, said.epoch)
    return same and row.worker_id in said.holders


def keys_held(worker: str) -> frozenset[str]:
    """Return which agency keys were ever put into a person's hands."""
    rows = Holding.objects.filter(worker=worker).values_list("owner", flat=True)
    return frozenset(rows) | agency_keys_held(worker)


def candidate(worker: Worker) -> Candidate:
    """Return a person as the rule about holders sees her."""
    return Candidate(worker.agency_id, roles_of(worker.pk), keys_held(worker.pk))


def holds(worker: str, *, agency: str, owner: str, epoch: int = 0) -> bool:
    """Tell whether a person holds a key of an agency, the newest, and may still."""
    rows = holdings(agency).filter(owner=owner, worker=worker)
    now = rows.filter(epoch=epoch or latest_epoch(owner, agency))
    return now.exists() and _may_still(worker, owner)


def _may_still(worker: str, owner: str) -> bool:
    return KEY_PERMISSIONS.get(owner, owner) in permissions_of(roles_of(worker))


def sheets_of(agency: str) -> QuerySet[Sheet]:
    """Return who keeps the sheets of an agency's newest recovery key."""
    newest = latest_epoch("recovery", agency)
    rows = Sheet.objects.filter(agency=agency, epoch=newest).select_related("keeper")
    return rows.order_by("part")


def named_to_keep(agency: str, epoch: int) -> list[Worker]:
    """Return who is named to keep the sheets of a recovery key, one that waits too."""
    rows = Sheet.objects.filter(agency=agency, epoch=epoch).select_related("keeper")
    return [one.keeper for one in rows.order_by("part")]


def sheets_kept_by(worker: str) -> QuerySet[Sheet]:
    """Return the sheets that a person keeps, of any agency."""
    return Sheet.objects.filter(keeper=worker)


def keepers(agency: str, owner: str = "") -> QuerySet[Worker]:
    """Return who may keep for an agency: its own people, and agreed partners'."""
    partners = agreed_with(agency, owner)
    rows = Worker.objects.filter(agency__in=[agency, *partners])
    joined = rows.filter(joined_at__isnull=False, left_at=None).select_related("agency")
    return joined.order_by("agency", "called", "pk")


def held_for(worker: str, owner: str) -> frozenset[str]:
    """Return the agencies whose newest key of a kind somebody holds, and may still."""
    rows = Holding.objects.filter(worker=worker, owner=owner, ended_at=None)
    agencies = set(rows.values_list("agency", flat=True))
    return frozenset(one for one in agencies if holds(worker, agency=one, owner=owner))


def sheets_kept_for(worker: str) -> frozenset[str]:
    """Return the agencies of which somebody keeps one of the newest sheets."""
    agencies = set(sheets_kept_by(worker).values_list("agency", flat=True))
    newest = (sheet for one in agencies for sheet in sheets_of(one))
    hers = (one for one in newest if one.keeper_id == worker and is_kept_here(one))
    return frozenset(one.agency_id for one in hers)


def kept_for(worker: str) -> dict[str, tuple[str, ...]]:
    """Return what somebody keeps, by agency: keys, and `recovery` for a sheet."""
    kept = {owner: held_for(worker, owner) for owner in SPLIT}
    kept[RECOVERY] = sheets_kept_for(worker)
    every = sorted(frozenset[str]().union(*kept.values()))
    return {one: tuple(name for name in kept if one in kept[name]) for one in every}


def last_drill(agency: str) -> Drill | None:
    """Return the last drill with the newest recovery key."""
    newest = latest_epoch("recovery", agency)
    return (
        Drill.objects.filter(agency=agency, epoch=newest).order_by("-passed_at").first()
    )


def readiness(agency: str) -> Readiness:
    """Return what stands of an agency's keys, as the gate sees it."""
    held = list(holdings(agency))
    epochs = {owner: latest_epoch(owner, agency) for owner in (*SPLIT, "recovery")}
    hands = {owner: _hands(held, owner, epochs[owner]) for owner in SPLIT}
    sheets = list(sheets_of(agency))
    drill = last_drill(agency)
    made = max((sheet.made_at for sheet in sheets), default=None)
    return Readiness(
        vault=hands["vault"],
        oversight=hands["oversight"],
        recoverable=_recoverable(agency, held, epochs["recovery"]),
        sheets=len(sheets),
        acknowledged=sum(_is_kept(sheet) for sheet in sheets),
        drilled_at=drill.passed_at if drill else None,
        opened=any(made and one.by_sheets and one.since > made for one in held),
    )


def _recoverable(agency: str, held: Iterable[Holding], recovery: int) -> frozenset[str]:
    """Return the keys of which the sheets give back every epoch that is in use."""
    sealed = {(one.owner, one.epoch) for one in held if one.recovery_epoch == recovery}
    used = {owner: epochs_in_use(owner, agency) for owner in SPLIT}
    return frozenset(
        owner
        for owner, epochs in used.items()
        if epochs and {(owner, epoch) for epoch in epochs} <= sealed
    )


def _is_kept(sheet: Sheet) -> bool:
    """Tell whether a keeper who is still there said that she has her sheet."""
    return sheet.acknowledged_at is not None and is_kept_here(sheet)


def is_kept_here(sheet: Sheet) -> bool:
    """Tell whether a sheet's keeper is still there: hers, or an agreed partner's."""
    keeper, agency = sheet.keeper, sheet.agency_id
    near = keeper.agency_id == agency or has_agreed(agency, keeper.agency_id, RECOVERY)
    return keeper.left_at is None and near


def _hands(held: Iterable[Holding], owner: str, epoch: int) -> frozenset[str]:
    of = [one.worker_id for one in held if (one.owner, one.epoch) == (owner, epoch)]
    return frozenset(who for who in of if who and _may_still(who, owner))


def holders_of(agency: str, owner: str, epoch: int) -> frozenset[str]:
    """Return who holds one epoch of an agency's key, and may still."""
    return _hands(holdings(agency), owner, epoch)


def owners_held(agency: str, *, house: str) -> frozenset[str]:
    """Return of which keys a house's people held an epoch in use; ended or not."""
    rows = Holding.objects.filter(agency=agency, worker__agency=house)
    held = set(rows.values_list("owner", "epoch"))
    used = {owner: epochs_in_use(owner, agency) for owner in SPLIT}
    return frozenset(owner for owner, epoch in held if epoch in used[owner])


def sealed_to_recovery(agency: str, owner: str) -> list[Holding]:
    """Return how a key was last sealed to the newest recovery key, epoch by epoch."""
    rows = Holding.objects.filter(
        agency=agency, owner=owner, worker=None,
        recovery_epoch=latest_epoch("recovery", agency),
    )  # fmt: skip
    last = {row.epoch: row for row in rows.order_by("since", "pk")}
    return [last[epoch] for epoch in sorted(last, reverse=True)]


def outgrown(agency: str) -> list[str]:
    """Return the keys of which somebody held the newest epoch who keeps it no more.

    She has left, or the agreement has ended under which she kept it.
    """
    gone = Q(worker__left_at__isnull=False) | Q(agreement__ended_at__isnull=False)
    rows = Holding.objects.filter(gone, agency=agency)
    held = set(rows.values_list("owner", "epoch"))
    return [one for one in SPLIT if (one, latest_epoch(one, agency)) in held]


def get_keeper(id: str, *, agency: str, owner: str) -> Worker:  # noqa: A002 -- what callers have
    """Return who may keep a key, or a sheet: the agency's, or an agreed partner's."""
    row = keepers(agency, owner).filter(pk=id).first()
    if row is None:
        raise UnknownError
    return row


def may_be_holder(said: KeyStatement | Naming, worker: Worker) -> bool:
    """Tell whether somebody may hold a key now, beside what she holds."""
    agreed = has_agreed(said.agency, worker.agency_id, said.owner)
    who = candidate(worker)
    return may_hold(said.owner, agency=said.agency, who=who, agreed=agreed)


def drills_due(actor: Actor, *, at: datetime) -> list[Agency]:
    """Return the agencies of real people whose drill an actor should see to by now."""
    own = {actor.agency} if actor.may("people.write") else set()
    near = own | sheets_kept_for(actor.worker)
    rows = Agency.objects.filter(pk__in=near).exclude(activated_at=None)
    last = ((one, last_drill(one.pk)) for one in rows.order_by("name"))
    return [
        one
        for one, drill in last
        if is_drill_due(drill.passed_at if drill else None, at)
    ]
