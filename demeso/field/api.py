"""The exchange: one call that pushes and, with a session, pulls."""

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils.text import compress_string
from ninja import Router

from demeso.agencies.models import Device
from demeso.agencies.queries.people import actor_of_session, actor_of_worker
from demeso.field import rules
from demeso.field.carrying import signer_of
from demeso.field.fetching import read_root
from demeso.field.parcels import Letter
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.clock import now
from demeso.kernel.refusal import BusyError, RefusedError, refuse_unless

router = Router()
PACKED_FROM = 1024
SPREAD = 100  # bytes at most by which a packed answer is longer, to hide its length


@router.post("/exchange", auth=None, summary="Push acts and pull changes")
def exchange(request: HttpRequest) -> HttpResponse:
    """Take a signed batch of acts; answer as docs/formats/exchange.md says."""
    at = now()
    device, body, signed_at = read_signed(request)
    require_calm(device.pk, at)
    raw = rules.inflated(body, request.headers.get("Content-Encoding", ""))
    asked = rules.read_request(raw)
    refuse_unless(asked.device == device.pk, "exchange.malformed", field="device")
    actor = actor_of_worker(device.worker_id or "")
    reader = actor_of_session(request.headers.get("X-Session-Token", ""))
    reads = reader is not None and reader.worker == actor.worker
    sent = Sent(device, asked, signed_at, at)
    answer = exchange_acts(actor=actor, sent=sent, reads=reads)
    return packed(JsonResponse(answer), request.headers.get("Accept-Encoding", ""))


@router.get(
    "/roots/{root}",
    auth=None,
    url_name="field-root",
    summary="Fetch again one case that a device only lists",
)
def root(
    request: HttpRequest, root: str, cursor: str = "", after: int = -1
) -> HttpResponse:
    """Hand out one root in pages, up to where the device has read; push nothing."""
    at = now()
    reader = actor_of_session(request.headers.get("X-Session-Token", ""))
    if reader is None:
        raise RefusedError("session.missing")
    require_calm(reader.worker, at)
    found = read_root(actor=reader, root=root, cursor=cursor, after=after, at=at)
    return packed(JsonResponse(found), request.headers.get("Accept-Encoding", ""))


def packed(response: HttpResponse, accepted: str) -> HttpResponse:
    """Pack a long answer for who unpacks it; say that what is sent may be packed."""
    response.headers["Accept-Encoding"] = "gzip"
    if "gzip" in accepted and len(response.content) >= PACKED_FROM:
        response.content = compress_string(response.content, max_random_bytes=SPREAD)
        response.headers["Content-Encoding"] = "gzip"
    return response


def read_signed(request: HttpRequest) -> tuple[Device, bytes, datetime]:
    """Return who signed the request, its body and the device's time."""
    body, told = read_body(request), request.headers
    letter = Letter(
        device=told.get("X-Device", ""),
        at=told.get("X-Signed-At", ""),
        signature=told.get("X-Signature", ""),
        encoding="",  # of no weight here: what was signed is the body as sent
        body=body,
    )
    device, signed_at = signer_of(letter)
    return device, body, signed_at


def read_body(request: HttpRequest) -> bytes:
    """Return the body as sent; refuse one that is too long before reading it."""
    most = rules.most_bytes(request.headers.get("Content-Encoding", ""))
    require_length(request, most, "exchange.too_large")
    return request.body


def require_length(request: HttpRequest, most: int, code: str) -> None:
    """Refuse what says that it is longer than it may be."""
    length = request.headers.get("Content-Length", "0")
    right = length.isascii() and length.isdigit() and int(length) <= most
    refuse_unless(right, code)


def require_calm(device: str, at: datetime) -> None:
    """Refuse a device that calls more often than any app would."""
    key = f"exchange:{device}:{at:%H%M}"
    cache.add(key, 0, 120)
    if cache.incr(key) > rules.CALLS_A_MINUTE:
        raise BusyError("exchange.busy", 60 - at.second)
