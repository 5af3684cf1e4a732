"""Known answers for the three sheets of a recovery key."""

import hashlib
from dataclasses import asdict
from typing import Any

from client.drawing import seeded
from client.known.grants import AGENCY, pair_json
from client.shares import (
    SECRET_SIZE,
    WORDS,
    Share,
    recovery_pair,
    share_words,
    split_secret,
)
from demeso.kernel.canon import b64

EPOCH = 2
SECRET = seeded("recovery secret")(SECRET_SIZE)
SHEETS = split_secret(SECRET, epoch=EPOCH, random=seeded("line"))
OLDER = split_secret(SECRET, epoch=1, random=seeded("older line"))
OTHERS = split_secret(seeded("others")(24), epoch=EPOCH, random=seeded("their line"))


def share_json(share: Share) -> dict[str, Any]:
    """Return a share and its words, as they stand in vectors."""
    return {**asdict(share), "y": b64(share.y), "words": share_words(share)}


def _refused_words() -> list[dict[str, Any]]:
    words = share_words(SHEETS[0])
    other = WORDS[(WORDS.index(words[6]) + 1) % len(WORDS)]
    rows: tuple[tuple[str, list[str], str, str], ...] = (
        ("a word too few", words[:-1], "share.short", "23"),
        ("a word that is not on the list", [*words[:4], "demeso", *words[5:]],
         "share.word", "5"),
        ("another word of the list", [*words[:6], other, *words[7:]],
         "share.check", ""),
        ("two words exchanged", [words[1], words[0], *words[2:]], "share.check", ""),
        ("nothing but the first word", [WORDS[0]] * 24, "share.check", ""),
    )  # fmt: skip
    return [{"name": n, "words": w, "code": c, "field": f} for n, w, c, f in rows]


def _refused_pairs() -> list[dict[str, Any]]:
    first, second, _third = SHEETS
    rows = (
        ("one sheet twice", first, first, "share.twice", "1"),
        ("a sheet of an older key", first, OLDER[1], "share.epoch", "1"),
        ("two sheets of an older key", OLDER[0], OLDER[2], "share.epoch", "1"),
        ("a sheet of other people", second, OTHERS[2], "share.apart", ""),
        ("two sheets of other people", OTHERS[0], OTHERS[2], "share.apart", ""),
    )
    return [
        {"name": n, "one": share_words(a), "other": share_words(b), "code": c,
         "field": f}
        for n, a, b, c, f in rows
    ]  # fmt: skip


def share_vectors() -> dict[str, Any]:
    """Return three sheets, the key they give, and what must be refused."""
    return {
        "list": b64(hashlib.sha256(" ".join(WORDS).encode()).digest()),
        "secret": b64(SECRET),
        "pair": pair_json(recovery_pair(SECRET, AGENCY, epoch=EPOCH)),
        "sheets": [share_json(share) for share in SHEETS],
        "refused_words": _refused_words(),
        "refused_pairs": _refused_pairs(),
    }
