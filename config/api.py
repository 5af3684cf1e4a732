"""The one NinjaAPI: mounts the JSON doors and answers refusals as problems."""

from django.http import HttpRequest, HttpResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from config.refusals import problem, remember
from demeso.field.api import router as field
from demeso.kernel.refusal import RefusedError
from demeso.worker.api import router as worker

api = NinjaAPI(
    title="Carnet", version="1", docs_url=None, openapi_url="/api/v1/openapi.json"
)
api.add_router("/app/v1/", worker, tags=["worker"])
api.add_router("/field/v1/", field, tags=["field"])


@api.exception_handler(RefusedError)
def refused(request: HttpRequest, error: RefusedError) -> HttpResponse:
    """Remember and answer a refusal; say how long to wait if that is the reason."""
    remember(request, error.code)
    more = {"field": error.field} if error.field else {}
    response = problem(error.code, **more)
    if wait := getattr(error, "retry_after", 0):
        response.headers["Retry-After"] = str(wait)
    return response


@api.exception_handler(ValidationError)
def invalid(_request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Answer a body of the wrong shape, naming places and never values."""
    places = [".".join(str(step) for step in fault["loc"]) for fault in error.errors]
    return problem("request.malformed", fields=places)


@api.exception_handler(AuthenticationError)
def unsigned(_request: HttpRequest, _error: AuthenticationError) -> HttpResponse:
    """Answer a missing or ended session."""
    return problem("session.missing")
