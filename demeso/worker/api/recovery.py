"""Recovery without one single administrator: holders, sheets, new keys."""

from typing import Any, Literal

from django.http import HttpRequest
from ninja import Router

from demeso.agencies.queries.renewal import renewal_of_link
from demeso.agencies.services.recovery import read_sealed_key
from demeso.agencies.services.renewal import come_back, read_halves
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.worker.api.joining import Joining, Link
from demeso.worker.api.shapes import Id, Named, Session
from demeso.worker.keeping import show_link, show_recovery
from demeso.worker.queries import Shown

Half = Literal["vault", "oversight"]
router = Router(auth=Session())


@router.get("/recovery", url_name="app-recovery")
def recovery(request: Any, agency: Named = "") -> Shown:
    """Show how one's agency, or one kept for, keeps its keys, and what it lacks."""
    return show_recovery(request.auth, agency=agency, at=now())


@router.get("/recovery/{owner}", url_name="app-sealed-key")
def sealed_key(request: Any, owner: Half) -> Shown:
    """Hand out one agency key as it is sealed to the recovery key."""
    return {"grants": read_sealed_key(actor=request.auth, owner=owner, at=now())}


@router.get("/renewals/{renewal}/{half}", url_name="app-halves")
def halves(request: Any, renewal: Id, half: Half) -> Shown:
    """Hand one half of a caseload to a holder of that half."""
    found = read_halves(actor=request.auth, renewal=renewal, half=half, at=now())
    return {"grants": found}


@router.post("/renewal", auth=None, url_name="app-renewal")
def renewal(request: HttpRequest, body: Link) -> Shown:
    """Show how far new keys have come, to whoever has the link."""
    del request
    return show_link(renewal_of_link(body.token, at=now()))


@router.post("/comeback", auth=None, url_name="app-comeback")
def comeback(request: HttpRequest, body: Joining) -> Shown:
    """Take new keys of somebody who lost hers; two people confirm them."""
    del request
    at = now()
    kept = come_back(actor=door("join"), newcomer=body.newcomer(), at=at)
    return show_link(renewal_of_link(body.token, at=at)) | {"renewal": kept.pk}
