"""Take a person's own signature over what she states."""

from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import fingerprint
from demeso.vault.queries import get_entry
from demeso.vault.signing import Said, Signature, Signer, has_signed


def own_signature(*, actor: Actor, said: Said, signature: str, code: str) -> Signature:
    """Return the actor's signature once it is seen to hold; else refuse by a code."""
    entry = get_entry("worker", actor.worker)
    print_ = fingerprint(entry)
    one = Signature(actor.worker, print_, signature)
    signers = {print_: Signer(actor.worker, str(entry["sign"]))}
    refuse_unless(has_signed(said, one, signers), code)
    return one
