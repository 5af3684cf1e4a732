"""The reference client's side of a departure, against the real server."""

import pytest

from client.leaving import (
    assign,
    depart,
    give_halves,
    hand_on,
    leave,
    state_of,
    take_over,
)
from client.walk import open_case, record_identity
from client.wire import WireError
from demeso.kernel.refusal import RefusedError
from tests.epochs import publish_epoch
from tests.evil.server import Liar, open_notebook

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
HER = {"called": "Djénéba"}


@pytest.fixture
def desks(kadi, bintou, aissata, salif, deme_keys):
    people = {"kadi": kadi, "bintou": bintou, "aissata": aissata, "salif": salif}
    return {name: open_notebook(one, Liar()) for name, one in people.items()}


def quiet(*workers):
    for worker in workers:
        problems = {one["code"] for one in worker.exchange()}
        assert problems <= {"clock.skew"}  # the cast lives in a year of its own


def a_case(worker):
    case = open_case(worker)
    record_identity(worker, case, identity=HER, contact={}, profile={})
    quiet(worker)
    return case


def name_of(worker, case):
    acts = worker.acts_of(case.survivor)
    parts = [p for c in acts for p in c["act"]["sealed"] if p["type"] == "body"]
    return worker.read(parts[-1])["called"]


def test_her_own_device_gives_a_case_and_it_opens_at_the_colleagues(desks):
    aissata, salif, kadi = desks["aissata"], desks["salif"], desks["kadi"]
    case = a_case(aissata)
    depart(kadi, aissata.id)
    quiet(kadi)
    assert state_of(aissata)["mine"]["carried"][0]["case"] == case.case
    hand_on(aissata, salif.id)
    quiet(aissata, salif)
    assert name_of(salif, case) == HER["called"]
    assert aissata.acts_of(case.survivor) == []


def test_two_people_give_on_cases_of_three_epochs_after_she_is_gone(
    desks, kadi, deme_keys
):
    aissata, salif = desks["aissata"], desks["salif"]
    cases = []
    for epoch in (1, 2, 3):
        if epoch > 1:
            publish_epoch(kadi, deme_keys, "vault", epoch)
            aissata.directory.entries.clear()  # the register is fetched anew
        cases.append(a_case(aissata))
    supervisor, dpo = desks["kadi"], desks["bintou"]
    departure = depart(supervisor, aissata.id)
    leave(supervisor, departure, aissata.id, "no")
    quiet(supervisor)
    [left] = state_of(supervisor)["departures"]
    assert left["number"] == 3
    assign(
        supervisor, departure, [one["survivor"] for one in left["carried"]], salif.id
    )
    quiet(supervisor)
    assert state_of(dpo)["waiting"] == {"vault": 0, "oversight": 3}
    for worker, half in ((supervisor, "vault"), (dpo, "oversight")):
        assert len(give_halves(worker, half)) == 3
        quiet(worker)
    quiet(salif)
    assert len(take_over(salif)) == 3
    quiet(salif)
    assert [name_of(salif, case) for case in cases] == [HER["called"]] * 3
    [after] = state_of(supervisor)["departures"]
    assert (after["number"], after["handed"], after["unread"]) == (0, 3, 0)


def test_whoever_left_gets_no_answer_any_more(desks):
    aissata, kadi = desks["aissata"], desks["kadi"]
    departure = depart(kadi, aissata.id)
    leave(kadi, departure, aissata.id)
    quiet(kadi)
    with pytest.raises(WireError):
        state_of(aissata)
    with pytest.raises(WireError):
        aissata.exchange_once([])


def test_a_server_that_shows_only_the_older_key_gets_nothing_sealed_to_it(
    desks, kadi, deme_keys
):
    aissata = desks["aissata"]
    quiet(aissata)
    agency, liar = aissata.session.agency, aissata.session.wire
    older = aissata.entry(agency, "vault")
    newer = publish_epoch(kadi, deme_keys, "vault", 2)
    aissata.directory.entries.clear()
    assert aissata.entry(agency, "vault") == newer.entry
    aissata.directory.entries.clear()
    liar.lie("/app/v1/keys", lambda said: {
        **said, "keys": [one for one in said["keys"] if one["entry"] == older],
    })  # fmt: skip
    with pytest.raises(RefusedError, match=r"key\.unproved"):
        aissata.entry(agency, "vault")
