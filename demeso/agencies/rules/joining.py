"""Decide who comes in: agencies, invitations, and what a newcomer sends."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from demeso.agencies.rules.devices import (
    Enrolling,
    Slip,
    device_slip,
    hashed,
    is_digest,
)
from demeso.kernel.canon import Json, canonical, digest
from demeso.kernel.clock import moment
from demeso.kernel.ids import is_uuid7
from demeso.kernel.sealing import bundle_fault, entry_fault, fingerprint
from demeso.vault.rules import is_signed

# What every device may know; people stand under their own agency.
DIRECTORY = "directory"
LOGIN_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
USERNAME = re.compile(r"[a-z][a-z0-9.-]{2,39}")
INVITED_FOR = timedelta(days=7)
LONGEST_INVITATION = timedelta(days=15)
JOIN_SIGNED_AS = b"demeso/join/v1\n"


def is_login_key(text: str) -> bool:
    """Tell whether a secret has the one shape of a login key."""
    return LOGIN_KEY.fullmatch(text) is not None


def is_username(text: str) -> bool:
    """Tell whether a username may be chosen."""
    return USERNAME.fullmatch(text) is not None


def is_invitation(answers: "Inviting", at: datetime) -> bool:
    """Tell whether an invitation has a hashed token and ends soon enough."""
    try:
        left = moment(answers.until) - at
    except ValueError:
        return False
    return left <= LONGEST_INVITATION and is_digest(answers.token_hash)


@dataclass(frozen=True)
class Registration:
    """The answers of `agency@1`."""

    name: str = ""
    region: str = ""


@dataclass(frozen=True)
class Inviting:
    """The answers of `invitation@1`; `token_hash` is SHA-256 in base64url."""

    agency: str = ""
    called: str = ""
    token_hash: str = ""
    until: str = ""


@dataclass(frozen=True)
class Newcomer:
    """What an invited person's browser sends: her keys are born there."""

    token: str = field(repr=False)
    username: str
    login_key: str = field(repr=False)
    bundle: Mapping[str, Json] = field(repr=False)
    entry: Mapping[str, Json]
    device: str
    answers: Enrolling
    proof: str

    def signed_bytes(self) -> bytes:
        """Return the bytes under her new key's signature."""
        device = {"public": self.answers.public, "label": self.answers.label}
        said: dict[str, Json] = {
            "token": hashed(self.token),
            "username": self.username,
            "login": hashed(self.login_key),
            "bundle": digest(self.bundle),
            "entry": fingerprint(self.entry),
            "device": {"id": self.device, **device},
        }
        return JOIN_SIGNED_AS + canonical(said)


def newcomer_fault(newcomer: Newcomer, worker: str) -> str:
    """Return the first field at fault in what a newcomer sent; empty when right."""
    entry = newcomer.entry
    checks = {
        "login_key": is_login_key(newcomer.login_key),
        "bundle": not bundle_fault(newcomer.bundle),
        "entry": not entry_fault(entry)
        and (entry["owner"], entry["id"]) == ("worker", worker),
        "device": is_uuid7(newcomer.device) and is_digest(newcomer.answers.public),
    }
    return next((name for name, right in checks.items() if not right), "")


def has_proof(newcomer: Newcomer) -> bool:
    """Tell whether the new key itself signed what was sent."""
    sign = str(newcomer.entry["sign"])
    return is_signed(sign, newcomer.proof, newcomer.signed_bytes())


def joining_slips(newcomer: Newcomer) -> tuple[Slip, Slip]:
    """Return what the door writes down for a newcomer: herself, her first device."""
    key = {name: newcomer.entry[name] for name in newcomer.entry}
    joined = Slip("worker.joined", str(key["id"]), "joining@1", {"key": key})
    return joined, device_slip(newcomer.device, newcomer.answers)
