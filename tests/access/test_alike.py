"""Unknown and forbidden look the same: another agency's record, and no record."""

import pytest
from django.test import Client

from client.keyring import PagePlace, seal_page
from config.acts import KINDS
from demeso.casework.queries.cases import get_case, get_incident, get_plan_line
from demeso.directory.rules.listing import EVERYWHERE
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.services import perform
from demeso.referrals.queries.referring import get_referral
from demeso.survivors.queries import get_survivor
from tests.access.asked import ASKED, OPENS, SAID
from tests.access.calls import entry, exchanged, place
from tests.access.people import Town, Visitor, undone
from tests.access.table import HALF, ROWS, SIGNED_IN

WRITERS = ("caseworker", "supervisor", "focal_point", "coordinator", "dpo")
# The whole directory is open to them: another agency's entry is no secret.
KEEPS_ALL = {
    (kind, "coordinator")
    for kind in ASKED
    if kind.startswith(
        ("site.", "organisation.", "capacity.", "verification.asked", "travel.")
    )
}
STRANGERS = sorted(set(SIGNED_IN) - EVERYWHERE)
BUTTON = {"base": "0", "pep": "in", "how": "called", "unit": "beds"}
# Buttons: there is nothing to get.
POSTED = {
    "desk:tell-stock", "desk:tell-capacity", "desk:verify-place", "desk:place-hold",
    "desk:lift-hold", "desk:ask-place", "desk:doubt-place", "desk:report-way",
    "desk:open-place", "desk:count-shelf", "desk:open-visit", "desk:tick-visit",
}  # fmt: skip
CLOSED = [
    r for r, said in ROWS.items() if r.startswith("desk:") and 404 in said.values()
]


def ids_of(town: Town, visitor: Visitor, *, exist: bool) -> dict[str, str]:
    """Return ids of another agency's records, or of none."""
    new = visitor.person.new_id
    found = town.elsewhere if exist else {name: new() for name in town.elsewhere}
    return {**found, "here": town.own_entry, "new": new()}


def answer(kind: str, visitor: Visitor, ids: dict[str, str]) -> tuple[str, str]:
    """Do an act; return how it is refused."""
    record, form, groups = ASKED[kind]
    act = visitor.person.write(kind, ids[record], form, groups=groups(ids))
    with undone():
        try:
            at = visitor.person.stage.now()
            perform(act, actor=visitor.person.actor, at=at)
        except RefusedError as error:
            return error.code, error.field
    return "done", ""


def test_every_act_is_tried_or_opens_something_new():
    assert set(ASKED) | OPENS == set(KINDS)
    assert not set(ASKED) & OPENS


@pytest.mark.parametrize("kind", ASKED)
def test_an_act_on_anothers_record_is_refused_as_on_none(kind, town):
    for role in WRITERS:
        if (kind, role) in KEEPS_ALL:
            continue
        visitor = town.visitors[role]
        told = [answer(kind, visitor, ids_of(town, visitor, exist=e)) for e in (1, 0)]
        assert told == [(SAID.get(kind, "record.unknown"), "")] * 2, role


def test_the_exchange_says_the_same_of_both(town):
    visitor = town.visitors["caseworker"]
    town.stage.time = now()  # each act before moved it on by a second
    answers = []
    for exist in (True, False):
        ids = ids_of(town, visitor, exist=exist)
        with undone():
            visitor.person.pen.seq = 0
            groups = {"priorities": {"needs": ["legal"]}}
            act = visitor.person.write(
                "needs.recorded", ids["case"], "needs@1", groups=groups
            )
            told = exchanged(visitor, [act.wire()]).json()
            said = [{**one, "act": ""} for one in told["problems"]]
            mine = [one for one in told["changes"] if one["act"]["id"] == act.id]
            kept = [(one["state"], one["code"]) for one in mine]
            kept.append(len(told["changes"]))
            answers.append((said, kept, told["conflicts"], told["scope_hash"]))
    assert answers[0] == answers[1]
    assert answers[0][0] == [{"seq": 1, "act": "", "code": "record.unknown"}]
    assert answers[0][1][0] == ("quarantined", "record.unknown")


@pytest.mark.parametrize("role", STRANGERS)
def test_anothers_entry_looks_like_none_to_those_who_do_not_keep_it(role, town):
    visitor = town.visitors[role]
    for method in ("get", "post"):
        pages = []
        for one in (town.other_entry, visitor.person.new_id()):
            with undone():
                door = getattr(visitor.browser(), method)
                pages.append(door(f"/desk/annuaire/{one}", entry(town)))
        first, second = pages
        assert (first.status_code, second.status_code) == (404, 404)
        assert first.content == second.content
        assert dict(first.headers) == dict(second.headers)


@pytest.mark.parametrize("row", CLOSED)
def test_a_closed_page_looks_like_one_that_does_not_exist(row, town):
    closed = [role for role, status in ROWS[row].items() if status == 404]
    for role in closed:
        browser = town.visitors[role].browser()
        new = town.visitors[role].person.new_id
        body = {"act": new(), "record": new(), **BUTTON}
        door = browser.post if row in POSTED else browser.get
        there, nowhere = door(place(row, town), body), door("/desk/nowhere", body)
        assert there.status_code == nowhere.status_code == 404, role
        assert there.content == nowhere.content, role


@pytest.mark.parametrize("role", SIGNED_IN)
def test_nobody_reads_a_case_of_another_agency(role, town):
    actor, ids = town.visitors[role].person.actor, town.elsewhere
    reads = {
        get_survivor: "survivor", get_case: "case", get_plan_line: "line",
        get_incident: "incident", get_referral: "referral",
    }  # fmt: skip
    for read, record in reads.items():
        with pytest.raises(UnknownError):
            read(ids[record], actor=actor)


def test_no_page_and_no_device_shows_a_case_of_another_agency(town):
    names = ("survivor", "case", "code", "referral", "release", "incident")
    for role in SIGNED_IN:
        visitor = town.visitors[role]
        with undone():
            told = exchanged(visitor, []).content.decode()
        told += "".join(
            visitor.browser().get(place(row, town)).content.decode()
            for row in ROWS
            if row.startswith("desk:") and ROWS[row][role] == 200
        )
        assert [one for one in names if town.elsewhere[one] in told] == [], role


def test_only_ones_own_keyring_page_is_written(town):
    visitor = town.visitors["caseworker"]
    for owner in (town.elsewhere["worker"], visitor.person.new_id()):
        body = seal_page({}, place=PagePlace(owner, 0, 1), user_key=bytes(32))
        with undone():
            told = visitor.browser().put(
                "/app/v1/keyring/0", body, "application/json", headers=visitor.headers
            )
        assert (told.status_code, told.json()["code"]) == (404, "record.unknown")


def test_without_a_whole_session_a_device_pushes_and_reads_nothing(town):
    told = exchanged(town.visitors[HALF], []).json()
    assert (told["cursor"], told["changes"], told["conflicts"]) == (None, [], [])
    whole = exchanged(town.visitors["caseworker"], []).json()
    assert whole["cursor"]


def test_anothers_session_reads_nothing_through_my_device(town):
    mine, hers = town.visitors["caseworker"], town.visitors["supervisor"]
    borrowed = Visitor("borrowed", hers.token, "", mine.person)
    assert exchanged(borrowed, []).json()["cursor"] is None


def test_the_desk_changes_nothing_without_its_own_page(town):
    """A form that came from elsewhere is refused; codes and leaving need none."""
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    strict.cookies["carnet"] = town.visitors["coordinator"].cookie
    own = f"/desk/annuaire/{town.own_entry}"
    for address in ("/desk/annuaire/nouvelle", own, "/desk/langue"):
        assert strict.post(address, entry(town)).status_code == 403
    assert strict.get("/desk/").status_code == 200


def test_leaving_needs_no_page_of_the_desk(town):
    """It ends only the session that is shown; elsewhere the cookie is not sent."""
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    with undone():
        strict.cookies["carnet"] = town.visitors["coordinator"].cookie
        assert strict.post("/desk/fermer").headers["Location"] == "/quitter"
        strict.cookies["carnet"] = town.visitors["coordinator"].cookie
        assert strict.get("/desk/").status_code == 401
    strict.cookies["carnet"] = town.visitors["coordinator"].cookie
    assert strict.get("/desk/").status_code == 200
