import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from client.grants import (
    Circle,
    Terms,
    case_grants,
    hold_grant,
    join_halves,
    joined,
    make_grant,
    open_grant,
    split_key,
)
from client.keys import new_agency_keys
from client.known.grants import AGENCY, FOCAL, KEYS, LEAD, VAULT
from client.sealing import CompartmentKey, keys_plain
from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.kernel.refusal import RefusedError
from tests.client.known import drawing, key_of, pair_of

pytestmark = pytest.mark.rules
VECTORS = read_vectors("grant")
SIGNER, MINE = pair_of(VECTORS["signer"]), pair_of(VECTORS["recipient"])
TERMS, PART, HOLD = Terms(**VECTORS["terms"]), VECTORS["part"], VECTORS["hold"]


def code_of(part, *, terms=TERMS, mine=MINE, signer=SIGNER.entry):
    with pytest.raises(RefusedError) as told:
        open_grant(part, terms=terms, mine=mine, signer=signer)
    return told.value.code, told.value.field


def test_the_known_grant_opens():
    keys = open_grant(PART, terms=TERMS, mine=MINE, signer=SIGNER.entry)
    assert keys_plain(keys) == VECTORS["keys"]


def test_the_grant_from_a_browser_opens():
    made = read_vectors("grant_from_browser")
    terms = Terms(**made["terms"])
    keys = open_grant(made["part"], terms=terms, mine=MINE, signer=SIGNER.entry)
    assert keys_plain(keys) == made["keys"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_a_tampered_grant_is_refused(case):
    assert code_of(case["part"]) == (case["code"], case["field"])


def test_nobody_but_the_recipient_opens_a_grant():
    assert code_of(PART, mine=VAULT) == ("grant.recipient", "")


def test_a_grant_said_to_be_signed_by_another_is_forged():
    assert code_of(PART, signer=MINE.entry) == ("grant.forged", "")
    assert code_of(PART, signer={**SIGNER.entry, "epoch": 2}) == ("grant.forged", "")


def test_an_agency_key_signs_no_grant():
    assert code_of({**PART, "signer": VAULT.fingerprint}, signer=VAULT.entry) == (
        "grant.forged",
        "",
    )


def test_a_false_entry_is_refused_before_anything_is_sealed():
    for entry in ({}, {**FOCAL.entry, "suite": 1}):
        with pytest.raises(RefusedError) as told:
            make_grant(KEYS, terms=TERMS, to=entry, signer=LEAD)
        assert told.value.code == "key.malformed"


def test_one_grant_carries_all_keys_and_none_looks_like_another():
    one, two = (
        make_grant(KEYS, terms=TERMS, to=FOCAL.entry, signer=LEAD) for _t in range(2)
    )
    assert one["enc"] != two["enc"]
    assert open_grant(one, terms=TERMS, mine=FOCAL, signer=LEAD.entry) == KEYS


def test_a_case_is_granted_to_its_lead_and_in_halves():
    oversight = new_agency_keys("oversight", AGENCY)
    circle = Circle(FOCAL.entry, VAULT.entry, oversight.entry)
    parts = case_grants(KEYS, terms=TERMS, circle=circle, signer=LEAD)
    opened = [
        open_grant(
            part,
            terms=Terms(TERMS.object, part["rights"], TERMS.consent),
            mine=mine,
            signer=LEAD.entry,
        )
        for part, mine in zip(parts, (FOCAL, VAULT, oversight), strict=True)
    ]
    whole, vault, other = opened
    assert whole == KEYS
    assert [part["rights"] for part in parts] == [
        "read",
        "half-vault",
        "half-oversight",
    ]
    for name, key in KEYS.items():
        assert join_halves(vault[name], other[name]) == key
        assert key.key not in (vault[name].key, other[name].key)


def test_the_known_halves_make_the_known_key():
    rows = VECTORS["halves"]
    key, vault, oversight = (key_of(rows[n]) for n in ("key", "vault", "oversight"))
    assert split_key(key, drawing(rows["vault"]["key"])) == (vault, oversight)
    assert join_halves(vault, oversight) == key
    with pytest.raises(RefusedError) as told:
        join_halves(vault, CompartmentKey("another", oversight.key))
    assert told.value.code == "sealed.other"


def test_an_agency_key_is_handed_to_its_holder():
    agency, terms = pair_of(HOLD["agency"]), Terms(AGENCY, "hold")
    made = hold_grant(agency, record=HOLD["record"], to=FOCAL.entry, signer=LEAD)
    for part in (made, HOLD["part"]):
        held = open_grant(part, terms=terms, mine=FOCAL, signer=LEAD.entry)
        assert held == {"vault": CompartmentKey(HOLD["record"], agency.kem_seed)}


def test_a_lost_caseload_is_joined_from_its_two_halves():
    rows = read_vectors("recovery")
    mine, signer = pair_of(rows["recipient"]), pair_of(rows["signer"]).entry
    vault, oversight, glass = (
        open_grant(row["part"], terms=Terms(**row["terms"]), mine=mine, signer=signer)
        for row in rows["halves"]
    )
    assert glass == oversight
    assert keys_plain(joined(vault, oversight)) == rows["joined"]
    for short in ({}, dict(list(oversight.items())[1:])):
        with pytest.raises(RefusedError) as told:
            joined(vault, short)
        assert told.value.code == "sealed.other"


def test_the_recovery_key_opens_each_agency_key_and_no_half():
    rows = read_vectors("recovery")
    mine, signer = pair_of(rows["recovery"]), pair_of(rows["signer"]).entry
    for row in rows["held"]:
        owner = row["agency"]["entry"]["owner"]
        terms = Terms(row["agency"]["entry"]["id"], "hold")
        held = open_grant(row["part"], terms=terms, mine=mine, signer=signer)
        assert b64(held[owner].key) == row["agency"]["kem"]
    half = rows["halves"][0]
    with pytest.raises(RefusedError) as told:
        open_grant(half["part"], terms=Terms(**half["terms"]), mine=mine, signer=signer)
    assert told.value.code == "grant.recipient"


@st.composite
def tampered(draw):
    """Exchange, flip, cut or replay one element of a grant."""
    part = dict(PART)
    how = draw(st.sampled_from(("exchange", "flip", "cut", "junk", "drop")))
    field = draw(st.sampled_from(sorted(part)))
    if how == "exchange":
        part[field] = HOLD["part"][field]
    elif how == "junk":
        part[field] = draw(st.none() | st.booleans() | st.integers() | st.text())
    elif how == "drop":
        del part[field]
    else:
        field = draw(st.sampled_from(("enc", "ct", "sig", "to", "signer")))
        raw = bytearray(unb64(part[field]))
        at = draw(st.integers(0, len(raw) - 1))
        raw[at] ^= draw(st.integers(1, 255))
        part[field] = b64(raw if how == "flip" else raw[:at])
    return part


@settings(max_examples=500, deadline=None)
@given(tampered())
def test_any_element_changed_is_refused(part):
    assume(part != PART)
    code_of(part)
