"""Ask whether entries still hold, by a link that works once; doubt what does not."""

from dataclasses import replace
from typing import Any

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_through
from demeso.directory.models import Site, Verification
from demeso.directory.queries.listing import get_site
from demeso.directory.queries.locking import open_lock
from demeso.directory.queries.verifying import (
    get_asked,
    is_verification,
    open_verification,
)
from demeso.directory.rules.listing import CLOSED, may_write
from demeso.directory.rules.verifying import (
    CHANGED,
    STILL,
    TOLD,
    DoubtAnswers,
    VerificationAnswers,
    VerifiedAnswers,
    is_link,
    may_be_linked,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.queries import version
from demeso.ledger.services import record, writing

DOOR = "verification"  # signs what the answer of a link entails
WRITES = "directory.write"
KEEPER = "data_focal_point"  # whose work a link's answer does


@writing
def ask_verification(*, actor: Actor, act: Act[VerificationAnswers]) -> Verification:
    """Ask whether an entry still holds; asking again replaces the link."""
    said, site = act.answers, _kept(act.answers.site, actor)
    refuse_unless(not is_verification(act.record), "verification.known")
    refuse_unless(not site.is_draft, "site.unreviewed")
    refuse_unless(open_lock(site.id) is None, "site.locked")
    refuse_unless(is_link(said, act.received_at), "verification.malformed")
    has_link = bool(said.token_hash)
    is_fit = not has_link or may_be_linked(site.offers, site.tier)
    refuse_unless(is_fit, "verification.unlinked")
    record(act, actor=actor, root=CLOSED)
    earlier = open_verification(site.id, at=act.received_at)
    if earlier is not None:
        earlier.until = act.received_at
        earlier.save(update_fields=["until"])
    return Verification.objects.create(
        id=act.record, site=site, asked_by=actor.name, asked_at=act.received_at,
        token_hash=said.token_hash or None, until=moment(said.until),
    )  # fmt: skip


@writing
def answer_verification(*, actor: Actor, act: Act[VerifiedAnswers]) -> Verification:
    """Take the answer of a link: still so, or something changed; it works once."""
    asked = get_asked(act.record, actor=actor, at=act.received_at)
    record(act, actor=actor, root=CLOSED)
    asked.still, asked.answered_at = act.answers.still, act.received_at
    asked.save()
    by = replace(
        actor,
        permissions=actor.permissions | {WRITES},
        roles=actor.roles | {KEEPER},
    )
    kind, form, groups = ENTAILED[act.answers.still]
    slip = Slip(kind, asked.site_id, form, groups, base=version(asked.site_id))
    act_through(door=DOOR, slip=slip, actor=by, at=act.received_at)
    return asked


# What a link's answer does to the place, as an act of its own that devices hear of.
ENTAILED: dict[str, tuple[str, str, dict[str, dict[str, Any]]]] = {
    STILL: ("site.verified", "site_check@1", {"check": {"how": TOLD}}),
    CHANGED: ("site.doubted", "site_doubt@1", {"doubt": {"doubt": CHANGED}}),
}


@writing
def doubt_site(*, actor: Actor, act: Act[DoubtAnswers]) -> Site:
    """Say that an entry may no longer hold: it counts as not verified."""
    site = _kept(act.record, actor)
    refuse_unless(not site.is_draft, "site.unreviewed")
    record(act, actor=actor, root=site.root)
    site.verified, site.verified_how = "", ""
    site.doubted_at = act.received_at
    site.save(update_fields=["verified", "verified_how", "doubted_at"])
    return site


def _kept(site: str, actor: Actor) -> Site:
    found = get_site(site, actor=actor)
    if not may_write(actor, found.organisation.agency_id or ""):
        raise UnknownError
    return found
