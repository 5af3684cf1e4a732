"""The machine that lets everything happen in any order (Hypothesis)."""

from collections.abc import Callable

from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    rule,
    run_state_machine_as_test,
)

from tests.oracle.truth import judge
from tests.oracle.world import DARK, FATES, World

number = st.integers(0, 2)
dice = st.integers(0, 100_000)
DAY = 86_400_000
QUIET = [HealthCheck.too_slow, HealthCheck.data_too_large]


class Machine(RuleBasedStateMachine):
    """Everything that can go wrong between three phones and a server."""

    make: Callable[[], World] = World
    acts = 0

    def __init__(self) -> None:
        """Begin a world."""
        super().__init__()
        self.world = type(self).make()

    @rule(who=number, dice=dice, times=st.integers(1, 60))
    def write(self, who, dice, times):
        self.world.write_many(who, dice, times)

    @rule(who=number, fate=st.sampled_from(FATES))
    def sync(self, who, fate):
        self.world.sync(who, fate)

    @rule(who=number, fate=st.sampled_from(FATES), at=st.integers(0, 3))
    def sync_after_somebody_else_wrote(self, who, fate, at):
        self.world.write_many(who + 1, at, 3)
        self.world.sync(who + 1)
        self.world.sync(who, fate, at)

    @rule(which=dice, again=st.booleans())
    def echo(self, which, again):
        self.world.echo(which, again=again)

    @rule(who=number, which=st.lists(dice, min_size=1, max_size=8))
    def send_in_disorder(self, who, which):
        self.world.send_in_disorder(who, which)

    @rule(who=number, by=st.integers(-30 * DAY, 30 * DAY))
    def turn_clock(self, who, by):
        self.world.turn_clock(who, by)

    @rule(minutes=st.integers(1, 60 * 24 * 21))
    def wait(self, minutes):
        self.world.wait(minutes)

    @rule()
    def back_up(self):
        self.world.server.back_up()

    @rule()
    def restore(self):
        self.world.restore()

    @rule(who=number, dice=dice)
    def burn_after_somebody_saw_what_no_copy_holds(self, who, dice):
        self.world.server.back_up()
        self.world.write_many(who, dice, 3)
        self.world.sync(who)
        self.world.sync(who + 1)
        self.world.write_many(who + 1, dice, 3)
        self.world.restore()
        self.world.write_many(who + 2, dice, 3)
        self.world.sync(who + 2)

    @rule(who=number, record=number, at=st.integers(1, 3))
    def lose_the_disk_again_while_a_phone_takes_everything_anew(self, who, record, at):
        self.world.server.back_up()
        self.world.restore()
        self.world.change_scope(who // 2, record)
        self.world.sync(who, DARK, at)
        self.world.restore()
        self.world.sync(who)

    @rule(who=number, record=number, ask=st.booleans())
    def bring_new_keys(self, who, record, ask):
        self.world.rekey(who, record, ask=ask)
        self.world.seal(who, record)

    @rule(who=number, record=number)
    def two_phones_draw_new_keys_at_once(self, who, record):
        self.world.rekey(who, record, ask=True)
        self.world.rekey(who + 1, record, ask=True)
        for one in (who, who + 1):
            self.world.seal(one, record)
            self.world.sync(one)

    @rule(worker=number, record=number)
    def change_scope(self, worker, record):
        self.world.change_scope(worker, record)

    @rule(who=number, record=number, at=st.integers(0, 3))
    def hand_over_and_back_while_a_phone_goes_dark(self, who, record, at):
        self.world.change_scope(who // 2, record)
        self.world.sync(who, DARK, at)
        self.world.change_scope(who // 2, record)
        self.world.sync(who)

    @rule(who=number)
    def retire(self, who):
        self.world.retire(who)

    @rule(worker=number, odds=st.integers(0, 9))
    def leave(self, worker, odds):
        if odds == 0:
            self.world.leave(worker)

    @rule(who=number, is_new=st.booleans())
    def ask_for_a_newer_app(self, who, is_new):
        if is_new:
            self.world.close_capture()
        self.world.renew(who)

    def teardown(self):
        self.world.rest()
        judge(self.world)
        Machine.acts += len(self.world.acts)


def run(
    machine: type[RuleBasedStateMachine],
    *,
    first: int,
    examples: int,
    steps: int = 30,
    shrinks: bool = True,
) -> None:
    """Run a machine from a seed; nothing is drawn by chance."""
    limits = settings(
        max_examples=examples, stateful_step_count=steps, deadline=None,
        database=None, suppress_health_check=QUIET,
        phases=[Phase.generate, *([Phase.shrink] if shrinks else [])],
        report_multiple_bugs=False,
    )  # fmt: skip
    run_state_machine_as_test(seed(first)(machine), settings=limits)
