from datetime import timedelta

import pytest

from demeso.casework.queries.requesting import at_rest, requests, requests_due
from demeso.desk.queries.reminding import urgent_tasks
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.verification import verify
from demeso.survivors.models import Survivor
from demeso.vault.models import Body, RetiredKey
from tests.casework.following import agree_anew, close, open_again
from tests.handing import Helped, help_someone, withdraw
from tests.sealing import sealed


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys, "health")


def ask(helped: Helped, *what: str, days: int = 0, record: str = "") -> str:
    request = record or helped.by.new_id()
    day = helped.by.stage.time.date() - timedelta(days=days)
    groups = {
        "link": {"survivor": helped.survivor},
        "request": {"asked": list(what or ("read",)), "asked_on": str(day)},
    }
    helped.by.do("request.received", request, "request@1", groups=groups)
    return request


def answer(helped: Helped, request: str, *done: str, **more) -> None:
    day = str(helped.by.stage.time.date())
    said = {"done": list(done), "answered_on": day, **more}
    groups = {"answer": said}
    helped.by.do("request.answered", request, "request_answer@1", groups=groups)


def test_a_request_has_thirty_days_and_is_seen_by_its_worker_and_the_dpo(
    helped, bintou, salif, kadi
):
    ask(helped)
    (mine,) = requests(helped.by.actor)
    assert (mine.due_on - mine.asked_on).days == 30
    assert [one.id for one in requests(bintou.actor)] == [mine.id]
    assert requests(salif.actor) == []
    assert requests(kadi.actor) == []


def test_what_is_owed_soon_reminds_who_owes_and_who_controls(helped, bintou):
    at = helped.by.stage.time
    assert urgent_tasks(helped.by.actor, at=at) == 0
    ask(helped, days=25)
    assert requests_due(helped.by.actor, by=at.date()) == 0
    for person in (helped.by, bintou):
        assert urgent_tasks(person.actor, at=at) == 1


def test_erasing_deletes_the_text_and_its_key_is_over(helped):
    for place, words in (("identity", "a"), ("narrative", "b")):
        part = sealed(helped.case, place, called=words)
        kind = "identity.recorded" if place == "identity" else "safety.recorded"
        record = helped.survivor if place == "identity" else helped.case
        groups = {} if place == "identity" else {"danger": {"in_danger": "no"}}
        form = "identity@1" if place == "identity" else "safety@1"
        helped.by.do(kind, record, form, groups=groups, sealed=[part])
    request = ask(helped, "read", "erase")
    answer(helped, request, "was_read", "was_erased", erased=["identity"])
    left = Body.objects.values_list("compartment", flat=True)
    assert list(left) == ["narrative"]
    (over,) = RetiredKey.objects.all()
    assert over.compartment == "identity"
    assert verify().first is None


def test_a_request_is_answered_once_and_by_who_was_asked(helped, salif, bintou):
    request = ask(helped)
    said = {"answer": {"done": ["was_read"], "answered_on": "2026-11-02"}}
    for person in (salif, bintou):
        with pytest.raises(UnknownError):
            person.do("request.answered", request, "request_answer@1", groups=said)
    with pytest.raises(RefusedError) as missing:
        answer(helped, request, "was_corrected")
    assert (missing.value.code, missing.value.field) == ("request.unanswered", "done")
    answer(helped, request, "was_read")
    with pytest.raises(RefusedError) as twice:
        answer(helped, request, "was_read")
    assert twice.value.code == "request.settled"
    with pytest.raises(RefusedError) as known:
        ask(helped, record=request)
    assert known.value.code == "request.known"


def test_she_may_ask_after_she_took_her_yes_back(helped):
    withdraw(helped, helped.survivor, "services")
    request = ask(helped)
    answer(helped, request, "was_read")


def test_a_request_is_not_from_tomorrow(helped):
    with pytest.raises(RefusedError) as ahead:
        ask(helped, days=-1)
    assert ahead.value.field == "asked_on"


def test_a_phones_wrong_clock_makes_nobody_older_than_her_file(
    helped, deme_keys, kadi, bintou
):
    opened = Survivor.objects.get(id=helped.survivor).opened_at
    close(helped, kadi)
    agree_anew(helped)
    by = helped.by
    by.pen.clock = lambda: by.stage.time - timedelta(days=4000)
    again = open_again(helped, deme_keys)
    by.pen.clock = by.stage.look
    assert at_rest(bintou.actor) == []
    close(again, kadi)
    assert [one.opened_at for one in at_rest(bintou.actor)] == [opened]
