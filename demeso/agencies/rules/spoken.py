"""Make the spoken codes of a lease, and what each of them opens. Pure.

The frozen format is docs/formats/lease.md.
"""

from collections.abc import Mapping

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from demeso.kernel.canon import Json, b64, canonical, unb64
from demeso.kernel.sealing import KDF_FLOOR, KDF_SALT_SIZE, KEY_SIZE, SALT_SIZE

DIGITS = 10
NONCE_SIZE = 12
CODE_INFO = b"demeso/lease/code/v1\n"
SALT_INFO = b"demeso/lease/salt/v1\n"
SPARE_INFO = b"demeso/lease/spare/v1\n"

Spare = Mapping[str, Json]


def spare_context(device: str, since: str, period: int) -> dict[str, Json]:
    """Return what a spare key is bound to: device, contact, period."""
    place: dict[str, Json] = {"device": device, "since": since, "period": period}
    return {"app": "demeso", "type": "lease", **place}


def code_of(secret: bytes, *, device: str, since: str, period: int) -> str:
    """Return the ten digits that open one period; the secret does not follow."""
    drawn = _derived(secret, CODE_INFO, spare_context(device, since, period), 16)
    return f"{int.from_bytes(drawn, 'big') % 10**DIGITS:0{DIGITS}d}"


def spare(secret: bytes, *, device: str, since: str, period: int) -> dict[str, Json]:
    """Return the lease secret, closed under the code of one period.

    Always the same for the same period: asked again, the device gets what it has.
    """
    context = spare_context(device, since, period)
    salts = _derived(secret, SALT_INFO, context, KDF_SALT_SIZE + SALT_SIZE)
    slow, salt = salts[:KDF_SALT_SIZE], salts[KDF_SALT_SIZE:]
    code = code_of(secret, device=device, since=since, period=period)
    key, nonce = spare_key(stretched(code, slow), salt, context)
    sealed = AESGCM(key).encrypt(nonce, secret, canonical(context))
    return {"period": period, "slow": b64(slow), "salt": b64(salt), "ct": b64(sealed)}


def stretched(code: str, slow: bytes) -> bytes:
    """Make guessing a code slow: Argon2id at the floor of every passphrase."""
    return Argon2id(
        salt=slow, length=KEY_SIZE, iterations=KDF_FLOOR["t"], lanes=1,
        memory_cost=KDF_FLOOR["m"],
    ).derive(code.encode())  # fmt: skip


def spare_key(
    master: bytes, salt: bytes, context: Mapping[str, Json]
) -> tuple[bytes, bytes]:
    """Return key and nonce of a spare: suite 1 under a label of its own."""
    info = SPARE_INFO + canonical(dict(context))
    made = HKDF(SHA256(), KEY_SIZE + NONCE_SIZE, salt, info).derive(master)
    return made[:KEY_SIZE], made[KEY_SIZE:]


def is_secret(text: str) -> bool:
    """Tell whether a text is a lease secret; it is empty once a device is revoked."""
    try:
        return len(unb64(text, size=KEY_SIZE)) == KEY_SIZE
    except ValueError:
        return False


def _derived(
    secret: bytes, label: bytes, context: Mapping[str, Json], size: int
) -> bytes:
    info = label + canonical(dict(context))
    return HKDF(SHA256(), size, None, info).derive(secret)
