"""Pure parts of the exchange: what is signed, how long, which cursor."""

import gzip
import json
from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.vectors import read_vectors
from demeso.field import rules
from demeso.field.rules import (
    Cursor,
    claim,
    has_wrong_clock,
    inflated,
    is_signed,
    read_cursor,
    read_request,
    request_fault,
    scope_hash,
    shown_parts,
    signed_bytes,
    state_hash,
)
from demeso.kernel.refusal import RefusedError
from tests.ledger.sample import AT, Writer

GOOD = {
    "v": 1, "device": "d", "epoch": None, "ack_cursor": None, "scope_hash": None,
    "acts": [], "max_bytes": 65536, "client_version": "x", "state_hash": None,
}  # fmt: skip


def code(work, *arguments):
    with pytest.raises(RefusedError) as refusal:
        work(*arguments)
    return refusal.value.code, refusal.value.field


def refusal_of(work, *arguments):
    try:
        work(*arguments)
    except RefusedError as refusal:
        return f"{refusal.code} {refusal.field.partition('.')[0]}"
    return ""


def test_what_is_signed_is_method_path_body_and_time():
    said = signed_bytes(b"{}", "2026-03-02T09:30:00.000Z").decode().splitlines()
    assert said[:3] == ["demeso/exchange/v1", "POST", "/field/v1/exchange"]
    assert len(said[3]) == 64
    assert said[4] == "2026-03-02T09:30:00.000Z"


@pytest.mark.parametrize("signature", ["", "x", "A" * 86, "é"])
def test_no_odd_signature_passes(signature):
    assert not is_signed(b"", signature, Writer(1).pen.public)
    assert not is_signed(b"", signature, "not a key")


@given(st.binary(max_size=2000))
def test_a_packed_body_opens_as_it_was(raw):
    assert inflated(gzip.compress(raw), "gzip") == raw
    assert inflated(raw, "") == raw


@given(st.binary(max_size=200))
def test_nothing_but_a_whole_packed_body_opens(raw):
    packed = gzip.compress(raw)
    for spoiled in (packed[:-1], packed + b"x", packed + packed, raw):
        assert code(inflated, spoiled, "gzip") == ("exchange.malformed", "encoding")


def test_a_body_is_never_inflated_past_the_limit():
    bomb = gzip.compress(bytes(50 * 1024 * 1024))
    assert len(bomb) < rules.MOST_COMPRESSED
    assert code(inflated, bomb, "gzip") == ("exchange.too_large", "")


def test_a_request_is_read_with_its_budget_within_bounds():
    for asked, kept in ((0, 4096), (70_000, 70_000), (2**40, 1024**2)):
        read = read_request(json.dumps({**GOOD, "max_bytes": asked}).encode())
        assert read.max_bytes == kept


@given(st.dictionaries(st.sampled_from(sorted(GOOD)), st.none() | st.booleans()))
def test_no_odd_request_raises_anything_but_a_refusal(change):
    given_ = {**GOOD, **change}
    fault = request_fault(given_)
    if fault:
        refused = code(read_request, json.dumps(given_).encode())
        assert refused == ("exchange.malformed", fault)


junk = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


@given(junk, st.sampled_from(sorted(Writer(1).write(Writer(1).pen.new_id()).wire())))
def test_no_odd_act_raises_anything_but_a_refusal(value, field):
    act = {**Writer(1).write(Writer(1).pen.new_id()).wire(), field: value}
    assert refusal_of(rules.read_act, act, 4) in ("", "act.malformed 4")


@given(junk)
def test_a_claim_is_a_number_and_a_signature_or_nothing(value):
    assert claim(value) == (0, "") or isinstance(value, dict)
    assert claim({"seq": value, "sig": "x"})[0] >= 0
    assert claim({"seq": 3, "sig": "x"}) == (3, "x")


@pytest.mark.parametrize(
    ("written", "sent", "wrong"),
    [
        (timedelta(0), timedelta(0), False),
        (-timedelta(days=20), timedelta(0), False),
        (-timedelta(days=20), -timedelta(minutes=11), True),
        (timedelta(minutes=9), timedelta(minutes=9), False),
        (timedelta(minutes=11), timedelta(0), True),
        (timedelta(days=3652), timedelta(days=3652), True),
    ],
)
def test_a_clock_is_wrong_when_sending_or_in_the_future(written, sent, wrong):
    act = Writer(1, AT + written).write(Writer(2).pen.new_id())
    assert has_wrong_clock(act, AT + sent, AT) is wrong


@given(st.builds(Cursor, *[st.integers(-1, 2**50)] * 5))
def test_a_cursor_reads_as_it_was_written(cursor):
    assert read_cursor(cursor.text()) == cursor


def test_a_scope_hash_does_not_depend_on_order():
    assert scope_hash(["b", "a"]) == scope_hash(["a", "b"]) != scope_hash(["ab"])
    assert len(scope_hash([])) == 43


@given(st.dictionaries(st.text(max_size=4), st.integers(1, 9), max_size=6))
def test_a_state_hash_shows_any_difference(versions):
    shuffled = dict(reversed(versions.items()))
    assert state_hash(shuffled) == state_hash(versions)
    assert state_hash({**versions, "more": 1}) != state_hash(
        {k: v for k, v in versions.items() if k != "more"}
    )


def test_a_recipient_is_shown_the_package_and_grants_of_her_referral_only():
    parts = [
        {"object": "r", "compartment": "package"},
        {"object": "r", "compartment": "narrative"},
        {"object": "c", "compartment": "package"},
        {"object": "r", "type": "grant"},
    ]
    assert shown_parts(parts, "r") == [parts[0], parts[3]]


KNOWN = read_vectors("exchange")


def test_the_known_request_is_read_and_its_signature_holds():
    told, body = KNOWN["headers"], KNOWN["body"].encode()
    message = signed_bytes(body, told["X-Signed-At"])
    assert message.decode() == KNOWN["signed"]
    assert is_signed(message, told["X-Signature"], KNOWN["public"])
    asked = read_request(body)
    assert rules.read_act(asked.acts[0], 0).wire() == KNOWN["request"]["acts"][0]


def test_the_known_hashes_are_ours():
    for known in KNOWN["scopes"]:
        assert scope_hash(known["roots"]) == known["hash"]
    for known in KNOWN["states"]:
        assert state_hash(known["versions"]) == known["hash"]
