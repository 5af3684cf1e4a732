"""Live whole worlds by chance and judge each: many more acts than Hypothesis draws."""

from random import Random

from tests.oracle.truth import judge
from tests.oracle.world import DARK, FATES, FaultError, World

STEPS = 120
DAY = 86_400_000


def live(seed: int) -> tuple[int, str]:
    """Live one world; return how many acts were saved in it, and what went wrong."""
    world, chance = World(), Random(seed)
    try:
        for _step in range(STEPS):
            happen(world, chance)
        world.rest()
        judge(world)
    except FaultError as fault:
        return len(world.acts), f"world {seed}: {fault}"
    return len(world.acts), ""


def happen(world: World, chance: Random) -> None:
    """Let one thing happen."""
    who, dice = chance.randrange(3), chance.randrange(100_000)
    (name,) = chance.choices(list(OFTEN), list(OFTEN.values()))
    what = {
        "write": lambda: world.write_many(who, dice, 1 + dice % 40),
        "sync": lambda: world.sync(who, chance.choice(FATES)),
        "dark": lambda: world.sync(who, DARK, dice % 4),
        "echo": lambda: world.echo(dice, again=dice % 2 == 0),
        "disorder": lambda: world.send_in_disorder(
            who, [chance.randrange(60) for _act in range(6)]
        ),
        "clock": lambda: world.turn_clock(who, chance.randrange(-30, 30) * DAY),
        "wait": lambda: world.wait(dice % (60 * 24 * 21)),
        "copy": world.server.back_up,
        "restore": world.restore,
        "keys": lambda: world.rekey(who, dice, ask=dice % 2 == 0),
        "scope": lambda: world.change_scope(who, dice),
        "retire": lambda: world.retire(who),
        "leave": lambda: world.leave(who) if dice % 9 == 0 else None,
        "older": world.close_capture,
        "newer": lambda: world.renew(who),
    }
    what[name]()


OFTEN = {
    "write": 35, "sync": 25, "dark": 3, "echo": 6, "disorder": 5, "clock": 3,
    "wait": 3, "copy": 5, "restore": 3, "scope": 4, "retire": 1, "leave": 1,
    "older": 1, "newer": 4, "keys": 4,
}  # fmt: skip
