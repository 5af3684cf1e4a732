"""People, phones, a bad road and one server; whatever happens is an act of this world.

Every public method is one thing that can happen. Hypothesis, the soak and the
maker of the vectors choose among them; `tests.oracle.truth` judges the end.
"""

from collections.abc import Mapping
from dataclasses import replace

from demeso.field.rules import state_hash
from tests.oracle.acts import (
    ANSWERED,
    BYGONE,
    GROUPS,
    OLD_FORM,
    REKEYED,
    SEALED,
    UNWANTED,
    Act,
    Answer,
    RefusedError,
    Request,
)
from tests.oracle.phone import CrashError, Line, Phone
from tests.oracle.server import Server

ROUNDS = 400
STRIDE = 7919  # a prime: no two neighbours are alike
# Most acts are answers; few are refused by their service, or of a form long gone.
KINDS = (*[ANSWERED] * 11, UNWANTED, BYGONE)
AIR = 12  # how many messages the road remembers
WELL, LOST, UNHEARD, LATE, DARK = "well", "lost", "unheard", "late", "dark"
FATES = (WELL, LOST, UNHEARD, LATE, DARK)


class FaultError(AssertionError):
    """What must never happen has happened."""


class World:
    """Three phones of two people, and the records that they share."""

    groups = GROUPS
    workers = ("aissata", "oumou")

    def __init__(
        self, server: type[Server] = Server, phone: type[Phone] = Phone
    ) -> None:
        """Begin on a quiet morning."""
        self.server, self.make = server(), phone
        self.phones: list[Phone] = []
        self.retired: list[Phone] = []
        self.records = tuple(self.new_id(f"record-{number}") for number in range(3))
        self.acts: dict[str, Act] = {}
        self.seen: dict[str, Mapping[str, int | None]] = {}
        self.own: dict[tuple[str, str, str], dict[str, None]] = {}
        self.air: list[Request] = []
        self.restorations = 0
        one, two = self.workers
        for worker in (one, one, two):
            self.enrol(worker)
        first, second, third = self.records
        self.server.leads = {
            one: frozenset({first, second}), two: frozenset({second, third}),
        }  # fmt: skip

    def new_id(self, name: str) -> str:
        """Return the id of something new."""
        return name

    def enrol(self, worker: str) -> Phone:
        """Give a worker a new phone."""
        number = len(self.phones) + len(self.retired)
        phone = self.make(f"{number:08d}-phone", worker)
        self.server.workers[phone.id] = worker
        self.phones.append(phone)
        return phone

    # --- people ---

    def write(self, who: int, what: tuple[int, int, int], kind: str = ANSWERED) -> bool:
        """Save one act; remember what its author could see."""
        phone, (record, group, choice) = self.phones[who % 3], what
        asked = self.groups[group % len(self.groups)]
        form = OLD_FORM if kind == BYGONE else asked.form
        answers = asked.answers[choice % len(asked.answers)]
        line = Line(kind, form, self.records[record % 3], asked.name, answers)
        return self.save(phone, line)

    def write_many(self, who: int, dice: int, times: int) -> int:
        """Save a run of acts that one number decides; return how many were saved."""
        drawn = (dice + place * STRIDE for place in range(times))
        return sum(
            self.write(who, (one, one // 3, one // 21), KINDS[one % len(KINDS)])
            for one in drawn
        )

    def save(self, phone: Phone, line: Line) -> bool:
        """Save one act on a phone; False when its app is too old to record.

        What is only listed there is fetched first: nobody writes blindly.
        """
        if line.record in phone.lines and not self.bring(phone, line.record):
            return False
        seen = self.sight(phone, line)
        act = phone.save(line, self.server.now, self.new_id(f"act-{len(self.acts)}"))
        if act is None:
            return False
        self.acts[act.id], self.seen[act.id] = act, seen
        self.own.setdefault((phone.id, act.record, act.group), {})[act.id] = None
        return True

    def rekey(self, who: int, record: int, *, ask: bool) -> None:
        """Let a phone bring new keys of a record, once they are asked for."""
        phone, name = self.phones[who % 3], self.records[record % 3]
        self.server.asked |= {name} if ask else frozenset()
        acts = [a for seq, a in phone.outbox.items() if seq > phone.acked]
        waits = any((act.kind, act.record) == (REKEYED, name) for act in acts)
        leads = name in self.server.leads.get(phone.worker, ())
        if name in self.server.asked and leads and not waits:
            self.save(phone, Line(REKEYED, "new_keys@1", name, "keys", {"of": name}))

    def seal(self, who: int, record: int) -> None:
        """Let somebody seal something about a record."""
        place = next(at for at, group in enumerate(self.groups) if group.name == SEALED)
        self.write(who, (record, place, 0))

    def sight(self, phone: Phone, line: Line) -> dict[str, int | None]:
        """Return what a phone shows of a field group: version, none for its own."""
        held = {
            id_: kept.version
            for id_, kept in phone.held.items()
            if kept.act.group == line.group
            and kept.act.record == line.record
            and not kept.code
        }
        return held | self.own.get((phone.id, line.record, line.group), {})

    def turn_clock(self, who: int, by: int) -> None:
        """Set a phone's clock wrong."""
        self.phones[who % 3].ahead += by

    def renew(self, who: int) -> None:
        """Bring a phone's app up to date."""
        self.phones[who % 3].app = self.server.capture

    # --- the road ---

    def sync(self, who: int, fate: str = WELL, at: int = 0) -> None:
        """Let a phone call until nothing waits, or until the road fails it."""
        phone = self.phones[who % 3]
        for _round in range(ROUNDS):
            asked, acked = phone.request(self.server.now), phone.acked
            try:
                answer = self.carry(phone, asked, fate, at)
            except (RefusedError, CrashError):
                return
            is_stuck = bool(asked.acts) and phone.acked == acked
            if answer is None or is_stuck or not (phone.waiting() or answer.more):
                self.bring_news(phone)
                return
        raise FaultError("a phone and the server call each other without end")

    def bring(self, phone: Phone, record: str) -> bool:
        """Fetch a record that is only listed; False when it may not, or not yet."""
        try:
            found = self.server.root(phone.id, record, phone.cursor)
        except RefusedError:
            return False
        return phone.carry(record, found)

    def bring_news(self, phone: Phone) -> None:
        """Fetch the listed records in which something happened."""
        for record in [r for r, line in phone.lines.items() if line.news]:
            self.bring(phone, record)

    def carry(self, phone: Phone, asked: Request, fate: str, at: int) -> Answer | None:
        """Bring one request there and its answer back, if both arrive."""
        self.air = [*self.air, asked][-AIR:]
        if fate in (LOST, LATE):
            return None
        answer = self.arrive(asked)
        if fate == UNHEARD:
            return None
        self.hear(phone, answer, at if fate == DARK else None)
        return answer

    def arrive(self, asked: Request) -> Answer:
        """Let a request reach the server; what it says is kept must be kept."""
        answer = self.server.exchange(asked)
        run = self.server.runs.get(asked.phone, ())
        for act in asked.acts:
            if act.seq <= answer.acked and run[act.seq - 1].act.id != act.id:
                raise FaultError(f"{act.id} was acknowledged and is not kept")
        return answer

    def hear(self, phone: Phone, answer: Answer, dark_at: int | None) -> None:
        """Let a phone take an answer in; what it forgets must lie in a backup."""
        before = phone.outbox
        try:
            phone.take(answer, dark_at)
        finally:
            gone = [act for seq, act in before.items() if seq not in phone.outbox]
            safe = self.server.copy.runs.get(phone.id, ()) if self.server.copy else ()
            ids = {kept.act.id for kept in safe} if gone else set()
            lost = [act.id for act in gone if act.id not in ids]
            if lost:
                raise FaultError(f"{lost} were forgotten, and no backup holds them")

    def echo(self, which: int, *, again: bool) -> None:
        """Let an old message arrive once more, or only now; nobody hears an answer."""
        if self.air:
            place = which % len(self.air)
            asked = self.air[place] if again else self.air.pop(place)
            try:
                self.arrive(asked)
            except RefusedError:
                return

    def send_in_disorder(self, who: int, which: list[int]) -> None:
        """Send some of what waits, in any order, with holes and twice."""
        phone = self.phones[who % 3]
        waiting = sorted(phone.outbox.values(), key=lambda act: act.seq)
        if not waiting:
            return
        batch = tuple(waiting[place % len(waiting)] for place in which)
        asked = replace(phone.request(self.server.now), acts=batch)
        try:
            self.hear(phone, self.arrive(asked), None)
        except RefusedError:
            return

    # --- the server ---

    def wait(self, minutes: int) -> None:
        """Let time pass; the server writes something of its own down."""
        self.server.now += minutes * 60_000
        self.server.size += 1

    def restore(self) -> None:
        """Lose the server's disk, and start from the last copy."""
        if self.server.copy is not None:
            self.restorations += 1
            workers = self.server.workers  # enrolled again, if need be
            self.server = self.server.restored(1 + self.restorations)
            self.server.workers = workers
            for phone in self.phones:
                self.server.scopes.setdefault(phone.id, {})

    def change_scope(self, worker: int, record: int) -> None:
        """Hand a record to a worker, or take it from her."""
        name, roots = self.workers[worker % 2], self.server.leads
        roots[name] = roots[name] ^ {self.records[record % 3]}

    def retire(self, who: int) -> None:
        """Revoke a phone; its owner gets another one, what waits stays where it is."""
        if len(self.retired) < len(FATES):
            phone = self.phones.pop(who % 3)
            self.retired.append(phone)
            self.server.retired |= {phone.id}
            self.enrol(phone.worker)

    def leave(self, worker: int) -> None:
        """Let somebody leave: what she had not sent is kept aside."""
        self.server.left |= {self.workers[worker % 2]}

    def close_capture(self) -> None:
        """Ask for a newer app before anything new is recorded."""
        self.server.capture += 1

    # --- the end ---

    def rest(self) -> None:
        """Give every phone a good road, until it is in step."""
        for who in range(3):
            self.sync(who)
        for who, phone in enumerate(self.phones):
            self.sync(who)
            if phone.waiting():
                raise FaultError(f"{phone.id} is not in step after a good road")
            self.open_all(phone)

    def open_all(self, phone: Phone) -> None:
        """Let a phone say what it holds, then fetch whatever it only lists."""
        roots = self.server.roots(phone.id)
        versions = self.server.versions(roots, self.server.version())
        if phone.lines and phone.state() not in (None, state_hash(versions)):
            raise FaultError(f"{phone.id} holds something else than it says")
        for record in list(phone.lines):
            if not self.bring(phone, record):
                raise FaultError(f"{phone.id} cannot open {record}")
