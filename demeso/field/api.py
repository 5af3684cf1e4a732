"""The exchange: one call that pushes and, with a session, pulls."""

from datetime import datetime

from django.core.cache import cache
from django.http import HttpRequest, JsonResponse
from ninja import Router

from demeso.agencies.models import Device
from demeso.agencies.queries import actor_of_session, actor_of_worker, get_device
from demeso.field import rules
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.clock import moment, now
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless

router = Router()


class BusyError(RefusedError):
    """A device calls too often; it may call again after a while."""

    def __init__(self, seconds: int) -> None:
        """Keep how long to wait."""
        super().__init__("exchange.busy")
        self.retry_after = seconds


@router.post("/exchange", auth=None, summary="Push acts and pull changes")
def exchange(request: HttpRequest) -> JsonResponse:
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
    return JsonResponse(exchange_acts(actor=actor, sent=sent, reads=reads))


def read_signed(request: HttpRequest) -> tuple[Device, bytes, datetime]:
    """Return who signed the request, its body and the device's time."""
    body = read_body(request)
    signed_at = request.headers.get("X-Signed-At", "")
    signature = request.headers.get("X-Signature", "")
    try:
        device = get_device(request.headers.get("X-Device", ""))
        sent_at = moment(signed_at)
    except (UnknownError, ValueError) as error:
        raise RefusedError("exchange.signature") from error
    message = rules.signed_bytes(body, signed_at)
    right = rules.is_signed(message, signature, device.public)
    refuse_unless(right and device.worker_id is not None, "exchange.signature")
    return device, body, sent_at


def read_body(request: HttpRequest) -> bytes:
    """Return the body as sent; refuse one that is too long before reading it."""
    most = rules.most_bytes(request.headers.get("Content-Encoding", ""))
    length = request.headers.get("Content-Length", "0")
    right = length.isascii() and length.isdigit() and int(length) <= most
    refuse_unless(right, "exchange.too_large")
    return request.body


def require_calm(device: str, at: datetime) -> None:
    """Refuse a device that calls more often than any app would."""
    key = f"exchange:{device}:{at:%H%M}"
    cache.add(key, 0, 120)
    if cache.incr(key) > rules.CALLS_A_MINUTE:
        raise BusyError(60 - at.second)
