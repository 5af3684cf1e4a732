"""The app's addresses of an urgent access: who gets what, and when no more."""

import pytest

from demeso.kernel.clock import now
from tests.cast import Person, Team
from tests.glassing import Watch, ask, keep_watch, release, write_down
from tests.handing import Helped, help_someone
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


@part
def watch(awa: Person, deme: Team, kadi: Person, bintou: Person) -> Watch:
    awa.stage.time = now()  # the doors read the clock
    return keep_watch(awa, deme, kadi, bintou)


@part
def threatened(watch: Watch, aissata: Person) -> Helped:
    found = help_someone(aissata, watch.team, "health")
    write_down(found, called="Djélika")
    return found


@pytest.fixture
def get(client, sign_in):
    tokens = {}

    def found(person, path):
        if person.id not in tokens:
            tokens[person.id] = sign_in(person)
        answer = client.get(f"/app/v1/glass{path}", headers=tokens[person.id])
        return answer.status_code, answer.json()

    return found


def test_a_supervisor_finds_the_case_of_a_code_and_no_name(get, watch, threatened):
    status, told = get(watch.asker, f"/of/{threatened.code}")
    assert status == 200
    assert (told["case"], told["survivor"]) == (threatened.case, threatened.survivor)
    people = (watch.asker, *watch.on_call)
    assert told["readers"] == sorted(one.keys.fingerprint for one in people)
    assert not told["waits"]
    assert "Djélika" not in str(told)
    assert get(watch.on_call[0], f"/of/{threatened.code}")[0] == 404
    assert get(threatened.by, f"/of/{threatened.code}")[0] == 404
    assert get(watch.asker, "/of/K7QF2M9T9")[0] == 404


def test_each_sees_what_is_hers_to_do(get, watch, threatened):
    request = ask(watch, threatened)
    for person, mine in ((watch.asker, True), (watch.on_call[2], False)):
        _status, told = get(person, "")
        [one] = told["glasses"]
        assert (one["id"], one["mine"], one["state"]) == (request, mine, "asked")
        assert told["watch"]["enough"]
        assert [each["on_call"] for each in told["watch"]["holders"]] == [True] * 3
    assert get(watch.asker, "")[1]["watch"]["may_set"] is False
    assert get(watch.on_call[0], "")[1]["watch"]["may_set"] is True
    assert get(threatened.by, "")[0] == 404


def test_both_halves_go_to_who_asked_and_only_while_it_is_open(get, watch, threatened):
    request = ask(watch, threatened)
    assert get(watch.asker, f"/{request}/texts")[1]["code"] == "glass.over"
    assert get(watch.asker, f"/{request}/half")[0] == 404
    status, told = get(watch.on_call[0], f"/{request}/half")
    assert (status, told["case"], len(told["half"])) == (200, threatened.case, 1)
    release(watch.on_call[0], request, watch)
    status, told = get(watch.asker, f"/{request}/texts")
    assert status == 200
    assert {part["object"] for part in told["vault"] + told["oversight"]} == {
        threatened.case
    }
    assert [text["part"]["compartment"] for text in told["texts"]] == ["identity"]
    for person in (*watch.on_call, threatened.by):
        assert get(person, f"/{request}/texts")[0] == 404
    assert get(watch.on_call[0], f"/{request}/half")[1]["code"] == "glass.over"
