"""Scenarios 13 to 15: who says yes for a child, who looks, and that help goes on."""

from client.following import read_notice, review_consent, waiting_looks
from client.townspeople import Town, require_quiet
from client.walk import (
    Case,
    Handing,
    Yes,
    open_case,
    record_incident,
    record_needs,
    record_safety,
    refer,
    release,
    say_yes,
)
from client.worker import Worker
from tests.journeys.house import House

EIGHT = {"age_group": "6_11", "assent": "yes"}
FATHER = {**EIGHT, "given_by": "caregiver", "giver_safe": "no"}
AUNT = {**EIGHT, "given_by": "caregiver", "giver_safe": "yes",
        "accompanied_by": "relative"}  # fmt: skip
TEAM = {**EIGHT, "given_by": "worker", "no_caregiver": "harm"}
SIXTEEN = {"age_group": "15_17", "family_told": "no", "accompanied_by": "alone"}
TOLD = {"need": {"service": "health", "urgent": "yes"}}


def refusal(worker: Worker) -> str:
    """Send everything; return why the first act was set aside."""
    return str(worker.exchange()[0]["code"])


def help_at_once(worker: Worker, town: Town, case: Case) -> None:
    """Intake, safety, an urgent hand-over: whatever a supervisor has yet to say."""
    yelen, djeneba = town.listed["Centre Yèlèn"], town.people["djeneba"]
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="yes", risk="high", plan="chez sa tante")
    allowed = release(worker, case, yelen, ["need"])
    handing = Handing(yelen, "health", TOLD, [djeneba.id], urgent="yes")
    refer(worker, case, handing, allowed)
    require_quiet(worker)


def kinds(worker: Worker, case: Case) -> list[str]:
    """Return what her device knows of the case, in order."""
    rows = sorted(worker.changes.values(), key=lambda change: int(change["position"]))
    return [row["act"]["kind"] for row in rows if row["root"] == case.survivor]


def test_scenario_13_a_suspected_father_never_counts_and_help_waits_for_nobody(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    for never in (FATHER, {**AUNT, "assent": "no"}):
        open_case(worker, Yes(who=never))
        assert refusal(worker) == "consent.wrong_giver"
    case = open_case(worker, Yes(who=AUNT))
    require_quiet(worker)
    assert case.code not in codes(kadi), "a safe caregiver needs nobody's look"
    accused = {"accused": {"relationship": "primary_caregiver"}}
    record_incident(worker, case, coded=accused, sensitive={})
    help_at_once(worker, town, case)
    (look,) = (one for one in waiting_looks(kadi)["looks"] if one["code"] == case.code)
    assert (look["why"], look["said"]["given_by"]) == ("doubt", "caregiver")
    review_consent(kadi, look["id"], "not_this_adult")
    require_quiet(kadi)
    require_quiet(worker)
    assert kinds(worker, case)[-1] == "consent.returned"
    say_yes(worker, case, Yes(who=TEAM))
    require_quiet(worker)
    (look,) = (one for one in waiting_looks(kadi)["looks"] if one["code"] == case.code)
    assert (look["why"], look["said"]["no_caregiver"]) == ("best_interest", "harm")
    help_at_once(worker, town, case)
    review_consent(kadi, look["id"])
    require_quiet(kadi)
    require_quiet(worker)
    assert kinds(worker, case)[-1] == "consent.approved"
    assert case.code not in codes(kadi)


def codes(supervisor: Worker) -> set[str]:
    """Return the codes that wait for a supervisor's look."""
    return {look["code"] for look in waiting_looks(supervisor)["looks"]}


def test_scenario_14_her_own_yes_is_enough_and_the_notice_names_nobody(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    before = {told["id"] for told in waiting_looks(kadi)["notices"]}
    case = open_case(worker, Yes(who=SIXTEEN))
    help_at_once(worker, town, case)
    shown = waiting_looks(kadi)
    (told,) = (told for told in shown["notices"] if told["id"] not in before)
    assert told["age_group"] == "15_17"
    assert told["asked_by"] == worker.id, "she knows whom to talk to"
    for handle in (case.code, case.survivor, case.case):
        assert handle not in repr(shown)
        assert handle not in repr(kadi.changes)
    read_notice(kadi, told["id"])
    require_quiet(kadi)
    require_quiet(worker)
    assert kinds(worker, case)[-1] == "notice.read", "her worker knows that it is read"
    left = {one["id"] for one in waiting_looks(kadi)["notices"]}
    assert told["id"] not in left


def test_scenario_15_a_husband_who_came_along_is_nobodys_guardian(
    house: House, town: Town
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    came = {"age_group": "15_17", "accompanied_by": "spouse", "heard_alone": "yes"}
    for husband in ("caregiver", "trusted_adult"):
        said = {**came, "given_by": husband, "giver_safe": "yes"}
        open_case(worker, Yes(who=said))
        assert refusal(worker) == "consent.wrong_giver"
    case = open_case(worker, Yes(who=came))
    help_at_once(worker, town, case)
    assert case.code not in codes(kadi)
