"""Signed checkpoints: what a witness can check with the public key alone."""

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from demeso.ledger.notes import (
    UnsignedError,
    checkpoint_text,
    key_hash,
    opened,
    public_of,
    signed,
    verifier,
)

SEED, OTHER = bytes(range(32)), bytes(32)
PUBLIC = public_of(SEED)
TEXT = checkpoint_text(7, bytes([5] * 32))


def test_a_checkpoint_is_three_lines_and_a_signature_line():
    note = signed(TEXT, SEED)
    lines = note.split("\n")
    assert lines[:2] == ["demeso/ledger", "7"]
    assert base64.b64decode(lines[2]) == bytes([5] * 32)
    assert lines[3] == ""
    assert lines[4].startswith("— demeso/ledger ")
    assert lines[5:] == [""]


def test_the_signature_line_names_its_key_and_covers_the_text_with_its_newline():
    raw = base64.b64decode(signed(TEXT, SEED).splitlines()[-1].split(" ")[-1])
    assert raw[:4] == key_hash(PUBLIC)
    key = Ed25519PrivateKey.from_private_bytes(SEED).public_key()
    key.verify(raw[4:], TEXT.encode())


def test_the_verifier_key_has_the_form_that_witnesses_keep():
    name, mark, key = verifier(SEED).split("+", 2)
    assert name == "demeso/ledger"
    assert bytes.fromhex(mark) == key_hash(PUBLIC)
    assert base64.b64decode(key) == b"\x01" + PUBLIC


def test_a_signed_checkpoint_opens():
    said = opened(signed(TEXT, SEED), PUBLIC)
    assert (said.size, said.root) == (7, bytes([5] * 32))


def test_a_note_with_a_witness_line_more_still_opens():
    note = signed(TEXT, SEED) + "— witness/one AAAA\n"
    assert opened(note, PUBLIC).size == 7


@pytest.mark.parametrize(
    "note",
    [
        "",
        TEXT,
        signed(TEXT, OTHER),
        signed(TEXT, SEED).replace("\n7\n", "\n8\n"),
        signed(TEXT, SEED).replace("— ", "- "),
        signed("demeso/ledger\n07\n" + TEXT.split("\n")[2] + "\n", SEED),
        signed("demeso/ledger\nx\n" + TEXT.split("\n")[2] + "\n", SEED),
        signed("other/ledger\n7\n" + TEXT.split("\n")[2] + "\n", SEED),
        signed("demeso/ledger\n7\nAAAA\n", SEED),
        signed("demeso/ledger\n7\n%%\n", SEED),
        signed("demeso/ledger\n", SEED),
        TEXT + "\n— demeso/ledger %%\n",
    ],
)
def test_anything_else_does_not_open(note):
    with pytest.raises(UnsignedError):
        opened(note, PUBLIC)
