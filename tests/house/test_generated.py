"""Generated files are as fresh as what they are made from."""

import pytest

from tests.house.generated import FILES
from tests.house.source import ROOT
from tests.house.states import drawn, final, flat

TABLE = {
    "": {"referral.sent": "sent"},
    "sent": {"referral.accepted": "accepted", "referral.declined": "declined"},
    "accepted": {"service.received": "received"},
    "received": {"service.received": "received"},
}


def is_fresh(path: str, now: str) -> bool:
    """Tell whether a file holds what would be written today."""
    kept = ROOT / path
    return kept.exists() and kept.read_text(encoding="utf-8") == now


@pytest.mark.parametrize("path", FILES)
def test_a_generated_file_is_fresh(path):
    fresh = is_fresh(path, FILES[path]())
    assert fresh, f"{path} is stale: run `make generated`"


def test_a_stale_file_is_found():
    path = "docs/states.md"
    assert not is_fresh(path, FILES[path]() + "x")
    assert not is_fresh("docs/planted.md", "")


def test_both_shapes_of_a_table_draw_the_same():
    pairs = {
        (s, act): after for s, acts in TABLE.items() for act, after in acts.items()
    }
    assert drawn("referrals", pairs) == drawn("referrals", TABLE)


def test_states_are_drawn_from_a_table():
    assert ("sent", "referral.declined", "declined") in flat(TABLE)
    assert final(TABLE) == ["declined", "received"]
    text = drawn("referrals", TABLE)
    assert "[*] --> sent: referral.sent" in text
    assert "declined --> [*]" in text
