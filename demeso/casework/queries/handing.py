"""Read what goes from somebody who leaves to her colleagues, and what waits."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from demeso.agencies.models import Worker
from demeso.agencies.queries.recovery import held_for, holds
from demeso.casework.models import Case, Request
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError
from demeso.kernel.sealing import HALF_OF, READ, RIGHT_OF
from demeso.survivors.models import Survivor
from demeso.survivors.queries import survivors_led_by
from demeso.vault.queries import current_fingerprints, granted_objects, held_objects


@dataclass(frozen=True)
class Carried:
    """One person whom somebody accompanies: her code, her open case, what it lacks."""

    survivor: str
    code: str
    case: str
    keys: str  # "" as it should be; "shredded" when only her own device has them


def carried_by(worker: str) -> list[Carried]:
    """Return whom somebody accompanies or did, open cases first; coded."""
    survivors = list(survivors_led_by(worker))
    rows = Case.objects.filter(survivor__in=survivors, closed_at=None)
    cases = {row.survivor_id: row for row in rows.order_by("opened_at")}
    halved = held_objects([row.pk for row in cases.values()], HALF_OF["vault"])
    found = [_carried(one, cases.get(one.pk), halved) for one in survivors]
    return sorted(found, key=lambda one: (not one.case, one.code))


def _carried(one: Survivor, case: Case | None, halved: Collection[str]) -> Carried:
    lacks = case is not None and case.pk not in halved
    keys = "shredded" if lacks else ""
    return Carried(one.pk, one.code, case.pk if case else "", keys)


def open_requests_of(survivor: str) -> QuerySet[Request]:
    """Return what a survivor asked that nobody has answered."""
    return Request.objects.filter(survivor_id=survivor, answered_on=None)


def handed_cases(agency: str) -> QuerySet[Case]:
    """Return the open cases of an agency that changed hands."""
    rows = Case.objects.filter(agency_id=agency, closed_at=None).exclude(departure="")
    return rows.select_related("survivor", "lead").order_by("handed_at", "pk")


def key_to_seal_to(worker: str) -> str:
    """Return the fingerprint of somebody's newest key; empty without one."""
    return current_fingerprints([worker]).get(("worker", worker), "")


def is_unread(case: Case) -> bool:
    """Tell whether a case's lead cannot open it yet, and halves could give its keys."""
    return bool(unread([case]))


def unread(cases: Collection[Case]) -> list[Case]:
    """Return those of some cases that their leads cannot open yet, as above."""
    halved = held_objects([one.pk for one in cases], HALF_OF["vault"])
    readable = _given_to_leads(cases, READ)
    return [one for one in cases if one.pk in halved and one.pk not in readable]


def _given_to_leads(cases: Collection[Case], right: str) -> frozenset[str]:
    """Return the objects of which the leads of some cases were given by a right."""
    leads = {one.lead_id for one in cases}
    given = (granted_objects(key_to_seal_to(lead), right) for lead in leads)
    return frozenset[str]().union(*given)


def waiting_for(actor: Actor, half: str) -> list[Case]:
    """Return the cases that wait for the actor's half, a partner's too; or nothing."""
    if half not in RIGHT_OF:
        raise UnknownError
    kept = sorted(held_for(actor.worker, half))
    rows = (handed_cases(one).exclude(lead=actor.worker) for one in kept)
    waiting = unread([case for found in rows for case in found])
    given = _given_to_leads(waiting, RIGHT_OF[half])
    return [one for one in waiting if one.pk not in given]


def may_give(case: Case, half: str, actor: Actor) -> bool:
    """Tell whether somebody holds a half of a case that is another's."""
    holder = holds(actor.worker, agency=case.agency_id, owner=half)
    return holder and case.lead_id != actor.worker


def is_given(case: Case, half: str) -> bool:
    """Tell whether one half of a case was given to its new lead."""
    mine = key_to_seal_to(case.lead_id)
    return case.pk in granted_objects(mine, RIGHT_OF[half])


def get_handed_case(case: str) -> Case:
    """Return an open case that changed hands; the room that asks checks who may."""
    row = Case.objects.filter(pk=case, closed_at=None).exclude(departure="").first()
    if row is None:
        raise UnknownError
    return row


def shredded_with(worker: Worker) -> list[str]:
    """Return the codes of open cases whose keys only somebody's own device has."""
    return [one.code for one in carried_by(worker.pk) if one.keys == "shredded"]


def tasks_of(worker: str, on: date) -> int:
    """Return how many contacts of somebody's open cases are due by a day."""
    rows = Case.objects.filter(lead_id=worker, closed_at=None, next_on__lte=on)
    return rows.count()
