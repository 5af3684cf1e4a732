"""Nobody alone can lose an agency its keys: a drill, a lock-out, keys that are gone."""

import secrets
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

import pytest
from playwright.sync_api import Browser, expect

from client.cast import Player
from client.recovering import (
    activate,
    bear_recovery,
    drill,
    hand_key,
    held_key,
    keep_sheet,
    make_sheets,
    rebuilt,
    state_of,
    take_key,
)
from client.renewing import (
    come_back,
    confirm,
    link_state,
    open_renewal,
    rewrap,
    take_back,
)
from client.session import Chance, Person, begin_again, new_pen
from client.townspeople import (
    Town,
    enter,
    invite,
    passphrase,
    publish_agency_key,
    require_quiet,
    second_roles,
)
from client.walk import Case, open_case, record_identity
from client.wire import Wire, WireError
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House

JIKE = "Association Jikɛ"
STAFF = {
    "jike-sira": ("administrator",),
    "jike-kadi": ("supervisor",),
    "jike-coumba": ("supervisor",),
    "jike-bintou": ("dpo",),
    "jike-tata": ("dpo",),
    "jike-aissata": ("caseworker",),
    "jike-modibo": ("caseworker",),
}


@dataclass
class Jike:
    """An agency of its own, so that nobody else's keys are touched."""

    town: Town
    people: dict[str, Worker]
    lines: list[Wire] = field(default_factory=list)

    def __getattr__(self, name: str) -> Worker:
        return self.people[f"jike-{name}"]


@pytest.fixture(scope="module")
def jike(town: Town) -> Iterator[Jike]:
    first, agency = town.people["assetou"], town.people["assetou"].new_id()
    town.agencies[JIKE] = agency
    first.say(
        "agency.registered", agency, "agency@1",
        {"agency": {"name": JIKE, "region": "mopti"}},
    )  # fmt: skip
    tokens = {
        username: invite(town, first, Player(username, username, JIKE, roles))
        for username, roles in STAFF.items()
    }
    second_roles(town)
    people = {n: enter(town.origin, n, token) for n, token in tokens.items()}
    for name, owner in (("jike-kadi", "vault"), ("jike-bintou", "oversight")):
        publish_agency_key(people[name], owner)
        require_quiet(people[name])
    second_roles(town)
    for worker in people.values():
        require_quiet(worker)
    found = Jike(town, people, [one.session.wire for one in people.values()])
    yield found
    for line in found.lines:
        line.close()


@pytest.fixture(scope="module")
def sheets(jike: Jike) -> list[list[str]]:
    """Everything that the gate asks for but the drill."""
    words = bear_recovery(jike.sira)
    keepers = (jike.sira, jike.modibo, jike.tata)
    make_sheets(jike.sira, [one.id for one in keepers])
    require_quiet(jike.sira)
    assert state_of(jike.sira)["waiting"][0]["owner"] == "recovery"
    second_roles(jike.town)
    for keeper, sheet in zip(keepers, words, strict=True):
        keep_sheet(keeper, sheet)
        require_quiet(keeper)
    for holder, second, owner in (
        (jike.kadi, jike.coumba, "vault"), (jike.bintou, jike.tata, "oversight"),
    ):  # fmt: skip
        hand_key(holder, owner, second.id)
        hand_key(holder, owner)
        require_quiet(holder)
    second_roles(jike.town)
    return words


def test_an_agency_leaves_its_training_after_one_drill(jike, sheets):
    assert state_of(jike.sira)["missing"] == ["drill"]
    drill(jike.modibo, sheets[1], sheets[2])
    require_quiet(jike.modibo)
    assert state_of(jike.sira)["missing"] == []
    activate(jike.sira)
    require_quiet(jike.sira)
    assert state_of(jike.sira)["activated_at"]


def helped(worker: Worker, called: str) -> Case:
    case = open_case(worker)
    said = {"called": called}
    record_identity(worker, case, identity=said, contact={}, profile={})
    require_quiet(worker)
    return case


def name_in(worker: Worker, case: Case) -> object:
    parts = [p for c in worker.acts_of(case.survivor) for p in c["act"]["sealed"]]
    return next(worker.read(p) for p in parts if p["type"] == "body")


def locked_out(jike: Jike, name: str) -> tuple[Worker, str]:
    """Let somebody who forgot everything get new keys; return her and the renewal."""
    lost = jike.people[name]
    link = open_renewal(jike.sira, lost.id)
    require_quiet(jike.sira)
    wire = Wire(jike.town.origin)
    jike.lines.append(wire)
    waiting = come_back(wire, link, Person(name, passphrase()))
    shown = link_state(wire, link)
    for by in (jike.kadi, jike.sira):
        confirm(by, shown["renewal"], waiting.keys.fingerprint)
        require_quiet(by)
    assert link_state(wire, link)["renewed"]
    return Worker(begin_again(waiting)), shown["renewal"]


def test_a_locked_out_worker_gets_her_cases_back_by_two_people(jike, sheets):
    lost = jike.aissata
    cases = {name: helped(lost, name) for name in ("Essai un", "Essai deux")}
    before = dict(lost.held)
    again, renewal = locked_out(jike, "jike-aissata")
    require_quiet(again)
    assert again.held == {}
    rewrap(jike.kadi, renewal, "vault")
    require_quiet(jike.kadi)
    assert take_back_nothing(again, renewal)
    rewrap(jike.tata, renewal, "oversight")
    require_quiet(jike.tata)
    assert take_back(again, renewal) == before
    require_quiet(again)
    require_quiet(again)
    for name, case in cases.items():
        assert name_in(again, case) == {"called": name}
    assert state_of(jike.sira)["renewals"] == []
    assert at_another_device(again).held == before
    with pytest.raises(WireError):
        lost.exchange()
    jike.people["jike-aissata"] = again


def at_another_device(worker: Worker) -> Worker:
    """Let her sign in at a device that has never seen her keys."""
    mine, pen = worker.session, new_pen(Chance())
    told = {"id": pen.device, "public": pen.public, "label": ""}
    mine.wire.ask("POST", "/app/v1/devices", told, mine.headers)
    again = Worker(replace(mine, pen=pen))
    require_quiet(again)
    return again


def take_back_nothing(worker: Worker, renewal: str) -> bool:
    """Tell that one half alone gives nothing back."""
    found = worker.session.wire.ask(
        "GET", "/app/v1/grants", headers=worker.session.headers
    )
    parts = [one["part"] for one in found["grants"]]
    rights = {part["rights"] for part in parts if part["consent"] == renewal}
    return rights == {"recovery-vault"}


def test_two_sheets_give_lost_agency_keys_to_new_hands_one_each(jike, sheets):
    town, first = jike.town, jike.town.people["assetou"]
    new = {}
    for username, role in (("jike-nana", "supervisor"), ("jike-sory", "dpo")):
        token = invite(town, first, Player(username, username, JIKE, (role,)))
        second_roles(town)
        new[role] = enter(town.origin, username, token)
        jike.lines.append(new[role].session.wire)
        require_quiet(new[role])
    vault = take_by_sheets(new["supervisor"], "vault", sheets[0], sheets[2])
    other = take_by_sheets(new["dpo"], "oversight", sheets[1], sheets[2])
    assert vault == held_key(jike.kadi, "vault")
    assert other == held_key(jike.bintou, "oversight")
    assert state_of(jike.sira)["missing"] == ["sheets_made"]


def take_by_sheets(worker, owner, one, two):
    pair = rebuilt(worker, one, two)
    wrong = "oversight" if owner == "vault" else "vault"
    with pytest.raises(WireError) as told:
        take_key(worker, wrong, pair)
    assert told.value.answer.status == 404
    take_key(worker, owner, pair)
    require_quiet(worker)
    return held_key(worker, owner)


def test_a_stolen_link_alone_gives_nobody_anything(jike, sheets):
    lost = jike.modibo
    link = open_renewal(jike.sira, lost.id)
    require_quiet(jike.sira)
    wire = Wire(jike.town.origin)
    jike.lines.append(wire)
    thief = come_back(wire, link, Person("jike-modibo", passphrase()))
    confirm(jike.kadi, link_state(wire, link)["renewal"], thief.keys.fingerprint)
    require_quiet(jike.kadi)
    with pytest.raises(WireError):
        begin_again(thief)
    require_quiet(lost)
    assert secrets.compare_digest(lost.id, thief.worker)


@pytest.mark.browser
def test_a_drill_that_is_due_stands_on_the_day_of_who_keeps_a_sheet_or_sees_to_it(
    jike: Jike, sheets: list[list[str]], chromium: Browser, house: House
):
    if state_of(jike.sira)["activated_at"] is None:
        drill(jike.tata, sheets[1], sheets[2])
        require_quiet(jike.tata)
        activate(jike.sira)
        require_quiet(jike.sira)
    page = steps.sit_down(chromium)
    known = jike.sira.session.person
    sira = steps.Person(page, known.username, known.passphrase, known.secret)
    page.goto(f"{house.origin}/app/")
    steps.unlock(sira)
    due = page.get_by_text(f"{JIKE} : exercice de récupération à refaire")
    steps.sent(page)
    expect(due).to_have_count(0)
    bear_recovery(jike.sira, epoch=2)  # of which nobody has tried the sheets
    make_sheets(
        jike.sira, [one.id for one in (jike.sira, jike.modibo, jike.tata)], epoch=2
    )
    require_quiet(jike.sira)
    second_roles(jike.town)
    page.reload()
    steps.unlock(sira)
    expect(due).to_be_visible()
    steps.way(page, "Équipe")
    due.click()
    steps.heading(page, "Clés et récupération")
    expect(page.get_by_text("n’a pas encore été fait")).to_be_visible()
    page.context.close()
