"""Known answers for canonical JSON, ids and survivor codes."""

from typing import Any

from client.codes import new_code
from client.drawing import seeded
from demeso.kernel.canon import Json, canonical, digest
from demeso.kernel.ids import ALPHABET, CODE_SIZE, show_code, survivor_code, uuid7

VALUES: dict[str, Json] = {
    "nothing": {},
    "keys in byte order": {"b": 1, "a": 2, "B": 3, "_": 4, "aa": 5, "10": 6, "9": 7},
    "plain values": [None, True, False, 0, -1, 2**53 - 1, -(2**53) + 1, ""],
    "nested": {"a": [{"c": [], "b": {}}, [[1]]]},
    "French and Bambara": {"text": "Dɛmɛ ɲɔgɔn – « d'accord », œuf, Ségou"},
    "escapes": '"\\/\b\f\n\r\t\u0000\u001f\u007f',
    "line ends of JavaScript": "\u2028\u2029",
    "beyond the basic plane": "😀𐎀",
    "not normalised": ["é", "e\u0301", "ﬁ"],
}
REFUSED: dict[str, Any] = {
    "a fraction": [1.5],
    "too large": 2**53,
    "too small": -(2**53),
    "half a character": "\ud800",
    "the other half": ["a\udc00b"],
    "a key beyond ASCII": {"é": 1},
}
AT = 1790000000000
NOT_IDS = (
    "",
    "0",
    "01a0c4b1-9800-4abc-8def-0123456789ab",
    "01a0c4b1-9800-7abc-0def-0123456789ab",
    "01A0C4B1-9800-7ABC-8DEF-0123456789AB",
    "01a0c4b198007abc8def0123456789ab",
    "{01a0c4b1-9800-7abc-8def-0123456789ab}",
    " 01a0c4b1-9800-7abc-8def-0123456789ab",
    "01a0c4b1-9800-7abc-8def-0123456789ab\n",
)
PICKS = ([0] * 8, [29] * 8, [0, 1, 2, 3, 4, 5, 6, 7], [29, 0, 29, 0, 29, 0, 29, 0])


def canon_vectors() -> dict[str, Any]:
    """Return values, their canonical text and digest, and what has none."""
    return {
        "cases": [
            {
                "name": name,
                "value": value,
                "canonical": canonical(value).decode(),
                "digest": digest(value),
            }
            for name, value in VALUES.items()
        ],
        "refused": [{"name": n, "value": value} for n, value in REFUSED.items()],
    }


def id_vectors() -> dict[str, Any]:
    """Return UUIDv7s with their times and bytes, and texts that are none."""
    random = seeded("ids")
    drawn = [(0, bytes(10)), (2**48 - 1, b"\xff" * 10)]
    drawn += [(AT + step, random(10)) for step in range(4)]
    cases = [
        {"millis": millis, "random": raw.hex(), "id": uuid7(millis, raw)}
        for millis, raw in drawn
    ]
    return {"cases": cases, "refused": list(NOT_IDS)}


def code_vectors() -> dict[str, Any]:
    """Return picks with the code they make, and codes one slip away."""
    random = seeded("codes")
    drawn = [[byte % len(ALPHABET) for byte in random(CODE_SIZE)] for _row in range(60)]
    codes = [(picks, survivor_code(picks)) for picks in (*PICKS, *drawn)]
    right = new_code(lambda below: random(1)[0] % below)
    wrong = [
        right[1] + right[0] + right[2:],
        right[:-1],
        right.lower(),
        show_code(right),
    ]
    wrong += [right[:at] + _other(right[at]) + right[at + 1 :] for at in range(9)]
    cases = [
        {"picks": picks, "code": code, "shown": show_code(code) if code else None}
        for picks, code in codes
    ]
    return {"cases": cases, "refused": ["", *wrong]}


def _other(char: str) -> str:
    return ALPHABET[(ALPHABET.index(char) + 1) % len(ALPHABET)]
