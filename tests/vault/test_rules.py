import os

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.grants import Circle, Terms, case_grants, make_grant
from client.keys import new_agency_keys, new_kdf, new_worker_keys
from client.sealing import Place, new_key, seal_body
from demeso.kernel.canon import b64
from demeso.kernel.ids import uuid7
from demeso.kernel.sealing import (
    GLASS,
    HALF_OVERSIGHT,
    HALF_VAULT,
    HOLD,
    READ,
    RECOVERY_OVERSIGHT,
    RECOVERY_VAULT,
)
from demeso.vault.rules import (
    Frame,
    Key,
    body_refusal,
    fake_settings,
    grant_refusal,
    is_signed,
    malformed,
    missing_halves,
)

pytestmark = pytest.mark.rules


def draw():
    return uuid7(1_790_000_000_000, os.urandom(10))


WORKER, OTHER, AGENCY, CASE = draw(), draw(), draw(), draw()
LEAD, FRIEND = new_worker_keys(WORKER), new_worker_keys(OTHER)
VAULT, OVERSIGHT = (
    new_agency_keys("vault", AGENCY),
    new_agency_keys("oversight", AGENCY),
)
ELSEWHERE = new_agency_keys("vault", draw())
RECOVERY = new_agency_keys("recovery", AGENCY)
OTHERS = new_agency_keys("recovery", draw())
COMPARTMENT = {"identity": new_key(1_790_000_000_000)}
KEYS = {
    pair.fingerprint: Key(
        pair.fingerprint, pair.entry["owner"], pair.entry["id"], pair.entry["sign"]
    )
    for pair in (LEAD, FRIEND, VAULT, OVERSIGHT, ELSEWHERE, RECOVERY, OTHERS)
}
RIGHTS = frozenset({READ, HALF_VAULT, HALF_OVERSIGHT})
FRAME = Frame(frozenset({CASE}), WORKER, AGENCY, RIGHTS)


def grant(to, rights=READ, object_=CASE, signer=LEAD):
    terms = Terms(object_, rights)
    return make_grant(COMPARTMENT, terms=terms, to=to.entry, signer=signer)


def body(compartment="identity", object_=CASE):
    place = Place(object_, compartment, 1)
    return seal_body({"called": "x"}, place=place, key=COMPARTMENT["identity"])


def test_well_shaped_parts_have_no_fault():
    assert malformed([body(), grant(LEAD)]) == ""
    assert malformed([]) == ""


def test_a_misshapen_part_names_its_field():
    assert malformed([{**body(), "suite": 9}]) == "suite"
    assert malformed([{"type": "letter"}]) == "type"
    assert malformed(["text"]) == "type"


def test_nothing_comes_twice_in_one_act():
    assert malformed([body(), body()]) == "twice"
    assert malformed([grant(LEAD), grant(LEAD)]) == "twice"
    assert malformed([grant(LEAD), grant(FRIEND)]) == ""


def test_a_body_belongs_to_the_acts_own_object():
    assert body_refusal(body(), FRAME) == ""
    assert body_refusal(body(object_=draw()), FRAME) == "vault.other_object"


def test_a_package_travels_with_a_referral_and_nothing_else_does():
    package = Frame(frozenset({CASE}), WORKER, AGENCY, RIGHTS, package=True)
    assert body_refusal(body("package"), FRAME) == "vault.other_compartment"
    assert body_refusal(body(), package) == "vault.other_compartment"
    assert body_refusal(body("package"), package) == ""


@pytest.mark.parametrize(
    ("part", "code"),
    [
        (grant(LEAD), ""),
        (grant(FRIEND), ""),
        (grant(VAULT, HALF_VAULT), ""),
        (grant(OVERSIGHT, HALF_OVERSIGHT), ""),
        (grant(OVERSIGHT, HALF_VAULT), "vault.recipient"),
        (grant(VAULT, HALF_OVERSIGHT), "vault.recipient"),
        (grant(ELSEWHERE, HALF_VAULT), "vault.recipient"),
        (grant(LEAD, HALF_VAULT), "vault.recipient"),
        (grant(VAULT, READ), "vault.recipient"),
        (grant(new_worker_keys(draw())), "vault.recipient"),
        (grant(LEAD, HOLD), "vault.other_rights"),
        (grant(LEAD, object_=draw()), "vault.other_object"),
        (grant(LEAD, signer=FRIEND), "vault.signer"),
        (grant(LEAD, signer=new_worker_keys(WORKER)), "vault.signer"),
        ({**grant(LEAD), "sig": b64(bytes(64))}, "vault.signature"),
        ({**grant(LEAD), "to": FRIEND.fingerprint}, "vault.signature"),
        ({**grant(LEAD), "consent": draw()}, "vault.signature"),
    ],
)
def test_a_grant_goes_to_the_right_key_signed_by_who_acts(part, code):
    assert grant_refusal(part, FRAME, KEYS) == code


@pytest.mark.parametrize(
    ("to", "code"),
    [
        (FRIEND, ""), (RECOVERY, ""),
        (VAULT, "vault.recipient"), (OTHERS, "vault.recipient"),
    ],
)  # fmt: skip
def test_a_held_key_goes_to_workers_and_the_agencys_own_recovery_key(to, code):
    frame = Frame(frozenset({AGENCY}), WORKER, AGENCY, frozenset({HOLD}))
    assert grant_refusal(grant(to, HOLD, AGENCY), frame, KEYS) == code


@pytest.mark.parametrize("right", [GLASS, RECOVERY_VAULT, RECOVERY_OVERSIGHT])
def test_half_a_case_goes_to_a_person_never_to_a_key_of_the_agency(right):
    frame = Frame(frozenset({CASE}), WORKER, AGENCY, frozenset({right}))
    assert grant_refusal(grant(FRIEND, right), frame, KEYS) == ""
    for pair in (VAULT, OVERSIGHT, RECOVERY):
        assert grant_refusal(grant(pair, right), frame, KEYS) == "vault.recipient"
    assert grant_refusal(grant(FRIEND, READ), frame, KEYS) == "vault.other_rights"


def test_a_new_case_has_its_leads_grant_and_both_halves():
    circle = Circle(LEAD.entry, VAULT.entry, OVERSIGHT.entry)
    whole = case_grants(COMPARTMENT, terms=Terms(CASE), circle=circle, signer=LEAD)
    assert not missing_halves(whole, KEYS, WORKER)
    for place in range(3):
        rest = [part for number, part in enumerate(whole) if number != place]
        assert missing_halves(rest, KEYS, WORKER)
    assert missing_halves(whole, KEYS, OTHER)
    assert missing_halves([body()], KEYS, WORKER)


def test_a_signature_is_checked_or_refused():
    key = Ed25519PrivateKey.generate()
    public = b64(key.public_key().public_bytes_raw())
    assert is_signed(public, b64(key.sign(b"x")), b"x")
    assert not is_signed(public, b64(key.sign(b"x")), b"y")
    assert not is_signed("", b64(key.sign(b"x")), b"x")
    assert not is_signed(public, "x", b"x")


def test_made_up_settings_are_stable_and_look_like_real_ones():
    real = {"a": new_kdf(m=32768, t=3), "b": new_kdf(m=65536, t=4)}
    settings = fake_settings("nana", real, b"secret")
    assert settings == fake_settings("nana", real, b"secret")
    like = {(kdf["m"], kdf["t"]) for kdf in real.values()}
    drawn = [fake_settings(f"n{number}", real, b"secret") for number in range(40)]
    assert {(kdf["m"], kdf["t"]) for kdf in drawn} == like
    assert set(settings) == set(real["a"])
    assert len({kdf["salt"] for kdf in drawn}) == 40
    assert {len(kdf["salt"]) for kdf in drawn} == {len(real["a"]["salt"])}


def test_made_up_settings_differ_from_house_to_house():
    one, other = (fake_settings("nana", {}, key) for key in (b"one", b"other"))
    assert one["salt"] != other["salt"]
    assert set(one) == set(new_kdf())
