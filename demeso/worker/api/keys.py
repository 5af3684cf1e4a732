"""Keys and what they are trusted by: public keys, grants, keyring, the log."""

from typing import Annotated, Any

from django.views.decorators.gzip import gzip_page
from ninja import Query, Router, Schema
from ninja.decorators import decorate_view
from pydantic import StringConstraints

from demeso.kernel.clock import now
from demeso.vault.queries import get_keyring_page
from demeso.vault.services import save_keyring
from demeso.worker.api.shapes import Count, Digest, Digests, Id, Ids, Session, Strict
from demeso.worker.queries import Shown, show_grants, show_keyring
from demeso.worker.services import cosign_checkpoint, tell_keys, tell_log


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
    since: Count = 0


class Cosigned(Strict):
    """A checkpoint that a device compared and signed."""

    size: Count
    line: Annotated[str, StringConstraints(max_length=240)]


router = Router(auth=Session())


@router.get("/keys", url_name="app-keys")
def keys(request: Any, wanted: Query[Wanted]) -> Shown:
    """Show public keys by fingerprint or owner, proved to stand in the ledger."""
    return tell_keys(
        actor=request.auth, fingerprints=wanted.fp, owners=wanted.owner,
        since=wanted.since, at=now(),
    )  # fmt: skip


@router.get("/log", url_name="app-log")
def log(request: Any, since: Count = 0) -> Shown:
    """Show the newest checkpoint, and that the tree only grew since one seen."""
    return tell_log(actor=request.auth, since=since, at=now())


@router.post("/log", url_name="app-log")
def cosign_log(request: Any, body: Cosigned) -> Shown:
    """Keep a device's signature under a checkpoint."""
    return cosign_checkpoint(
        actor=request.auth, size=body.size, line=body.line, at=now()
    )


@router.get("/grants", url_name="app-grants")
def grants(request: Any, after: Count = 0) -> Shown:
    """Hand out the grants to the signed-in person's own keys."""
    return show_grants(request.auth, after)


@router.get("/keyring", url_name="app-keyring")
def keyring(request: Any) -> Shown:
    """Show which pages the keyring has."""
    return show_keyring(request.auth)


@router.get("/keyring/{int:page}", url_name="app-keyring-page")
@decorate_view(gzip_page)
def keyring_page(request: Any, page: int) -> Any:
    """Hand out one sealed page, packed: as text it is a third longer than its bytes."""
    return get_keyring_page(request.auth.worker, page)


@router.put("/keyring/{int:page}", url_name="app-keyring-page")
def put_keyring_page(request: Any, page: int, body: Page) -> Shown:
    """Keep the next version of one sealed page."""
    kept = save_keyring(body.model_dump(), actor=request.auth, number=page)
    return {"version": kept}
