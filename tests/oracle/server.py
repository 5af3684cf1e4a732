"""A server in small: it takes acts in, keeps all of them, and hands them out.

Written after docs/formats/exchange.md; what stands beside what is decided by
the rules of the ledger themselves (`demeso.ledger.merging`).
"""

from bisect import bisect_right
from collections.abc import Iterator
from copy import copy
from dataclasses import replace
from typing import Any

from demeso.field.rules import Cursor, state_hash
from demeso.ledger.merging import Live, answered
from tests.oracle.acts import (
    OLD_FORM,
    REKEYED,
    UNWANTED,
    Act,
    Answer,
    Kept,
    RefusedError,
    Request,
)

SKEW = 600_000  # ten minutes
LIFT = 1 << 20  # versions jump by more than one server writes in an epoch


class Server:
    """One ledger, and who may see what of it."""

    def __init__(self) -> None:
        """Begin with an opened ledger."""
        self.size, self.epoch, self.now = 1, 1, 1_790_000_000_000
        self.kept: list[Kept] = []
        self.places: list[int] = []
        self.runs: dict[str, tuple[Kept, ...]] = {}
        self.forged: frozenset[str] = frozenset()
        self.lives: dict[str, Live] = {}
        self.leads: dict[str, frozenset[str]] = {}
        self.workers: dict[str, str] = {}
        self.retired: frozenset[str] = frozenset()
        self.left: frozenset[str] = frozenset()
        self.scopes: dict[str, dict[int, frozenset[str]]] = {}
        self.covered, self.capture = 0, 0
        self.asked: frozenset[str] = frozenset()  # records that await new keys
        self.granted: dict[str, frozenset[str]] = {}  # record → acts that gave keys
        self.copy: Server | None = None

    # --- in ---

    def exchange(self, asked: Request) -> Answer:
        """Take what a phone sends; answer with what it does not hold yet."""
        if asked.phone in self.retired:
            raise RefusedError
        problems = self.push(asked)
        return self.pull(asked, tuple(problems))

    def push(self, asked: Request) -> list[tuple[int, str, str]]:
        """Keep a contiguous run; tell what was wrong, now or before."""
        problems = []
        for act in sorted(asked.acts, key=lambda act: act.seq):
            kept = self.held(act)
            if kept is None and act.seq <= self.acked(act.phone) + 1:
                kept = self.keep(act)
            if kept and kept.code:
                problems.append((act.seq, act.id, kept.code))
            elif kept and abs(asked.sent - self.now) > SKEW:
                problems.append((act.seq, act.id, "clock.skew"))
        return problems

    def held(self, act: Act) -> Kept | None:
        """Return what is kept under the act's number."""
        run = self.runs.get(act.phone, ())
        return run[act.seq - 1] if act.seq <= len(run) else None

    def acked(self, phone: str) -> int:
        """Return up to where every act of a phone is kept."""
        return len(self.runs.get(phone, ()))

    def durable(self, phone: str) -> int:
        """Return up to where a backup holds a phone's acts."""
        run = self.runs.get(phone, ())
        places = [kept.version for kept in run]
        return bisect_right(places, self.covered)

    def keep(self, act: Act) -> Kept:
        """Write one act down: applied, or aside with the reason."""
        code = self.refusal(act)
        kept = Kept(act, self.version(), self.now, code)
        self.size += 1
        self.kept.append(kept)
        self.places.append(kept.version)
        self.runs[act.phone] = (*self.runs.get(act.phone, ()), kept)
        if not code:
            self.lives[act.record] = self.stand(kept)
        if not code and act.kind == REKEYED:
            self.rekey(act)
        return kept

    def rekey(self, act: Act) -> None:
        """End what the author of new keys knew; await some that carry the others."""
        crossed = {
            kept.act.id
            for kept in self.kept[:-1]
            if kept.act.id in self.granted.get(act.record, ())
            and kept.version > act.base
        }
        self.granted[act.record] = frozenset({act.id, *crossed})
        self.asked = self.asked ^ (self.asked & {act.record})
        self.asked |= {act.record} if crossed else frozenset()

    def opened(self, record: str) -> frozenset[str]:
        """Return the keys of a record that its grants open, for whoever recovers it."""
        by = self.granted.get(record)
        given = [kept.act for kept in self.kept if by and kept.act.id in by]
        return frozenset(by or {""}).union(*(act.carries for act in given))

    def version(self) -> int:
        """Return the version of what is written next."""
        return self.size + (self.epoch - 1) * LIFT

    def refusal(self, act: Act) -> str:
        """Return why an act does not count; empty when it does."""
        if act.worker in self.left:
            return "worker.left"
        if act.form == OLD_FORM:
            return "form.unknown_version"
        mine = self.leads.get(act.worker, frozenset())
        if act.record not in mine:
            if any(act.record in roots for roots in self.leads.values()):
                return "record.unknown"
            self.leads[act.worker] = mine | {act.record}
        return UNWANTED if act.kind == UNWANTED else ""

    def stand(self, kept: Kept) -> Live:
        """Return a record's live values after an act."""
        act = kept.act
        before = self.lives.get(act.record, ())
        return answered(before, act.value(kept.version), act.base)

    # --- out ---

    def pull(
        self, asked: Request, problems: tuple[tuple[int, str, str], ...]
    ) -> Answer:
        """Return the next page for a phone."""
        listing = self.listing(asked)
        if listing is not None:
            return self.listed(asked, listing, problems)
        fresh = Cursor(self.epoch)
        latest = self.latest(asked.phone)
        cursor = asked.cursor if self.trusts(asked) else fresh
        surely, perhaps = self.since(asked.phone, cursor.version)
        changes, end = self.page(asked.phone, cursor, surely, latest)
        self.forget(asked.phone, cursor.version)
        return Answer(
            acked=self.acked(asked.phone), durable=self.durable(asked.phone),
            epoch=self.epoch, now=self.now, problems=problems,
            changes=tuple(changes), cursor=end,
            more=len(changes) == self.most,
            removals=tuple(sorted(perhaps - self.roots(asked.phone))),
            resnapshot=cursor == fresh and asked.cursor is not None,
            scope=self.scope(asked.phone, end.version), capture=self.capture,
        )  # fmt: skip

    # --- what a new phone only lists ---

    def listing(self, asked: Request) -> Cursor | None:
        """Return where the lines stand; none when acts are due."""
        if asked.cursor is not None:
            going_on = asked.cursor.listing and self.trusts(asked)
            return asked.cursor if going_on else None
        records = () if asked.carries is None else self.to_list(asked)
        if not records:
            return None
        known = self.scopes.get(asked.phone, {})
        version = max(known, default=0) + 1
        self.scopes[asked.phone] = {**known, version: frozenset(records)}
        return Cursor(self.epoch, version, self.version() - 1, listing=1)

    def to_list(self, asked: Request) -> tuple[str, ...]:
        """Return the records that were touched longest ago, beyond what it carries."""
        led = self.roots(asked.phone)
        touched = self.versions(led, self.version())
        if len(led) <= asked.carries:
            return ()
        room = max(0, asked.carries - len(led - touched.keys()))
        return tuple(sorted(touched, key=lambda record: -touched[record])[room:])

    def listed(
        self, asked: Request, cursor: Cursor, problems: tuple[tuple[int, str, str], ...]
    ) -> Answer:
        """Return one line; with the last one, what was set aside of hers."""
        scope = self.scope(asked.phone, cursor.version)
        order, place = sorted(scope), cursor.listing - 1
        here = {order[place]} & self.roots(asked.phone)
        is_last = place == len(order) - 1
        end = replace(cursor, listing=0 if is_last else cursor.listing + 1)
        aside = [
            kept
            for kept in self.within(-1, cursor.position)
            if is_last and kept.code and self.is_for(kept, asked.phone, frozenset())
        ]
        return Answer(
            acked=self.acked(asked.phone), durable=self.durable(asked.phone),
            epoch=self.epoch, now=self.now, problems=problems, changes=tuple(aside),
            cursor=end, more=True, removals=(), resnapshot=False, scope=scope,
            capture=self.capture,
            lines=tuple((one, self.line(one, cursor.position)) for one in here),
        )  # fmt: skip

    def line(self, record: str, upto: int) -> str:
        """Return the state of one record at a place."""
        return state_hash(self.versions(frozenset({record}), upto))

    def root(self, phone: str, record: str, cursor: Any) -> tuple[Kept, ...]:
        """Return one record whole, up to where a cursor has read."""
        if phone in self.retired or record not in self.roots(phone):
            raise RefusedError
        is_known = cursor is not None and cursor.epoch == self.epoch
        upto = cursor.position if is_known else self.version()
        rows = self.within(-1, upto)
        return tuple(k for k in rows if not k.code and k.act.record == record)

    most = 7  # changes on a page

    def roots(self, phone: str) -> frozenset[str]:
        """Return what a phone may hold."""
        return self.leads.get(self.workers[phone], frozenset())

    def scope(self, phone: str, version: int) -> frozenset[str]:
        """Return what a phone held at one version of its scope."""
        return self.scopes.get(phone, {}).get(version, frozenset())

    def since(self, phone: str, version: int) -> tuple[frozenset[str], frozenset[str]]:
        """Return what a phone surely holds since a version, and what it may hold.

        While pages of one root come, another that left was told already.
        """
        told = [r for v, r in self.scopes[phone].items() if v >= version]
        every = [self.scope(phone, version), *told]
        return every[0].intersection(*every), every[0].union(*every)

    def latest(self, phone: str) -> int:
        """Return the newest version of a phone's scope; make one when it changed."""
        known, roots = self.scopes.get(phone, {}), self.roots(phone)
        last = max(known, default=0)
        if not last or known[last] != roots:
            last += 1
            self.scopes[phone] = {**known, last: roots}
        return last

    def forget(self, phone: str, version: int) -> None:
        """Drop versions of a scope that the phone has left behind."""
        known = self.scopes[phone]
        self.scopes[phone] = {v: roots for v, roots in known.items() if v >= version}

    def trusts(self, asked: Request) -> bool:
        """Tell whether a phone holds what its cursor says."""
        cursor: Cursor | None = asked.cursor
        if cursor is None or cursor.epoch != self.epoch:
            return False
        if cursor.position >= self.version():
            return False
        known = not cursor.version or cursor.version in self.scopes[asked.phone]
        scope = self.scope(asked.phone, cursor.version)
        if not known or asked.scope not in (None, scope):
            return False
        if asked.state is None or cursor.filling or cursor.listing:
            return True
        return asked.state == state_hash(self.versions(scope, cursor.position))

    def versions(self, roots: frozenset[str], upto: int) -> dict[str, int]:
        """Return record → version of its last applied act."""
        return {
            kept.act.record: kept.version
            for kept in self.kept
            if not kept.code and kept.act.record in roots and kept.version <= upto
        }

    def page(
        self, phone: str, cursor: Cursor, held: frozenset[str], latest: int
    ) -> tuple[list[Kept], Cursor]:
        """Return one page and the cursor behind it: new roots' past, then the rest."""
        roots, top = self.roots(phone), self.version() - 1
        behind = cursor.behind if cursor.filling == latest else -1
        past = self.within(behind, cursor.position)
        added = roots - held
        found: list[Kept] = []
        for kept in past:
            if not kept.code and kept.act.record in added:
                found.append(kept)
                if len(found) == self.most:
                    return found, replace(
                        cursor, filling=latest, behind=found[-1].version
                    )
        for kept in self.within(cursor.position, top):
            if self.is_for(kept, phone, roots):
                found.append(kept)
                if len(found) == self.most:
                    return found, Cursor(self.epoch, latest, found[-1].version)
        return found, Cursor(self.epoch, latest, top)

    def within(self, after: int, upto: int) -> Iterator[Kept]:
        """Yield what is kept between two versions, in order."""
        for place in range(bisect_right(self.places, after), len(self.kept)):
            if self.places[place] > upto:
                return
            yield self.kept[place]

    def is_for(self, kept: Kept, phone: str, roots: frozenset[str]) -> bool:
        """Tell whether a phone may hold an act; what did not count, its author only."""
        if kept.code:
            return self.workers[phone] == kept.act.worker
        return kept.act.record in roots

    # --- what happens to it ---

    def back_up(self) -> None:
        """Copy everything; what the copy holds is durable from now on."""
        self.copy = None  # one copy is kept, and no copies of copies
        self.copy = self.twin()
        self.covered = self.version() - 1

    def restored(self, epoch: int) -> "Server":
        """Return the server that starts from the last copy."""
        if self.copy is None:
            raise LookupError("no copy was made")
        again = self.copy.twin()
        again.copy, again.epoch, again.now = self.copy, epoch, self.now
        return again

    def twin(self) -> "Server":
        """Return a copy that changes on its own."""
        other = copy(self)
        for name, value in vars(self).items():
            if isinstance(value, list | dict):
                setattr(other, name, value.copy())
        return other
