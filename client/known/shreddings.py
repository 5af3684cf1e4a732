"""Known answers for what a device forgets when she takes something back."""

import json
from typing import Any

from client.forgetting import let_go

HER, CASE, INCIDENT, REFERRAL, RELEASE, OTHER = (
    f"01890000-0000-7000-8000-00000000000{digit}" for digit in range(1, 7)
)
RECIPIENT = "recipient"


def _body(object_: str, compartment: str) -> dict[str, Any]:
    return {"type": "body", "object": object_, "compartment": compartment}


def _grant(object_: str, consent: str | None = None) -> dict[str, Any]:
    return {"type": "grant", "object": object_, "to": RECIPIENT, "consent": consent}


def _change(
    kind: str, record: str, groups: dict[str, Any], *sealed: dict[str, Any],
    root: str = HER,
) -> dict[str, Any]:  # fmt: skip
    act = {"id": kind, "kind": kind, "record": record, "groups": groups,
           "sealed": list(sealed)}  # fmt: skip
    return {"root": root, "state": "applied", "act": act}


def _story() -> list[dict[str, Any]]:
    """Return what lies on a device, in the ledger's order; the last is of another."""
    line = {"line": {"release": RELEASE, "case": CASE}}
    told = [
        _change("consent.given", HER, {"services": {"services": "yes"}}),
        _change("case.opened", CASE, {"opening": {"survivor": HER}}, _grant(CASE)),
        _change("identity.recorded", HER, {"profile": {"sex": "female"}},
                _body(CASE, "identity"), _body(CASE, "contact")),
        _change("needs.recorded", CASE, {"priorities": {"needs": ["health"]}}),
        _change("safety.recorded", CASE, {"danger": {"in_danger": "no"}},
                _body(CASE, "narrative")),
        _change("incident.recorded", INCIDENT, {"link": {"case": CASE}},
                _body(CASE, "sensitive"), _body(CASE, "narrative")),
        _change("release.given", RELEASE, {"release": {"survivor": HER}},
                _body(CASE, "contact")),
        _change("referral.sent", REFERRAL, line, _body(REFERRAL, "package"),
                _grant(REFERRAL, RELEASE)),
        _change("safety.recorded", OTHER, {"danger": {"in_danger": "no"}},
                _body(OTHER, "narrative"), root=OTHER),
    ]  # fmt: skip
    return [{"position": place, **one} for place, one in enumerate(told, start=1)]


def _taken(what: str, record: str, *sealed: dict[str, Any]) -> dict[str, Any]:
    said = {"withdrawal": {"what": what}}
    taken = _change("consent.withdrawn", record, said, *sealed)
    return {"position": 10, **taken}


TAKEN = (
    ("what she told", _taken("story", HER, _grant(CASE))),
    ("all help", _taken("services", HER)),
    ("one organisation", _taken("release", RELEASE)),
    ("figures alone", _taken("statistics", HER)),
    ("an unclear word", _taken("unknown", HER)),
)


def shredding_vectors() -> dict[str, Any]:
    """Return what lies on a device, and what is left after each withdrawal."""
    found = []
    for note, gone in TAKEN:
        left = json.loads(json.dumps(_story()))
        objects = let_go(left, gone)
        kept = [{"id": f"{one['position']}", "groups": one["act"]["groups"],
                 "sealed": one["act"]["sealed"]} for one in left]  # fmt: skip
        found.append(
            {"note": note, "gone": gone, "objects": sorted(objects), "left": kept}
        )
    return {"before": _story(), "taken": found}
