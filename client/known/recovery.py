"""Known answers for what recovery and urgent access hand out: halves, and seeds."""

from dataclasses import asdict
from typing import Any

from client.drawing import seeded
from client.grants import Terms, hold_grant, make_grant, split_key
from client.keys import KeyPair, new_agency_keys
from client.known.acts import RECORD
from client.known.bodies import OTHER
from client.known.grants import AGENCY, CONSENT, FOCAL, KEYS, LEAD, VAULT, pair_json
from client.sealing import keys_plain
from client.shares import SECRET_SIZE, recovery_pair
from demeso.kernel.sealing import GLASS, RECOVERY_OVERSIGHT, RECOVERY_VAULT

OVERSIGHT = new_agency_keys("oversight", AGENCY, random=seeded("oversight"))
RECOVERY = recovery_pair(seeded("recovery")(SECRET_SIZE), AGENCY, epoch=1)
HALVES = {name: split_key(key, seeded(f"half {name}")) for name, key in KEYS.items()}
FIRST = {name: pair[0] for name, pair in HALVES.items()}
SECOND = {name: pair[1] for name, pair in HALVES.items()}


def _held(agency: KeyPair, record: str) -> dict[str, Any]:
    part = hold_grant(agency, record=record, to=RECOVERY.entry, signer=LEAD)
    return {"agency": pair_json(agency), "record": record, "part": part}


def _half(rights: str) -> dict[str, Any]:
    terms = Terms(RECORD, rights, CONSENT)
    keys = FIRST if rights == RECOVERY_VAULT else SECOND
    part = make_grant(keys, terms=terms, to=FOCAL.entry, signer=LEAD)
    return {"terms": asdict(terms), "keys": keys_plain(keys), "part": part}


def recovery_vectors() -> dict[str, Any]:
    """Return both agency keys sealed to recovery, and each half of one object."""
    return {
        "signer": pair_json(LEAD),
        "recipient": pair_json(FOCAL),
        "recovery": pair_json(RECOVERY),
        "held": [_held(VAULT, RECORD), _held(OVERSIGHT, OTHER)],
        "halves": [_half(each) for each in (RECOVERY_VAULT, RECOVERY_OVERSIGHT, GLASS)],
        "joined": keys_plain(KEYS),
    }
