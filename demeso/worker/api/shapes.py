"""What every address of the app's API takes: a session, and strict bodies."""

from typing import Annotated

from django.http import HttpRequest
from ninja import Schema
from ninja.security import APIKeyHeader
from pydantic import ConfigDict, Field, StringConstraints

from demeso.agencies.queries.people import actor_of_session
from demeso.kernel.actor import Actor

Id = Annotated[str, StringConstraints(min_length=36, max_length=36)]
Named = Annotated[str, StringConstraints(max_length=36)]  # an id, or none
Digest = Annotated[str, StringConstraints(min_length=43, max_length=43)]
Code = Annotated[str, StringConstraints(max_length=9)]
Short = Annotated[str, StringConstraints(max_length=80)]
Token = Annotated[str, StringConstraints(min_length=16, max_length=128)]
Count = Annotated[int, Field(ge=0, le=2**53 - 1)]
Ids = Annotated[list[Id], Field(max_length=200)]
Digests = Annotated[list[Digest], Field(max_length=200)]


class Session(APIKeyHeader):
    """A signed-in worker's app session, its second factor shown; no cookie."""

    param_name = "X-Session-Token"

    def authenticate(self, request: HttpRequest, key: str | None) -> Actor | None:
        """Return who stands behind the token."""
        del request
        return actor_of_session(key or "")


class Strict(Schema):
    """A body with these fields and no others."""

    model_config = ConfigDict(extra="forbid", strict=True)
