import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.vectors import read_vectors
from demeso.kernel.canon import LARGEST, b64, canonical, digest, unb64

pytestmark = pytest.mark.rules
VECTORS = read_vectors("canon")

texts = st.text(st.characters(exclude_categories=["Cs"]))
keys = st.text(st.characters(max_codepoint=127))
values = st.recursive(
    st.none() | st.booleans() | st.integers(-LARGEST, LARGEST) | texts,
    lambda inner: st.lists(inner) | st.dictionaries(keys, inner),
    max_leaves=20,
)


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_canonical_bytes_are_the_known_ones(case):
    assert canonical(case["value"]).decode() == case["canonical"]
    assert digest(case["value"]) == case["digest"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_what_has_no_one_form_is_refused(case):
    with pytest.raises(ValueError, match=r"canonical|keys|surrogates"):
        canonical(case["value"])


@pytest.mark.parametrize("value", [1.0, float("nan"), b"bytes", {1: "one"}, {"a"}])
def test_what_json_cannot_carry_is_refused(value):
    with pytest.raises(ValueError, match=r"canonical|keys"):
        canonical(value)


@given(values)
def test_reading_canonical_bytes_gives_the_value_back(value):
    assert json.loads(canonical(value)) == value


@given(st.dictionaries(keys, texts))
def test_the_order_of_keys_does_not_matter(value):
    turned = dict(reversed(value.items()))
    assert canonical(turned) == canonical(value)


@given(st.binary(max_size=80))
def test_base64url_comes_back(raw):
    assert unb64(b64(raw), size=len(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AA==", "AB", "A+8", "A/8", " AA", "AA\n", "é"])
def test_base64url_is_read_one_way_only(text):
    with pytest.raises(ValueError, match=r"base64url|ASCII"):
        unb64(text)


def test_another_size_is_refused():
    with pytest.raises(ValueError, match="size"):
        unb64("AAAA", size=4)
