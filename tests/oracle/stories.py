"""Write down what one phone lives through, for TypeScript to live through again.

Run as `python -m tests.oracle.stories`; tests/vectors/stories.json is committed.
"""

import contextlib
import json
from datetime import UTC, datetime
from pathlib import Path
from random import Random
from typing import Any

from demeso.kernel.clock import stamp
from demeso.ledger.merging import by_group, is_disputed
from tests.oracle.acts import SEALED, Act, Answer, Kept, RefusedError, Request
from tests.oracle.phone import Line, Phone
from tests.oracle.truth import judge
from tests.oracle.world import DARK, FATES, UNHEARD, WELL, World

FILE = Path(__file__).parent.parent / "vectors" / "stories.json"
STORIES, STEPS = 6, 70
MOST_WAITING = 8  # fewer than the first call of a session carries
DAY = 86_400_000


class Watched(World):
    """A world in which the first phone is watched."""

    def __init__(self) -> None:
        """Begin with nothing seen."""
        self.steps: list[dict[str, Any]] = []
        super().__init__()

    @property
    def hero(self) -> Phone:
        """Return the phone that is watched."""
        return self.phones[0]

    def scribble(self, dice: int) -> None:
        """Let the watched phone save one act."""
        if len(self.hero.outbox) >= MOST_WAITING:
            return
        self.write_many(0, dice, 1)

    def save(self, phone: Phone, line: Line) -> bool:
        """Note what the watched phone saves."""
        at = self.server.now + phone.ahead
        is_saved = super().save(phone, line)
        if is_saved and phone is self.hero:
            self.steps.append({"at": at, "write": draft_of([*self.acts.values()][-1])})
        return is_saved

    def sync(self, who: int, fate: str = WELL, at: int = 0) -> None:
        """Note every call of the watched phone."""
        if who % 3 == 0:
            now = self.server.now + self.hero.ahead
            self.steps.append({"at": now, "calls": []})
        super().sync(who, UNHEARD if fate == DARK else fate, at)
        if who % 3 == 0:
            self.steps[-1]["after"] = standing_of(self.hero)

    def bring(self, phone: Phone, record: str) -> bool:
        """Note what the watched phone fetches whole."""
        if phone is not self.hero:
            return super().bring(phone, record)
        came: tuple[Kept, ...] = ()
        with contextlib.suppress(RefusedError):
            came = self.server.root(phone.id, record, phone.cursor)
        done = super().bring(phone, record)
        fetched = {"record": record, "changes": [change_of(one) for one in came]}
        now = self.server.now + phone.ahead
        self.steps.append({"at": now, "bring": {**fetched, "done": done}})
        return done

    def carry(self, phone: Phone, asked: Request, fate: str, at: int) -> Answer | None:
        """Note what was sent, and what was heard."""
        answer = super().carry(phone, asked, fate, at)
        if phone is self.hero:
            sent = [act.seq for act in asked.acts]
            said = None if answer is None else answer_of(answer)
            call = {"sent": sent, "state": asked.state, "answer": said}
            self.steps[-1]["calls"].append(call)
        return answer


def draft_of(act: Act) -> dict[str, Any]:
    """Return what the app is given to write, and what must come of it."""
    key = {"key": act.key} if act.group == SEALED else {}
    return {
        "id": act.id, "kind": act.kind, "form": act.form, "record": act.record,
        "seq": act.seq, "base": act.base, "hlc": act.hlc, **said_of(act), **key,
    }  # fmt: skip


def moment_of(millis: int) -> datetime:
    """Return a moment of the small world."""
    return datetime.fromtimestamp(millis / 1000, UTC)


def said_of(act: Act) -> dict[str, Any]:
    """Return the answers of an act as they stand in it."""
    if act.group == SEALED:
        return {"groups": {}, "sealed": [{"type": "body", "compartment": "identity"}]}
    return {"groups": {act.group: dict(act.answers)}, "sealed": []}


def change_of(kept: Kept) -> dict[str, Any]:
    """Return an act as the server hands it out."""
    act = kept.act
    wire = {
        "v": 1, "id": act.id, "device": act.phone, "seq": act.seq, "kind": act.kind,
        "record": act.record, "base": act.base, "time": stamp(moment_of(act.time)),
        "form": act.form, "hlc": act.hlc, "actor": act.worker, **said_of(act),
        "sig": "",
    }  # fmt: skip
    return {
        "position": kept.version, "version": kept.version,
        "root": "" if kept.code else act.record,
        "received_at": "2026-11-02T09:00:00.000Z", "act": wire,
        "state": "quarantined" if kept.code else "applied", "code": kept.code,
    }  # fmt: skip


def answer_of(answer: Answer) -> dict[str, Any]:
    """Return an answer as docs/formats/exchange.md writes it."""
    return {
        "acked_seq": answer.acked, "durable_seq": answer.durable,
        "server_epoch": answer.epoch,
        "problems": [
            {"seq": seq, "act": act, "code": code}
            for seq, act, code in answer.problems
        ],
        "changes": [change_of(kept) for kept in answer.changes],
        "cursor": answer.cursor.text(), "more": answer.more,
        "removals": list(answer.removals), "resnapshot": answer.resnapshot,
        "scope_hash": ",".join(sorted(answer.scope)),
        "min_capture_version": str(answer.capture), "conflicts": [],
        "directory_v": 0, "revoke": False, **lines_of(answer),
    }  # fmt: skip


def lines_of(answer: Answer) -> dict[str, Any]:
    """Return the lines of an answer, if there are any."""
    empty = {"code": "", "opened": "", "needs": [], "next": "", "news": False}
    lines = [
        {"root": record, "state": state, "versions": [], **empty}
        for record, state in answer.lines
    ]
    return {"lines": lines} if lines else {}


def known_of(phone: Phone) -> dict[str, int]:
    """Return record → version, of what lies there and of what was only heard of."""
    heard = {record: line.news for record, line in phone.lines.items() if line.news}
    return phone.versions() | heard


def standing_of(phone: Phone) -> dict[str, Any]:
    """Return where a phone stands between two calls."""
    return {
        "acked": phone.acked, "outbox": sorted(phone.outbox),
        "versions": dict(sorted(known_of(phone).items())),
        "listed": sorted(phone.lines),
        "problems": sorted(id_ for id_, kept in phone.held.items() if kept.code),
    }  # fmt: skip


def shown_of(phone: Phone, record: str) -> dict[str, Any]:
    """Return what stands in a record: by group, and whether people must choose."""
    return {
        group: {"acts": [value.act for value in live], "disputed": is_disputed(live)}
        for group, live in sorted(by_group(phone.live(record)).items())
    }


def story(seed: int) -> dict[str, Any]:
    """Return the life of one phone."""
    world, chance = Watched(), Random(seed)
    for _step in range(STEPS):
        happen(world, chance)
    world.rest()
    judge(world)
    shown = {record: shown_of(world.hero, record) for record in world.records}
    seals = {record: world.hero.key_of(record) for record in world.records}
    return {
        "device": world.hero.id, "worker": world.hero.worker, "steps": world.steps,
        "shown": shown, "seals": seals,
    }  # fmt: skip


def happen(world: Watched, chance: Random) -> None:
    """Let one thing happen."""
    dice, luck = chance.randrange(100_000), chance.random()
    if luck < 0.25:
        world.scribble(dice)
    elif luck < 0.5:
        world.sync(0, chance.choice(FATES))
    elif luck < 0.62:
        world.write_many(1 + dice % 2, dice, 2)
        world.sync(1 + dice % 2)
    elif luck < 0.75:
        change_keys(world, dice)
    elif luck < 0.85:
        world.server.back_up()
    else:
        (
            world.restore,
            lambda: world.change_scope(0, dice),
            lambda: world.turn_clock(0, dice * 1000 - DAY // 2),
            lambda: world.wait(dice % 5000),
            lambda: world.echo(dice, again=True),
        )[dice % 5]()


def change_keys(world: Watched, dice: int) -> None:
    """Let one phone or two draw new keys of a record, and seal with what they have."""
    for who in ((0,), (1,), (0, 1), (1, 2))[dice % 4]:
        if who or len(world.hero.outbox) < MOST_WAITING - 1:
            world.rekey(who, dice // 4, ask=True)
            world.seal(who, dice // 4)
    if dice % 3:
        world.sync(1)


def stories() -> str:
    """Return the whole file."""
    told = [json.dumps(story(seed), sort_keys=True) for seed in range(STORIES)]
    return "[\n" + ",\n".join(told) + "\n]\n"


if __name__ == "__main__":
    FILE.write_text(stories(), "utf-8")
