"""`demeso found`: make the hosting agency and its first two administrators."""

import argparse
import os
import secrets
import sys
from dataclasses import dataclass, field
from datetime import datetime

from django.conf import settings

from demeso.agencies.queries.people import is_founded
from demeso.agencies.rules.devices import Slip, hashed
from demeso.agencies.rules.joining import INVITED_FOR
from demeso.agencies.services.doors import act_at_door
from demeso.kernel.act import Groups
from demeso.kernel.actor import door
from demeso.kernel.canon import b64
from demeso.kernel.clock import now, stamp
from demeso.kernel.doors import APP
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.notes import public_of
from demeso.ledger.services import writing

DOOR = "cli"
FOUNDER = door(DOOR, "agencies.write", "people.write")
ADMINISTRATORS = ("Administration 1", "Administration 2")


@dataclass(frozen=True)
class House:
    """What founding made: the agency, and who is invited by which token."""

    agency: str
    tokens: dict[str, str] = field(repr=False)


def found(arguments: list[str]) -> int:
    """Found the house; print each administrator's one-time link."""
    parser = argparse.ArgumentParser(prog="demeso found")
    parser.add_argument("--agency", required=True, help="the hosting organisation")
    parser.add_argument("--region", required=True, help="its region's code")
    parser.add_argument("--administrator", nargs=2, default=ADMINISTRATORS)
    asked = parser.parse_args(arguments)
    if is_founded():
        print("Already founded: administrators invite the others.", file=sys.stderr)
        return 1
    house = found_house(asked.agency, asked.region, asked.administrator, at=now())
    key = b64(public_of(bytes.fromhex(settings.LEDGER_SEED)))
    for called, token in house.tokens.items():
        print(f"{called}: {settings.ORIGINS[APP]}/app/#join={token}.{key}")
    print(f"Each link is good once, for {INVITED_FOR.days} days.")
    return 0


@writing
def found_house(
    name: str, region: str, administrators: list[str], *, at: datetime
) -> House:
    """Register the hosting agency and invite its administrators."""
    refuse_unless(not is_founded(), "agency.founded")
    agency = _new_id(at)
    _do("agency.registered", agency, "agency@1", _agency(name, region), at)
    tokens = {called: secrets.token_urlsafe(32) for called in administrators}
    for called, token in tokens.items():
        worker = _new_id(at)
        invitation = {
            "agency": agency, "called": called, "token_hash": hashed(token),
            "until": stamp(at + INVITED_FOR),
        }  # fmt: skip
        role = {"worker": worker, "agency": agency, "role": "administrator"}
        invited = {"invitation": invitation}
        _do("worker.invited", worker, "invitation@1", invited, at)
        _do("role.granted", _new_id(at), "role@1", {"role": role}, at)
    return House(agency, tokens)


def _agency(name: str, region: str) -> Groups:
    return {"agency": {"name": name, "region": region}}


def _do(kind: str, record: str, form: str, groups: Groups, at: datetime) -> None:
    slip = Slip(kind, record, form, groups)
    act_at_door(door=DOOR, slip=slip, actor=FOUNDER, at=at)


def _new_id(at: datetime) -> str:
    return uuid7(int(at.timestamp() * 1000), os.urandom(10))
