from datetime import date

import pytest

from demeso.casework.rules.requesting import RequestDone, request_fault

pytestmark = pytest.mark.rules

ASKED_ON = date(2026, 11, 2)


def done(*what: str, **more) -> RequestDone:
    return RequestDone(done=what, answered_on="2026-11-09", **more)


@pytest.mark.parametrize(
    ("asked", "said", "field"),
    [
        (["read"], done("was_read"), ""),
        (["read", "correct"], done("was_read"), "done"),
        (["read", "correct"], done("was_read", "was_corrected"), ""),
        (["erase"], done("was_erased"), "erased"),
        (["erase"], done("was_erased", erased=("contact",)), ""),
        (["read"], done("was_read", erased=("contact",)), "erased"),
        (["erase"], done("was_kept"), "done"),
        (["erase"], done("was_kept", kept_because=("law",)), ""),
        (["read", "erase"], done("was_read", "was_kept"), "done"),
        (["read"], done("was_kept", kept_because=("law",)), "done"),
        (["read"], done("was_read", "was_kept"), "kept_because"),
    ],
)
def test_all_that_she_asks_is_done_or_kept_for_a_reason_said_to_her(asked, said, field):
    assert request_fault(asked, said, ASKED_ON) == field


def test_an_answer_does_not_come_before_the_request():
    early = RequestDone(done=("was_read",), answered_on="2026-11-01")
    assert request_fault(["read"], early, ASKED_ON) == "answered_on"
