"""Places in danger: who may lock them, what came of it, whom to warn."""

from typing import Any

from ninja import Router

from demeso.worker.api.shapes import Session
from demeso.worker.locking import Shown, show_locks

router = Router(auth=Session())


@router.get("/locks", url_name="app-locks")
def locks(request: Any) -> Shown:
    """Show places to lock, locks, and what is left to do for whom one accompanies."""
    return show_locks(request.auth)
