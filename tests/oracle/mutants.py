"""Servers and phones that are wrong in one way each, as others have been."""

from collections.abc import Callable
from dataclasses import replace

from demeso.field.rules import Cursor
from demeso.kernel.forms import Merge
from demeso.ledger.merging import Live
from tests.oracle.acts import REKEYED, Act, Answer, Kept, Request
from tests.oracle.phone import Line, Phone
from tests.oracle.server import Server


class Doubling(Server):
    """It does not know an act that it has seen."""

    def held(self, act: Act) -> Kept | None:
        kept = super().held(act)
        return None if kept and kept.act.group == "place" else kept


class Hasty(Server):
    """It calls durable what only its own disk holds."""

    def durable(self, phone: str) -> int:
        return self.acked(phone)


class Overwriting(Server):
    """The last one wins."""

    def stand(self, kept: Kept) -> Live:
        act, live = kept.act, self.lives.get(kept.act.record, ())
        others = tuple(value for value in live if value.group != act.group)
        return (*others, act.value(kept.version))


class GoingByClocks(Server):
    """The later clock wins, however wrong it is."""

    def stand(self, kept: Kept) -> Live:
        live = super().stand(kept)
        same = [value for value in live if value.group == kept.act.group]
        if same[-1].merge not in (Merge.PLAIN, Merge.PROTECTIVE):
            return live
        others = tuple(value for value in live if value.group != kept.act.group)
        return (*others, max(same, key=lambda value: value.hlc))


class Rejecting(Server):
    """It acknowledges what does not count, and drops it."""

    def keep(self, act: Act) -> Kept:
        kept = super().keep(act)
        if kept.code:
            self.kept.pop()
            self.places.pop()
        return kept


class Silent(Server):
    """It sets acts aside and tells nobody."""

    def push(self, asked: Request) -> list[tuple[int, str, str]]:
        super().push(asked)
        return []

    def is_for(self, kept: Kept, phone: str, roots: frozenset[str]) -> bool:
        return not kept.code and super().is_for(kept, phone, roots)


class Skipping(Server):
    """It calls kept what came last, whatever is missing before it."""

    def acked(self, phone: str) -> int:
        return super().acked(phone) + (super().acked(phone) % 5 == 4)


class Forgetful(Server):
    """After a restoration it counts on as before: old bases cover new acts."""

    def version(self) -> int:
        return self.size


class Unasking(Server):
    """It refuses new keys that it does not await any more."""

    def refusal(self, act: Act) -> str:
        code = super().refusal(act)
        is_late = act.kind == REKEYED and act.record not in self.asked
        return "keys.unasked" if is_late and not code else code


class Ending(Server):
    """New keys end all that were given before, seen or not."""

    def rekey(self, act: Act) -> None:
        super().rekey(act)
        self.granted[act.record] = frozenset({act.id})


class Presuming(Server):
    """It sends a new root only from the cursor on."""

    def page(
        self, phone: str, cursor: Cursor, held: frozenset[str], latest: int
    ) -> tuple[list[Kept], Cursor]:
        return super().page(phone, cursor, self.roots(phone), latest)


class Clinging(Server):
    """It never says what left."""

    def pull(
        self, asked: Request, problems: tuple[tuple[int, str, str], ...]
    ) -> Answer:
        return replace(super().pull(asked, problems), removals=())


class Summing(Server):
    """It says of a listed record how it stands now, not where the cursor has read."""

    def line(self, record: str, upto: int) -> str:
        return super().line(record, self.version() if upto % 2 else upto - 1)


class Omitting(Server):
    """It leaves a line out, and takes the record for told."""

    def listed(
        self, asked: Request, cursor: Cursor, problems: tuple[tuple[int, str, str], ...]
    ) -> Answer:
        return replace(super().listed(asked, cursor, problems), lines=())


class Unbased(Phone):
    """It takes what it may not have read for seen: its cursor is its base."""

    def base_of(self, record: str) -> int:
        return max((kept.version for kept in self.held.values()), default=0)


class Counting(Phone):
    """It takes its own act that did not count for the state of the record."""

    def base_of(self, record: str) -> int:
        here = [k for k in self.held.values() if k.act.record == record]
        return max((kept.version for kept in here), default=0)


class Dropping(Phone):
    """It forgets what it sent as soon as it is sent."""

    def settle(self, answer: Answer) -> None:
        super().settle(answer)
        gone = answer.acked
        self.outbox = {seq: act for seq, act in self.outbox.items() if seq > gone}


class Stubborn(Phone):
    """It goes on sealing with its own new keys, though they do not count."""

    def key_of(self, record: str) -> str:
        drawn = [act for act, _counts in self.drawings(record)]
        last = max(drawn, key=lambda act: (act.time, act.id), default=None)
        return last.id if last else ""


class Clearing(Phone):
    """When it starts again, it starts with nothing."""

    def start_again(self) -> None:
        super().start_again()
        self.outbox = {seq: a for seq, a in self.outbox.items() if seq > self.acked}


class Numbering(Phone):
    """Two tabs take the same number."""

    def save(self, line: Line, now: int, id_: str) -> Act | None:
        if self.seq % 17 == 16:
            self.seq -= 1
        return super().save(line, now, id_)


class Deaf(Phone):
    """It does not hear what happens in a record that it only lists."""

    def receive(self, answer: Answer) -> None:
        heard = [k for k in answer.changes if k.code or k.act.record not in self.lines]
        super().receive(replace(answer, changes=tuple(heard)))


class Presumptuous(Phone):
    """It takes the news of a listed record for all of it."""

    def receive(self, answer: Answer) -> None:
        news = {k.act.record for k in answer.changes if not k.code}
        self.lines = {r: line for r, line in self.lines.items() if r not in news}
        super().receive(answer)


class Halving(Phone):
    """It takes an answer in by halves: it may go dark between them."""

    def steps(self, answer: Answer) -> list[Callable[[], None]]:
        first = [self.start_again] if answer.resnapshot else []
        return [
            *first,
            lambda: self.receive(answer),
            lambda: self.remove(answer),
            lambda: self.settle(answer),
        ]


SERVERS = (
    Doubling, Hasty, Overwriting, GoingByClocks, Rejecting, Silent, Skipping,
    Forgetful, Unasking, Ending, Presuming, Clinging, Summing, Omitting,
)  # fmt: skip
PHONES = (
    Unbased, Counting, Dropping, Stubborn, Clearing, Numbering, Halving, Deaf,
    Presumptuous,
)  # fmt: skip
