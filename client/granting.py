"""Which grants a device believes: who may give it, about what, and since when. Pure.

The signature says who made a grant; this says whether she could have made it here.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from client.sealing import CompartmentKey
from demeso.kernel.canon import Json
from demeso.kernel.refusal import refuse_unless

PACKAGES = "referral."  # acts that hand on sheets, under her yes
MINE = (
    "case.opened",
    "case.reopened",
    "caseload.taken",
    "case.taken",
    "consent.withdrawn",
    "keys.replaced",
)  # by which a lead gives keys to herself
Keys = Mapping[str, CompartmentKey]


@dataclass(frozen=True)
class Standing:
    """A proved key: its owner, its epoch, and its leaf's place in the log."""

    owner: str
    id: str
    epoch: int
    place: int


def require_expected(
    grant: Mapping[str, Json], change: Mapping[str, Any], *, signer: Standing,
    others: Iterable[Standing], me: str,
) -> None:  # fmt: skip
    """Refuse a grant that has no business in the act that it came with.

    `others` are the proved keys of the same signer, `me` is who reads it.
    """
    act = change["act"]
    giver = me if act["kind"] in MINE else signer.id
    hers = (signer.owner, signer.id) == ("worker", act["actor"]) and signer.id == giver
    refuse_unless(hers, "grant.signer")
    before = [key.epoch for key in others if key.place < change["position"]]
    refuse_unless(signer.epoch == max(before, default=0), "grant.epoch")
    right = _is_sheet(grant, act) if _hands_on(act) else grant["consent"] is None
    refuse_unless(right and grant["rights"] == "read", "sealed.other")


def _hands_on(act: Mapping[str, Any]) -> bool:
    return str(act["kind"]).startswith(PACKAGES)


def _is_sheet(grant: Mapping[str, Json], act: Mapping[str, Any]) -> bool:
    """Tell whether a grant is of this referral, under the yes that it names."""
    said = act["groups"].get("line")
    release = said.get("release") if isinstance(said, Mapping) else grant["consent"]
    named = grant["consent"] is not None and grant["consent"] == release
    return named and grant["object"] == act["record"]


def is_newer(found: Keys, held: Keys) -> bool:
    """Tell whether keys were drawn after others: a key's id begins with its time."""
    return _drawn(found) > _drawn(held)


def _drawn(keys: Keys) -> str:
    return max((key.id for key in keys.values()), default="")
