"""Open what somebody without keys left for an agency: HPKE with X-Wing (suite 2)."""

from collections.abc import Mapping

from cryptography.exceptions import InvalidTag

from client.grants import HPKE
from client.keys import KeyPair, kem_private
from client.sealing import read_plain
from demeso.kernel.canon import Json, canonical, unb64
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import DEPOSIT_INFO, deposit_context, deposit_fault


def open_deposit(
    part: Mapping[str, Json], *, object_: str, mine: KeyPair
) -> dict[str, Json]:
    """Open a deposit about one object, sealed to an intake key that is mine."""
    fault = deposit_fault(part)
    refuse_unless(not fault, "sealed.malformed", field=fault)
    right = (part["object"], part["to"]) == (object_, mine.fingerprint)
    refuse_unless(right, "sealed.other")
    sealed = unb64(str(part["enc"])) + unb64(str(part["ct"]))
    info = DEPOSIT_INFO + canonical(deposit_context(part))
    try:
        plain = HPKE.decrypt(sealed, kem_private(mine.kem_seed), info)
    except (InvalidTag, ValueError) as error:
        raise RefusedError("sealed.unreadable") from error
    return dict(read_plain(plain))
