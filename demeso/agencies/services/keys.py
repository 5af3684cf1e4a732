from demeso.agencies.models import Agreement, Holding, Worker
from demeso.agencies.queries.partners import agreement_of
from demeso.agencies.queries.people import get_worker
from demeso.agencies.queries.recovery import (
    get_keeper,
    holds,
    may_be_holder,
)
from demeso.agencies.rules.joining import DIRECTORY
from demeso.agencies.rules.keys import Naming, Publishing, needed_for
from demeso.agencies.services.signing import own_signature
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import fingerprint
from demeso.ledger.services import record, writing
from demeso.vault.handing import hand_key
from demeso.vault.queries import get_entry, print_of
from demeso.vault.rules import is_signed
from demeso.vault.seconding import state_key
from demeso.vault.services import publish_key as publish_entry
from demeso.vault.signing import (
    NAMED,
    PUBLISHED,
    RECOVERY,
    Both,
    KeyStatement,
    Signature,
)


@writing
def publish_key(*, actor: Actor, act: Act[Publishing]) -> None:
    """Publish a key of the actor's agency, handed to its holders; it waits for two.

    A recovery key is handed to nobody: three sheets of paper hold it, and it signs.
    """
    answers = act.answers
    is_recovery = answers.owner == RECOVERY
    actor.require(needed_for(answers.owner))
    refuse_unless(answers.id == actor.agency, "key.other_agency")
    signs = bool(answers.sign) == is_recovery
    refuse_unless(signs, "key.malformed", field="sign")
    record(act, actor=actor, root=DIRECTORY)
    entry = answers.entry()
    holders = publish_entry(entry, actor=actor, act=act)
    expected = not holders if is_recovery else actor.worker in holders
    refuse_unless(expected, "key.not_held")
    said = KeyStatement(
        act.record, fingerprint(entry), answers.owner, answers.id, answers.epoch,
        tuple(sorted(holders)), PUBLISHED,
    )  # fmt: skip
    first = own_signature(
        actor=actor, said=said, signature=answers.signature, code="key.signature"
    )
    state_key(said, (first, None), actor=actor, act=act)
    for holder in sorted(holders):
        worker = get_worker(holder, actor=actor)
        refuse_unless(may_be_holder(said, worker), "key.apart")
        Holding.objects.create(
            act_id=act.id, record=act.record, agency_id=answers.id,
            owner=answers.owner, epoch=answers.epoch, worker=worker,
            since=act.received_at,
        )  # fmt: skip


@writing
def name_holder(*, actor: Actor, act: Act[Naming]) -> Holding:
    """Hand an agency key to a further holder, or seal it to the recovery key.

    Whoever holds the key does it, and a holder waits for a second person; or
    whoever takes it, with two sheets' signature, which stands for two people.
    """
    named = act.answers
    by_sheets = bool(named.proof)
    if by_sheets:
        _require_sheets(named, act.record, actor)
    else:
        refuse_unless(_holds(actor.worker, named), "key.not_held")
    worker = _fit(named) if named.worker else None
    record(act, actor=actor, root=named.agency)
    to = hand_key(actor=actor, act=act, agency=named.agency)
    wanted = ("worker", worker.pk) if worker else (RECOVERY, named.agency)
    right = [(key.owner, key.owner_id) for key in to] == [wanted]
    refuse_unless(right, "vault.recipient")
    newest = None if worker else get_entry(RECOVERY, named.agency)
    right = newest is None or [one.fingerprint for one in to] == [fingerprint(newest)]
    refuse_unless(right, "vault.recipient")
    if worker:
        _state_holder(named, actor, act)
    return Holding.objects.create(
        act_id=act.id, record=act.record if worker else "", agency_id=named.agency,
        owner=named.owner, epoch=named.epoch, worker=worker,
        agreement=_agreement(named, worker), by_sheets=by_sheets,
        recovery_epoch=newest["epoch"] if newest else None,
        since=act.received_at,
    )  # fmt: skip


def _agreement(named: Naming, worker: Worker | None) -> Agreement | None:
    """Return the agreement under which a partner's holder takes a key."""
    partner = worker.agency_id if worker else named.agency
    return agreement_of(named.agency, partner, named.owner)


def _state_holder(named: Naming, actor: Actor, act: Act[Naming]) -> None:
    print_ = print_of(named.owner, named.agency, named.epoch)
    said = KeyStatement(
        act.record, print_, named.owner, named.agency, named.epoch, (named.worker,),
        NAMED,
    )  # fmt: skip
    if named.proof:
        key = fingerprint(get_entry(RECOVERY, named.agency))
        both: Both = (None, Signature(named.agency, key, named.proof))
    else:
        both = (
            own_signature(
                actor=actor, said=said, signature=named.signature, code="key.signature"
            ),
            None,
        )
    state_key(said, both, actor=actor, act=act)


def _require_sheets(named: Naming, name: str, actor: Actor) -> None:
    """Refuse unless two sheets signed that the actor takes the key herself."""
    refuse_unless(named.worker == actor.worker, "key.not_held")
    entry = get_entry(RECOVERY, named.agency)
    signed = is_signed(str(entry["sign"]), named.proof, named.signed_bytes(name))
    refuse_unless(signed, "sheets.proof")


def _holds(worker: str, named: Naming) -> bool:
    return holds(worker, agency=named.agency, owner=named.owner, epoch=named.epoch)


def _fit(named: Naming) -> Worker:
    """Return who is to hold a key; refuse whoever may not beside what she holds."""
    worker = get_keeper(named.worker, agency=named.agency, owner=named.owner)
    named_before = Holding.objects.filter(
        agency=named.agency, owner=named.owner, epoch=named.epoch, worker=worker,
        ended_at=None,
    )  # fmt: skip
    row = named_before.first()
    waits = row is not None and not _holds(worker.pk, named)
    refuse_unless(not waits, "holder.waiting")
    refuse_unless(row is None, "key.held")
    may = may_be_holder(named, worker)
    refuse_unless(may, "key.apart")
    return worker
