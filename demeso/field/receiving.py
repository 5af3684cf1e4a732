"""The parcel's door: where to seal what others carry, and where they bring it."""

from django.conf import settings
from django.http import HttpRequest, JsonResponse
from ninja import Router

from demeso.agencies.queries.people import actor_of_session
from demeso.field import parcels
from demeso.field.api import require_calm, require_length
from demeso.field.carrying import take_parcel
from demeso.kernel.actor import Actor
from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError

router = Router()


@router.get("/parcel", auth=None, url_name="parcel", summary="Read where to seal to")
def parcel_key(request: HttpRequest) -> JsonResponse:
    """Show the public key to which a device seals what others carry for it."""
    require_carrier(request)
    kem = b64(parcels.public_of(bytes.fromhex(settings.PARCEL_SEED)))
    return JsonResponse({"v": parcels.VERSION, "kem": kem})


@router.post("/parcel", auth=None, url_name="parcel", summary="Bring a parcel")
def parcel(request: HttpRequest) -> JsonResponse:
    """Take a file that somebody brings; answer as docs/formats/parcel.md says."""
    at, carrier = now(), require_carrier(request)
    require_calm(carrier.worker, at)
    require_length(request, parcels.MOST, "parcel.too_large")
    seed = bytes.fromhex(settings.PARCEL_SEED)
    letters = parcels.open_parcel(request.body, seed=seed)
    taken = take_parcel(actor=carrier, letters=letters, at=at)
    return JsonResponse({"v": parcels.VERSION, **taken.__dict__})


def require_carrier(request: HttpRequest) -> Actor:
    """Return who is signed in; refuse anybody else."""
    carrier = actor_of_session(request.headers.get("X-Session-Token", ""))
    if carrier is None:
        raise RefusedError("session.missing")
    return carrier
