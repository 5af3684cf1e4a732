"""Take a device's acts in, and hand out what it does not hold yet."""

import logging
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from django.db import InterfaceError, OperationalError

from demeso.agencies.models import Device
from demeso.field import rules
from demeso.field.models import Scope
from demeso.field.queries import DIRECTORY, Pulled, latest_scope, pulled, view_of
from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json, digest
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.ledger.catalogue import forms
from demeso.ledger.models import FORGED
from demeso.ledger.queries import (
    Before,
    Marks,
    foresee,
    head,
    kept_before,
    last_position,
    marks,
)
from demeso.ledger.services import note_refusal, perform, quarantine, writing

LOG = logging.getLogger(__name__)
REPEATED, TAKEN, FAULT = "act.repeated", "act.id_taken", "act.fault"
Problem = dict[str, Json]


@dataclass(frozen=True)
class Sent:
    """A batch as one device sent it: when by its clock, when by ours."""

    device: Device
    asked: rules.Asked
    signed_at: datetime
    at: datetime


@dataclass
class Run:
    """How far a device's contiguous run has come, and what went wrong in it."""

    acked: int
    kept: dict[int, Before]
    problems: list[Problem] = field(default_factory=list)

    def tell(self, act: Envelope, code: str, fields: str = "") -> None:
        """Add a problem for the device to show."""
        problem: Problem = {"seq": act.seq, "act": act.id, "code": code}
        if fields:
            problem["fields"] = fields.split(",")
        self.problems.append(problem)


def exchange_acts(*, actor: Actor, sent: Sent, reads: bool) -> dict[str, Json]:
    """Apply what a device sends; with a session also return what it may hold."""
    if sent.device.revoked_at is not None:
        note_refusal("device.revoked", actor=actor, what=sent.device.id, at=sent.at)
        raise RefusedError("device.revoked")
    before = marks(sent.device.id)
    _require_signed(sent, after=before.acked)
    run = push_acts(actor=actor, sent=sent) if sent.asked.acts else Run(0, {})
    answer = _stated(marks(sent.device.id) if sent.asked.acts else before, run, sent.at)
    if reads:
        return answer | pull_changes(actor=actor, sent=sent).answer()
    return answer | Pulled().answer()


@writing
def push_acts(*, actor: Actor, sent: Sent) -> Run:
    """Apply a contiguous run of acts; keep every one of them."""
    acts = sorted(sent.asked.acts, key=lambda act: act.seq)
    acked = marks(sent.device.id).acked
    run = Run(acked, kept_before(sent.device.id, (act.seq for act in acts)))
    foresee(act for act in acts if act.seq > acked)
    for act in acts:
        if act.seq > run.acked + 1:
            break
        if act.seq <= run.acked:
            _recognise(act, run, actor, sent)
            continue
        _apply(act, run, actor, sent)
        run.acked = act.seq
    return run


def _recognise(act: Envelope, run: Run, actor: Actor, sent: Sent) -> None:
    """Skip a repeat; keep what only pretends to be one."""
    known = run.kept.get(act.seq)
    if known is None or known.digest in ("", act.digest()):
        if known is not None and known.code:
            run.tell(act, known.code)
        return
    _require_own(act, sent.device)
    quarantine(act, actor=actor, code=FORGED, received_at=sent.at)
    run.tell(act, FORGED)


def _apply(act: Envelope, run: Run, actor: Actor, sent: Sent) -> None:
    code, fields = "", ""
    try:
        refuse_unless(act.actor == actor.name, "act.other_actor")
        perform(act, actor=actor, at=sent.at)
    except RefusedError as error:
        code = TAKEN if error.code == REPEATED else error.code
        fields = error.field
    except (OperationalError, InterfaceError):
        raise  # the database is at fault, not the act: the device sends again
    except Exception as error:
        code = FAULT
        LOG.error("act.fault %s", type(error).__name__)  # noqa: TRY400 -- the text may hold answers
    if code:
        quarantine(act, actor=actor, code=code, received_at=sent.at)
        note_refusal(code, actor=actor, what=act.id, at=sent.at)
        run.tell(act, code, fields)
    if rules.has_wrong_clock(act, sent.signed_at, sent.at):
        run.tell(act, "clock.skew")
    run.kept[act.seq] = Before(act.digest(), code)


def _require_signed(sent: Sent, after: int) -> None:
    """Refuse the whole batch when one new act is not this device's own."""
    for act in sent.asked.acts:
        right = act.device == sent.device.id
        refuse_unless(right, "act.signature", field=str(act.seq))
        if act.seq > after:
            _require_own(act, sent.device)


def _require_own(act: Envelope, device: Device) -> None:
    right = rules.is_signed(act.signed_bytes(), act.sig, device.public)
    refuse_unless(right, "act.signature", field=str(act.seq))


def _stated(reached: Marks, run: Run, at: datetime) -> dict[str, Json]:
    problems: list[Json] = list(run.problems)
    return {
        "v": rules.VERSION,
        "acked_seq": reached.acked,
        "durable_seq": reached.durable,
        "server_epoch": head().epoch,
        "now": stamp(at),
        "problems": problems,
        "directory_v": last_position(DIRECTORY),
        "forms_v": digest(sorted(forms())),
        "min_capture_version": rules.EARLIEST_CAPTURE,
        "revoke": False,
    }


@writing
def _renew_scope(*, device: str, roots: Iterable[str]) -> Scope:
    """Return the device's newest scope version; make one when roots changed."""
    latest, now = latest_scope(device), sorted(roots)
    if latest is not None and latest.roots == now:
        return latest
    version = latest.version + 1 if latest else 1
    return Scope.objects.create(device=device, version=version, roots=now)


def pull_changes(*, actor: Actor, sent: Sent) -> Pulled:
    """Return the next page of what a device may hold and does not hold yet."""
    view, device = view_of(actor), sent.device.id
    latest = latest_scope(device)
    if latest is None or latest.roots != sorted(view.roots):
        latest = _renew_scope(device=device, roots=view.roots)
    page = pulled(sent.asked, view, latest, actor=actor)
    Scope.objects.filter(device=device, version__lt=page.holds).delete()
    return page
