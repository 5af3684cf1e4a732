"""Keys that change before the real server: its own act, service and grants."""

import hashlib
from collections import defaultdict
from collections.abc import Iterable

from client.acts import Pen
from client.grants import Circle, Terms, case_grants, joined, open_grant
from client.keys import KeyPair, new_agency_keys, new_worker_keys
from client.rekeying import carried
from client.sealing import CompartmentKey, Part
from config.acts.casework import KINDS as CASEWORK
from demeso.casework.forms.closing import NEW_KEYS
from demeso.casework.models import Case
from demeso.kernel.clock import now
from demeso.kernel.sealing import HALF_OVERSIGHT, HALF_VAULT, READ
from demeso.survivors.models import Survivor
from demeso.vault.models import Grant, PublicKey
from tests.ledger import sample
from tests.oracle.acts import REKEYED, Act, Kept
from tests.oracle.server import Server
from tests.oracle.world import FaultError
from tests.signing import signed_key

KINDS = sample.KINDS | {one.name: one for one in CASEWORK if one.name == REKEYED}
FORMS = sample.FORMS | {NEW_KEYS.id: NEW_KEYS}
SETTINGS = sample.SETTINGS | {
    "DEMESO_KINDS": "tests.oracle.rotating.KINDS",
    "DEMESO_FORMS": "tests.oracle.rotating.FORMS",
}
FIRST = "01900000-0000-7000-8000-000000000001"  # of the keys that a case opens with
NAME = "identity"


def drawn(act: str) -> CompartmentKey:
    """Return the key that an act drew; of no act, the one that a case opens with."""
    return CompartmentKey(act or FIRST, hashlib.sha256(act.encode()).digest())


class Ring:
    """The keys of an agency and of its workers, and what is granted to them."""

    def __init__(self, agency: str, workers: Iterable[str], pen: Pen) -> None:
        """Publish the agency's keys, and the workers'."""
        self.agency = agency
        self.halves = {
            right: signed_key(new_agency_keys(owner, agency), pen)
            for right, owner in ((HALF_VAULT, "vault"), (HALF_OVERSIGHT, "oversight"))
        }
        self.pairs = {worker: published(worker) for worker in workers}

    def open_case(self, record: str, lead: str) -> None:
        """Open a case with its first keys, and the survivor of the same id."""
        at = now()
        common = {
            "id": record,
            "agency_id": self.agency,
            "lead_id": lead,
            "opened_at": at,
        }
        code = record.replace("-", "")[-9:]
        survivor = Survivor.objects.create(**common, code=code)
        Case.objects.create(**common, survivor=survivor)
        for part in self.seal(record, lead, {NAME: drawn("")}):
            Grant.objects.create(
                act_id=FIRST, object=record, to=part["to"], rights=part["rights"],
                part=part,
            )  # fmt: skip

    def seal(
        self, record: str, worker: str, keys: dict[str, CompartmentKey]
    ) -> list[Part]:
        """Seal keys to who leads, and in two halves to her agency."""
        mine, ours = self.pairs[worker], self.halves
        circle = Circle(mine.entry, ours[HALF_VAULT].entry, ours[HALF_OVERSIGHT].entry)
        return case_grants(keys, terms=Terms(record), circle=circle, signer=mine)

    def parts(self, act: Act) -> tuple[Part, ...]:
        """Return the grants of new keys: today's, and every earlier one."""
        earlier: dict[str, CompartmentKey] = {}
        for one in sorted(act.carries):
            earlier |= carried({NAME: drawn(one)}, (NAME,))
        keys = {NAME: drawn(act.id), **earlier}
        return tuple(self.seal(act.record, act.worker, keys))

    def opened(self, record: str) -> frozenset[str]:
        """Return which acts drew the keys that both halves open together."""
        by_act: dict[str, dict[str, Part]] = defaultdict(dict)
        for row in Grant.objects.filter(object=record):
            by_act[row.act_id][row.rights] = row.part
        found = [key for parts in by_act.values() for key in self.joined(parts)]
        names = {key.id: "" if key.id == FIRST else key.id for key in found}
        if any(key != drawn(names[key.id]) for key in found):
            raise FaultError(
                f"keys of {record} came back otherwise than they were drawn"
            )
        return frozenset(names.values())

    def joined(self, parts: dict[str, Part]) -> list[CompartmentKey]:
        """Return the keys that one act granted; its reader holds the same."""
        pairs = {pair.fingerprint: pair for pair in self.pairs.values()}
        ours = {READ: pairs[str(parts[READ]["to"])], **self.halves}
        held = {
            right: open_grant(
                part, terms=Terms(str(part["object"]), right), mine=ours[right],
                signer=pairs[str(part["signer"])].entry,
            )
            for right, part in parts.items()
        }  # fmt: skip
        whole = joined(held[HALF_VAULT], held[HALF_OVERSIGHT])
        if whole != held[READ]:
            raise FaultError("two halves open something else than their reader")
        return list(whole.values())


def published(worker: str) -> KeyPair:
    """Publish a worker's key."""
    pair = new_worker_keys(worker)
    PublicKey.objects.create(
        fingerprint=pair.fingerprint, owner="worker", owner_id=worker, epoch=1,
        entry=pair.entry, record=worker, act_id=worker, published_at=now(),
    )  # fmt: skip
    return pair


def require_ended_alike(records: Iterable[str], kept: list[Kept]) -> int:
    """Let the grants be those that the small server leaves of the same acts.

    Returns how many new keys there were of which an author had not seen the others.
    """
    small, crossed = Server(), 0
    for one in kept:
        small.kept.append(one)
        if one.act.kind == REKEYED and not one.code:
            small.rekey(one.act)
            crossed += len(small.granted[one.act.record]) > 1
    awaited = Case.objects.filter(keys_awaited_at__isnull=False)
    for record in records:
        acts = set(Grant.objects.filter(object=record).values_list("act_id", flat=True))
        if acts != small.granted.get(record, {FIRST}):
            raise FaultError(f"{record} has the grants of {sorted(acts)}")
        if record in small.asked and not awaited.filter(pk=record).exists():
            raise FaultError(f"keys of {record} crossed, and nobody joins them")
    return crossed
