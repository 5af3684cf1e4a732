"""Scenarios 2 and 3: her no costs her nothing, and nothing leaves without her yes."""

from client.session import Session
from client.stories import months_before
from client.townspeople import Town, require_quiet
from client.walk import (
    Case,
    Handing,
    Yes,
    accept,
    complete_assessment,
    confirm,
    open_case,
    package_of,
    record_incident,
    record_needs,
    record_safety,
    refer,
    release,
)
from client.worker import Worker
from demeso.kernel.clock import now
from tests.journeys.desk import Opener
from tests.journeys.house import House

TOLD = {"need": {"service": "health", "urgent": "yes"}}


def walk_to_receipt(worker: Worker, town: Town, yes: Yes, month: str) -> Case:
    """Go from her yes to a health service received in a closed month."""
    case = open_case(worker, yes)
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low")
    complete_assessment(worker, case)
    yelen, oumou = town.listed["Centre Yèlèn"], town.people["djeneba"]
    allowed = release(worker, case, yelen, ["need"])
    handing = Handing(yelen, "health", TOLD, [oumou.id])
    referral = refer(worker, case, handing, allowed)
    require_quiet(worker)
    require_quiet(oumou)
    accept(oumou, referral)
    confirm(oumou, referral, "provider", month=month)
    require_quiet(oumou)
    worker.exchange()
    confirm(worker, referral, "survivor", month=month)
    record_incident(
        worker,
        case,
        coded={"type": {"q_penetration": "yes"}, "when": {"month": month}},
        sensitive={},
    )
    require_quiet(worker)
    return case


def test_scenario_02_refusing_statistics_costs_her_nothing_and_counts_her_nowhere(
    house: House, town: Town, desk_of: Opener
) -> None:
    """The monthly extract of the scenario comes with the extract's own room."""
    worker, month = town.people["aissata"], months_before(now().date(), 2)[1]
    for _person in range(5):
        walk_to_receipt(worker, town, Yes(statistics="yes"), month)
    before = desk_of(town.people["fatoumata"]).text("/desk/chiffres")
    refused = walk_to_receipt(worker, town, Yes(statistics="no"), month)
    coordinator = town.people["fatoumata"]
    after = desk_of(coordinator).text("/desk/chiffres")
    assert after == before
    assert " 5 " in after
    coordinator.exchange()
    seen = [*_answers(coordinator.session), repr(coordinator.changes), after]
    for handle in (refused.code, refused.survivor, refused.case):
        assert not any(handle in answer for answer in seen)


def _answers(session: Session) -> list[str]:
    paths = ("me", "people", "grants", "keyring", f"keys?owner={session.worker}")
    asked = (
        session.wire.ask("GET", f"/app/v1/{path}", headers=session.headers)
        for path in paths
    )
    return [repr(answer) for answer in asked]


def test_scenario_03_a_referral_without_matching_consent_does_not_leave(
    house: House, town: Town
) -> None:
    worker, sitan = town.people["aissata"], town.people["sitan"]
    yelen, sariya = town.listed["Centre Yèlèn"], town.listed["Clinique Sariya"]
    case = open_case(worker)
    record_needs(worker, case, ["legal", "health"])
    for_yelen = release(worker, case, yelen, ["need"])
    require_quiet(worker)
    told = {"need": {"service": "legal", "urgent": "no"}}
    refused = refer(worker, case, Handing(sariya, "legal", told, [sitan.id]), for_yelen)
    (problem,) = worker.exchange()
    assert problem["code"].startswith("consent.")
    sitan.exchange()
    assert refused not in {c["act"]["record"] for c in sitan.changes.values()}
    assert refused not in sitan.held

    allowed = release(worker, case, sariya, ["need"])
    wide = {**told, "incident": {"summary": "rien de plus"}}
    too_much = refer(worker, case, Handing(sariya, "legal", wide, [sitan.id]), allowed)
    assert worker.exchange()[0]["code"] == "consent.other_categories"
    sent = refer(worker, case, Handing(sariya, "legal", told, [sitan.id]), allowed)
    require_quiet(worker)
    sitan.exchange()
    assert package_of(sitan, sent) == told
    assert too_much not in sitan.held
