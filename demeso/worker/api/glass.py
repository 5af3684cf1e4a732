"""Open one case with two people: ask by code, read a reason, read what is open."""

from typing import Annotated, Any

from ninja import Router
from pydantic import StringConstraints

from demeso.kernel.clock import now
from demeso.worker.api.shapes import Id, Session
from demeso.worker.opening import (
    show_askable,
    show_glasses,
    show_opened,
    show_waiting,
)
from demeso.worker.queries import Shown

Whole = Annotated[str, StringConstraints(min_length=9, max_length=9)]
router = Router(auth=Session())


@router.get("/glass", url_name="app-glasses")
def glasses(request: Any) -> Shown:
    """Show what is asked or open for the signed-in person, and who is on call."""
    return show_glasses(request.auth, at=now())


@router.get("/glass/of/{code}", url_name="app-glass-case")
def case(request: Any, code: Whole) -> Shown:
    """Show a supervisor the case of a code, coded, so that she may ask for it."""
    return show_askable(code, request.auth, at=now())


@router.get("/glass/{glass}/half", url_name="app-glass-half")
def half(request: Any, glass: Id) -> Shown:
    """Hand a reason and the other half of a case to whoever is on call."""
    return show_waiting(glass, request.auth, at=now())


@router.get("/glass/{glass}/texts", url_name="app-glass-texts")
def texts(request: Any, glass: Id) -> Shown:
    """Hand both halves and the texts of one case to whoever asked, while it is open."""
    return show_opened(glass, request.auth, at=now())
