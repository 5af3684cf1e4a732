"""Where each door stands: three origins in production, one where it is tried out."""

from collections.abc import Mapping

HELP, APP, DESK = "help", "app", "desk"
DOORS = (HELP, APP, DESK)
# The beginning of an address → its door; what begins otherwise is the help's.
OWNED = {
    "/app/": APP,
    "/field/": APP,
    "/_allauth/": APP,
    "/api/": APP,
    "/desk/": DESK,
}
# Files, and the calendar that "leave quickly" leads to, are at every door.
SHARED = ("/static/", "/quitter")


def door_of(path: str) -> str | None:
    """Return whose address this is; None when it is at every door."""
    if path.startswith(SHARED):
        return None
    found = (door for start, door in OWNED.items() if path.startswith(start))
    return next(found, HELP)


def is_apart(origins: Mapping[str, str]) -> bool:
    """Tell whether the doors stand at different origins."""
    return len(set(origins.values())) > 1


def way(origins: Mapping[str, str], door: str) -> str:
    """Return what to put before an address of a door; nothing on one origin."""
    return origins[door] if is_apart(origins) else ""
