"""Write the known answers that both languages must reproduce.

Run as `python -m client.vectors`; what it writes to tests/vectors is committed.
"""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from client.known.acts import act_vectors, clock_vectors
from client.known.bodies import body_vectors, keyring_vectors, padding_vectors
from client.known.deposits import deposit_vectors
from client.known.exchanges import exchange_vectors
from client.known.grants import entry_vectors, grant_vectors
from client.known.leases import lease_vectors
from client.known.logs import log_vectors
from client.known.merges import merging_vectors
from client.known.packages import package_vectors
from client.known.parcels import parcel_vectors
from client.known.passphrases import bundle_vectors, passphrase_vectors
from client.known.rankings import ranking_vectors
from client.known.recovery import recovery_vectors
from client.known.releases import release_vectors
from client.known.secondings import seconding_vectors
from client.known.shares import share_vectors
from client.known.shreddings import shredding_vectors
from client.known.texts import canon_vectors, code_vectors, id_vectors
from client.known.trees import ledger_vectors

Vectors = dict[str, Any]
FOLDER = Path(__file__).parent.parent / "tests" / "vectors"
MAKERS: dict[str, Callable[[], Vectors]] = {
    "canon": canon_vectors,
    "ids": id_vectors,
    "codes": code_vectors,
    "clock": clock_vectors,
    "padding": padding_vectors,
    "act": act_vectors,
    "body": body_vectors,
    "keyring": keyring_vectors,
    "entry": entry_vectors,
    "grant": grant_vectors,
    "deposit": deposit_vectors,
    "passphrase": passphrase_vectors,
    "bundle": bundle_vectors,
    "exchange": exchange_vectors,
    "lease": lease_vectors,
    "ledger": ledger_vectors,
    "log": log_vectors,
    "merging": merging_vectors,
    "package": package_vectors,
    "parcel": parcel_vectors,
    "ranking": ranking_vectors,
    "recovery": recovery_vectors,
    "release": release_vectors,
    "seconding": seconding_vectors,
    "shares": share_vectors,
    "shredding": shredding_vectors,
}
DRAWN = ("enc", "ct", "sig")  # of what HPKE seals: new at every sealing
SEALED = ("grant", "deposit", "parcel")


def read_vectors(name: str) -> Vectors:
    """Read one file of known answers."""
    return dict(json.loads((FOLDER / f"{name}.json").read_text("utf-8")))


def settled(value: Any) -> Any:
    """Return the value without what HPKE draws anew each time."""
    if isinstance(value, list):
        return [settled(item) for item in value]
    if not isinstance(value, dict):
        return value
    drawn = DRAWN if value.get("type") in SEALED else ()
    return {k: settled(item) for k, item in value.items() if k not in drawn}


def write_vectors(name: str) -> None:
    """Write one file, unless what stands there already says the same."""
    path = FOLDER / f"{name}.json"
    made = MAKERS[name]()
    if path.exists() and settled(read_vectors(name)) == settled(made):
        return
    text = json.dumps(made, ensure_ascii=True, indent=1)
    path.write_text(f"{text}\n", "utf-8")


if __name__ == "__main__":
    for each in MAKERS:
        write_vectors(each)
