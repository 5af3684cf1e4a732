"""Change one's passphrase: the same keys, wrapped anew in the browser."""

from typing import Annotated, Any

from django.core.cache import cache
from ninja import Router
from pydantic import StringConstraints

from demeso.agencies.rules.passphrase import Changing
from demeso.agencies.services.passphrase import change_passphrase
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.worker.api.joining import Bundle
from demeso.worker.api.shapes import Digest, Session, Strict
from demeso.worker.queries import Shown

MOST_WRONG, WITHIN = 10, 10 * 60
LoginKey = Annotated[str, StringConstraints(max_length=64)]


class NewPassphrase(Strict):
    """What a browser sends: nobody but her can open what is in it."""

    present: LoginKey
    login_key: LoginKey
    bundle: Bundle
    before: Digest
    proof: Annotated[str, StringConstraints(max_length=86)]

    def changing(self) -> Changing:
        """Return it as the service takes it."""
        return Changing(
            present=self.present,
            login_key=self.login_key,
            bundle=self.bundle.model_dump(),
            before=self.before,
            proof=self.proof,
        )


router = Router(auth=Session())


@router.post("/passphrase", url_name="app-passphrase")
def passphrase(request: Any, body: NewPassphrase) -> Shown:
    """Let the new passphrase in; other sessions of the same person end."""
    me, token = request.auth, request.headers.get("X-Session-Token", "")
    count_try(me.worker)
    change_passphrase(actor=me, changing=body.changing(), at=now(), session=token)
    cache.delete(_place(me.worker))
    return {"worker": me.worker}


def count_try(worker: str) -> None:
    """Refuse after so many wrong passphrases; counted before any is compared."""
    cache.add(_place(worker), 0, WITHIN)
    try:
        tries = cache.incr(_place(worker))
    except ValueError as gone:  # it ran out between the two lines
        raise RefusedError("passphrase.often") from gone
    refuse_unless(tries <= MOST_WRONG, "passphrase.often")


def _place(worker: str) -> str:
    return f"passphrase:{worker}"
