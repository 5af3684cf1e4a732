"""Two people for every role: what waits for the second."""

from typing import Any

from ninja import Router

from demeso.worker.api.shapes import Session
from demeso.worker.queries import Shown
from demeso.worker.seconding import show_seconds

router = Router(auth=Session())


@router.get("/seconds", url_name="app-seconds")
def seconds(request: Any) -> Shown:
    """Show which roles wait for the signed-in person, or for somebody she asked."""
    return show_seconds(request.auth)
