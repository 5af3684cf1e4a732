"""What must hold when everybody is in step, found by brute force.

Nothing here knows of bases, cursors or runs: it goes by what was saved, by
what each author had on her screen, and by the order in the ledger.
"""

from collections import Counter, defaultdict
from itertools import combinations

from demeso.kernel.forms import Merge
from demeso.ledger.merging import Live, by_group, in_force, is_disputed
from tests.oracle.acts import RISKS, SEALED, Kept, asked
from tests.oracle.phone import Phone
from tests.oracle.world import FaultError, World

Place = tuple[str, str]
NOT_HERS = ("record.unknown", "worker.left")


def judge(world: World) -> None:
    """Raise `FaultError` unless the whole world is as it must be."""
    require_all_once(world)
    require_told(world)
    require_standing(world)
    require_readable(world)
    for phone in world.phones:
        require_in_step(world, phone)


def require_all_once(world: World) -> None:
    """Each act stands once in the ledger, in its author's order; none is invented."""
    order = [kept.act for kept in world.server.kept]
    times = Counter(act.id for act in order)
    twice = [id_ for id_, count in times.items() if count > 1]
    require(not twice, f"doubled: {twice}")
    on_retired = {act.id for old in world.retired for act in old.outbox.values()}
    lost = world.acts.keys() - times.keys() - on_retired
    require(not lost, f"lost: {sorted(lost)}")
    require(times.keys() <= world.acts.keys(), "something was invented")
    last: dict[str, int] = {}
    for act in order:
        require(act.seq == last.get(act.phone, 0) + 1, f"{act.id} is out of order")
        last[act.phone] = act.seq
        require(act == world.acts[act.id], f"{act.id} is not as it was saved")


def require_told(world: World) -> None:
    """Whatever does not count is known, with its reason, on its author's phone."""
    phones = {phone.id: phone for phone in world.phones}
    for kept in world.server.kept:
        phone = phones.get(kept.act.phone)
        if kept.code and phone:
            told = phone.told.get(kept.act.id)
            require(told == kept.code, f"{kept.act.id} was set aside in silence")


def require_readable(world: World) -> None:
    """Let what was sealed open by the keys that were given, and all seal alike.

    Of new keys that came from somebody who no longer leads it she was told; those
    that only a revoked phone and a lost disk held are lost with both.
    """
    server = world.server
    aside = {kept.act.id for kept in server.kept if kept.code in NOT_HERS}
    there = {kept.act.id for kept in server.kept}
    aside |= {act.id for old in world.retired for act in old.outbox.values()} - there
    for kept in server.kept:
        act = kept.act
        if act.group == SEALED and not kept.code and act.key not in aside:
            opened = server.opened(act.record)
            require(act.key in opened, f"{act.id} lies under a key that nobody has")
    for record in world.records:
        phones = [p for p in world.phones if record in server.roots(p.id)]
        seals = {phone.key_of(record) for phone in phones}
        require(len(seals) <= 1, f"{record} is sealed by several keys")
        refused = {kept.act.id for kept in server.kept if kept.code}
        require(not seals & refused, f"{record} is sealed by keys that do not count")


def require_standing(world: World) -> None:
    """No answer was replaced by somebody who had not seen it; conflicts are listed."""
    cells: dict[Place, list[Kept]] = defaultdict(list)
    for kept in world.server.kept:
        if not kept.code:
            cells[kept.act.record, kept.act.group].append(kept)
    for (record, group), kept in cells.items():
        live = by_group(world.server.lives.get(record, ())).get(group, ())
        require_cell(world, kept, live)
        require_protected(live)
        require_listed(live)


def require_cell(world: World, order: list[Kept], live: Live) -> None:
    """Let those answers stand that nobody knowingly replaced, and no others."""
    stand = [value.act for value in live]
    ids = [kept.act.id for kept in order]
    merge = asked(order[0].act.form, order[0].act.group).merge
    if merge is Merge.APPEND:
        require(stand == ids, f"{ids} were added, {stand} stand")
    elif merge is Merge.STATE:
        require(stand == ids[-1:], f"{ids[-1]} came last, {stand} stand")
    else:
        may, must = replaced(world, order)
        silent = set(ids) - set(stand) - may
        require(not silent, f"replaced unseen: {sorted(silent)}")
        needless = set(stand) & must
        require(not needless, f"conflict with what was seen: {sorted(needless)}")


def replaced(world: World, order: list[Kept]) -> tuple[set[str], set[str]]:
    """Return which answers a later author had seen; and saw as they stand now.

    After a restoration an act may have another place than when it was seen:
    then it may stand beside the answer that knew it. It is never replaced unseen.
    """
    may, must = set(), set()
    for old, new in combinations(order, 2):
        seen = world.seen[new.act.id]
        if old.act.id in seen:
            may.add(old.act.id)
            if seen.get(old.act.id, 0) in (None, old.version):
                must.add(old.act.id)
    return may, must


def require_protected(live: Live) -> None:
    """Let the most protective answer be in force, whoever gave it when."""
    if live and live[-1].merge is Merge.PROTECTIVE:
        (question,) = asked(live[-1].form, live[-1].group).questions
        given = [value.answers[question.name] for value in live]
        ranked = [RISKS[0], "unknown", *RISKS[1:]]
        least = min(given, key=ranked.index)
        force = in_force(live, [question])
        require(force[question.name] == least, f"{force} is in force, of {given}")


def require_listed(live: Live) -> None:
    """Unequal answers side by side are a conflict that somebody is asked about."""
    if live and live[-1].merge in (Merge.PLAIN, Merge.PROTECTIVE, Merge.SEALED):
        unequal = len({str(value.answers) for value in live}) > 1
        require(is_disputed(live) == unequal, f"{live} is listed wrongly")


def require_in_step(world: World, phone: Phone) -> None:
    """Let a phone in step hold what the server holds for it, and no more."""
    server, roots = world.server, world.server.roots(phone.id)
    held = {id_: kept.version for id_, kept in phone.held.items()}
    wanted = {
        kept.act.id: kept.version
        for kept in server.kept
        if server.is_for(kept, phone.id, roots)
    }
    require(held == wanted, f"{phone.id} holds {held.keys() ^ wanted.keys()} wrongly")
    require(
        phone.versions() == server.versions(roots, server.version()),
        f"{phone.id} is at other versions",
    )
    for record in roots:
        mine, theirs = shown(phone.live(record)), shown(server.lives.get(record, ()))
        require(mine == theirs, f"{phone.id} shows {record} otherwise")


def shown(live: Live) -> dict[str, list[tuple[str, int]]]:
    """Return what stands in a record, by group."""
    return {
        group: [(value.act, value.version) for value in values]
        for group, values in by_group(live).items()
    }


def require(is_right: bool, fault: str) -> None:  # noqa: FBT001 -- reads like assert
    """Raise unless it holds."""
    if not is_right:
        raise FaultError(fault)
