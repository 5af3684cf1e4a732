"""Devices: one's own and one's people's, their leases, a code when cut off."""

from typing import Any

from ninja import Router

from demeso.agencies.rules.devices import Enrolling, device_slip
from demeso.agencies.services.doors import act_at_door
from demeso.agencies.services.leases import read_lease, tell_code
from demeso.kernel.clock import now, stamp
from demeso.worker.api.joining import NewDevice
from demeso.worker.api.shapes import Id, Session
from demeso.worker.devices import show_devices
from demeso.worker.queries import Shown

router = Router(auth=Session())


@router.get("/devices", url_name="app-devices")
def devices(request: Any) -> Shown:
    """Show one's own devices, and the agency's to who keeps its people."""
    return show_devices(request.auth, at=now())


@router.post("/devices", url_name="app-devices")
def enrol(request: Any, body: NewDevice) -> Shown:
    """Make another browser one of the signed-in person's devices."""
    slip = device_slip(body.id, Enrolling(body.public, body.label))
    act_at_door(door="join", slip=slip, actor=request.auth, at=now())
    return {"device": body.id}


@router.get("/devices/{device}/lease", url_name="app-lease")
def lease(request: Any, device: Id) -> Shown:
    """Hand an own device what opens the cases it keeps, until its lease ends."""
    return read_lease(actor=request.auth, device=device, at=now())


@router.post("/devices/{device}/code", url_name="app-lease-code")
def code(request: Any, device: Id) -> Shown:
    """Tell the spoken code of a colleague's device that is cut off."""
    told = tell_code(actor=request.auth, device=device, at=now())
    return {"code": told.code, "period": told.period, "until": stamp(told.until)}
