import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.vault.signing import (
    NAMED,
    PUBLISHED,
    KeyStatement,
    Signature,
    Signer,
    have_sheets_signed,
    have_signed,
)

VECTORS = read_vectors("seconding")
KEYS = {
    name: Ed25519PrivateKey.from_private_bytes(name.encode().ljust(32))
    for name in ("kadi", "bintou", "coumba", "deme")
}
SIGNERS = {
    f"{name}-key": Signer(name, b64(key.public_key().public_bytes_raw()))
    for name, key in KEYS.items()
}
SAID = KeyStatement("r", "fp", "vault", "deme", 1, ("coumba", "kadi"), PUBLISHED)
HANDED = KeyStatement("r", "fp", "vault", "deme", 1, ("coumba",), NAMED)


def signed(by, said=SAID, message=None):
    sig = b64(KEYS[by].sign(message or said.signed_bytes()))
    return Signature(by, f"{by}-key", sig)


def test_two_people_over_the_same_words_make_a_key():
    assert have_signed(SAID, (signed("kadi"), signed("bintou")), SIGNERS)
    assert not have_signed(SAID, (signed("kadi"), signed("kadi")), SIGNERS)
    assert not have_signed(SAID, (signed("kadi"), None), SIGNERS)


def test_whoever_keeps_the_key_with_her_signs_and_whoever_is_handed_it_does_not():
    assert have_signed(SAID, (signed("kadi"), signed("coumba")), SIGNERS)
    both = signed("kadi", HANDED), signed("coumba", HANDED)
    assert not have_signed(HANDED, both, SIGNERS)


@pytest.mark.parametrize(
    "but",
    [{"holders": ()}, {"epoch": 2}, {"fp": "x"}, {"owner": "oversight"}, {"step": "x"}],
    ids=lambda but: next(iter(but)),
)
def test_changed_words_are_not_what_was_signed(but):
    other = KeyStatement(**{**SAID.__dict__, **but})
    assert not have_signed(other, (signed("kadi"), signed("bintou")), SIGNERS)


def test_two_sheets_stand_for_two_people_about_one_holder_only():
    words = HANDED.recovered_bytes()
    proof, recovery = signed("deme", message=words), {"deme-key": SIGNERS["deme-key"]}
    assert have_sheets_signed(HANDED, (None, proof), recovery)
    assert not have_sheets_signed(HANDED, (None, proof), {})
    assert not have_sheets_signed(HANDED, (signed("kadi"), proof), recovery)
    assert not have_sheets_signed(SAID, (None, proof), recovery)
    assert not have_sheets_signed(HANDED, (None, signed("kadi")), SIGNERS)
    assert not have_sheets_signed(HANDED, (None, None), recovery)


@pytest.mark.parametrize("known", VECTORS["keys"], ids=lambda one: one["said"]["step"])
def test_the_known_statements_are_reproduced(known):
    told = {**known["said"], "holders": tuple(known["said"]["holders"])}
    said = KeyStatement(**told)
    assert said.signed_bytes() == unb64(known["words"])
    assert sorted(said.barred) == known["barred"]
    assert said.wire() == known["said"]
    entries = (VECTORS[name]["entry"] for name in ("first", "second"))
    signers = {
        VECTORS[name]["fingerprint"]: Signer(entry["id"], entry["sign"])
        for name, entry in zip(("first", "second"), entries, strict=True)
    }
    both = [Signature.kept(one) for one in known["signed"]]
    assert have_signed(said, both, signers)


def test_a_signature_of_any_other_shape_is_none():
    for told in (None, {}, {"by": "x"}, {"by": "x", "key": "y", "sig": 1}):
        assert Signature.kept(told) is None
