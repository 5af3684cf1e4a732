"""A phone in small: what is saved on it, what it was sent, what it may forget."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from demeso.field.rules import STATE_SIZE, state_hash
from demeso.kernel.canon import b64, unb64
from demeso.kernel.clock import Hybrid
from demeso.ledger.merging import PENDING, Live, answered
from tests.oracle.acts import GROUPS, REKEYED, SEALED, Act, Answer, Kept, Request

STATE_EVERY = 20
BATCH = 100
CARRIES = 1  # fewer than anybody leads


class CrashError(Exception):
    """The phone goes dark in the middle of its work."""


@dataclass
class Line:
    """What somebody wants to write down."""

    kind: str
    form: str
    record: str
    group: str
    answers: Mapping[str, Any]


@dataclass
class Listed:
    """What lies here of a record that is only listed: its hash, and what came since."""

    state: str
    news: int = 0


class Phone:
    """Everything that survives when it goes dark; memory is built from it."""

    def __init__(self, id_: str, worker: str) -> None:
        """Begin empty."""
        self.id, self.worker = id_, worker
        self.ahead = 0  # of the server's clock
        self.app = 1
        self.seq, self.acked, self.calls = 0, 0, 0
        self.hybrid = Hybrid(0, 0, id_)
        self.outbox: dict[int, Act] = {}
        self.held: dict[str, Kept] = {}
        self.lines: dict[str, Listed] = {}
        self.told: dict[str, str] = {}
        self.cursor: Any = None
        self.scope: frozenset[str] | None = None
        self.epoch = self.capture = 0
        self.is_whole = False  # nothing was missing at the last answer

    def save(self, line: Line, now: int, id_: str) -> Act | None:
        """Write an act down; an app that is too old records nothing new."""
        if self.app < self.capture:
            return None
        time = now + self.ahead
        self.hybrid, self.seq = self.hybrid.tick(time), self.seq + 1
        act = Act(
            id=id_, phone=self.id, worker=self.worker, seq=self.seq, kind=line.kind,
            form=line.form, record=line.record, group=line.group,
            answers=line.answers or {"act": id_}, base=self.base_of(line.record),
            time=time, hlc=str(self.hybrid),
            key=self.key_of(line.record) if line.group == SEALED else "",
            carries=self.keys(line.record) if line.kind == REKEYED else frozenset(),
        )  # fmt: skip
        self.outbox[act.seq] = act
        return act

    def drawings(self, record: str) -> list[tuple[Act, bool]]:
        """Return the acts that drew new keys of a record, and whether they count."""
        own = {act.id: (act, act.id not in self.told) for act in self.outbox.values()}
        come = {id_: (kept.act, not kept.code) for id_, kept in self.held.items()}
        return [
            (act, counts)
            for act, counts in (own | come).values()
            if (act.kind, act.record) == (REKEYED, record)
        ]

    def keys(self, record: str) -> frozenset[str]:
        """Return every key of a record that opens something here."""
        drawn = [act for act, _counts in self.drawings(record)]
        return frozenset({"", *(act.id for act in drawn)}).union(
            *(act.carries for act in drawn)
        )

    def key_of(self, record: str) -> str:
        """Return the key that seals: the one drawn last of those that count."""
        counted = [act for act, counts in self.drawings(record) if counts]
        last = max(counted, key=lambda act: (act.time, act.id), default=None)
        return last.id if last else ""

    def base_of(self, record: str) -> int:
        """Return the version of a record that lies here: of acts that count."""
        return max(
            (kept.version for kept in self.held.values()
             if kept.act.record == record and not kept.code),
            default=0,
        )  # fmt: skip

    def request(self, now: int) -> Request:
        """Return the next request, as it stands."""
        waiting = [act for seq, act in self.outbox.items() if seq > self.acked]
        is_due = self.cursor is not None and self.calls % STATE_EVERY == STATE_EVERY - 1
        state = self.state() if is_due else None
        acts = tuple(sorted(waiting, key=lambda act: act.seq)[:BATCH])
        carries = CARRIES if self.cursor is None and self.calls == 0 else None
        return Request(
            self.id, acts, self.cursor, self.scope, state, now + self.ahead, carries
        )

    def state(self) -> str | None:
        """Return the hash of all that lies here; none while a line does not know it."""
        if any(line.news for line in self.lines.values()):
            return None
        told = (line.state for line in self.lines.values())
        return mixed([state_hash(self.versions()), *told])

    def versions(self) -> dict[str, int]:
        """Return record → version, of what lies here."""
        records = {kept.act.record for kept in self.held.values() if not kept.code}
        return {record: self.base_of(record) for record in records}

    def steps(self, answer: Answer) -> list[Callable[[], None]]:
        """Return how an answer is taken in: each step is kept whole, or not at all."""
        return [lambda: self.take_whole(answer)]

    def take(self, answer: Answer, dark_at: int | None = None) -> None:
        """Take an answer in; go dark before one of the steps."""
        for place, step in enumerate(self.steps(answer)):
            if place == dark_at:
                raise CrashError
            step()

    def take_whole(self, answer: Answer) -> None:
        """Take everything that was said in at once."""
        if answer.resnapshot:
            self.start_again()
        self.receive(answer)
        self.remove(answer)
        self.settle(answer)

    def start_again(self) -> None:
        """Drop what was pulled, and say so at the next call; never the outbox."""
        self.held, self.cursor, self.scope, self.lines = {}, None, None, {}

    def receive(self, answer: Answer) -> None:
        """Keep what came, and what was said about acts that wait."""
        for record, state in answer.lines:
            self.lines[record] = Listed(state)
        for kept in answer.changes:
            line = None if kept.code else self.lines.get(kept.act.record)
            if line is None:
                self.held[kept.act.id] = kept
            else:
                line.news = kept.version
        for _seq, id_, code in answer.problems:
            if code != "clock.skew":
                self.told[id_] = code
        self.told |= {kept.act.id: kept.code for kept in answer.changes if kept.code}

    def carry(self, record: str, found: tuple[Kept, ...]) -> bool:
        """Take a listed record on whole; not while something of it is missing."""
        if self.lines[record].news > max((k.version for k in found), default=0):
            return False
        del self.lines[record]
        self.held |= {kept.act.id: kept for kept in found}
        return True

    def remove(self, answer: Answer) -> None:
        """Drop what left the scope; what does not count stays its author's."""
        gone = frozenset(answer.removals)
        self.lines = {r: line for r, line in self.lines.items() if r not in gone}
        self.held = {
            id_: kept
            for id_, kept in self.held.items()
            if kept.code or kept.act.record not in gone
        }

    def settle(self, answer: Answer) -> None:
        """Note how far both sides are; forget what a backup holds."""
        self.acked, self.epoch = answer.acked, answer.epoch
        self.cursor, self.scope = answer.cursor, answer.scope
        self.capture, self.calls = answer.capture, self.calls + 1
        self.is_whole = not answer.more
        safe = min(answer.durable, answer.acked)
        self.outbox = {seq: act for seq, act in self.outbox.items() if seq > safe}

    def waiting(self) -> int:
        """Return how many acts are not known to be kept."""
        return sum(seq > self.acked for seq in self.outbox)

    def live(self, record: str) -> Live:
        """Return what stands in a record as this phone shows it."""
        found: Live = ()
        come = [k for k in self.held.values() if k.act.record == record and not k.code]
        for kept in sorted(come, key=lambda kept: kept.version):
            found = answered(found, kept.act.value(kept.version), kept.act.base)
        for act in sorted(self.outbox.values(), key=lambda act: act.seq):
            is_here = act.id in self.held or act.id in self.told
            if act.record == record and act.seq > self.acked and not is_here:
                found = answered(found, act.value(PENDING), act.base)
        return found


def mixed(hashes: Iterable[str]) -> str:
    """Mix fingerprints as `state_hash` mixes records."""
    found = 0
    for one in hashes:
        found ^= int.from_bytes(unb64(one), "big")
    return b64(found.to_bytes(STATE_SIZE, "big"))


NAMES = tuple(group.name for group in GROUPS)
