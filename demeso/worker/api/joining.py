"""Come in: settings of a passphrase, an invitation, keys, a first device."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Router
from pydantic import StringConstraints

from demeso.agencies.queries.people import get_invitation
from demeso.agencies.rules.devices import Enrolling
from demeso.agencies.rules.joining import Newcomer
from demeso.agencies.services.people import join_worker
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.worker.api.shapes import Count, Digest, Id, Session, Short, Strict, Token
from demeso.worker.queries import Shown, show_invitation, show_settings


class Name(Strict):
    """Who wants to sign in."""

    username: Annotated[str, StringConstraints(min_length=1, max_length=40)]


class Link(Strict):
    """The one-time part of an invitation link."""

    token: Token


class Kdf(Strict):
    """How a passphrase is stretched."""

    name: Annotated[str, StringConstraints(max_length=16)]
    m: Count
    t: Count
    p: Count
    salt: Annotated[str, StringConstraints(max_length=43)]


class Box(Strict):
    """Something encrypted under a key that never comes here."""

    salt: Digest
    ct: Annotated[str, StringConstraints(max_length=400)]


class Bundle(Strict):
    """A worker's wrapped keys."""

    v: Count
    suite: Count
    kdf: Kdf
    wrapped: Box
    private: Box


class KeyEntry(Strict):
    """A public key entry."""

    v: Count
    suite: Count
    owner: Short
    id: Id
    kem: Annotated[str, StringConstraints(max_length=1622)]
    sign: Annotated[str, StringConstraints(max_length=43)]
    epoch: Count


class NewDevice(Strict):
    """A browser that becomes somebody's device."""

    id: Id
    public: Digest
    label: Short = ""


class Joining(Strict):
    """What an invited person's browser sends."""

    token: Token
    username: Annotated[str, StringConstraints(max_length=40)]
    login_key: Annotated[str, StringConstraints(max_length=64)]
    bundle: Bundle
    entry: KeyEntry
    device: NewDevice
    proof: Annotated[str, StringConstraints(max_length=86)]

    def newcomer(self) -> Newcomer:
        """Return it as the service takes it."""
        device = self.device
        return Newcomer(
            token=self.token,
            username=self.username,
            login_key=self.login_key,
            bundle=self.bundle.model_dump(),
            entry=self.entry.model_dump(),
            device=device.id,
            answers=Enrolling(device.public, device.label),
            proof=self.proof,
        )


router = Router(auth=Session())


@router.post("/salt", auth=None, url_name="app-salt")
def salt(request: HttpRequest, body: Name) -> Shown:
    """Say how to stretch a passphrase."""
    del request
    return show_settings(body.username)


@router.post("/invitation", auth=None, url_name="app-invitation")
def invitation(request: HttpRequest, body: Link) -> Shown:
    """Show an invitation to whoever has its link."""
    del request
    return show_invitation(get_invitation(body.token, at=now()))


@router.post("/join", auth=None, url_name="app-join")
def join(request: HttpRequest, body: Joining) -> Shown:
    """Let an invited person in."""
    del request
    newcomer = body.newcomer()
    worker = join_worker(actor=door("join"), newcomer=newcomer, at=now())
    return {
        "worker": worker.id,
        "username": newcomer.username,
        "device": newcomer.device,
    }
