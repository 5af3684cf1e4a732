"""Read which entries wait to be verified, and what was asked about them."""

from datetime import datetime

from demeso.agencies.rules.devices import hashed
from demeso.directory.models import Site, Verification
from demeso.directory.queries.locking import open_lock
from demeso.directory.rules.listing import may_write
from demeso.directory.rules.verifying import ANSWER, FRESH, state_of
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError


def kept_sites(actor: Actor) -> list[Site]:
    """Return the reviewed places whose entries an actor keeps, oldest word first."""
    actor.require("directory.write")
    rows = Site.objects.filter(is_draft=False).select_related("organisation")
    every = rows.order_by("verified", "name", "id")
    return [one for one in every if may_write(actor, one.organisation.agency_id or "")]


def to_verify(sites: list[Site], *, at: datetime) -> list[Site]:
    """Return, of places that the caller may know, those that wait, longest first."""
    return [one for one in sites if state_of(one.verified, at) != FRESH]


def last_asked(sites: list[Site]) -> dict[str, Verification]:
    """Return place → the last time that somebody was asked about it."""
    rows = Verification.objects.filter(site__in=[one.id for one in sites])
    return {row.site_id: row for row in rows.order_by("asked_at", "id")}


def open_verification(site: str, *, at: datetime) -> Verification | None:
    """Return what was asked about a place and is not answered yet."""
    rows = Verification.objects.filter(site=site, answered_at=None, until__gt=at)
    return rows.order_by("-asked_at").first()


def is_verification(verification: str) -> bool:
    """Tell whether a request is kept under this id."""
    return Verification.objects.filter(id=verification).exists()


def get_linked(token: str, *, actor: Actor, at: datetime) -> Verification:
    """Return what a link asks, or refuse; used, over and unknown look the same."""
    found = Verification.objects.filter(token_hash=hashed(token)).first()
    if found is None:
        raise UnknownError
    return get_asked(found.id, actor=actor, at=at)


def get_asked(verification: str, *, actor: Actor, at: datetime) -> Verification:
    """Return what waits for the answer of a link, to its door only, or refuse."""
    rows = Verification.objects.select_related("site__organisation")
    found = rows.filter(id=verification, answered_at=None, until__gt=at).first()
    if found is None or found.token_hash is None or not actor.may(ANSWER):
        raise UnknownError
    if open_lock(found.site_id) is not None:
        raise UnknownError
    return found
