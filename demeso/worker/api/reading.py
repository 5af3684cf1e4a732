"""Who is signed in and whom she may know of; what a device may not hold for long."""

from typing import Any

from django.conf import settings
from django.urls import reverse
from ninja import Router

from demeso.agencies.services.doors import make_desk_code
from demeso.casework.queries.rekeying import keyless_cases
from demeso.kernel.clock import now, stamp
from demeso.kernel.doors import DESK, way
from demeso.worker.api.shapes import Code, Id, Session
from demeso.worker.queries import Shown, show_me, show_people
from demeso.worker.services import (
    read_incident,
    read_incidents,
    read_looks,
    read_proposals,
    read_shreddings,
)

router = Router(auth=Session())


@router.get("/me", url_name="app-me")
def me(request: Any) -> Shown:
    """Show who is signed in."""
    return show_me(request.auth, at=now())


@router.get("/people", url_name="app-people")
def people(request: Any) -> Shown:
    """Show the workers whom the signed-in person may know of."""
    return show_people(request.auth)


@router.get("/closures", url_name="app-closures")
def closures(request: Any) -> Shown:
    """Show a supervisor which closures wait for her review."""
    return {"closures": read_proposals(actor=request.auth, at=now())}


@router.get("/incidents", url_name="app-incidents")
def incidents(request: Any, code: Code = "") -> Shown:
    """List the team's incidents for a supervisor: of one code, or the last ones."""
    return {"incidents": read_incidents(actor=request.auth, at=now(), code=code)}


@router.get("/incidents/{incident}", url_name="app-incident")
def incident(request: Any, incident: Id) -> Shown:
    """Show a supervisor the coded answers that made the type of an incident."""
    return read_incident(incident=incident, actor=request.auth, at=now())


@router.get("/looks", url_name="app-looks")
def looks(request: Any) -> Shown:
    """Show a supervisor which yeses of children wait for her look."""
    return read_looks(actor=request.auth, at=now())


@router.get("/shreddings", url_name="app-shreddings")
def shreddings(request: Any) -> Shown:
    """Show a person what is asked of her device: what must go, which keys to bring."""
    asked = read_shreddings(actor=request.auth, at=now())
    return {"shreddings": asked, "keyless": keyless_cases(request.auth)}


@router.post("/desk-code", url_name="app-desk-code")
def desk_code(request: Any) -> Shown:
    """Make a single-use code that opens the desk."""
    code, until = make_desk_code(actor=request.auth, at=now())
    entrance = way(settings.ORIGINS, DESK) + reverse("desk:enter")
    return {"code": code, "until": stamp(until), "entrance": entrance}
