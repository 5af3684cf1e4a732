"""Serve each door at its own origin, and let the others not know it."""

from collections.abc import Callable, Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse

from config import env
from demeso.kernel.doors import DOORS, door_of, is_apart, way

TOGETHER = "a demo keeps to one origin: its cards sign in from every door"


def origins(common: str, *, demo: bool) -> dict[str, str]:
    """Return the origin of each door; the common one where none of its own is set."""
    found = {
        "help": env.text("DEMESO_HELP_ORIGIN", common),
        "app": env.text("DEMESO_APP_ORIGIN", common),
        "desk": env.text("DEMESO_DESK_ORIGIN", common),
    }
    if demo and is_apart(found):
        raise env.SettingError(f"DEMESO_DEMO: {TOGETHER}")
    return found


def hosts(found: Mapping[str, str], more: str) -> list[str]:
    """Return the names that the server answers to."""
    named = {urlsplit(origin).hostname or "" for origin in found.values()}
    return sorted(named) if is_apart(found) else more.split(",")


def desk_cookie(found: Mapping[str, str]) -> dict[str, Any]:
    """Return the desk's cookie: bound to its host where that is the desk's alone."""
    is_secure = found["desk"].startswith("https:")
    if is_secure and found["desk"] not in (found["help"], found["app"]):
        return {"name": "__Host-carnet", "path": "/", "secure": True}
    name = "__Secure-carnet" if is_secure else "carnet"
    return {"name": name, "path": "/desk/", "secure": is_secure}


class DoorsApart:
    """Answer "unknown" at an origin for what belongs to another."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, or say that there is nothing."""
        door = door_of(request.path)
        if door is not None and is_apart(settings.ORIGINS):
            wanted = urlsplit(settings.ORIGINS[door]).netloc
            if request.get_host() != wanted:
                raise Http404
        return self.answer(request)


def for_templates(_request: HttpRequest) -> dict[str, str]:
    """Return what stands before an address of each door: as `to_app`."""
    return {f"to_{door}": way(settings.ORIGINS, door) for door in DOORS}
