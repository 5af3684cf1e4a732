import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from client.sealing import (
    CompartmentKey,
    Place,
    keys_from,
    keys_plain,
    new_key,
    open_body,
    pad,
    seal_body,
    unpad,
)
from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.kernel.ids import is_uuid7
from demeso.kernel.refusal import RefusedError
from tests.client.known import drawing, key_of, place_of

pytestmark = pytest.mark.rules
BODY, PADDING = read_vectors("body"), read_vectors("padding")
SAMPLE, OTHER = BODY["cases"][1], BODY["cases"][2]
PLACE, KEY = place_of(SAMPLE["place"]), key_of(SAMPLE["key"])


@pytest.mark.parametrize("case", BODY["cases"], ids=lambda case: case["name"])
def test_bodies_are_the_known_ones(case):
    place, key = place_of(case["place"]), key_of(case["key"])
    random = drawing(case["part"]["salt"])
    made = seal_body(case["answers"], place=place, key=key, random=random)
    assert made == case["part"]
    assert open_body(case["part"], place=place, key=key) == case["answers"]


@pytest.mark.parametrize("case", BODY["refused"], ids=lambda case: case["name"])
def test_a_tampered_body_is_refused(case):
    with pytest.raises(RefusedError) as told:
        open_body(case["part"], place=place_of(case["place"]), key=key_of(case["key"]))
    assert (told.value.code, told.value.field) == (case["code"], case["field"])


def test_the_same_answers_never_look_the_same_twice():
    one, two = (seal_body({}, place=PLACE, key=KEY) for _time in range(2))
    assert one["ct"] != two["ct"]
    assert one["salt"] != two["salt"]


def test_another_key_opens_nothing():
    stranger = CompartmentKey(KEY.id, bytes(32))
    with pytest.raises(RefusedError) as told:
        open_body(SAMPLE["part"], place=PLACE, key=stranger)
    assert told.value.code == "sealed.unreadable"


@given(st.binary(max_size=9000))
def test_padding_comes_off_again(raw):
    assert unpad(pad(raw)) == raw


@pytest.mark.parametrize("case", PADDING["refused"], ids=lambda case: case["name"])
def test_false_padding_is_refused(case):
    with pytest.raises(RefusedError) as told:
        unpad(unb64(case["padded"]))
    assert told.value.code == "sealed.padding"


def test_padded_bytes_are_the_known_ones():
    assert b64(pad(unb64(PADDING["raw"]))) == PADDING["padded"]
    with pytest.raises(RefusedError) as told:
        pad(bytes(PADDING["too_long"]))
    assert told.value.code == "sealed.long"


@st.composite
def tampered(draw):
    """Exchange, flip, cut or replay one element of a body."""
    part = dict(SAMPLE["part"])
    how = draw(st.sampled_from(("exchange", "flip", "cut", "junk", "drop")))
    field = draw(st.sampled_from(sorted(part)))
    if how == "exchange":
        part[field] = OTHER["part"][field]
    elif how == "junk":
        part[field] = draw(st.none() | st.booleans() | st.integers() | st.text())
    elif how == "drop":
        del part[field]
    else:
        field = draw(st.sampled_from(("salt", "ct")))
        raw = bytearray(unb64(part[field]))
        at = draw(st.integers(0, len(raw) - 1))
        raw[at] ^= draw(st.integers(1, 255))
        part[field] = b64(raw if how == "flip" else raw[:at])
    return part


@settings(max_examples=500)
@given(tampered())
def test_any_element_changed_is_refused(part):
    assume(part != SAMPLE["part"])
    with pytest.raises(RefusedError):
        open_body(part, place=PLACE, key=KEY)


@settings(max_examples=100)
@given(
    st.builds(
        Place,
        st.just(PLACE.object),
        st.sampled_from(("contact", "identity")),
        st.integers(1, 4),
    )
)
def test_a_replayed_version_or_room_is_refused(place):
    assume(place != PLACE)
    with pytest.raises(RefusedError) as told:
        open_body(SAMPLE["part"], place=place, key=KEY)
    assert told.value.code == "sealed.other"


def test_a_drawn_key_comes_back_and_hides_itself():
    key = new_key(1790000000000)
    assert is_uuid7(key.id)
    assert keys_from(keys_plain({"identity": key})) == {"identity": key}
    assert b64(key.key) not in repr(key)
    assert str(key.key) not in repr(key)


@pytest.mark.parametrize(
    "plain", [None, [], 7, {"identity": 7}, {"identity": {"id": "x"}},
              {"identity": {"id": "x", "key": "AAAA"}},
              {"identity": {"id": "x", "key": b64(bytes(32))}},
              {"identity": {"id": KEY.id, "key": b64(bytes(31))}},
              {"identity": {"id": KEY.id, "key": b64(bytes(32)), "more": 1}}],
)  # fmt: skip
def test_other_shapes_of_keys_are_refused(plain):
    with pytest.raises(RefusedError) as told:
        keys_from(plain)
    assert told.value.code == "sealed.plain"
