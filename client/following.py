"""After the first talk: what presses, follow-up, review, the end, coming back."""

from collections.abc import Mapping, Sequence
from typing import Any

from client.walk import Case, Yes, new_keys, say_yes
from client.worker import Worker
from demeso.casework.forms.orienting import URGENCY
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import stamp
from demeso.kernel.derive import derived
from demeso.kernel.forms import NOW

CHECKED = {"plan_reviewed": "yes", "needs_met": "yes", "agreed": "yes",
           "told_return": "yes"}  # fmt: skip


def record_urgency(
    worker: Worker, case: Case, band: str, *, since: str = "", cercle: str = ""
) -> str:
    """Record a delay band; hours, if she says them, are sealed. Return the record."""
    now = stamp(worker.session.pen.clock())
    told = {"band": band, "since": since, NOW: now}
    made = derived(URGENCY, told, today=now[:10], tree={})
    clock: dict[str, Json] = {"band": band, **made}
    if since:
        clock["hours_said"] = "yes"
    groups: Groups = {"link": {"case": case.case}, "clock": clock}
    if cercle:
        groups = {**groups, "where": {"cercle": cercle}}
    version = case.next_version("sensitive")
    hidden = {"said_at": now, **({"since": since} if since else {})}
    sealed = [worker.seal(case.case, "sensitive", hidden, version)]
    record = worker.new_id()
    worker.say("urgency.recorded", record, URGENCY.id, groups, sealed)
    return record


def record_follow_up(
    worker: Worker,
    case: Case,
    way: str,
    *,
    safety: tuple[str, str] = ("", ""),
    next_on: str = "",
    closing: str = "",
    note: str = "",
) -> str:
    """Record a contact or an attempt: (danger, risk) first; return the record."""
    danger, risk = safety
    given: dict[str, dict[str, Json]] = {
        "link": {"case": case.case},
        "danger": {"in_danger": danger},
        "risk": {"risk_level": risk},
        "contact": {"way": way},
        "next": {"next_on": next_on, "closing": closing},
    }
    groups = {name: said for name, group in given.items() if (said := _said(group))}
    sealed = []
    if note:
        version = case.next_version("narrative")
        sealed = [worker.seal(case.case, "narrative", {"note": note}, version)]
    record = worker.new_id()
    worker.say("follow_up.recorded", record, "follow_up@1", groups, sealed)
    return record


def _said(group: Mapping[str, Json]) -> dict[str, Json]:
    return {name: value for name, value in group.items() if value}


def propose_closure(
    worker: Worker,
    case: Case,
    *reasons: str,
    left_open: Sequence[str] = (),
    **checked: str,
) -> str:
    """Propose to end the work, with the checklist; return the closure."""
    closing: dict[str, Json] = {"reasons": list(reasons)}
    if left_open:
        closing["left_open"] = list(left_open)
    groups: Groups = {
        "link": {"case": case.case, "survivor": case.survivor, "code": case.code},
        "closing": closing,
        "checklist": {**CHECKED, **checked},
    }
    closure = worker.new_id()
    worker.say("closure.proposed", closure, "closure@1", groups)
    return closure


def review_closure(worker: Worker, closure: str, return_reason: str = "") -> Envelope:
    """Approve a closure, or give it back with a reason."""
    if return_reason:
        back: Groups = {"review": {"return_reason": return_reason}}
        return worker.say("closure.returned", closure, "closure_return@1", back)
    agreed: Groups = {"review": {"approved": "yes"}}
    return worker.say("closure.approved", closure, "closure_approval@1", agreed)


def waiting_looks(worker: Worker) -> dict[str, Any]:
    """Return the children's yeses and the notices that wait for a supervisor."""
    session = worker.session
    return session.wire.ask("GET", "/app/v1/looks", headers=session.headers)


def review_consent(worker: Worker, look: str, look_reason: str = "") -> Envelope:
    """Agree to a child's yes, or say what should come first."""
    if look_reason:
        back: Groups = {"look": {"look_reason": look_reason}}
        return worker.say("consent.returned", look, "consent_return@1", back)
    agreed: Groups = {"look": {"best_interest": "yes"}}
    return worker.say("consent.approved", look, "consent_approval@1", agreed)


def read_notice(worker: Worker, notice: str) -> Envelope:
    """Say that a notice without a code was read."""
    read: Groups = {"look": {"notice_read": "yes"}}
    return worker.say("notice.read", notice, "notice@1", read)


def reopen(worker: Worker, case: Case, yes: Yes | None = None) -> Envelope:
    """Hear her yes anew, and open her case again with keys of its own."""
    say_yes(worker, case, yes or Yes())
    groups: Groups = {"reopening": {"survivor": case.survivor}}
    keys = new_keys(worker, case)
    return worker.say("case.reopened", case.case, "reopening@1", groups, keys)
