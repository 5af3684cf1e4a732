"""Somebody leaves: what hangs on her, and the halves that two people give on."""

from dataclasses import asdict
from typing import Any

from ninja import Router

from demeso.casework.services.handing import read_waiting_halves
from demeso.kernel.clock import now
from demeso.worker.api.recovery import Half
from demeso.worker.api.shapes import Id, Session
from demeso.worker.late import read_late
from demeso.worker.leaving import read_departures
from demeso.worker.queries import Shown

router = Router(auth=Session())


@router.get("/departures", url_name="app-departures")
def departures(request: Any) -> Shown:
    """Show who leaves, what needs a successor, and what waits for keys."""
    return read_departures(actor=request.auth, at=now())


@router.get("/late/{record}", url_name="app-late")
def late(request: Any, record: Id) -> Shown:
    """Hand a case's new lead what its former one wrote and sent too late."""
    return read_late(actor=request.auth, survivor=record, at=now())


@router.get("/handovers/{half}", url_name="app-handovers")
def handovers(request: Any, half: Half) -> Shown:
    """Hand one half of the cases that changed hands to a holder of that half."""
    found = read_waiting_halves(actor=request.auth, half=half, at=now())
    return {"halves": [asdict(one) for one in found]}
