"""Split the secret behind a recovery key in three; any two give it back.

Shamir's scheme over GF(2^8), and 24 words a share. docs/formats/shares.md.
A reference, not for speed: browsers use an audited library.
"""

import hashlib
import os
import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from client.keys import KeyPair, key_pair
from client.sealing import Random, hkdf
from demeso.kernel.canon import Json
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import KEY_SIZE

SECRET_SIZE = 24
SHARES, ENOUGH = 3, 2
WORD_BITS, WORD_COUNT = 10, 24
HEAD_SIZE, CHECK_SIZE = 3, 3
SHARE_SIZE = HEAD_SIZE + SECRET_SIZE + CHECK_SIZE
FIELD, LAST_EPOCH = 0x11B, 255
SEED_INFO = b"demeso/recovery/v1\n"
SIGN_INFO = b"demeso/recovery/sign/v1\n"
CHECKED_AS = b"demeso/share/v1\n"
LIST = Path(__file__).parent.parent / "web" / "src" / "session" / "wordlist.ts"
WORDS = re.findall(r"\w+", LIST.read_text("utf-8").split("`")[1])


@dataclass(frozen=True)
class Share:
    """One of three: which one, of which epoch, and its point of the line."""

    part: int
    epoch: int
    x: int
    y: bytes = field(repr=False)


def split_secret(
    secret: bytes, *, epoch: int, random: Random = os.urandom
) -> list[Share]:
    """Draw a line through the secret for each byte; return three points of it."""
    refuse_unless(len(secret) == SECRET_SIZE, "share.secret")
    refuse_unless(0 < epoch <= LAST_EPOCH, "share.epoch", field=str(epoch))
    slope = random(SECRET_SIZE)
    return [
        Share(part, epoch, part, _point(secret, slope, part))
        for part in range(1, SHARES + 1)
    ]


def combine_shares(one: Share, other: Share) -> bytes:
    """Return the secret that two shares of one epoch hold."""
    refuse_unless(one.epoch == other.epoch, "share.epoch", field=str(other.epoch))
    apart = one.part != other.part and one.x != other.x
    refuse_unless(apart, "share.twice", field=str(one.part))
    width = _inverse(one.x ^ other.x)
    near, far = _times(other.x, width), _times(one.x, width)
    return bytes(
        _times(a, near) ^ _times(b, far) for a, b in zip(one.y, other.y, strict=True)
    )


def recovery_pair(secret: bytes, agency: str, *, epoch: int) -> KeyPair:
    """Return the recovery key that grows from a secret."""
    kem, sign = (hkdf(secret, b"", info, KEY_SIZE) for info in (SEED_INFO, SIGN_INFO))
    return key_pair("recovery", agency, kem_seed=kem, sign_seed=sign, epoch=epoch)


def recovered(one: Share, other: Share, entry: dict[str, Json]) -> KeyPair:
    """Return the recovery key of an entry; refuse two shares that give another."""
    epoch = int(str(entry["epoch"]))
    for share in (one, other):
        refuse_unless(share.epoch == epoch, "share.epoch", field=str(share.epoch))
    secret = combine_shares(one, other)
    pair = recovery_pair(secret, str(entry["id"]), epoch=epoch)
    refuse_unless(pair.entry == entry, "share.apart")
    return pair


def share_words(share: Share) -> list[str]:
    """Return a share as the 24 words that stand on its sheet."""
    held = bytes((share.part, share.epoch, share.x)) + share.y
    number = int.from_bytes(held + _check(held))
    steps = range(WORD_BITS * (WORD_COUNT - 1), -1, -WORD_BITS)
    return [WORDS[number >> step & (1 << WORD_BITS) - 1] for step in steps]


def read_share(words: Sequence[str]) -> Share:
    """Read a share from its words; refuse what was not written so."""
    refuse_unless(len(words) == WORD_COUNT, "share.short", field=str(len(words)))
    number = 0
    for place, word in enumerate(words, start=1):
        refuse_unless(word in WORDS, "share.word", field=str(place))
        number = number << WORD_BITS | WORDS.index(word)
    raw = number.to_bytes(SHARE_SIZE)
    held, check = raw[:-CHECK_SIZE], raw[-CHECK_SIZE:]
    part, epoch, x = held[:HEAD_SIZE]
    right = check == _check(held) and part in range(1, SHARES + 1) and epoch and x
    refuse_unless(bool(right), "share.check")
    return Share(part, epoch, x, held[HEAD_SIZE:])


def _check(held: bytes) -> bytes:
    return hashlib.sha256(CHECKED_AS + held).digest()[:CHECK_SIZE]


def _point(secret: bytes, slope: bytes, x: int) -> bytes:
    return bytes(s ^ _times(m, x) for s, m in zip(secret, slope, strict=True))


def _times(one: int, other: int) -> int:
    """Multiply in GF(2^8), modulo x⁸ + x⁴ + x³ + x + 1."""
    product = 0
    for bit in range(8):
        product ^= one << bit if other >> bit & 1 else 0
    for bit in range(14, 7, -1):
        product ^= FIELD << bit - 8 if product >> bit & 1 else 0
    return product


def _inverse(value: int) -> int:
    """Return what a value must be multiplied by to give one: its 254th power."""
    power = 1
    for _step in range(254):
        power = _times(power, value)
    return power
