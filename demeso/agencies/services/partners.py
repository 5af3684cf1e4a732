"""A partner keeps a key or a sheet by agreement: both sides sign, either ends it."""

from django.db.models import QuerySet

from demeso.agencies.models import Agreement, Holding
from demeso.agencies.queries.partners import agreements, get_agreement
from demeso.agencies.queries.people import get_agency
from demeso.agencies.queries.recovery import holders_of, owners_held
from demeso.agencies.rules.keys import Agreeing, Parting, may_agree
from demeso.agencies.rules.recovery import SPLIT
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import HOLD
from demeso.ledger.services import record, writing
from demeso.vault.handing import end_grants
from demeso.vault.queries import epochs_in_use, fingerprints_of


@writing
def sign_agreement(*, actor: Actor, act: Act[Agreeing]) -> Agreement:
    """Sign, for one side, that a partner keeps a key; it stands once both have.

    No partner keeps both halves' keys, nor one while halves need the other it held.
    """
    actor.require("people.write")
    said = act.answers
    refuse_unless(may_agree(said, signer=actor.agency), "agreement.sides")
    for side in (said.agency, said.partner):
        get_agency(side, actor=actor)
    between = agreements(said.agency).filter(agency=said.agency, partner=said.partner)
    first = between.filter(owner=said.owner).first()
    refuse_unless(_may_follow(first, act.record, actor.agency), "agreement.sides")
    held = owners_held(said.agency, house=said.partner)
    kept = {*held, *between.values_list("owner", flat=True), said.owner}
    refuse_unless(not kept >= set(SPLIT), "agreement.both")
    record(act, actor=actor, root=said.agency)
    if first is None:
        return Agreement.objects.create(
            id=act.record, agency_id=said.agency, partner_id=said.partner,
            owner=said.owner, signed_by=actor.worker, signed_for=actor.agency,
            signed_at=act.received_at,
        )  # fmt: skip
    first.countersigned_by, first.countersigned_at = actor.worker, act.received_at
    first.save(update_fields=["countersigned_by", "countersigned_at"])
    return first


def _may_follow(first: Agreement | None, record: str, signer: str) -> bool:
    """Tell whether an act is the first signature, or the other side's after it."""
    if first is None:
        return not Agreement.objects.filter(pk=record).exists()
    waits = first.pk == record and first.countersigned_at is None
    return waits and first.signed_for != signer


@writing
def end_agreement(*, actor: Actor, act: Act[Parting]) -> Agreement:
    """End it at once, for either side, or say no to it: the partner keeps no more.

    A key in use keeps a holder at home; a sheet that a partner had is made anew.
    """
    actor.require("people.write")
    agreed = get_agreement(act.record, actor=actor)
    if agreed.owner in SPLIT:
        refuse_unless(_is_held_beside(agreed), "agreement.last_holder")
    record(act, actor=actor, root=agreed.agency_id)
    agreed.ended_by, agreed.ended_at = actor.worker, act.received_at
    agreed.save(update_fields=["ended_by", "ended_at"])
    _end_holding(agreed, actor, act)
    return agreed


def _is_held_beside(agreed: Agreement) -> bool:
    """Tell whether somebody else holds every epoch that the partner's people hold."""
    agency, owner = agreed.agency_id, agreed.owner
    theirs = set(_theirs(agreed).values_list("worker", flat=True))
    every = (holders_of(agency, owner, one) for one in epochs_in_use(owner, agency))
    return all(held - theirs for held in every if held & theirs)


def _end_holding(agreed: Agreement, actor: Actor, act: Act[Parting]) -> None:
    """Let the partner's people hold the key no more, and delete their copies."""
    held = _theirs(agreed)
    to = fingerprints_of(set(held.values_list("worker", flat=True)))
    end_grants(actor=actor, act=act, to=to, rights=[HOLD], objects=[agreed.agency_id])
    held.update(agreement=agreed, ended_at=act.received_at)


def _theirs(agreed: Agreement) -> QuerySet[Holding]:
    """Return what the partner's people hold; rows of old name no agreement."""
    return Holding.objects.filter(
        agency=agreed.agency_id, owner=agreed.owner, ended_at=None,
        worker__agency=agreed.partner_id,
    )  # fmt: skip
