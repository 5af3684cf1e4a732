"""Decide what a device and a door are, and how a secret is kept."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from demeso.kernel.act import Groups
from demeso.kernel.canon import Json, b64, unb64

KEY_SIZE = 32
DOOR_INFO = b"demeso/door/v1\n"
DESK_CODE_FOR = timedelta(seconds=30)
# Why a device is revoked when somebody else may have it in hand.
IN_OTHER_HANDS = ("lost", "stolen", "site")
# Who may revoke a colleague's device: everybody's, or those of her own agency.
ANYBODYS, COLLEAGUES = "people.write", "team.read"


class DeviceKind(StrEnum):
    """What a device is."""

    BROWSER = "browser"
    DOOR = "door"
    CLIENT = "client"


def is_digest(text: str) -> bool:
    """Tell whether a text is 32 bytes in base64url: a hash or a public key."""
    try:
        return len(unb64(text, size=KEY_SIZE)) == KEY_SIZE
    except ValueError:
        return False


def hashed(secret: str) -> str:
    """Return the only form in which a token or code is kept."""
    return b64(hashlib.sha256(secret.encode()).digest())


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


def is_lost(reason: str) -> bool:
    """Tell whether somebody else may hold a device that was revoked for a reason."""
    return reason in IN_OTHER_HANDS


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


def device_slip(device: str, answers: Enrolling) -> Slip:
    """Return what the door writes down for a browser without a device key yet."""
    said: dict[str, Json] = dict(answers.__dict__)
    return Slip("device.enrolled", device, "device@1", {"device": said})
