from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.known.acts import at
from client.vectors import read_vectors
from demeso.kernel.act import FIELDS, Act, MalformedError, read_envelope
from demeso.kernel.clock import moment

pytestmark = pytest.mark.rules
VECTORS = read_vectors("act")
FULL = next(c for c in VECTORS["cases"] if c["name"] == "a group and a part")["act"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_header_and_digest_are_the_known_ones(case):
    envelope = read_envelope(case["act"])
    assert envelope.wire() == case["act"]
    assert envelope.signed_bytes().decode() == case["signed"]
    assert envelope.digest() == case["digest"]


def test_an_act_in_hand_shows_what_services_ask_for():
    act = Act(read_envelope(FULL), answers=None, received_at=at(0))
    assert (act.id, act.record, act.kind) == (FULL["id"], FULL["record"], FULL["kind"])
    assert list(act.sealed) == FULL["sealed"]
    assert (act.envelope.form_name, act.envelope.form_version) == ("needs", 1)


def test_what_was_written_without_network_was_said_when_it_was_written():
    envelope = read_envelope(FULL)
    written = moment(envelope.time)
    days = timedelta(days=20)
    assert Act(envelope, None, received_at=written + days).said_at == written
    assert Act(envelope, None, received_at=written - days).said_at == written - days


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("v", 2),
        ("id", "7"),
        ("device", FULL["device"].upper()),
        ("seq", 0),
        ("seq", True),
        ("seq", 1.5),
        ("kind", "recorded"),
        ("kind", "needs."),
        ("record", None),
        ("base", -1),
        ("base", "0"),
        ("time", "2026-09-21T13:33:20Z"),
        ("form", "needs"),
        ("form", "needs@one"),
        ("form", "@1"),
        ("hlc", ""),
        ("actor", "x" * 81),
        ("groups", []),
        ("groups", {"a": 1}),
        ("groups", {"": {}}),
        ("sealed", {}),
        ("sealed", ["part"]),
        ("sig", "AAAA"),
        ("sig", None),
    ],
)
def test_a_wrong_field_is_named(field, value):
    with pytest.raises(MalformedError) as told:
        read_envelope({**FULL, field: value})
    assert told.value.field == field


def test_answers_without_canonical_form_are_malformed():
    for value in (1.5, 2**53, "\ud800"):
        with pytest.raises(MalformedError) as told:
            read_envelope({**FULL, "groups": {"priorities": {"needs": value}}})
        assert told.value.field == "canonical"


@given(st.sampled_from(sorted(FIELDS)))
def test_a_missing_field_is_no_act(field):
    for wire in ({k: v for k, v in FULL.items() if k != field}, {**FULL, "x": 1}):
        with pytest.raises(MalformedError) as told:
            read_envelope(wire)
        assert told.value.field == "fields"


@pytest.mark.parametrize("value", [None, [], "act", 7])
def test_what_is_no_object_is_no_act(value):
    with pytest.raises(MalformedError):
        read_envelope(value)
