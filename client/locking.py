"""Lock a place in danger, and what follows: from Python what a device does."""

from collections.abc import Iterable
from typing import Any

from client.worker import Worker
from demeso.kernel.canon import Json

LOCKS = "/app/v1/locks"


def locks(worker: Worker) -> dict[str, Any]:
    """Return what a person may lock, what locks did, and whom she is to warn."""
    return dict(worker.session.wire.ask("GET", LOCKS, None, worker.session.headers))


def staff(worker: Worker, site: str, people: Iterable[str]) -> None:
    """Say who works at a place."""
    named: list[Json] = [*people]
    said: dict[str, Json] = {"site": site, "staff": named}
    worker.say("site.staffed", worker.new_id(), "site_staff@1", {"staff": said})


def lock(worker: Worker, site: str, why: str) -> str:
    """Lock a place; return the lock."""
    found = worker.new_id()
    said: dict[str, Json] = {"site": site, "lock_why": why}
    worker.say("site.locked", found, "site_lock@1", {"lock": said})
    return found


def propose_unlocking(worker: Worker, lock_id: str) -> None:
    """Say that a locked place is safe again."""
    said: dict[str, Json] = {"safe": "yes"}
    worker.say("unlocking.proposed", lock_id, "unlocking@1", {"unlocking": said})


def unlock(worker: Worker, lock_id: str) -> None:
    """Say so too, as the second person."""
    said: dict[str, Json] = {"safe": "yes"}
    worker.say("site.unlocked", lock_id, "unlocking@1", {"unlocking": said})


def tell(worker: Worker, detour: str, told: str = "yes") -> None:
    """Say that she knows, or that she could not be told by a safe way."""
    said: dict[str, Json] = {"detour_told": told}
    worker.say("detour.told", detour, "detour@1", {"telling": said})
