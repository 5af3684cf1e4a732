import pytest
from hypothesis import given
from hypothesis import strategies as st

from client.vectors import read_vectors
from demeso.kernel.canon import b64
from demeso.kernel.sealing import (
    KDF_CEILING,
    KDF_FLOOR,
    LARGEST,
    LENGTH_SIZE,
    SUITES,
    bucket,
    bundle_fault,
    entry_fault,
    fingerprint,
    is_fingerprint,
    kdf_fault,
    page_fault,
    part_fault,
)

pytestmark = pytest.mark.rules
BODY = read_vectors("body")["cases"][0]["part"]
GRANT = read_vectors("grant")["part"]
PADDING = read_vectors("padding")
PASSPHRASE = read_vectors("passphrase")
KDF = PASSPHRASE["cases"][0]["kdf"]
PAGE = read_vectors("keyring")["page"]
BUNDLE = read_vectors("bundle")["bundle"]
ENTRY = read_vectors("entry")
FAULTS = (part_fault, bundle_fault, page_fault, entry_fault, kdf_fault)

junk = st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers())


def malformed(name):
    rows = read_vectors(name)["refused"]
    return [row for row in rows if row["code"].endswith(".malformed")]


@pytest.mark.parametrize("row", PADDING["cases"], ids=lambda row: str(row["size"]))
def test_buckets_are_the_known_ones(row):
    assert bucket(row["size"]) == row["padded"]


@given(st.integers(0, LARGEST - LENGTH_SIZE))
def test_a_bucket_is_the_smallest_that_holds(size):
    room = bucket(size)
    assert size + LENGTH_SIZE <= room
    assert room in (256, 1024) or room % 4096 == 0


def test_more_than_the_largest_bucket_is_refused():
    with pytest.raises(ValueError, match="too long"):
        bucket(PADDING["too_long"])


def test_right_shapes_have_no_fault():
    assert part_fault(BODY) == part_fault(GRANT) == ""
    assert page_fault(PAGE) == bundle_fault(BUNDLE) == kdf_fault(KDF) == ""
    assert [entry_fault(case["entry"]) for case in ENTRY["cases"]] == ["", "", ""]


@pytest.mark.parametrize(
    "row", malformed("body") + malformed("grant"), ids=lambda row: row["name"]
)
def test_the_field_at_fault_in_a_part_is_named(row):
    assert part_fault(row["part"]) == row["field"]


def test_the_field_at_fault_elsewhere_is_named():
    for row in malformed("keyring"):
        assert page_fault(row["page"]) == row["field"]
    for row in malformed("bundle"):
        assert bundle_fault(row["bundle"]) == row["field"]
    for row in ENTRY["refused"]:
        assert entry_fault(row["entry"]) == row["field"]
    for row in PASSPHRASE["refused"]:
        assert kdf_fault(row["kdf"]) == row["field"]


@given(st.sampled_from(sorted({*BODY, *GRANT})), junk)
def test_junk_in_any_field_is_a_fault_or_harmless(field, value):
    for part in (BODY, GRANT):
        assert part_fault({**part, field: value}) in ("", "type", "fields", field)


@pytest.mark.parametrize("value", [None, [], 7, "body", {"type": []}, {"type": None}])
def test_what_is_no_object_is_at_fault(value):
    assert part_fault(value) == "type"
    assert all(fault(value) for fault in FAULTS)


@pytest.mark.parametrize("right", ["recovery", "whole", "", None])
def test_no_other_right_is_known(right):
    assert part_fault({**GRANT, "rights": right}) == "rights"


@given(st.integers().filter(lambda suite: suite not in SUITES))
def test_an_unknown_suite_is_refused(suite):
    assert part_fault({**BODY, "suite": suite}) == "suite"
    assert part_fault({**GRANT, "suite": suite}) == "suite"


@pytest.mark.parametrize("setting", ["m", "t"])
def test_the_floor_and_the_ceiling_themselves_are_allowed(setting):
    for limit, beyond in ((KDF_FLOOR, -1), (KDF_CEILING, 1)):
        assert kdf_fault({**KDF, setting: limit[setting]}) == ""
        assert kdf_fault({**KDF, setting: limit[setting] + beyond}) == setting


def test_fingerprints_are_the_known_ones():
    for case in ENTRY["cases"]:
        assert fingerprint(case["entry"]) == case["fingerprint"]
        assert is_fingerprint(case["fingerprint"])
    assert not is_fingerprint(b64(bytes(31)))
    assert not is_fingerprint(None)
