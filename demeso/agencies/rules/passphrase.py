"""Decide whether a new passphrase may take the place of the present one."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from demeso.agencies.rules.devices import hashed
from demeso.agencies.rules.joining import is_login_key
from demeso.kernel.canon import Json, canonical, digest
from demeso.kernel.sealing import bundle_fault

CHANGE_SIGNED_AS = b"demeso/passphrase/v1\n"
Bundle = Mapping[str, Json]


@dataclass(frozen=True)
class PassphraseChanged:
    """The answers of `passphrase@1`: the digest of the bundle that now stands."""

    bundle: str = ""


@dataclass(frozen=True)
class Changing:
    """What a browser sends: the present login key, the new one, the same keys again."""

    present: str = field(repr=False)
    login_key: str = field(repr=False)
    bundle: Bundle = field(repr=False)
    before: str  # digest of the bundle that this one replaces
    proof: str

    def signed_bytes(self, worker: str) -> bytes:
        """Return the bytes under the signature of her own key."""
        said: dict[str, Json] = {
            "worker": worker,
            "login": hashed(self.login_key),
            "bundle": digest(dict(self.bundle)),
            "before": self.before,
        }
        return CHANGE_SIGNED_AS + canonical(said)


def changing_fault(changing: Changing) -> str:
    """Return the first field at fault in what a browser sent; empty when right."""
    checks = {
        "present": is_login_key(changing.present),
        "login_key": is_login_key(changing.login_key)
        and changing.login_key != changing.present,
        "bundle": not bundle_fault(changing.bundle),
    }
    return next((name for name, right in checks.items() if not right), "")


def is_no_weaker(kdf: Mapping[str, int | str], than: Mapping[str, int | str]) -> bool:
    """Tell whether settings stretch at least as hard as others, with a new salt."""
    harder = all(int(kdf[name]) >= int(than[name]) for name in ("m", "t"))
    return harder and kdf["salt"] != than["salt"]
