"""The public part of the directory as HSDS: for anybody, without a key.

What is looked for is never asked here, so that no address tells it: whoever needs a
choice takes all, and chooses at home.
"""

from datetime import datetime
from typing import Annotated, Any

from django.core.cache import cache
from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import Field

from demeso.directory.queries.entries import public_page
from demeso.interchange.queries import packages, spreads
from demeso.interchange.rules.packing import by_organisation, nested
from demeso.kernel.clock import now
from demeso.kernel.refusal import BusyError

router = Router()
A_PAGE, MOST = 50, 200
LAST = 1_000_000
CALLS_A_MINUTE = 120  # of everybody together: who calls is never looked at


class Page(Schema):
    """Which page of the directory is asked for."""

    page: Annotated[int, Field(ge=1, le=LAST)] = 1
    per_page: Annotated[int, Field(ge=1, le=MOST)] = A_PAGE


class Directory(Schema):
    """One page of organisations, each whole with its services (HSDS 3.0)."""

    total_items: int
    total_pages: int
    page_number: int
    size: int
    first_page: bool
    last_page: bool
    empty: bool
    contents: list[dict[str, Any]]


@router.get(
    "/directory", auth=None, url_name="directory", response=Directory,
    summary="Organisations that agreed to be known to anybody, with their services",
)  # fmt: skip
def directory(request: HttpRequest, asked: Query[Page]) -> dict[str, Any]:
    """Return a page of organisations, their services and where they are given."""
    del request  # nothing of who asks is looked at
    if asked != Page():  # where everybody begins: no flood shuts it
        _require_calm(now())
    found, count = public_page(page=asked.page, size=asked.per_page)
    contents = by_organisation(nested(packages(*spreads(found))))
    pages = -(-count // asked.per_page)
    return {
        "total_items": count,
        "total_pages": pages,
        "page_number": asked.page,
        "size": len(contents),
        "first_page": asked.page == 1,
        "last_page": asked.page >= pages,
        "empty": not contents,
        "contents": contents,
    }


def _require_calm(at: datetime) -> None:
    """Refuse what all programs together ask beyond measure; no caller is known."""
    key = f"directory.busy:{at:%H%M}"
    cache.add(key, 0, 120)
    if int(cache.incr(key)) > CALLS_A_MINUTE:
        raise BusyError("directory.busy", 60 - at.second)
