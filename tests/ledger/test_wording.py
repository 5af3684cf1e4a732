import pytest

from config.messages import MESSAGES
from demeso.ledger.wording import STEPS, step_of

pytestmark = pytest.mark.rules


def test_a_code_has_its_own_step_its_familys_or_the_last_one():
    assert step_of("form.faults") == STEPS["form.faults"]
    assert step_of("act.other_actor") == STEPS["act"]
    assert step_of("referral.closed") == STEPS["other"]


def test_every_step_is_of_a_code_that_exists():
    families = {code.partition(".")[0] for code in MESSAGES}
    assert STEPS.keys() <= {*MESSAGES, *families, "other"}
