"""Scenarios 24 to 26: one type, contexts that follow, and nobody is told anything."""

from client.telling import Around, tell
from client.townspeople import Town, require_quiet
from client.walk import Case, open_case, record_identity, record_needs
from client.worker import Worker
from tests.journeys.house import House, rows

NO_TO_ALL = dict.fromkeys(
    ("q_penetration", "q_contact", "q_physical", "q_marriage", "q_denial",
     "q_psychological"), "no",
)  # fmt: skip
TODAY = "2024-06-20"
HAPPENED, EIGHTEEN = "2024-05-10", "2006-05-20"
WAITING = "SELECT count(*) FROM django_tasks_database_dbtaskresult"


def kept(house: House, incident: str) -> tuple[str, list[str]]:
    """Return type and contexts as the server keeps them."""
    found = rows(
        house, f"SELECT gbv_type, contexts FROM casework_incident WHERE id='{incident}'"
    )
    [(gbv_type, contexts)] = found
    listed = contexts if isinstance(contexts, str) else " ".join(contexts)  # type: ignore[arg-type]  # a list of texts
    names = ("intimate_partner_violence", "child_sexual_abuse",
             "possible_sexual_exploitation")  # fmt: skip
    return str(gbv_type), [name for name in names if name in listed]


def told(worker: Worker, case: Case, birth: str = "", **answers: str) -> str:
    """Tell an incident from the worker's device; return its id."""
    around = Around(TODAY, birth_date=birth)
    incident = tell(worker, case, answers, around)
    require_quiet(worker)
    return incident


def test_scenario_24_a_whole_intake_sends_nothing_to_anybody(
    house: House, town: Town
) -> None:
    """The intake's part: the neutral message itself comes with its own room."""
    worker = town.people["aissata"]
    before = rows(house, WAITING)
    case = open_case(worker)
    record_identity(
        worker, case, identity={"called": "Nana"},
        contact={"may_message": "yes", "phone": "numéro fictif"},
        profile={"sex": "female", "displacement": "idp"},
    )  # fmt: skip
    record_needs(worker, case, ["health"])
    told(worker, case, q_penetration="yes", place="au puits fictif")
    assert rows(house, WAITING) == before
    log = (house.var / "server.log").read_text(encoding="utf-8")
    for secret in (case.code, "Nana", "numéro fictif", "au puits fictif", "rape"):
        assert secret not in log


def test_scenario_25_the_ordered_questions_lead_to_exactly_one_type(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = open_case(worker)
    attempted = told(worker, case, q_penetration="no", q_contact="yes")
    assert kept(house, attempted) == ("sexual_assault", [])
    too_many = worker.new_id()
    both = {"q_penetration": "no", "q_contact": "yes", "q_physical": "yes"}
    worker.say(
        "incident.recorded", too_many, "incident@1",
        {"link": {"case": case.case}, "type": both},
    )  # fmt: skip
    (problem,) = worker.exchange()
    assert problem["code"] == "form.faults", "after a yes nothing more is asked"
    other = told(worker, case, **NO_TO_ALL, relationship="family_friend_neighbor")
    assert kept(house, other) == ("non-gbv", [])
    record_needs(worker, case, ["legal"])
    require_quiet(worker)  # help is offered all the same


def test_scenario_26_contexts_follow_from_the_answers_and_change_with_them(
    house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    case = open_case(worker)
    partner = {
        "q_penetration": "yes", "day": HAPPENED,
        "relationship": "intimate_partner_former_partner", "exchange": "no",
    }  # fmt: skip
    incident = told(worker, case, birth=EIGHTEEN, **partner)
    both = ["intimate_partner_violence", "child_sexual_abuse"]
    assert kept(house, incident) == ("rape", both), "seventeen at the time"
    around = Around(TODAY, birth_date=EIGHTEEN)
    tell(worker, case, {**partner, "exchange": "yes"}, around, incident)
    require_quiet(worker)
    assert kept(house, incident) == ("rape", [*both, "possible_sexual_exploitation"])
    tell(worker, case, {**partner, "exchange": "unknown"}, around, incident)
    require_quiet(worker)
    assert kept(house, incident) == ("rape", both)
