from dataclasses import replace
from datetime import timedelta

import pytest

from client.acts import Draft, Pen, is_signed, masked_header, millis_of, sign_act
from client.drawing import seeded
from client.known.acts import AT, DEVICE, RECORD, SEED, WORKER, at
from client.vectors import read_vectors
from demeso.kernel.act import read_envelope
from demeso.kernel.ids import is_uuid7

pytestmark = pytest.mark.rules
VECTORS = read_vectors("act")
DRAFT = Draft("needs.recorded", RECORD, "needs@1", WORKER)


def pen(**more):
    return Pen(DEVICE, SEED, clock=lambda: at(AT), random=seeded("test"), **more)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_the_device_signed_the_known_acts(case):
    envelope = read_envelope(case["act"])
    assert sign_act(envelope, SEED) == envelope
    assert masked_header(case["masked"]) == envelope.header()
    assert is_signed(case["act"], VECTORS["public"])
    assert is_signed(case["masked"], VECTORS["public"])


@pytest.mark.parametrize("case", VECTORS["forged"], ids=lambda case: case["name"])
def test_a_forged_act_is_found(case):
    assert not is_signed(case["act"], VECTORS["public"])


def test_a_pen_numbers_without_gaps_and_signs():
    hand = pen()
    acts = [hand.write(DRAFT) for _act in range(3)]
    assert [act.seq for act in acts] == [1, 2, 3]
    assert [act.hlc for act in acts] == sorted({act.hlc for act in acts})
    assert len({act.id for act in acts}) == 3
    for act in acts:
        assert read_envelope(act.wire()) == act
        assert is_signed(act.wire(), hand.public)


def test_a_pen_goes_on_where_it_stood():
    assert pen(seq=41).write(DRAFT).seq == 42


def test_an_id_given_is_kept():
    hand = pen()
    given = hand.new_id()
    assert hand.write(replace(DRAFT, id=given)).id == given
    assert is_uuid7(given)


def test_a_pen_hides_its_seed_and_draws_keys():
    hand = pen()
    assert str(SEED) not in repr(hand)
    assert is_uuid7(hand.new_key().id)


def test_milliseconds_are_counted_from_1970():
    assert millis_of(at(AT) + timedelta(microseconds=999)) == AT
