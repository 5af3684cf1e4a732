"""Numbers that people are promised: changed here first, and only on purpose.

Tests of the rules count with the constants themselves, so that a longer urgent access
or a sixth try would pass them.
"""

import re

import pytest

from tests.house.source import ROOT

PROMISED = {
    "demeso/survivors/rules.py": {"MOST_TRIES": "5"},
    "demeso/disclosure/rules.py": {"THRESHOLD": "5"},
    "demeso/agencies/rules/devices.py": {"DESK_CODE_FOR": "timedelta(seconds=30)"},
    "demeso/agencies/rules/leases.py": {
        "PERIOD": "timedelta(days=7)", "LONGEST": "timedelta(days=21)",
    },
    "demeso/agencies/rules/recovery.py": {"DRILL_EVERY": "timedelta(days=182)"},
    "demeso/agencies/rules/rota.py": {"FEWEST": "3"},
    "demeso/casework/rules/glass.py": {
        "OPEN_FOR": "timedelta(hours=4)", "TARGET": "timedelta(minutes=15)",
    },
    "demeso/casework/rules/urgency.py": {"KEPT": "timedelta(days=14)"},
    "demeso/referrals/rules/shredding.py": {"LATE_AFTER": "timedelta(hours=72)"},
    "config/commands/day_keys.py": {"OPENS_FOR": "timedelta(days=7)"},
    "demeso/kernel/sealing.py": {"KDF_FLOOR": '{"m": 19456, "t": 2}'},
    "web/src/formats/shapes.ts": {"KDF_FLOOR": "{ m: 19456, t: 2 }"},
    "web/src/session/lock.ts": {"IDLE": "5 * 60_000", "HIDDEN": "2 * 60_000"},
    "web/src/session/nap.ts": {"LASTS": "60 * 60_000", "TRIES": "5"},
}  # fmt: skip
ROWS = [(place, name) for place, names in PROMISED.items() for name in names]


def said(text: str, name: str) -> str:
    """Return what a constant is set to."""
    found = re.search(rf"^(?:export const )?{name} = ([^;#\n]+)", text, re.M)
    return found[1].strip() if found else ""


@pytest.mark.parametrize(("place", "name"), ROWS)
def test_a_promised_number_is_kept(place, name):
    text = (ROOT / place).read_text(encoding="utf-8")
    assert said(text, name) == PROMISED[place][name]


def test_another_number_is_found():
    assert said("export const TRIES = 6;\n", "TRIES") == "6"
    assert said("MOST_TRIES = 5  # in all\n", "MOST_TRIES") == "5"
    assert said("", "TRIES") == ""
