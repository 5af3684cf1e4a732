"""Take a device's acts in, and hand out what it does not hold yet."""

import logging
from dataclasses import dataclass, field, replace
from datetime import datetime

from django.db import InterfaceError, OperationalError

from demeso.agencies.models import Device
from demeso.agencies.queries.leaving import has_left
from demeso.agencies.rules.leaving import LATE
from demeso.agencies.services.leases import meet_device
from demeso.directory.rules.listing import DIRECTORY, roots_of
from demeso.field import rules
from demeso.field.listing import list_cases
from demeso.field.models import Scope
from demeso.field.queries import Pulled, View, latest_scope, pulled, view_of
from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json, digest
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.ledger.book import attempt
from demeso.ledger.catalogue import forms
from demeso.ledger.epochs import COPY
from demeso.ledger.models import FORGED
from demeso.ledger.queries import (
    Before,
    foresee,
    head,
    kept_before,
    last_version,
    marks,
)
from demeso.ledger.services import (
    begin_epoch,
    note_reading,
    note_refusal,
    perform,
    quarantine,
    writing,
)

LOG = logging.getLogger(__name__)
# A device that may be in other hands is told so: then it forgets what it keeps.
REVOKED, LOST = "device.revoked", "device.lost"
REPEATED, TAKEN, FAULT = "act.repeated", "act.id_taken", "act.fault"
Problem = dict[str, Json]


@dataclass(frozen=True)
class Sent:
    """A batch as one device sent it: when by its clock, when by ours."""

    device: Device
    asked: rules.Asked
    signed_at: datetime
    at: datetime
    late: bool = False  # of somebody who has left: kept aside, never lost
    carried: bool = False  # by somebody else, in a file: the device did not call


@dataclass(frozen=True)
class Fault:
    """Which act of a batch could not be applied, and why."""

    place: int
    code: str
    fields: str = ""


@dataclass
class Run:
    """How far a device's contiguous run has come, and what went wrong in it."""

    acked: int
    kept: dict[int, Before] = field(default_factory=dict)
    fresh: dict[int, Envelope] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    def tell(self, act: Envelope, code: str, fields: str = "") -> None:
        """Add a problem for the device to show."""
        problem: Problem = {"seq": act.seq, "act": act.id, "code": code}
        if fields:
            problem["fields"] = fields.split(",")
        self.problems.append(problem)

    def is_repeat(self, act: Envelope) -> bool:
        """Tell whether an act is one that was kept, and not only its number."""
        if act.seq in self.fresh:
            return act.digest() == self.fresh[act.seq].digest()
        return self.kept[act.seq].digest in ("", act.digest())


def exchange_acts(*, actor: Actor, sent: Sent, reads: bool) -> dict[str, Json]:
    """Apply what a device sends; with a session also return what it may hold."""
    if head().epoch == COPY:
        begin_epoch(at=sent.at)
    if sent.device.revoked_at is not None:
        return _keep_late(actor, replace(sent, late=True))
    problems = _take_in(actor, sent)
    device = sent.device
    if sent.asked.acts:  # of which one may have stopped this very device
        device.refresh_from_db(fields=["revoked_at"])
    if not sent.carried:
        device = meet_device(actor=actor, device=device, whole=reads, at=sent.at)
    answer = _stated(sent, problems)
    stopped = device.revoked_at is not None
    until = None if stopped else device.lease_until
    answer["lease_until"] = stamp(until) if until else None
    if reads and not stopped:
        return answer | pull_changes(actor=actor, sent=sent).answer()
    return answer | Pulled().answer()


def _keep_late(actor: Actor, sent: Sent) -> dict[str, Json]:
    """Keep aside what somebody who left had not sent; refuse any other revoked device.

    Her device forgets everything as soon as a backup holds what it sent.
    """
    device, reached = sent.device, marks(sent.device.id)
    left = not device.lost and has_left(device.worker_id or "")
    if not left or not (sent.asked.acts or reached.durable < reached.acked):
        code = LOST if device.lost or left else REVOKED
        note_refusal(code, actor=actor, what=device.id, at=sent.at)
        raise RefusedError(code)
    problems = _take_in(actor, sent)
    return _stated(sent, problems) | {"lease_until": None} | Pulled().answer()


def _take_in(actor: Actor, sent: Sent) -> list[Problem]:
    acts, problems = _new_acts(sent)
    if acts:
        problems += push_acts(actor=actor, sent=sent, acts=acts)
    return problems


def _new_acts(sent: Sent) -> tuple[list[Envelope], list[Problem]]:
    """Read and check what was not kept before; tell again what was wrong then.

    A repeat shows by its signature, so that a storm of them costs little.
    """
    claims = [rules.claim(wire) for wire in sent.asked.acts]
    kept = kept_before(sent.device.id, (seq for seq, _sig in claims))
    acts: list[Envelope] = []
    problems: list[Problem] = []
    for place, (wire, (seq, sig)) in enumerate(
        zip(sent.asked.acts, claims, strict=True)
    ):
        before = kept.get(seq)
        if before is None or not sig or sig != before.sig:
            act = rules.read_act(wire, place)
            right = act.device == sent.device.id and rules.is_signed(
                act.signed_bytes(), act.sig, sent.device.public
            )
            refuse_unless(right, "act.signature", field=str(act.seq))
            acts.append(act)
        elif before.code:
            problems.append({"seq": seq, "act": str(wire["id"]), "code": before.code})
    return sorted(acts, key=lambda act: act.seq), problems


@writing
def push_acts(*, actor: Actor, sent: Sent, acts: list[Envelope]) -> list[Problem]:
    """Apply a contiguous run of acts; keep every one of them."""
    run, repeats = Run(marks(sent.device.id).acked), []
    for act in acts:
        if act.seq > run.acked + 1:
            break
        if act.seq == run.acked + 1:
            run.acked, run.fresh[act.seq] = act.seq, act
        else:
            repeats.append(act)
    foresee(run.fresh.values())
    _apply(list(run.fresh.values()), run, actor, sent)
    if repeats:
        run.kept = kept_before(sent.device.id, (act.seq for act in repeats))
    for act in repeats:
        if not run.is_repeat(act):
            quarantine(act, actor=actor, code=FORGED, received_at=sent.at)
            run.tell(act, FORGED)
    return run.problems


def _apply(acts: list[Envelope], run: Run, actor: Actor, sent: Sent) -> None:
    """Apply acts in one savepoint; when one fails, keep it aside and go on.

    What went well before it is undone with it, and done again without it:
    failures are rare, and a savepoint for each act would cost every batch.
    """
    while acts:
        fault = _try(acts, actor, sent)
        if fault is not None and fault.code == FAULT and len(acts) > 1:
            # Rows are written together, so a fault may be another act's: one by one.
            for act in acts:
                _apply([act], run, actor, sent)
            return
        good = acts if fault is None else acts[: fault.place]
        if fault is not None:
            _apply(good, run, actor, sent)
            _keep_aside(acts[fault.place], fault, run, actor, sent)
        else:
            _tell_clocks(good, run, sent)
        acts = acts[len(good) + 1 :]


def _try(acts: list[Envelope], actor: Actor, sent: Sent) -> Fault | None:
    done = 0
    try:
        with attempt():
            for act in acts:
                refuse_unless(act.actor == actor.name, "act.other_actor")
                refuse_unless(not sent.late, LATE)
                perform(act, actor=actor, at=sent.at)
                done += 1
    except RefusedError as error:
        return Fault(done, TAKEN if error.code == REPEATED else error.code, error.field)
    except (OperationalError, InterfaceError):
        raise  # the database is at fault, not the act: the device sends again
    except Exception as error:
        kind = (type(error), None, None)  # not the error: its text may hold answers
        LOG.exception(FAULT, exc_info=kind)  # type: ignore[arg-type]  # as above
        return Fault(min(done, len(acts) - 1), FAULT)  # rows are written last
    return None


def _keep_aside(
    act: Envelope, fault: Fault, run: Run, actor: Actor, sent: Sent
) -> None:
    quarantine(act, actor=actor, code=fault.code, received_at=sent.at)
    tried = rules.named(act)
    note_refusal(fault.code, actor=actor, what=act.id, at=sent.at, records=tried)
    run.tell(act, fault.code, fault.fields)
    _tell_clocks([act], run, sent)


def _tell_clocks(acts: list[Envelope], run: Run, sent: Sent) -> None:
    for act in acts:
        if rules.has_wrong_clock(act, sent.signed_at, sent.at):
            run.tell(act, "clock.skew")


def _stated(sent: Sent, problems: list[Problem]) -> dict[str, Json]:
    reached = marks(sent.device.id)
    return {
        "v": rules.VERSION,
        "acked_seq": reached.acked,
        "durable_seq": reached.durable,
        "server_epoch": head().epoch,
        "now": stamp(sent.at),
        "problems": list(problems),
        "directory_v": _who_is_there(sent.device),
        "forms_v": digest(sorted(forms())),
        "min_capture_version": rules.EARLIEST_CAPTURE,
        "revoke": False,
    }


def _who_is_there(device: Device) -> int:
    """Return what changes with the directory, and with who works in her agency."""
    agency = device.worker.agency_id if device.worker else ""
    return max(last_version(DIRECTORY), last_version(agency, *rules.MOVES))


@writing
def _renew_scope(*, actor: Actor, sent: Sent, view: View) -> Scope:
    """Return the device's newest scope version; make one when roots changed.

    What a device may hold from now on is written down as read by whoever holds it.
    """
    device = sent.device.id
    latest, now = latest_scope(device), sorted(view.roots)
    held = set(latest.roots) if latest else set()
    if latest is not None and latest.roots == now:
        return latest
    fresh = view.roots - held - roots_of(actor)
    if fresh:
        note_reading("field.device", fresh, actor=actor, at=sent.at)
    version = latest.version + 1 if latest else 1
    return Scope.objects.create(device=device, version=version, roots=now)


def pull_changes(*, actor: Actor, sent: Sent) -> Pulled:
    """Return the next page of what a device may hold and does not hold yet."""
    view, device = view_of(actor, at=sent.at), sent.device.id
    lines = list_cases(
        actor=actor, asked=sent.asked, view=view, device=device, at=sent.at
    )
    if lines is not None:
        return lines
    latest = latest_scope(device)
    if latest is None or latest.roots != sorted(view.roots):
        latest = _renew_scope(actor=actor, sent=sent, view=view)
    page = pulled(sent.asked, view, latest, actor=actor)
    Scope.objects.filter(device=device, version__lt=page.holds).delete()
    return page
