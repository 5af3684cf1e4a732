"""Decide what taking a file in would do: what is new, what changes, what stays."""

import hashlib
import uuid
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from demeso.directory.rules.choices import NETWORK
from demeso.directory.rules.entry import WHERE, is_exposed
from demeso.directory.rules.listing import SHELTER, plain, root_of
from demeso.interchange.rules.cells import Fault
from demeso.interchange.rules.columns import KEY, LINK, MEMBERS, OWN, PLACE
from demeso.interchange.rules.reading import Entry, Reading
from demeso.kernel.ids import is_uuid7, uuid7

NEW, CHANGED, SAME = "new", "changed", "same"
# Ids that follow from a file lie on one day long ago: nobody drew them.
LONG_AGO = 1_262_304_000_000
Given = Mapping[str, Any]


@dataclass(frozen=True)
class Kept:
    """An entry as the directory has it, for the one who takes a file in.

    `given` are its answers without what is empty; `owner` is a place's organisation.
    """

    id: str
    kind: str
    given: Given
    is_own: bool
    owner: str = ""
    root: str = ""

    @property
    def mark(self) -> tuple[str, str, str]:
        """Return by what it is known again without its identifier."""
        return mark_of(self.kind, self.given, self.owner)


@dataclass(frozen=True)
class Step:
    """One entry that is taken in: as which record, and with which answers."""

    entry: Entry
    record: str
    what: str
    given: Given
    owner: str = ""

    @property
    def kind(self) -> str:
        """Return the kind of the entry."""
        return self.entry.row.kind

    @property
    def bears_shelter_or_point(self) -> bool:
        """Tell whether it matters what was said before of a place that changes."""
        sheltering = SHELTER in self.given.get("services", ())
        told = any(name in self.given for name in WHERE)
        return self.what == CHANGED and (sheltering or told)


@dataclass
class Plan:
    """What taking a file in would do, and why it may not."""

    steps: list[Step] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)

    @property
    def stops(self) -> bool:
        """Tell whether nothing may be taken in."""
        return any(fault.stops for fault in self.faults)

    def count(self, kind: str, what: str) -> int:
        """Return how many entries of a kind are new, change or stay."""
        return sum(step.kind == kind and step.what == what for step in self.steps)


@dataclass
class Known:
    """The directory while a file is laid beside it."""

    kept: Mapping[str, Kept]
    marks: Mapping[tuple[str, str, str], Kept]
    names: Mapping[str, list[str]]  # an organisation's plain name → ids
    may_add: bool
    keys: dict[str, str] = field(default_factory=dict)  # what the file calls it → id
    offers: dict[str, Sequence[str]] = field(default_factory=dict)
    networks: set[str] = field(default_factory=set)
    taken: set[str] = field(default_factory=set)


def planned(reading: Reading, kept: Iterable[Kept], *, may_add: bool) -> Plan:
    """Return what taking a file in would do."""
    known = _known(list(kept), may_add=may_add)
    plan = Plan(faults=list(reading.faults))
    steps = [_organisation(entry, known, plan) for entry in reading.organisations]
    for step in steps:
        plan.steps.append(_with_networks(step, known, plan))
    # A network stands before those who join it.
    plan.steps.sort(key=lambda step: step.given.get("kind") != NETWORK)
    for entry in reading.sites:
        plan.steps += _site(entry, known, plan)
    plan.faults.sort()
    return plan


def add_exposed(plan: Plan, before: Mapping[str, Sequence[Given]]) -> None:
    """Name every place that would shelter and once had a point, or the other way."""
    for step in plan.steps:
        earlier = before.get(step.record, ())
        if step.bears_shelter_or_point and is_exposed([*earlier, step.given]):
            plan.faults.append(step.entry.row.fault("site.exposed", "services"))
    plan.faults.sort()


def _known(kept: Sequence[Kept], *, may_add: bool) -> Known:
    names: dict[str, list[str]] = {}
    for one in kept:
        if one.kind == OWN:
            names.setdefault(plain(one.given["name"]), []).append(one.id)
    known = Known(
        {one.id: one for one in kept}, {one.mark: one for one in kept}, names, may_add
    )
    for one in kept:
        known.offers[one.id] = one.given.get("services", [])
        if one.given.get("kind") == NETWORK:
            known.networks.add(one.id)
    return known


def _organisation(entry: Entry, known: Known, plan: Plan) -> Step:
    mark = mark_of(OWN, entry.given, "")
    found = known.kept.get(entry.key) or known.marks.get(mark)
    record = found.id if found else record_id(entry.key, mark)
    if found and found.kind != OWN:
        plan.faults.append(entry.row.fault("entry.other", KEY))
    given = _merged(entry, found)
    what = _what(given, found)
    if what != SAME and not (found.is_own if found else known.may_add):
        plan.faults.append(entry.row.fault("entry.foreign", "name"))
    for name in (entry.key, entry.name):
        known.keys.setdefault(plain(name), record)
    known.offers[record] = given.get("services", [])
    if given.get("kind") == NETWORK:
        known.networks.add(record)
    _take(record, entry, known, plan)
    return Step(entry, record, what, given)


def _with_networks(step: Step, known: Known, plan: Plan) -> Step:
    """Return a step with its memberships as ids, once all networks are known."""
    if MEMBERS not in step.entry.told:
        return step
    members = [_organisation_of(name, known) for name in step.entry.networks]
    if not all(one in known.networks and one != step.record for one in members):
        plan.faults.append(step.entry.row.fault("network.unknown", MEMBERS))
    rest = {name: said for name, said in step.given.items() if name != MEMBERS}
    given = rest | ({MEMBERS: members} if members else {})
    found = known.kept.get(step.record)
    return Step(step.entry, step.record, _what(given, found), given)


def _organisation_of(name: str, known: Known) -> str:
    """Return which organisation a file means: its own, an id, or one name alone."""
    if plain(name) in known.keys:
        return known.keys[plain(name)]
    if name in known.kept and known.kept[name].kind == OWN:
        return name
    named = known.names.get(plain(name), [])
    return named[0] if len(named) == 1 else ""


def _site(entry: Entry, known: Known, plan: Plan) -> Iterator[Step]:
    owner = _organisation_of(entry.link, known)
    if not owner:
        if entry.link:
            plan.faults.append(entry.row.fault("organisation.unknown", LINK))
        return
    mark = mark_of(PLACE, entry.given, owner)
    found = known.kept.get(entry.key) or known.marks.get(mark)
    given = _merged(entry, found)
    what = _what(given, found)
    plan.faults += _site_faults(entry, given, owner, found, known)
    record = found.id if found else record_id(entry.key, mark)
    _take(record, entry, known, plan)
    yield Step(entry, record, what, given, owner)


def _site_faults(
    entry: Entry, given: Given, owner: str, found: Kept | None, known: Known
) -> Iterator[Fault]:
    theirs = known.kept.get(owner)
    if not (theirs.is_own if theirs else known.may_add):
        yield entry.row.fault("entry.foreign", LINK)
    if found and (found.kind, found.owner) != (PLACE, owner):
        yield entry.row.fault("entry.other", KEY)
    elif found and root_of(given["tier"]) != found.root:
        yield entry.row.fault("site.tier_fixed", "tier")
    beyond = set(given.get("services", [])) - set(known.offers.get(owner, []))
    if beyond and "services" not in entry.spoilt:
        fault = entry.row.fault("site.not_offered", "services")
        yield fault


def _take(record: str, entry: Entry, known: Known, plan: Plan) -> None:
    if record in known.taken:
        plan.faults.append(entry.row.fault("name.twice", "name"))
    known.taken.add(record)


def _merged(entry: Entry, found: Kept | None) -> dict[str, Any]:
    """Return an entry's answers; what the file has no column for stays as it is."""
    before = found.given if found else {}
    rest = {name: said for name, said in before.items() if name not in entry.told}
    return {**rest, **entry.given}


def _what(given: Given, found: Kept | None) -> str:
    if found is None:
        return NEW
    return SAME if dict(found.given) == dict(given) else CHANGED


def mark_of(kind: str, given: Given, owner: str) -> tuple[str, str, str]:
    """Return by what an entry is known again: its name, where, and whose it is."""
    area = given.get("cercle" if kind == PLACE else "region", "")
    return f"{kind}:{owner}", plain(str(given.get("name", ""))), str(area)


def record_id(key: str, mark: tuple[str, str, str]) -> str:
    """Return the record that a new entry becomes: the same file makes the same one."""
    if is_uuid7(key):
        return key
    seed = key.lower() if _is_uuid(key) else "\n".join(mark)
    return uuid7(LONG_AGO, hashlib.sha256(seed.encode()).digest()[:10])


def _is_uuid(text: str) -> bool:
    try:
        return str(uuid.UUID(text)) == text.lower()
    except ValueError:
        return False
