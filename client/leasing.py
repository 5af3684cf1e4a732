"""Take the key of what a device keeps from its lease, or from a spoken code."""

from collections.abc import Mapping
from typing import Any

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from client.sealing import hkdf
from demeso.agencies.rules.spoken import (
    DIGITS,
    Spare,
    spare_context,
    spare_key,
    stretched,
)
from demeso.kernel.canon import canonical, unb64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import KEY_SIZE

SHELF_INFO = "demeso/lease/shelf/v1\n"
PATH = "/app/v1/devices"


def shelf_key(user_key: bytes, secret: bytes, device: str) -> bytes:
    """Return the key of what a device keeps of cases: her half and the lease's."""
    info = f"{SHELF_INFO}{device}".encode()
    return hkdf(user_key + secret, b"", info, KEY_SIZE)


def spare_secret(part: Spare, *, code: str, device: str, since: str) -> bytes:
    """Return the lease secret that a spoken code gives back; refuse any other code."""
    digits = "".join(sign for sign in code if sign.isdigit())
    refuse_unless(len(digits) == DIGITS, "lease.code")
    context = spare_context(device, since, int(str(part["period"])))
    master = stretched(digits, unb64(str(part["slow"])))
    key, nonce = spare_key(master, unb64(str(part["salt"])), context)
    try:
        sealed = unb64(str(part["ct"]))
        return AESGCM(key).decrypt(nonce, sealed, canonical(context))
    except InvalidTag as error:
        raise RefusedError("lease.code") from error


def lease_of(worker: Any) -> Mapping[str, Any]:
    """Fetch what opens this device until its lease ends."""
    session = worker.session
    path = f"{PATH}/{session.pen.device}/lease"
    return dict(session.wire.ask("GET", path, headers=session.headers))
