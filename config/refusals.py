"""Remember refusals; turn them into pages and problem-JSON, in one's language."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import DataError
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import gettext

from config.messages import MESSAGES, STATUSES
from demeso.kernel.actor import Actor, door
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.services import note_refusal

LOG = logging.getLogger(__name__)
MALFORMED = "request.malformed"
# What somebody tries who is not signed in yet, and at which door.
AT_THE_GATE = {
    "desk.code": "desk",
    "invitation.unknown": "join",
    "joining.proof": "join",
}
MOST_AN_HOUR = 60  # of each: nobody may fill the ledger from outside
HOUR = 60 * 60  # in seconds


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


def remember(request: HttpRequest, code: str) -> None:
    """Write down who was refused what at which page, never which record.

    What was tried is undone by now: this is a transaction of its own.
    """
    actor = getattr(request, "auth", None)  # set by both doors for who signed in
    if not isinstance(actor, Actor):
        if not _is_counted(code):
            return
        actor = door(AT_THE_GATE[code])
    page = request.resolver_match.view_name if request.resolver_match else ""
    note_refusal(code, actor=actor, what=page, at=now())


def tell_unkept(request: HttpRequest) -> None:
    """Tell the log at which page something was sent that no database can hold.

    PostgreSQL keeps no NUL, whatever a program sends; what it was is not told.
    """
    page = request.resolver_match.view_name if request.resolver_match else ""
    LOG.warning("%s: what was sent cannot be held by the database", page)


def _is_counted(code: str) -> bool:
    """Tell whether a stranger's refusal is one to keep, and not one of a flood."""
    if code not in AT_THE_GATE:
        return False
    key = f"refused:{code}:{now():%d%H}"
    cache.add(key, 0, 2 * HOUR)
    return int(cache.incr(key)) <= MOST_AN_HOUR


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
        if isinstance(error, DataError):
            tell_unkept(request)
            return refusal_page(request, MALFORMED)
        if not isinstance(error, RefusedError):
            return None
        remember(request, error.code)
        return refusal_page(request, error.code)


def refusal_page(request: HttpRequest, code: str) -> HttpResponse:
    """Return the page for a refusal code."""
    context = {"message": message_of(code)}
    return render(request, "help/refusal.html", context, status=status_of(code))


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Return the page for a form that did not come from our own page."""
    del reason  # names internals; the reader needs what to do
    return refusal_page(request, "form.expired")
