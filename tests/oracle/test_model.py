"""Whatever happens, nothing is lost, doubled, silently replaced or shown otherwise."""

import pytest
from django.conf import settings

from tests.oracle.machine import Machine, run
from tests.oracle.truth import judge
from tests.oracle.world import World

pytestmark = pytest.mark.rules

# 100 000 in `make test`: half beside each database, from seeds of its own.
ACTS, EXAMPLES, RUNS = 50_000, 50, 40
SEEDS = {"sqlite3": 1000, "postgresql": 2000}


def test_nothing_is_lost_or_doubled_among_many_acts():
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    before = Machine.acts
    for place in range(RUNS):
        run(Machine, first=SEEDS[engine] + place, examples=EXAMPLES)
        if Machine.acts - before >= ACTS:
            break
    assert Machine.acts - before >= ACTS


def test_the_world_in_which_nothing_goes_wrong_is_in_step():
    world = World()
    for who in range(3):
        assert world.write_many(who, who, 20) == 20
        world.sync(who)
    world.rest()
    judge(world)
    assert len(world.server.kept) == 60
