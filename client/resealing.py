"""Let a sheet leave that waited for keys: the same sheet, for whom she heard."""

from collections.abc import Sequence

from client.grants import Terms, make_grant
from client.sealing import Part
from client.worker import Worker
from demeso.kernel.act import Envelope
from demeso.kernel.canon import digest


def seal_again(
    worker: Worker, referral: str, body: Part, release: str, to: Sequence[str]
) -> Envelope:
    """Give the key of a sealed sheet to workers whose own keys came meanwhile."""
    terms = Terms(referral, consent=release)
    grants = [
        make_grant(
            worker.held[referral], terms=terms, to=worker.entry(one),
            signer=worker.session.keys,
        )
        for one in to
    ]  # fmt: skip
    sheet = {"sheet": digest(dict(body)), "sealed_to": list(to)}
    return worker.say(
        "referral.resealed", referral, "resealing@1", {"sheet": sheet}, grants
    )
