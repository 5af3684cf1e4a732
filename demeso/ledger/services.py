"""Write the ledger down: every room's services stand on these."""

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, TypeVar, overload

from django.conf import settings

from demeso.kernel.act import Act, Envelope, read_answers
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json, digest
from demeso.kernel.refusal import refuse_unless
from demeso.ledger import catalogue, notes
from demeso.ledger.binding import Draft, begun
from demeso.ledger.book import InForce, current, unit
from demeso.ledger.merging import PENDING, SEALED_PREFIX, LiveValue, answered
from demeso.ledger.models import (
    APPLIED,
    QUARANTINED,
    Access,
    Backup,
    Checkpoint,
    Entry,
    Head,
    Payload,
    Value,
)
from demeso.ledger.payload import (
    ACT,
    BACKUP,
    ERASED,
    QUARANTINE,
    READ,
    REFUSAL,
    REFUSED,
    act_body,
    body_text,
    quarantine_body,
    stand_in,
)
from demeso.ledger.proving import keep_tiles

Given = ParamSpec("Given")
Result = TypeVar("Result")


@overload
def writing() -> AbstractContextManager[None]: ...
@overload
def writing(work: Callable[Given, Result], /) -> Callable[Given, Result]: ...
def writing(work: Callable[..., Any] | None = None, /) -> Any:
    """Run a function, or a `with` block, as one unit of work.

    The outermost unit is the transaction, on both databases; an inner one
    that fails takes the outermost with it (`attempt` stands between).
    """
    if work is None:
        return unit()

    @wraps(work)
    def done(*args: Any, **kwargs: Any) -> Any:
        with unit():
            return work(*args, **kwargs)

    return done


@writing
def perform(envelope: Envelope, *, actor: Actor, at: datetime) -> object:
    """Check an act against its form and hand it to its kind's service.

    Sealed parts that the service has no place for are refused with their act:
    what somebody sealed is never dropped in silence.
    """
    refuse_unless(not current().is_known(envelope.id), "act.repeated")
    kind = catalogue.require_form(envelope)
    act: Act[Any] = Act(envelope, read_answers(kind, envelope.groups), at)
    result = catalogue.service(kind)(actor=actor, act=act)
    if act.id not in current().results:
        raise RuntimeError(f"{kind.service} did not record its act")
    placed = not envelope.sealed or act.id in current().placed
    refuse_unless(placed, "act.sealed_unasked")
    return result


@writing
def record(act: Act[Any], *, actor: Actor, root: str) -> InForce:
    """Write an act down once; return the record's answers in force by group.

    `root` is the id under which devices hold the record. Called again with
    the same act it returns the same. Reactions run before it returns.
    """
    book, envelope = current(), act.envelope
    if act.id in book.results:
        return book.results[act.id]
    kind = catalogue.kinds()[envelope.kind]
    live, values = book.live(act.record), _values(envelope)
    for value in values:
        live = answered(live, value, envelope.base)
    header = envelope.header()
    body = act_body(envelope, header, root=root, record_type=kind.record)
    entry = _entry(envelope, header, act.received_at)
    entry.root, entry.record_type, entry.state = root, kind.record, APPLIED
    book.stage(Draft(ACT, act.kind, act.received_at, body, entry=entry, values=values))
    book.replace(act.record, live)
    result = InForce(catalogue.answers_in_force(live))
    book.finish(act.id, result)
    for react in catalogue.reactions(act.kind):
        react(actor=actor, act=act)
    return result


@writing
def quarantine(
    envelope: Envelope, *, actor: Actor, code: str, received_at: datetime
) -> None:
    """Keep an act that could not be applied, whole, with the reason.

    An act whose id is taken already is kept under an id made of its digest,
    and kept once however often it is sent.
    """
    del actor  # the act names its own; this is who sent it
    book, entry = current(), _entry(envelope, envelope.header(), received_at)
    if book.is_known(entry.id):
        entry.id = stand_in(envelope.id, entry.digest)
        if book.is_known(entry.id):
            return
    entry.state, entry.code = QUARANTINED, code
    body = quarantine_body(envelope, code=code, entry=entry.id)
    book.stage(Draft(QUARANTINE, envelope.kind, received_at, body, entry=entry))


@writing
def note(
    kind: str,
    *,
    actor: Actor,
    body: Mapping[str, Json],
    open: Mapping[str, Json] | None = None,  # noqa: A002 -- the leaf's own word
    name: str = "",
    at: datetime | None = None,
) -> None:
    """Write down what is not an act: a key, a role, a program, a deletion.

    `body` is committed to and can be deleted; `open` stands in the leaf for
    ever and may hold public facts only. Under its type and `name` a proof of
    the leaf can be asked for (`demeso.ledger.proving`).
    """
    book = current()
    text = body_text({"actor": actor.name, **body})
    type_ = kind.partition(".")[0]
    book.stage(Draft(type_, kind, at or book.moment(), text, open, name))


@writing
def note_reading(
    what: str, records: Iterable[str], *, actor: Actor, at: datetime
) -> None:
    """Write down that someone read a list: one leaf, and a row per record."""
    seen = sorted(set(records))
    text = body_text({"actor": actor.name, "what": what, "records": seen})
    rows = tuple(
        Access(record=record, actor=actor.name, at=at, what=what) for record in seen
    )
    current().stage(Draft(READ, f"read.{what}", at, text, readings=rows))


@writing
def note_refusal(
    code: str,
    *,
    actor: Actor,
    what: str,
    at: datetime,
    records: Iterable[str] = (),
) -> None:
    """Write down that someone was refused, after the refused work is undone.

    `records` are those that the attempt named, for whoever asks later who tried.
    """
    tried = sorted(set(records))
    said: dict[str, Json] = {"code": code, "what": what, "records": tried}
    text = body_text({"actor": actor.name, **said})
    rows = tuple(
        Access(record=record, actor=actor.name, at=at, what=f"{REFUSED}{code}")
        for record in tried
    )
    current().stage(Draft(REFUSAL, code, at, text, readings=rows))


@writing
def erase_payload(position: int, *, actor: Actor, at: datetime) -> None:
    """Delete what a leaf commits to; the tree still verifies, and says so."""
    book = current()
    text = body_text({"actor": actor.name, "n": position})
    book.stage(Draft(ERASED, ERASED, at, text, {"n": position}))
    Payload.objects.filter(pk=position).delete()
    Value.objects.filter(position=position).update(live=False)
    Entry.objects.filter(position=position).update(digest="", sig="")


@writing
def let_go_sealed(acts: Iterable[str], compartment: str, *, actor: Actor) -> None:
    """Say that what acts sealed into a compartment is gone: nothing stands there."""
    del actor  # the room that keeps ciphertext writes down who asked
    group = f"{SEALED_PREFIX}{compartment}"
    Value.objects.filter(entry__in=list(acts), group=group).update(live=False)


@writing
def begin_epoch(*, at: datetime) -> int:
    """Return the epoch that this server is in; begin one where it came from a copy."""
    return begun(at).epoch


@writing
def checkpoint(at: datetime) -> Checkpoint | None:
    """Sign the tree as it stands; return None while it is empty."""
    head = Head.objects.first()
    if head is None:
        return None
    text = notes.checkpoint_text(head.size, head.root)
    note_ = notes.signed(text, bytes.fromhex(settings.LEDGER_SEED))
    made = {"root": head.root, "note": note_, "made_at": at}
    keep_tiles(head.size)
    kept, _new = Checkpoint.objects.get_or_create(size=head.size, defaults=made)
    return kept


@writing
def note_backup(size: int, *, actor: Actor, folder: str, at: datetime) -> Backup:
    """Write down how much a finished backup holds; its acts are durable now."""
    text = body_text({"actor": actor.name, "size": size})
    current().stage(Draft(BACKUP, "backup.made", at, text))
    return Backup.objects.create(size=size, made_at=at, folder=folder)


def _values(envelope: Envelope) -> tuple[LiveValue, ...]:
    answers: dict[str, Mapping[str, Any]] = dict(envelope.groups)
    for part in envelope.sealed:
        if part.get("type") == "body":
            answers[f"{SEALED_PREFIX}{part.get('compartment')!s:.40}"] = {
                "act": envelope.id
            }
    return tuple(
        LiveValue(
            record=envelope.record,
            group=group,
            act=envelope.id,
            device=envelope.device,
            actor=envelope.actor,
            hlc=envelope.hlc,
            form=envelope.form,
            merge=catalogue.merge_of(envelope.form, group),
            version=PENDING,
            answers=given,
        )
        for group, given in answers.items()
    )


def _entry(envelope: Envelope, header: Mapping[str, Json], at: datetime) -> Entry:
    return Entry(
        id=envelope.id,
        device=envelope.device,
        seq=envelope.seq,
        kind=envelope.kind,
        record=envelope.record,
        base=envelope.base,
        form=envelope.form,
        hlc=envelope.hlc,
        actor=envelope.actor,
        device_time=envelope.time,
        received_at=at,
        digest=digest(header),
        sig=envelope.sig,
    )
