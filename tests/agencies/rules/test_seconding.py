import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.vectors import read_vectors
from demeso.agencies.rules.seconding import GIVEN, Statement, may_ask, may_second
from demeso.kernel.canon import b64, unb64
from demeso.vault.signing import (
    NAMED,
    PUBLISHED,
    KeyStatement,
    Signature,
    Signer,
    has_signed,
    have_signed,
)

VECTORS = read_vectors("seconding")
SAID = Statement("grant", "nana", "deme", "caseworker", GIVEN)
KEYS = {
    name: Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32))
    for name in ("awa", "moussa", "nana")
}
SIGNERS = {
    f"{name}-key": Signer(name, b64(key.public_key().public_bytes_raw()))
    for name, key in KEYS.items()
}


def signed(by: str, said: Statement = SAID, key: str = "") -> Signature:
    signature = b64(KEYS[key or by].sign(said.signed_bytes()))
    return Signature(by, f"{key or by}-key", signature)


def test_two_people_over_the_same_words_make_a_role():
    assert have_signed(SAID, (signed("awa"), signed("moussa")), SIGNERS)


def test_one_person_is_never_two():
    assert not have_signed(SAID, (signed("awa"), None), SIGNERS)
    assert not have_signed(SAID, (signed("awa"), signed("awa")), SIGNERS)
    assert not have_signed(SAID, (None, None), SIGNERS)


def test_nobody_signs_for_herself():
    assert not have_signed(SAID, (signed("awa"), signed("nana")), SIGNERS)


@pytest.mark.parametrize(
    "said",
    [
        Statement("grant", "nana", "deme", "supervisor", GIVEN),
        Statement("other", "nana", "deme", "caseworker", GIVEN),
        Statement("grant", "oumou", "deme", "caseworker", GIVEN),
        Statement("grant", "nana", "yelen", "caseworker", GIVEN),
        Statement("grant", "nana", "deme", "caseworker", "ended"),
    ],
)
def test_a_signature_is_good_for_its_own_words_only(said):
    assert not has_signed(SAID, signed("moussa", said), SIGNERS)


def test_a_signature_by_anothers_key_or_an_unknown_one_is_none():
    assert not has_signed(SAID, signed("moussa", key="awa"), SIGNERS)
    assert not has_signed(SAID, signed("moussa"), {})


@pytest.mark.parametrize(
    "kept", [None, "x", {}, {"by": "a", "key": "b"}, {"by": 1, "key": "b", "sig": "c"}]
)
def test_a_row_of_another_shape_holds_no_signature(kept):
    assert Signature.kept(kept) is None
    assert not has_signed(SAID, Signature("awa", "awa-key", "x"), SIGNERS)


def test_a_signature_is_kept_as_it_was_told():
    assert Signature.kept(signed("awa").wire()) == signed("awa")


@pytest.mark.parametrize(
    ("permissions", "home", "may"),
    [
        ({"people.write"}, False, True),
        ({"keys.vault"}, True, True),
        ({"keys.oversight"}, True, True),
        ({"keys.vault"}, False, False),
        ({"case.write"}, True, False),
    ],
)
def test_whoever_gives_roles_seconds_anywhere_and_key_holders_at_home(
    permissions, home, may
):
    asked = {"said": SAID, "first": "awa", "home": home}
    assert may_second("moussa", permissions, **asked) is may
    assert not may_second("awa", permissions, **asked), "she asked"
    assert not may_second("nana", permissions, **asked), "it is for her"


@pytest.mark.parametrize(
    ("step", "owner", "permissions", "held", "may"),
    [
        (PUBLISHED, "vault", {"keys.vault"}, False, True),
        (PUBLISHED, "vault", {"keys.oversight"}, True, False),
        (PUBLISHED, "recovery", {"people.write"}, False, True),
        (NAMED, "vault", {"keys.vault"}, False, False),
        (NAMED, "vault", set(), True, True),
    ],
)
def test_whoever_may_publish_a_key_asks_for_it_and_who_holds_it_for_one_more(
    step, owner, permissions, held, may
):
    said = KeyStatement("record", "fp", owner, "deme", 1, ("nana",), step)
    assert may_ask(said, permissions, held=held) is may


@pytest.mark.parametrize("known", VECTORS["roles"], ids=lambda one: one["said"]["step"])
def test_the_known_statements_about_roles_are_reproduced(known):
    said = Statement(**known["said"])
    assert said.signed_bytes() == unb64(known["words"])
    signers = {
        VECTORS[name]["fingerprint"]: Signer(
            VECTORS[name]["entry"]["id"], VECTORS[name]["entry"]["sign"]
        )
        for name in ("first", "second")
    }
    assert have_signed(said, map(Signature.kept, known["signed"]), signers)
