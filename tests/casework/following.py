"""Say what a worker says after the first talk, through `Person.do`."""

from datetime import timedelta
from typing import Any

from client.grants import Circle, Terms, case_grants
from client.sealing import new_key
from demeso.kernel.forms import COMPARTMENTS
from tests.cast import Person, Team
from tests.handing import Helped

CHECKED = {
    "plan_reviewed": "yes", "needs_met": "yes", "agreed": "yes", "told_return": "yes",
}  # fmt: skip


def press(helped: Helped, *parts: Any, record: str = "", **clock: str) -> Any:
    """Say how long ago it was, and up to when it presses."""
    where = {"where": {"cercle": clock.pop("cercle")}} if "cercle" in clock else {}
    groups = {
        "link": {"case": clock.pop("case", helped.case)}, "clock": clock, **where,
    }  # fmt: skip
    return helped.by.do(
        "urgency.recorded", record or helped.by.new_id(), "urgency@1",
        groups=groups, sealed=parts,
    )  # fmt: skip


def day(helped: Helped, days: int) -> str:
    """Return the day so many days from now."""
    return str((helped.by.stage.time + timedelta(days=days)).date())


def meet(
    helped: Helped, *parts: Any, record: str = "", way: str = "here", **said: str
) -> Any:
    """Record a contact, or an attempt."""
    given = {"in_danger": "no", "risk_level": "low", "next_on": day(helped, 7)}
    if way == "not_reached":
        given = {"next_on": day(helped, 7)}
    given |= said
    groups = {
        "link": {"case": given.pop("case", helped.case)},
        "danger": {"in_danger": given.get("in_danger", "")},
        "risk": {"risk_level": given.get("risk_level", "")},
        "contact": {"way": way},
        "needs": {"new_needs": given.get("new_needs", "")},
        "next": {"next_on": given["next_on"], "closing": given.get("closing", "")},
    }
    kept = {
        name: {key: text for key, text in group.items() if text}
        for name, group in groups.items()
    }
    return helped.by.do(
        "follow_up.recorded", record or helped.by.new_id(), "follow_up@1",
        groups={name: group for name, group in kept.items() if group}, sealed=parts,
    )  # fmt: skip


def propose(helped: Helped, *reasons: str, record: str = "", **more: Any) -> str:
    """Propose to end the work; return the closure."""
    closure = record or helped.by.new_id()
    link = {"case": helped.case, "survivor": helped.survivor, "code": helped.code}
    closing = {"reasons": list(reasons or ("needs_met",))}
    if "left_open" in more:
        closing["left_open"] = more.pop("left_open")
    sealed = more.pop("sealed", ())
    link |= {name: more.pop(name) for name in link if name in more}
    helped.by.do(
        "closure.proposed", closure, "closure@1", sealed=sealed,
        groups={"link": link, "closing": closing, "checklist": {**CHECKED, **more}},
    )  # fmt: skip
    return closure


def approve(by: Person, closure: str) -> Any:
    """Agree to a closure."""
    return by.do(
        "closure.approved", closure, "closure_approval@1",
        groups={"review": {"approved": "yes"}},
    )  # fmt: skip


def give_back(by: Person, closure: str, reason: str = "safety") -> Any:
    """Ask for something before a case is closed."""
    return by.do(
        "closure.returned", closure, "closure_return@1",
        groups={"review": {"return_reason": reason}},
    )  # fmt: skip


def close(helped: Helped, by: Person) -> str:
    """Propose and agree; return the closure."""
    closure = propose(helped)
    approve(by, closure)
    return closure


def agree_anew(helped: Helped) -> None:
    """Hear her yes again."""
    agreed = {"services": "yes", "language": "bm", "consent_form": "oral_witness"}
    helped.by.do(
        "consent.given", helped.survivor, "consent@1",
        groups={"services": agreed, "opening": {"code": helped.code}},
    )  # fmt: skip


def keys_of(helped: Helped, team: Team) -> list[Any]:
    """Make keys for a case, granted as every case grants them."""
    by, keys = helped.by, {name: new_key(0) for name in COMPARTMENTS}
    circle = Circle(
        by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    return case_grants(keys, terms=Terms(helped.case), circle=circle, signer=by.keys)


def open_again(helped: Helped, team: Team) -> Helped:
    """Open a second case of the same person."""
    second = Helped(helped.by, helped.survivor, helped.by.new_id(), helped.code)
    helped.by.do(
        "case.opened", second.case, "case@1", sealed=keys_of(second, team),
        groups={"opening": {"survivor": helped.survivor}},
    )  # fmt: skip
    return second


def reopen(helped: Helped, team: Team, survivor: str = "") -> Any:
    """Take a case up again, with new keys."""
    said = {"reopening": {"survivor": survivor or helped.survivor}}
    return helped.by.do(
        "case.reopened", helped.case, "reopening@1", groups=said,
        sealed=keys_of(helped, team),
    )  # fmt: skip
