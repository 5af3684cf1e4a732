"""The one NinjaAPI: mounts the JSON doors and answers refusals as problems."""

from django.db import DataError
from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from config.refusals import MALFORMED, problem, remember, tell_unkept
from demeso.field.api import router as field
from demeso.field.receiving import router as receiving
from demeso.interchange.api import router as interchange
from demeso.kernel.refusal import RefusedError
from demeso.worker.api.access import router as access
from demeso.worker.api.devices import router as devices
from demeso.worker.api.glass import router as glass
from demeso.worker.api.joining import router as joining
from demeso.worker.api.keys import router as keys
from demeso.worker.api.leaving import router as leaving
from demeso.worker.api.locking import router as locking
from demeso.worker.api.passphrase import router as passphrase
from demeso.worker.api.reading import router as reading
from demeso.worker.api.recovery import router as recovery
from demeso.worker.api.seconding import router as seconding

api = NinjaAPI(
    title="Carnet", version="1", docs_url=None, openapi_url="/api/v1/openapi.json"
)
ROUTERS = (
    joining,
    reading,
    keys,
    recovery,
    passphrase,
    leaving,
    glass,
    access,
    seconding,
    devices,
    locking,
)
for router in ROUTERS:
    api.add_router("/app/v1/", router, tags=["worker"])
api.add_router("/field/v1/", field, tags=["field"])
api.add_router("/field/v1/", receiving, tags=["field"])
api.add_router("/api/v1/", interchange, tags=["directory"])


@api.exception_handler(RefusedError)
def refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """Remember and answer a refusal; say how long to wait if that is the reason."""
    remember(request, error.code)
    more = {"field": error.field} if error.field else {}
    response = problem(error.code, **more)
    if wait := getattr(error, "retry_after", 0):
        response.headers["Retry-After"] = str(wait)
    return response


@api.exception_handler(DataError)
def unkept(request: HttpRequest, _error: DataError) -> HttpResponse:
    """Answer what no database can hold as what has the wrong shape."""
    tell_unkept(request)
    return problem(MALFORMED)


@api.exception_handler(ValidationError)
def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a body of the wrong shape, naming places and never values."""
    places = [".".join(str(step) for step in fault["loc"]) for fault in error.errors]
    return problem(MALFORMED, fields=places)


@api.exception_handler(AuthenticationError)
def unsigned(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer a missing or ended session."""
    return problem("session.missing")
