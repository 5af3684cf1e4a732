"""Two people open one case in an emergency: over the wire, with their own keys."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from client.cast import Player
from client.glass import (
    GLASSES,
    ask_glass,
    close_glass,
    glasses,
    opened,
    read_glass,
    read_reason,
    refuse_glass,
    release_glass,
    set_rota,
)
from client.recovering import hand_key
from client.townspeople import (
    Town,
    enter,
    invite,
    publish_agency_key,
    require_quiet,
    second_roles,
)
from client.walk import Case, open_case, record_identity, record_safety
from client.wire import Wire, WireError
from client.worker import Worker
from demeso.kernel.clock import moment
from demeso.kernel.refusal import RefusedError

FARANA = "Association Farana"
STAFF = {
    "farana-kadi": ("supervisor",),
    "farana-coumba": ("supervisor",),
    "farana-bintou": ("dpo",),
    "farana-tata": ("dpo",),
    "farana-ousmane": ("dpo",),
    "farana-aissata": ("caseworker",),
}
WATCH = ("bintou", "tata", "ousmane")
REASON = "On l’attend devant chez elle, il faut la joindre."


@dataclass
class Farana:
    """An agency of its own, whose oversight takes turns."""

    town: Town
    people: dict[str, Worker]
    lines: list[Wire] = field(default_factory=list)

    def __getattr__(self, name: str) -> Worker:
        return self.people[f"farana-{name}"]


@pytest.fixture(scope="module")
def farana(town: Town) -> Iterator[Farana]:
    first, agency = town.people["assetou"], town.people["assetou"].new_id()
    town.agencies[FARANA] = agency
    first.say(
        "agency.registered", agency, "agency@1",
        {"agency": {"name": FARANA, "region": "mopti"}},
    )  # fmt: skip
    tokens = {
        username: invite(town, first, Player(username, username, FARANA, roles))
        for username, roles in STAFF.items()
    }
    second_roles(town)
    people = {n: enter(town.origin, n, token) for n, token in tokens.items()}
    found = Farana(town, people, [one.session.wire for one in people.values()])
    for holder, owner in ((found.kadi, "vault"), (found.bintou, "oversight")):
        publish_agency_key(holder, owner)
        require_quiet(holder)
    second_roles(town)
    for worker in people.values():
        require_quiet(worker)
    for second in (found.tata, found.ousmane):
        hand_key(found.bintou, "oversight", second.id)
    require_quiet(found.bintou)
    second_roles(town)
    set_rota(found.bintou, [people[f"farana-{name}"].id for name in WATCH])
    require_quiet(found.bintou)
    yield found
    for line in found.lines:
        line.close()


def helped(worker: Worker, called: str, phone: str) -> Case:
    case = open_case(worker)
    record_identity(
        worker, case, identity={"called": called}, contact={"phone": phone}, profile={}
    )
    record_safety(worker, case, danger="yes", risk="high")
    require_quiet(worker)
    return case


def refused(code, doing, *given):
    with pytest.raises(WireError) as told:
        doing(*given)
    assert told.value.answer.body["code"] == code


def test_scenario_20_two_people_open_exactly_one_case_and_it_closes(farana):
    case = helped(farana.aissata, "Djélika", "10 00 00 11")
    other = helped(farana.aissata, "Awa", "11 00 00 22")
    request = ask_glass(farana.kadi, case.code, "in_danger", REASON)
    require_quiet(farana.kadi)
    refused("glass.over", read_glass, farana.kadi, request)  # one half opens nothing
    [waiting] = glasses(farana.tata)["glasses"]
    assert (waiting["id"], waiting["code"]) == (request, case.code)
    assert read_reason(farana.tata, request) == REASON
    release_glass(farana.tata, request)
    require_quiet(farana.tata)
    assert read_glass(farana.kadi, request) == {
        "called": "Djélika", "phone": "10 00 00 11",
    }  # fmt: skip
    refused("record.unknown", read_glass, farana.tata, request)
    refused("record.unknown", read_glass, farana.coumba, request)
    assert other.case not in str(_texts(farana, request))
    close_glass(farana.kadi, request)
    require_quiet(farana.kadi)
    refused("glass.over", read_glass, farana.kadi, request)
    assert glasses(farana.kadi)["glasses"] == []
    told = [one["act"]["kind"] for one in _thread(farana.aissata, case, request)]
    assert told == ["glass.requested", "glass.released", "glass.closed"]


def _texts(farana: Farana, request: str):
    session = farana.kadi.session
    path = f"{GLASSES}/{request}/texts"
    return session.wire.ask("GET", path, headers=session.headers)


def _thread(worker: Worker, case: Case, request: str):
    require_quiet(worker)
    found = worker.acts_of(request)
    assert {one["root"] for one in found} == {case.survivor}
    return found


def test_a_device_refuses_what_is_over_by_its_own_clock(farana):
    case = helped(farana.aissata, "Sira", "10 00 00 33")
    request = ask_glass(farana.kadi, case.code, "care", REASON)
    require_quiet(farana.kadi)
    release_glass(farana.ousmane, request)
    require_quiet(farana.ousmane)
    kept = _texts(farana, request)
    until = moment(kept["ends_at"])
    before = until - timedelta(seconds=1)
    assert opened(farana.kadi, kept, at=before)["called"] == "Sira"
    with pytest.raises(RefusedError, match=r"glass\.over"):
        opened(farana.kadi, kept, at=until)
    close_glass(farana.bintou, request, "stopped")
    require_quiet(farana.bintou)


def test_a_false_server_gets_no_half_for_another_case_or_another_key(
    farana, monkeypatch
):
    case = helped(farana.aissata, "Mariam", "10 00 00 44")
    other = helped(farana.aissata, "Nana", "10 00 00 55")
    request = ask_glass(farana.kadi, case.code, "child", REASON)
    require_quiet(farana.kadi)
    wire, ask = farana.tata.session.wire, farana.tata.session.wire.ask

    def swapped(method, path, *given, **more):
        answer = ask(method, path, *given, **more)
        return {**answer, "case": other.case} if path.endswith("/half") else answer

    monkeypatch.setattr(wire, "ask", swapped)
    with pytest.raises(RefusedError, match=r"sealed\.other"):
        release_glass(farana.tata, request)

    def mine(method, path, *given, **more):
        answer = ask(method, path, *given, **more)
        print_ = farana.coumba.session.keys.fingerprint
        return {**answer, "to": print_} if path.endswith("/half") else answer

    monkeypatch.setattr(wire, "ask", mine)
    release_glass(farana.tata, request)  # sealed to who signed, not to whom is said
    monkeypatch.undo()
    require_quiet(farana.tata)
    assert read_glass(farana.kadi, request)["called"] == "Mariam"
    close_glass(farana.kadi, request)
    require_quiet(farana.kadi)


def test_a_refusal_opens_nothing_and_says_why(farana):
    case = helped(farana.aissata, "Fanta", "10 00 00 66")
    request = ask_glass(farana.kadi, case.code, "unreachable", REASON)
    require_quiet(farana.kadi)
    refuse_glass(farana.tata, request, "lead_can")
    require_quiet(farana.tata)
    refused("glass.over", read_glass, farana.kadi, request)
    told = [one["act"]["kind"] for one in _thread(farana.aissata, case, request)]
    assert told == ["glass.requested", "glass.refused"]
