"""Whose word on the keys of a case counts, beside one's own.

A server can say that a case went away and came back; it cannot sign for its worker.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from client.directory import Directory
from client.grants import require_grant
from client.keys import KeyPair
from demeso.kernel.canon import Json
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import READ

Part = Mapping[str, Json]


def require_giver(
    part: Part, changes: Iterable[Mapping[str, Any]], mine: KeyPair, known: Directory
) -> None:
    """Refuse a case's keys from whoever was not given them by me.

    Where I signed for nobody, not even for myself, whoever gave them first counts.
    """
    if part["consent"] is not None or part["signer"] == mine.fingerprint:
        return
    told = [one for change in changes for one in _about(change, part)]
    to = [str(one["to"]) for one in told if _is_by(one, mine)]
    if to:
        owners = {known.signer(print_)["id"] for print_ in to}
        right = known.signer(str(part["signer"]))["id"] in owners
    else:
        first = (one["signer"] for one in told if one["to"] == mine.fingerprint)
        right = next(first, None) == part["signer"]
    refuse_unless(right, "grant.signer")


def _about(change: Mapping[str, Any], part: Part) -> list[Part]:
    return [
        one
        for one in change["act"]["sealed"]
        if one.get("type") == "grant"
        and (one["object"], one["rights"]) == (part["object"], READ)
    ]


def _is_by(part: Part, mine: KeyPair) -> bool:
    try:
        require_grant(part, signer=mine.entry)
    except RefusedError:
        return False
    return True
