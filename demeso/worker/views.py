"""Serve the worker's one document, and the forms it fills."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import translation
from django.views.decorators.http import condition, require_GET

from demeso.agencies.rules.fronts import ICONS, is_front, picture
from demeso.kernel.refusal import UnknownError
from demeso.worker.drawing import draw
from demeso.worker.recordings import get_recording
from demeso.worker.release import keeper, labelled, standing
from demeso.worker.wording import document, forms, rest_of, stopped

LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
FOR_EVER = "public, max-age=31536000, immutable"
ANEW = "no-cache"


@require_GET
def open_app(_request: HttpRequest) -> HttpResponse:
    """Show the document; nothing in it depends on who asks."""
    response = HttpResponse(document(translation.get_language() or "fr"))
    response.headers["Cache-Control"] = ANEW
    return response


@require_GET
def show_stopped(_request: HttpRequest, language: str) -> HttpResponse:
    """Show what the keeper shows when it may show nothing else."""
    if language not in LANGUAGES:
        raise UnknownError
    response = HttpResponse(stopped(language))
    response.headers["Cache-Control"] = ANEW
    return response


@require_GET
def show_keeper(_request: HttpRequest) -> HttpResponse:
    """Hand out the keeper; a browser asks for it anew each time."""
    response = HttpResponse(keeper(), content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = ANEW
    return response


def _tag(_request: HttpRequest) -> str:
    return f'"{standing().digest}"'


@require_GET
@condition(etag_func=_tag)
def show_release(_request: HttpRequest) -> HttpResponse:
    """Say which release is served, as it is signed; little when nothing is new."""
    release = standing()
    response = JsonResponse({"manifest": release.manifest, "sig": release.sig})
    response.headers["Cache-Control"] = ANEW
    return response


@require_GET
def show_rest(_request: HttpRequest, digest: str, language: str) -> HttpResponse:
    """Show the screens and words that follow the first ones."""
    if language not in LANGUAGES or rest_of(language)[0] != digest:
        raise UnknownError
    response = HttpResponse(rest_of(language)[1])
    response.headers["Cache-Control"] = FOR_EVER
    return response


@require_GET
def show_icon(_request: HttpRequest, icon: str) -> HttpResponse:
    """Show a picture for a home screen."""
    if icon not in ICONS:
        raise UnknownError
    return _asked_anew(HttpResponse(picture(icon), content_type="image/svg+xml"))


@require_GET
def show_label(
    _request: HttpRequest, label: str, icon: str, language: str
) -> HttpResponse:
    """Say what the application is called on a home screen."""
    if not is_front(label, icon) or language not in LANGUAGES:
        raise UnknownError
    text = labelled(label, icon, language)
    return _asked_anew(HttpResponse(text, content_type="application/manifest+json"))


def _asked_anew(response: HttpResponse) -> HttpResponse:
    response.headers["Cache-Control"] = ANEW
    return response


@require_GET
def show_form(_request: HttpRequest, form: str, language: str) -> HttpResponse:
    """Show a form under the address that never changes."""
    found = forms().get(form)
    if found is None or language not in LANGUAGES:
        raise UnknownError
    response = HttpResponse(draw(found))
    response.headers["Cache-Control"] = FOR_EVER
    return response


@require_GET
def show_recording(_request: HttpRequest, digest: str) -> HttpResponse:
    """Let a question be heard, under an address that never changes and says nothing."""
    found = get_recording(digest)
    response = HttpResponse(found.path.read_bytes(), content_type=found.content_type)
    response.headers["Cache-Control"] = FOR_EVER
    return response
