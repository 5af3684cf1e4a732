"""The real server is judged by the same oracle, over its own door, with signed acts."""

import pytest
from django.conf import settings
from hypothesis import strategies as st
from hypothesis.stateful import rule

from demeso.field import rules
from demeso.ledger.verification import verify
from tests.oracle.machine import Machine, dice, number, run
from tests.oracle.real import RealWorld
from tests.oracle.rotating import require_ended_alike
from tests.oracle.truth import judge

# 5 000 in `make test`: half beside each database, from seeds of its own, in parts:
# what one long transaction piles up slows PostgreSQL down.
PARTS, ACTS, EXAMPLES, RUNS = 5, 500, 2, 30
SEEDS = {"sqlite3": 3000, "postgresql": 4000}


class RealMachine(Machine):
    """The same machine before the real server; every act is signed and posted."""

    acts = 0

    @rule(who=number, dice=dice, times=st.integers(40, 120))
    def write(self, who, dice, times):
        self.world.write_many(who, dice, times)

    def teardown(self):
        self.world.rest()
        judge(self.world)
        self.world.server.let_go()
        require_ended_alike(self.world.records, self.world.server.kept)
        RealMachine.acts += len(self.world.acts)


@pytest.mark.django_db(databases="__all__")
@pytest.mark.parametrize("part", range(PARTS))
def test_nothing_is_lost_or_doubled_through_the_real_server(sight, part):
    def begin():
        rules.EARLIEST_CAPTURE = "0"
        return RealWorld(sight)

    machine = type("Real", (RealMachine,), {"make": begin})
    engine = settings.DATABASES["default"]["ENGINE"].rpartition(".")[2]
    before = RealMachine.acts
    for place in range(RUNS):
        run(
            machine,
            first=SEEDS[engine] + part * RUNS + place,
            examples=EXAMPLES,
            steps=20,
            shrinks=False,
        )
        if RealMachine.acts - before >= ACTS:
            break
    assert RealMachine.acts - before >= ACTS
    assert verify().first is None
