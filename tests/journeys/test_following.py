"""Scenarios 34 and 36: safety first, always a next day, and an end that is reviewed."""

import sqlite3
from datetime import date, timedelta

import psycopg
import pytest

from client.following import (
    propose_closure,
    record_follow_up,
    reopen,
    review_closure,
)
from client.townspeople import Town, require_quiet
from client.walk import (
    Case,
    Handing,
    decline,
    open_case,
    record_identity,
    record_needs,
    record_safety,
    refer,
    release,
)
from client.worker import Worker
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from tests.journeys.house import House, rows

SAFE, TOLD = ("no", "low"), {"need": {"service": "health", "urgent": "yes"}}


def day(days: int) -> str:
    return str((now() + timedelta(days=days)).date())


def refusal(worker: Worker) -> str:
    (problem,) = worker.exchange()
    return str(problem["code"])


def kept(house: House, case: Case, *columns: str) -> tuple[object, ...]:
    (row,) = rows(
        house,
        f"SELECT {', '.join(columns)} FROM casework_case WHERE id = '{case.case}'",
    )
    return tuple(str(one) if isinstance(one, date) else one for one in row)


def rights(house: House, case: Case) -> list[str]:
    """Read the house's second database: who holds a key of this case, and which."""
    asked = f"SELECT rights FROM {{}} WHERE object = '{case.case}' ORDER BY rights"
    address = house.environ_database()
    if not address:
        with sqlite3.connect(house.var / "grants.sqlite3") as line:
            found = line.execute(asked.format("vault_grant")).fetchall()
    else:
        with psycopg.connect(address) as line:
            query = asked.format("grants.vault_grant").encode()
            found = line.execute(query).fetchall()
    return [str(right) for (right,) in found]


def test_scenario_34_a_follow_up_asks_safety_first_and_a_next_day_or_an_end(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = open_case(worker)
    safe_way = {"may_phone": "no", "safe_days": ["thursday"], "code_word": "tissu"}
    record_identity(worker, case, identity={}, contact=safe_way, profile={})
    record_safety(worker, case, danger="no", risk="high")
    require_quiet(worker)
    assert kept(house, case, "next_on") == (day(1),), "a high risk is seen within a day"
    record_follow_up(worker, case, "here", next_on=day(7))
    assert refusal(worker) == "follow_up.safety"
    record_follow_up(worker, case, "here", safety=SAFE)
    assert refusal(worker) == "follow_up.no_next"
    record_follow_up(worker, case, "here", safety=SAFE, next_on=day(-1))
    assert refusal(worker) == "follow_up.past"
    record_follow_up(worker, case, "not_reached", next_on=day(1))
    require_quiet(worker)
    assert kept(house, case, "attempts", "risk_level") == (1, "high")
    record_follow_up(worker, case, "here", safety=SAFE, next_on=day(14), note="…")
    require_quiet(worker)
    found = kept(house, case, "attempts", "risk_level", "next_on")
    assert found == (0, "low", day(14))
    sealed = [p for c in worker.acts_of(case.survivor) for p in c["act"]["sealed"]]
    (contact,) = [part for part in sealed if part.get("compartment") == "contact"]
    assert worker.read(contact) == safe_way, "the safe way stands beside every contact"


def test_scenario_36_closing_asks_is_reviewed_and_takes_the_name_away(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    case = open_case(worker)
    told = {"called": "Nom fictif"}
    record_identity(worker, case, identity=told, contact={}, profile={})
    record_needs(worker, case, ["health"])
    nothing_is_forgotten(worker, town, case)
    assert asked(worker, case, agreed="") == "form.faults"
    assert asked(worker, case, told_return="no") == "closure.not_told"
    first = propose_closure(worker, case, "needs_met")
    require_quiet(worker)
    review_closure(kadi, first, "needs")
    require_quiet(kadi)
    closure = propose_closure(worker, case, "needs_met")
    require_quiet(worker)
    assert rights(house, case) == ["half-oversight", "half-vault", "read"]
    review_closure(kadi, closure)
    require_quiet(kadi)
    assert rights(house, case) == ["half-oversight", "half-vault"]
    left_to_one_line(worker, case, closure)


def asked(worker: Worker, case: Case, **checked: str) -> str:
    """Propose to close, and return why it cannot be."""
    propose_closure(worker, case, "needs_met", **checked)
    return refusal(worker)


def nothing_is_forgotten(worker: Worker, town: Town, case: Case) -> None:
    """Check that an open referral and a high risk each hold the case open."""
    referral = send(worker, town, case)
    assert asked(worker, case) == "closure.open_referrals"
    decline(town.people["djeneba"], referral, "full")
    require_quiet(town.people["djeneba"])
    record_safety(worker, case, danger="no", risk="high")
    assert asked(worker, case) == "closure.high_risk"
    record_safety(worker, case, danger="no", risk="low")


def send(worker: Worker, town: Town, case: Case) -> str:
    """Refer her to Centre Yèlèn."""
    yelen, djeneba = town.listed["Centre Yèlèn"], town.people["djeneba"]
    allowed = release(worker, case, yelen, ["need"])
    handing = Handing(yelen, "health", TOLD, [djeneba.id])
    referral = refer(worker, case, handing, allowed)
    require_quiet(worker)
    require_quiet(djeneba)
    return referral


def left_to_one_line(worker: Worker, case: Case, closure: str) -> None:
    """Check what is left on her worker's device after the end."""
    require_quiet(worker)
    applied = [c for c in worker.changes.values() if c["state"] == "applied"]
    about = [change for change in applied if case.code in repr(change["act"])]
    assert [change["root"] for change in about] == [closure]
    assert about[0]["act"]["sealed"] == []
    assert [c for c in applied if c["root"] == case.survivor] == []
    assert case.case not in worker.held
    ring = {object_ for page in worker.ring.pages.values() for object_ in page}
    assert case.case not in ring, "her keyring holds none of the keys"


def test_of_two_supervisors_the_second_is_told_and_nothing_is_lost(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    case = open_case(worker)
    closure = propose_closure(worker, case, "asked")
    require_quiet(worker)
    review_closure(kadi, closure)
    require_quiet(kadi)
    late = review_closure(kadi, closure, "talk")
    assert refusal(kadi) == "closure.settled"
    (waiting,) = rows(
        house, f"SELECT state, code FROM ledger_entry WHERE id = '{late.id}'"
    )
    assert waiting == ("quarantined", "closure.settled")


def test_she_comes_back_to_the_same_code_and_is_asked_again(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    case = open_case(worker)
    told = {"called": "Nom fictif"}
    record_identity(worker, case, identity=told, contact={}, profile={})
    record_needs(worker, case, ["legal"])
    closure = propose_closure(worker, case, "asked")
    require_quiet(worker)
    review_closure(kadi, closure)
    require_quiet(kadi)
    require_quiet(worker)
    reopen(worker, case)
    record_identity(worker, case, identity=told, contact={}, profile={})
    require_quiet(worker)
    assert kept(house, case, "closed_at") == (None,)
    sealed = [p for c in worker.acts_of(case.survivor) for p in c["act"]["sealed"]]
    old, new = (part for part in sealed if part.get("compartment") == "identity")
    assert worker.read(new) == told
    with pytest.raises(RefusedError, match=r"sealed\.unreadable"):
        worker.read(old)
    needs = [c["act"] for c in worker.acts_of(case.case)]
    assert "needs.recorded" in {act["kind"] for act in needs}, "coded parts at once"
