"""Turn refusals into pages and problem-JSON, in the reader's language."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from config.messages import MESSAGES, STATUSES
from demeso.kernel.refusal import RefusedError, UnknownError


def status_of(code: str) -> int:
    """Return the HTTP status of a refusal code; 422 unless the table says."""
    return STATUSES.get(code, 422)


def message_of(code: str) -> str:
    """Return a refusal in plain words of the current language."""
    return gettext(MESSAGES.get(code, MESSAGES["refused"]))


def problem(code: str, **more: Any) -> JsonResponse:
    """Return a problem document (RFC 9457) for a refusal code."""
    status = status_of(code)
    body = {
        "type": "about:blank",
        "title": code,
        "status": status,
        "code": code,
        "detail": message_of(code),
        **more,
    }
    return JsonResponse(body, status=status, content_type="application/problem+json")


class RefusalPages:
    """Show a refusal that a page raised; unknown and forbidden look the same."""

    def __init__(self, answer: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next layer."""
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as usual."""
        return self.answer(request)

    def process_exception(
        self, request: HttpRequest, error: Exception
    ) -> HttpResponse | None:
        """Return a calm page for a refusal; leave other errors alone."""
        if isinstance(error, Http404):
            error = UnknownError()
        if not isinstance(error, RefusedError):
            return None
        return refusal_page(request, error.code)


def refusal_page(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page for a refusal code."""
    context = {"message": message_of(code)}
    return render(request, "help/refusal.html", context, status=status_of(code))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that did not come from our own page."""
    del reason  # names internals; the reader needs what to do
    return refusal_page(request, "form.expired")
