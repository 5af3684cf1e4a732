"""Hand compartment keys to one recipient: HPKE with X-Wing, signed (suite 2)."""

import os
from collections.abc import Mapping
from dataclasses import dataclass

from cryptography.exceptions import InvalidSignature, InvalidTag
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.asymmetric.mlkem import MLKEM768PublicKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PublicKey
from cryptography.hazmat.primitives.hpke import (
    AEAD,
    KDF,
    KEM,
    MLKEM768X25519PublicKey,
    Suite,
)

from client.keys import KeyPair, kem_private
from client.sealing import (
    CompartmentKey,
    Part,
    Random,
    keys_from,
    keys_plain,
    pad,
    read_plain,
    require_part,
)
from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import (
    ENC_SIZE,
    GRANT_INFO,
    GRANT_SUITE,
    HALF_OVERSIGHT,
    HALF_VAULT,
    HOLD,
    KEM_SIZE,
    KEY_SIZE,
    READ,
    entry_fault,
    fingerprint,
    grant_context,
    grant_signed_bytes,
)

Entry = Mapping[str, Json]
HPKE = Suite(KEM.MLKEM768_X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


@dataclass(frozen=True)
class Terms:
    """What a grant is about: the object, the right, and the consent behind it."""

    object: str
    rights: str = READ
    consent: str | None = None


def make_grant(
    keys: Mapping[str, CompartmentKey], *, terms: Terms, to: Entry, signer: KeyPair
) -> Part:
    """Seal compartment keys to a public key entry, and sign the grant."""
    require_entry(to)
    part: Part = {
        "type": "grant",
        "suite": GRANT_SUITE,
        "object": terms.object,
        "to": fingerprint(to),
        "rights": terms.rights,
        "consent": terms.consent,
        "signer": signer.fingerprint,
    }
    plain = pad(canonical({"keys": keys_plain(keys)}))
    sealed = HPKE.encrypt(plain, _kem_public(to), _info(part))
    part |= {"enc": b64(sealed[:ENC_SIZE]), "ct": b64(sealed[ENC_SIZE:])}
    return {**part, "sig": b64(_sign(signer.sign_seed, grant_signed_bytes(part)))}


def open_grant(
    part: Mapping[str, Json], *, terms: Terms, mine: KeyPair, signer: Entry
) -> dict[str, CompartmentKey]:
    """Open a grant that must be for me, on those terms, from that signer."""
    require_grant(part, signer=signer)
    refuse_unless(part["to"] == mine.fingerprint, "grant.recipient")
    found = (part["object"], part["rights"], part["consent"])
    expected = (terms.object, terms.rights, terms.consent)
    refuse_unless(found == expected, "sealed.other")
    sealed = unb64(str(part["enc"])) + unb64(str(part["ct"]))
    try:
        plain = HPKE.decrypt(sealed, kem_private(mine.kem_seed), _info(part))
    except (InvalidTag, ValueError) as error:
        raise RefusedError("sealed.unreadable") from error
    return keys_from(read_plain(plain).get("keys"))


def require_grant(part: Mapping[str, Json], *, signer: Entry) -> None:
    """Refuse a grant that this signer did not make."""
    require_part(part, "grant")
    require_entry(signer)
    named = part["signer"] == fingerprint(signer) and bool(signer["sign"])
    refuse_unless(named, "grant.forged")
    public = Ed25519PublicKey.from_public_bytes(unb64(str(signer["sign"]), size=32))
    try:
        public.verify(unb64(str(part["sig"])), grant_signed_bytes(part))
    except InvalidSignature as error:
        raise RefusedError("grant.forged") from error


def require_entry(entry: Entry) -> None:
    """Refuse what is not a public key entry."""
    fault = entry_fault(entry)
    refuse_unless(not fault, "key.malformed", field=fault)


def split_key(
    key: CompartmentKey, random: Random = os.urandom
) -> tuple[CompartmentKey, CompartmentKey]:
    """Split a key in two halves, each alone worthless."""
    first = random(KEY_SIZE)
    second = _xor(key.key, first)
    return CompartmentKey(key.id, first), CompartmentKey(key.id, second)


def join_halves(vault: CompartmentKey, oversight: CompartmentKey) -> CompartmentKey:
    """Join the two halves of one key again."""
    refuse_unless(vault.id == oversight.id, "sealed.other")
    return CompartmentKey(vault.id, _xor(vault.key, oversight.key))


def joined(
    vault: Mapping[str, CompartmentKey], oversight: Mapping[str, CompartmentKey]
) -> dict[str, CompartmentKey]:
    """Join the two halves of an object's keys, compartment by compartment."""
    refuse_unless(vault.keys() == oversight.keys(), "sealed.other")
    return {name: join_halves(vault[name], oversight[name]) for name in vault}


@dataclass(frozen=True)
class Circle:
    """The three public keys that every case is granted to at its opening."""

    lead: Entry
    vault: Entry
    oversight: Entry


def case_grants(
    keys: Mapping[str, CompartmentKey],
    *,
    terms: Terms,
    circle: Circle,
    signer: KeyPair,
    random: Random = os.urandom,
) -> list[Part]:
    """Make a case's three grants: one to read, and two halves kept apart."""
    halves = {name: split_key(key, random) for name, key in keys.items()}
    shares = (
        (READ, circle.lead, keys),
        (HALF_VAULT, circle.vault, {name: pair[0] for name, pair in halves.items()}),
        (
            HALF_OVERSIGHT,
            circle.oversight,
            {name: pair[1] for name, pair in halves.items()},
        ),
    )
    return [
        make_grant(
            share, terms=Terms(terms.object, right, terms.consent), to=to, signer=signer
        )
        for right, to, share in shares
    ]


def hold_grant(agency: KeyPair, *, record: str, to: Entry, signer: KeyPair) -> Part:
    """Hand an agency key's private seed to a person who will hold it.

    `record` is the id under which the key entry was published.
    """
    name, object_ = str(agency.entry["owner"]), str(agency.entry["id"])
    held = {name: CompartmentKey(record, agency.kem_seed)}
    return make_grant(held, terms=Terms(object_, HOLD), to=to, signer=signer)


def _info(part: Mapping[str, Json]) -> bytes:
    return GRANT_INFO + canonical(grant_context(part))


def _kem_public(entry: Entry) -> MLKEM768X25519PublicKey:
    raw = unb64(str(entry["kem"]), size=KEM_SIZE)
    return MLKEM768X25519PublicKey(
        MLKEM768PublicKey.from_public_bytes(raw[:-KEY_SIZE]),
        X25519PublicKey.from_public_bytes(raw[-KEY_SIZE:]),
    )


def _sign(seed: bytes, message: bytes) -> bytes:
    return Ed25519PrivateKey.from_private_bytes(seed).sign(message)


def _xor(one: bytes, other: bytes) -> bytes:
    return bytes(a ^ b for a, b in zip(one, other, strict=True))
