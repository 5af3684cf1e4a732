"""Tell whether the rows beside a leaf say what its committed payload says. Pure."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from demeso.kernel.canon import Json
from demeso.kernel.clock import stamp
from demeso.ledger.payload import READ, REFUSAL, REFUSED

ENTRY = (
    "position", "id", "device", "seq", "kind", "record", "base", "form", "hlc",
    "actor", "device_time", "received_at", "state", "code", "root", "record_type",
)  # fmt: skip
SAID = ("device", "seq", "kind", "record", "base", "form", "hlc", "actor")
ACCESS = ("position", "record", "actor", "what", "at")
Row = tuple[Any, ...]


def is_act_committed(entry: Row, body: str, data: Mapping[str, Any]) -> bool:
    """Tell whether an entry says what the committed payload says."""
    row = dict(zip(ENTRY, entry, strict=True))
    told = json.loads(body)
    act: dict[str, Json] = told["act"]
    said = all(row[name] == act[name] for name in SAID)
    place = (told.get("root", ""), told.get("record_type", ""), told.get("code", ""))
    kept = (row["root"], row["record_type"], row["code"])
    moment: datetime = row["received_at"]
    return (
        said
        and row["id"] == told.get("entry", act["id"])
        and row["device_time"] == act["time"]
        and kept == place
        and stamp(moment) == data["t"]
        and row["kind"] == data["kind"]
    )


def are_accesses_committed(
    accesses: Iterable[Row], body: str, data: Mapping[str, Any]
) -> bool:
    """Tell whether the access rows of a leaf are those that it commits to.

    A reading and a refusal name the records; nothing else has access rows.
    """
    kept = Counter((*row[1:-1], stamp(row[-1])) for row in accesses)
    return kept == Counter(_told(json.loads(body), data))


def _told(body: Mapping[str, Any], data: Mapping[str, Any]) -> Iterable[Row]:
    if data.get("type") not in (READ, REFUSAL):
        return []
    is_read = data["type"] == READ
    what = body["what"] if is_read else f"{REFUSED}{body['code']}"
    return [(record, body["actor"], what, data["t"]) for record in body["records"]]
