"""What a device forgets when she takes something back. Pure.

The same in `web/src/shelf/forgetting.ts`; both pass `tests/vectors/shredding.json`.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from demeso.casework.rules.shredding import erased, shredded

WITHDRAWN, SENT, RELEASED = "consent.withdrawn", "referral.sent", "release.given"
RELEASE, SERVICES = "release", "services"
PACKAGE = "package"
Change = dict[str, Any]


def what_of(change: Mapping[str, Any]) -> str:
    """Return what a withdrawal names; nothing for any other act."""
    act = change["act"]
    if act["kind"] != WITHDRAWN or change["state"] != "applied":
        return ""
    return str(act["groups"].get("withdrawal", {}).get("what", ""))


def let_go(changes: Iterable[Change], gone: Change) -> frozenset[str]:
    """Take out of what was there before a withdrawal all that it names.

    Returns the objects whose keys are not to be used as they were.
    """
    what, touched = what_of(gone), set()
    for one in changes:
        act = one["act"]
        if one["position"] >= gone["position"] or act["kind"] == WITHDRAWN:
            continue
        if what == RELEASE:
            hit = _is_of_release(act, gone["act"]["record"])
        else:
            hit = what in (SERVICES, "story") and one["root"] == gone["act"]["record"]
        if hit:
            touched |= {part["object"] for part in act["sealed"] if _goes(part, what)}
            act["sealed"] = [part for part in act["sealed"] if not _goes(part, what)]
            act["groups"] = {} if act["kind"] in erased(what) else act["groups"]
    return frozenset(touched)


def _is_of_release(act: Mapping[str, Any], release: str) -> bool:
    if act["kind"] == RELEASED:
        return bool(act["record"] == release)
    line = act["groups"].get("line", {})
    return bool(act["kind"] == SENT and line.get("release") == release)


def _goes(part: Mapping[str, Any], what: str) -> bool:
    if what in (RELEASE, SERVICES):
        return True
    if part["type"] == "body":
        return part["compartment"] in shredded(what)
    return part["consent"] is None  # the grants of her case, not those of a sheet
