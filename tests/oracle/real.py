"""The real server in the small world's clothes: signed acts through its own door."""

import json
from datetime import UTC, datetime
from typing import Any

from django.db import connections, transaction

from client.acts import Pen, millis_of, sign_act
from client.sealing import Place, seal_body
from demeso.agencies.models import Agency, Device
from demeso.casework.models import Case
from demeso.field import rules
from demeso.kernel.act import Envelope
from demeso.kernel.clock import now, stamp
from demeso.ledger.epochs import COPY, epochs
from demeso.ledger.models import Backup, Entry, Head
from demeso.ledger.queries import head, live
from tests.field.device import Handset, handset
from tests.oracle.acts import (
    REKEYED,
    SAMPLE,
    SEALED,
    UNWANTED,
    Act,
    Answer,
    Kept,
    Request,
)
from tests.oracle.acts import RefusedError as Refused
from tests.oracle.phone import Phone
from tests.oracle.rotating import Ring, drawn
from tests.oracle.server import Server
from tests.oracle.world import FaultError, World

NAMED = {UNWANTED: "thing.refused", REKEYED: REKEYED}
MOST = 24_000  # bytes on a page: some answers take several


def at(millis: int) -> datetime:
    """Return a moment."""
    return datetime.fromtimestamp(millis / 1000, UTC)


class RealServer(Server):
    """What the small world asks its server, asked of the real one."""

    kept: Any
    runs: Any
    lives: Any
    now: Any
    asked: Any
    ring: Ring

    def __init__(self) -> None:
        """Begin beside whatever is there."""
        self.leads: dict[str, frozenset[str]] = {}
        self.workers: dict[str, str] = {}
        self.scopes: dict[str, dict[int, frozenset[str]]] = {}
        self.retired: frozenset[str] = frozenset()
        self.handsets: dict[str, Handset] = {}
        self.acts: dict[str, Act] = {}
        self.wires: dict[str, dict[str, Any]] = {}
        self.copy: Any = None

    # --- what the road brings ---

    def exchange(self, asked: Request) -> Answer:
        """Post a signed request; read the answer."""
        hand = self.handsets[asked.phone]
        wires = [self.wire(act, hand) for act in asked.acts]
        got = hand.send(*self.packed(hand, asked, wires))
        if got.status_code == 403:
            raise Refused
        if got.status_code != 200:
            raise FaultError(f"{got.status_code}: {got.content!r}")
        return self.read(got.json())

    def packed(
        self, hand: Handset, asked: Request, wires: list[Any]
    ) -> tuple[bytes, dict[str, str]]:
        """Return the request as it goes over the road."""
        cursor, scope = asked.cursor or (None, None)
        said = hand.request(
            wires, ack_cursor=cursor, scope_hash=scope, state_hash=asked.state,
            max_bytes=MOST,
            **({} if asked.carries is None else {"carries": asked.carries}),
        )  # fmt: skip
        body = json.dumps(said).encode()
        return body, hand.signed(body, pull=True, at=at(asked.sent))

    def read(self, said: dict[str, Any]) -> Answer:
        """Return an answer as the phone of the small world reads it."""
        return Answer(
            acked=said["acked_seq"], durable=said["durable_seq"],
            epoch=said["server_epoch"], now=self.now,
            problems=tuple(
                (one["seq"], one["act"], one["code"]) for one in said["problems"]
            ),
            changes=tuple(self.change(one) for one in said["changes"]),
            cursor=(said["cursor"], said["scope_hash"]), more=said["more"],
            removals=tuple(said["removals"]), resnapshot=said["resnapshot"],
            scope=frozenset(), capture=int(said["min_capture_version"]),
            lines=tuple((one["root"], one["state"]) for one in said.get("lines", ())),
        )  # fmt: skip

    def root(self, phone: str, record: str, cursor: Any) -> tuple[Kept, ...]:
        """Fetch one record whole over its own door, page by page."""
        hand, found, more = self.handsets[phone], [], True
        asked = {"cursor": cursor[0] if cursor else ""}
        while more:
            path = f"/field/v1/roots/{record}"
            got = hand.http.get(path, asked, headers={"X-Session-Token": hand.token})
            if got.status_code == 404:
                raise Refused
            said = got.json()
            found += said["changes"]
            more = said["more"]
            asked["after"] = found[-1]["position"] if found else -1
        return tuple(self.change(one) for one in found)

    def change(self, said: dict[str, Any]) -> Kept:
        """Return what came; it must be the act as it was signed."""
        act = self.acts[said["act"]["id"]]
        sent = self.wires[act.id]
        if {**said["act"], "sealed": []} != {**sent, "sealed": []}:
            raise FaultError(f"{act.id} came back otherwise than it was signed")
        return Kept(act, said["version"], 0, said["code"])

    def wire(self, act: Act, hand: Handset) -> dict[str, Any]:
        """Return the signed act; it is signed once."""
        if act.id not in self.wires:
            groups, sealed = self.said(act)
            bare = Envelope(
                id=act.id, device=act.phone, seq=act.seq, record=act.record,
                kind=NAMED.get(act.kind, "thing.noted"), base=act.base,
                time=stamp(at(act.time)), form=act.form, hlc=act.hlc,
                actor=act.worker, groups=groups, sealed=sealed, sig="",
            )  # fmt: skip
            self.acts[act.id] = act
            self.wires[act.id] = sign_act(bare, hand.pen.seed).wire()
        return self.wires[act.id]

    def said(self, act: Act) -> tuple[dict[str, Any], tuple[Any, ...]]:
        """Return what an act says openly, and what only keys open."""
        if act.kind == REKEYED:
            return {"keys": {"survivor": act.record}}, self.ring.parts(act)
        if act.group != SEALED:
            return {act.group: act.answers}, ()
        place = Place(act.record, "identity", act.seq)
        return {}, (seal_body({"called": act.id}, place=place, key=drawn(act.key)),)

    # --- what the truth asks ---

    @property
    def now(self) -> int:
        """Return the server's clock."""
        return millis_of(now())

    @now.setter
    def now(self, _value: int) -> None:
        """Time passes by itself here."""

    @property
    def kept(self) -> list[Kept]:
        """Return what is kept of these phones, in order."""
        rows = Entry.objects.filter(device__in=self.workers).order_by("position")
        lifted = epochs()
        return [
            Kept(self.acts[r.pk], lifted.version(r.position), 0, r.code) for r in rows
        ]

    @property
    def runs(self) -> dict[str, tuple[Kept, ...]]:
        """Return what is kept of each phone."""
        found: dict[str, tuple[Kept, ...]] = {}
        for kept in self.kept:
            found[kept.act.phone] = (*found.get(kept.act.phone, ()), kept)
        return found

    @property
    def lives(self) -> dict[str, Any]:
        """Return what stands in every record."""
        records = {act.record for act in self.acts.values()}
        return {
            record: tuple(value for values in live(record).values() for value in values)
            for record in records
        }

    def version(self) -> int:
        """Return the version of what is written next."""
        return epochs().version(head().size)

    @property
    def asked(self) -> frozenset[str]:
        """Return the records that await new keys."""
        rows = Case.objects.filter(keys_awaited_at__isnull=False)
        return frozenset(rows.values_list("pk", flat=True))

    @asked.setter
    def asked(self, records: frozenset[str]) -> None:
        """Ask for new keys, as when a device was lost."""
        Case.objects.filter(pk__in=records).update(keys_awaited_at=now())

    def opened(self, record: str) -> frozenset[str]:
        """Return the keys of a record that its grants open, for whoever recovers it."""
        return self.ring.opened(record)

    # --- what happens to it ---

    @property
    def capture(self) -> int:
        """Return the oldest app that may record."""
        return int(rules.EARLIEST_CAPTURE)

    @capture.setter
    def capture(self, value: int) -> None:
        """Ask for a newer app; the test puts it back."""
        rules.EARLIEST_CAPTURE = str(value)

    def back_up(self) -> None:
        """Remember the database as it stands; count it as durable."""
        self.let_go()
        size = head().size
        self.copy = Copy(self.runs, {name: mark(name) for name in connections})
        Backup.objects.create(size=size, made_at=now())

    def let_go(self) -> None:
        """Forget the last copy."""
        for name, place in (self.copy.marks if self.copy else {}).items():
            transaction.savepoint_commit(place, using=name)
        self.copy = None

    def restored(self, epoch: int) -> "RealServer":
        """Go back to the last copy, as `demeso backup` leaves it: in no epoch."""
        del epoch
        for name, place in self.copy.marks.items():
            transaction.savepoint_rollback(place, using=name)
        Head.objects.update(epoch=COPY)
        return self


def enrolled(pen: Pen, worker: str) -> None:
    """Let a device be known."""
    facts = {
        "kind": "client", "public": pen.public, "label": "test", "worker_id": worker,
        "enrolled_at": pen.clock(),
    }  # fmt: skip
    Device.objects.get_or_create(id=pen.device, defaults=facts)


class Copy:
    """A savepoint in each database, and what lay there."""

    def __init__(self, runs: dict[str, tuple[Kept, ...]], marks: dict[str, str]):
        """Keep them."""
        self.runs, self.marks = runs, marks


def mark(name: str) -> str:
    """Set a savepoint."""
    return transaction.savepoint(using=name)


class RealWorld(World):
    """The same people and the same road, before the real server."""

    groups = SAMPLE
    seeds = iter(range(1000, 60_000))

    def __init__(self, sight: dict[str, frozenset[str]]) -> None:
        """Enrol real devices of two workers of an agency; open their cases."""
        first = handset(next(self.seeds), "caseworker")
        home = Agency.objects.get(pk=first.agency)
        self.hands = [first, handset(next(self.seeds), "caseworker", agency=home)]
        self.workers = tuple(hand.worker for hand in self.hands)
        self.led = sight
        super().__init__(RealServer)
        sight.update(self.server.leads)
        self.server.ring = Ring(home.pk, self.workers, first.pen)
        for record in self.records:
            self.server.ring.open_case(record, self.workers[0])

    def new_id(self, name: str) -> str:
        """Return a real id."""
        del name
        return self.hands[0].pen.new_id()

    def enrol(self, worker: str) -> Phone:
        """Give a worker one more device."""
        first = self.hands[self.workers.index(worker)]
        taken = {phone.id for phone in (*self.phones, *self.retired)}
        hand = first if first.pen.device not in taken else self.another(first)
        self.server.handsets[hand.pen.device] = hand
        self.server.workers[hand.pen.device] = worker
        phone = self.make(hand.pen.device, worker)
        self.phones.append(phone)
        return phone

    def another(self, first: Handset) -> Handset:
        """Enrol the next device of the same worker."""
        pen = Pen("", bytes(30) + next(self.seeds).to_bytes(2, "big"))
        pen.device = pen.new_id()
        enrolled(pen, first.worker)
        return Handset(pen, first.worker, first.agency, first.token)

    def restore(self) -> None:
        """Lose the database; devices that the copy does not know enrol again."""
        super().restore()
        for phone in (*self.phones, *self.retired):
            enrolled(self.server.handsets[phone.id].pen, phone.worker)

    def change_scope(self, worker: int, record: int) -> None:
        """Hand a record to a worker, or take it from her."""
        super().change_scope(worker, record)
        self.led.update(self.server.leads)

    def retire(self, who: int) -> None:
        """Revoke a real device."""
        id_, count = self.phones[who % 3].id, len(self.retired)
        super().retire(who)
        if len(self.retired) > count:
            Device.objects.filter(pk=id_).update(revoked_at=now())

    def wait(self, minutes: int) -> None:
        """Do nothing: time passes by itself."""
        del minutes

    def leave(self, worker: int) -> None:
        """Do nothing: tests/field/test_leaving.py leaves."""
        del worker
