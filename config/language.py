"""Choose the language by door: by address, by session, or by header."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation

ENGLISH_PATHS = ("/en/", "/app/en/")
JSON_PATHS = ("/app/v1/", "/field/", "/_allauth/", "/api/")


def language_of(request: HttpRequest) -> str:
    """Return `fr` or `en` for a request; French when nothing says otherwise."""
    path = request.path
    if path.startswith(ENGLISH_PATHS) or path.endswith(".en.html"):
        return "en"
    if path.startswith(JSON_PATHS):
        wanted = request.headers.get("Accept-Language", "fr")
        return "en" if wanted.lower().startswith("en") else "fr"
    if path.startswith("/desk/"):
        return str(request.session.get("language", "fr"))
    return "fr"


class LanguageByDoor:
    """Speak one language for the whole of a request."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer in that language."""
        with translation.override(language_of(request)):
            response = self.answer(request)
            response.headers.setdefault(
                "Content-Language", translation.get_language() or "fr"
            )
        return response


def for_templates(request: HttpRequest) -> dict[str, Any]:
    """Return what every page needs: its language, and the demo mark."""
    return {
        "language": translation.get_language() or "fr",
        "demo": settings.DEMO,
        "request": request,
    }
