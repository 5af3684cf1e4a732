from typing import Annotated, Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from ninja.security import APIKeyHeader
from pydantic import ConfigDict, Field, StringConstraints

from demeso.agencies.queries import actor_of_session, get_invitation
from demeso.agencies.rules import Enrolling, Newcomer, device_slip
from demeso.agencies.services import act_at_door, join_worker, make_desk_code
from demeso.kernel.actor import Actor, door
from demeso.kernel.clock import now, stamp
from demeso.vault.queries import get_keyring_page
from demeso.vault.services import save_keyring
from demeso.worker.queries import (
    Shown,
    show_grants,
    show_invitation,
    show_keyring,
    show_keys,
    show_me,
    show_people,
    show_settings,
)

Id = Annotated[str, StringConstraints(min_length=36, max_length=36)]
Digest = Annotated[str, StringConstraints(min_length=43, max_length=43)]
Short = Annotated[str, StringConstraints(max_length=80)]
Token = Annotated[str, StringConstraints(min_length=16, max_length=128)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Ids = Annotated[list[Id], Field(max_length=200)]
Digests = Annotated[list[Digest], Field(max_length=200)]


class Session(APIKeyHeader):
    """A signed-in worker's app session, its second factor shown; no cookie."""

    param_name = "X-Session-Token"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who stands behind the token."""
        del request
        return actor_of_session(key or "")


class Strict(Schema):
    """A body with these fields and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)


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


class Page(Strict):
    """One sealed page of a keyring."""

    v: Count
    suite: Count
    worker: Id
    page: Count
    version: Count
    salt: Digest
    ct: Annotated[str, StringConstraints(max_length=180_000)]


class Wanted(Schema):
    """Which public keys are asked for."""

    fp: Digests = []
    owner: Ids = []


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


@router.post("/devices", url_name="app-devices")
def devices(request: Any, body: NewDevice) -> Shown:
    """Make another browser one of the signed-in person's devices."""
    slip = device_slip(body.id, Enrolling(body.public, body.label))
    act_at_door(door="join", slip=slip, actor=request.auth, at=now())
    return {"device": body.id}


@router.get("/me", url_name="app-me")
def me(request: Any) -> Shown:
    """Show who is signed in."""
    return show_me(request.auth)


@router.get("/people", url_name="app-people")
def people(request: Any) -> Shown:
    """Show the workers whom the signed-in person may know of."""
    return show_people(request.auth)


@router.get("/keys", url_name="app-keys")
def keys(request: HttpRequest, wanted: Query[Wanted]) -> Shown:
    """Show public keys by fingerprint or owner."""
    del request
    return show_keys(wanted.fp, wanted.owner)


@router.get("/grants", url_name="app-grants")
def grants(request: Any, after: Count = 0) -> Shown:
    """Hand out the grants to the signed-in person's own keys."""
    return show_grants(request.auth, after)


@router.get("/keyring", url_name="app-keyring")
def keyring(request: Any) -> Shown:
    """Show which pages the keyring has."""
    return show_keyring(request.auth)


@router.get("/keyring/{int:page}", url_name="app-keyring-page")
def keyring_page(request: Any, page: int) -> Any:
    """Hand out one sealed page."""
    return get_keyring_page(request.auth.worker, page)


@router.put("/keyring/{int:page}", url_name="app-keyring-page")
def put_keyring_page(request: Any, page: int, body: Page) -> Shown:
    """Keep the next version of one sealed page."""
    kept = save_keyring(body.model_dump(), actor=request.auth, number=page)
    return {"version": kept}


@router.post("/desk-code", url_name="app-desk-code")
def desk_code(request: Any) -> Shown:
    """Make a single-use code that opens the desk."""
    code, until = make_desk_code(actor=request.auth, at=now())
    return {"code": code, "until": stamp(until)}
