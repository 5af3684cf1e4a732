"""Her own access: her number and PIN pass here once; calls to make are read here."""

from typing import Annotated, Any

from ninja import Router
from pydantic import StringConstraints

from demeso.kernel.clock import now
from demeso.worker.accessing import (
    read_callbacks,
    set_number,
    show_access,
    show_intake,
)
from demeso.worker.api.shapes import Id, Session, Strict
from demeso.worker.queries import Shown

Digits = Annotated[str, StringConstraints(pattern=r"^[0-9]{0,8}$")]
router = Router(auth=Session())


class Chosen(Strict):
    """A number drawn on a device, empty when it stays; the PIN that she typed."""

    number: Digits
    pin: Digits


@router.put("/access/{access}", url_name="app-access")
def access(request: Any, access: Id, body: Chosen) -> Shown:
    """Take a number and a PIN that an act has announced."""
    set_number(
        actor=request.auth, access=access, number=body.number, pin=body.pin, at=now()
    )
    return {"set": True}


@router.get("/access/of/{person}", url_name="app-own-access")
def own_access(request: Any, person: Id) -> Shown:
    """Show a worker where somebody's own access stands."""
    return show_access(person, request.auth)


@router.get("/callbacks", url_name="app-callbacks")
def callbacks(request: Any) -> Shown:
    """Show who waits for a call, sealed, to whoever holds the intake key."""
    found = read_callbacks(actor=request.auth, at=now())
    return {"callbacks": found, "intake": show_intake(request.auth)}
