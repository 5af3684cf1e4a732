"""The environment says plainly yes, no, or how large."""

import pytest

from config.env import SettingError, size

KNOWN = ("S", "M")


@pytest.mark.parametrize(
    ("said", "meant"),
    [("", ""), ("0", ""), ("no", ""), ("1", "S"), ("s", "S"), ("M", "M"), (" m ", "M")],
)
def test_a_demo_is_of_a_size_or_is_not(monkeypatch, said, meant):
    monkeypatch.setenv("DEMESO_DEMO", said)
    assert size("DEMESO_DEMO", KNOWN) == meant


def test_a_size_that_is_not_known_is_refused_by_name(monkeypatch):
    monkeypatch.setenv("DEMESO_DEMO", "L")
    with pytest.raises(SettingError, match="DEMESO_DEMO"):
        size("DEMESO_DEMO", KNOWN)


def test_without_a_word_it_is_no_demo(monkeypatch):
    monkeypatch.delenv("DEMESO_DEMO", raising=False)
    assert size("DEMESO_DEMO", KNOWN) == ""
