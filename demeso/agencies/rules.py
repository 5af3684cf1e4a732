"""Decide who may act: roles as data, and what each answer set holds."""

import hashlib
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from demeso.kernel.act import Groups
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json, b64, canonical, digest, unb64
from demeso.kernel.clock import moment
from demeso.kernel.ids import is_uuid7
from demeso.kernel.sealing import bundle_fault, entry_fault, fingerprint
from demeso.kernel.text import _
from demeso.vault.rules import is_signed

LOGIN_KEY = re.compile(r"[A-Za-z0-9_-]{43}")
USERNAME = re.compile(r"[a-z][a-z0-9.-]{2,39}")
KEY_SIZE = 32
INVITED_FOR = timedelta(days=7)
LONGEST_INVITATION = timedelta(days=15)
JOIN_SIGNED_AS = b"demeso/join/v1\n"
DOOR_INFO = b"demeso/door/v1\n"
DESK_CODE_FOR = timedelta(seconds=30)


class DeviceKind(StrEnum):
    """What a device is."""

    BROWSER = "browser"
    DOOR = "door"
    CLIENT = "client"


@dataclass(frozen=True)
class Role:
    """A role: its name, what it means in plain words, what it lets one do."""

    name: str
    title: str
    description: str
    permissions: frozenset[str] = frozenset()


def _role(name: str, title: str, description: str, *permissions: str) -> Role:
    return Role(name, title, description, frozenset(permissions))


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role("caseworker", _("Gestionnaire de cas"),
              _("Accompagne des personnes, de leur oui jusqu’au service reçu."),
              "case.write"),
        _role("supervisor", _("Superviseur"),
              _("Suit le travail de l’équipe, sans noms, et garde la clé du coffre."),
              "team.read", "figures.read", "keys.vault"),
        _role("focal_point", _("Point focal"),
              _("Reçoit les orientations, y répond, tient à jour sa structure."),
              "referral.answer", "directory.write"),
        _role("data_focal_point", _("Point focal données"),
              _("Vérifie et transmet les chiffres de son organisation."),
              "figures.read"),
        _role("coordinator", _("Coordination VBG"),
              _("Voit les chiffres et l’annuaire, jamais un dossier."),
              "directory.write", "figures.read", "people.read"),
        _role("psea_coordinator", _("Coordination PEAS"),
              _("Suit les plaintes pour exploitation et atteintes sexuelles.")),
        _role("conduct_focal_point", _("Point focal déontologie"),
              _("Garde la référence des allégations et ce qui est dû aux victimes.")),
        _role("advocate", _("Défense des droits des victimes"),
              _("Veille à ce que les victimes reçoivent ce qui leur est dû.")),
        _role("dpo", _("Protection des données"),
              _("Contrôle les accès et garde la clé de contrôle."),
              "audit.read", "keys.oversight"),
        _role("administrator", _("Administration"),
              _("Invite les personnes et donne les rôles ; ne lit aucun dossier."),
              "agencies.write", "directory.write", "people.read", "people.write"),
        _role("counsellor", _("Écoute téléphonique"),
              _("Répond aux appels de la ligne gratuite.")),
        _role("centre_manager", _("Responsable de centre"),
              _("Tient le tableau du jour d’un centre de prise en charge.")),
    )
}  # fmt: skip

# No one person may hold both: together they open every case of the agency.
APART = frozenset({"keys.vault", "keys.oversight"})
KEY_PERMISSIONS = {"vault": "keys.vault", "oversight": "keys.oversight"}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return what a set of roles lets one do; unknown roles give nothing."""
    given = (ROLES[role].permissions for role in roles if role in ROLES)
    return frozenset().union(*given)


def knows_everybody(actor: Actor) -> bool:
    """Tell whether an actor may know the workers of every agency."""
    return actor.may("people.read") or actor.may("people.write")


def may_take(role: str, *, roles: Iterable[str], keys: Iterable[str]) -> bool:
    """Tell whether one person may add a role to her roles and the keys she holds."""
    together = permissions_of({*roles, role}) | {KEY_PERMISSIONS[key] for key in keys}
    return not together >= APART


def may_end(role: str, *, others: int) -> bool:
    """Tell whether a role may end when so many others keep people."""
    return others > 0 or "people.write" not in permissions_of([role])


def may_keep(key: str, *, roles: Iterable[str], keys: Iterable[str]) -> bool:
    """Tell whether one person may hold an agency key beside those she holds."""
    held = {KEY_PERMISSIONS[name] for name in keys} | {KEY_PERMISSIONS[key]}
    return KEY_PERMISSIONS[key] in permissions_of(roles) and not held >= APART


def is_login_key(text: str) -> bool:
    """Tell whether a secret has the one shape of a login key."""
    return LOGIN_KEY.fullmatch(text) is not None


def is_username(text: str) -> bool:
    """Tell whether a username may be chosen."""
    return USERNAME.fullmatch(text) is not None


def is_digest(text: str) -> bool:
    """Tell whether a text is 32 bytes in base64url: a hash or a public key."""
    try:
        return len(unb64(text, size=KEY_SIZE)) == KEY_SIZE
    except ValueError:
        return False


def hashed(secret: str) -> str:
    """Return the only form in which a token or code is kept."""
    return b64(hashlib.sha256(secret.encode()).digest())


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
class RoleGiven:
    """The answers of `role@1`."""

    worker: str = ""
    agency: str = ""
    role: str = ""


@dataclass(frozen=True)
class RoleEnded:
    """The answers of `role_end@1`."""

    reason: str = ""


@dataclass(frozen=True)
class KeyEntry:
    """The answers of `key@1` and `joining@1`: a public key entry, field by field."""

    v: int = 0
    suite: int = 0
    owner: str = ""
    id: str = ""
    kem: str = ""
    sign: str = ""
    epoch: int = 0


@dataclass(frozen=True)
class Enrolling:
    """The answers of `device@1`."""

    public: str = ""
    label: str = ""
    kind: str = DeviceKind.BROWSER.value


@dataclass(frozen=True)
class Revoking:
    """The answers of `revocation@1`."""

    reason: str = ""


@dataclass(frozen=True)
class Slip:
    """What a door's page says, before the door numbers and signs it.

    `id` comes from the page's hidden field, so that a page sent twice is one act.
    """

    kind: str
    record: str
    form: str
    groups: Groups
    base: int = 0
    id: str = ""
    sealed: tuple[Mapping[str, Json], ...] = ()


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


def device_slip(device: str, answers: Enrolling) -> Slip:
    """Return what the door writes down for a browser without a device key yet."""
    said: dict[str, Json] = dict(answers.__dict__)
    return Slip("device.enrolled", device, "device@1", {"device": said})


def joining_slips(newcomer: Newcomer) -> tuple[Slip, Slip]:
    """Return what the door writes down for a newcomer: herself, her first device."""
    key = {name: newcomer.entry[name] for name in newcomer.entry}
    joined = Slip("worker.joined", str(key["id"]), "joining@1", {"key": key})
    return joined, device_slip(newcomer.device, newcomer.answers)
