"""Known answers for passphrases and bundles."""

from typing import Any

from client.drawing import seeded
from client.keys import PassphraseKeys, make_bundle, new_kdf, passphrase_keys
from client.known.bodies import OTHER, USER_KEY, refusal
from client.known.grants import LEAD, pair_json
from client.sealing import Part
from demeso.kernel.canon import b64, unb64

PASSPHRASE = "quatre mots du marché"  # noqa: S105 -- fictional, for vectors
KDF = new_kdf(random=seeded("kdf"))
PHRASES = (PASSPHRASE, "quatre mots du marche\u0301", "ﬁn ①")


def _json(keys: PassphraseKeys) -> dict[str, str]:
    return {"login": keys.login, "wrap": b64(keys.wrap)}


def passphrase_vectors() -> dict[str, Any]:
    """Return what passphrases become, and settings below the floor."""
    rows: tuple[tuple[str, Part, str], ...] = (
        ("too little memory", {**KDF, "m": 19455}, "m"),
        ("too few passes", {**KDF, "t": 1}, "t"),
        ("two lanes", {**KDF, "p": 2}, "p"),
        ("another function", {**KDF, "name": "pbkdf2"}, "name"),
        ("a short salt", {**KDF, "salt": b64(bytes(8))}, "salt"),
        ("more memory than a phone has", {**KDF, "m": 1048577}, "m"),
        ("a fraction of memory", {**KDF, "m": "19456"}, "m"),
        ("a setting too many", {**KDF, "v": 19}, "fields"),
    )
    cases = [
        {"passphrase": phrase, "kdf": KDF, **_json(passphrase_keys(phrase, KDF))}
        for phrase in PHRASES
    ]
    refused = [{"name": n, "kdf": bad, "field": f} for n, bad, f in rows]
    return {"cases": cases, "refused": refused}


def bundle_vectors() -> dict[str, Any]:
    """Return a worker's bundle, and changed ones."""
    wrap = passphrase_keys(PASSPHRASE, KDF).wrap
    bundle: dict[str, Any] = make_bundle(
        LEAD, user_key=USER_KEY, wrap=wrap, kdf=KDF, random=seeded("bundle")
    )
    worker, box = str(LEAD.entry["id"]), bundle["private"]
    ct = unb64(box["ct"])
    flipped = {**box, "ct": b64(ct[:-1] + bytes([ct[-1] ^ 1]))}
    stronger, weaker = {**KDF, "t": 3}, {**KDF, "m": 8192}
    rows = (
        ("another worker's", bundle, OTHER, "sealed.unreadable"),
        (
            "other KDF settings",
            {**bundle, "kdf": stronger},
            worker,
            "sealed.unreadable",
        ),
        ("KDF below the floor", {**bundle, "kdf": weaker}, worker, "kdf"),
        ("a flipped bit", {**bundle, "private": flipped}, worker, "sealed.unreadable"),
        ("an unknown suite", {**bundle, "suite": 2}, worker, "suite"),
        ("boxes exchanged", {**bundle, "wrapped": box}, worker, "wrapped"),
    )
    return {
        "worker": worker,
        "passphrase": PASSPHRASE,
        "wrap": b64(wrap),
        "user_key": b64(USER_KEY),
        "pair": pair_json(LEAD),
        "bundle": bundle,
        "refused": [
            {"name": n, "bundle": b, "worker": w, **refusal(no, "bundle.malformed")}
            for n, b, w, no in rows
        ],
    }
