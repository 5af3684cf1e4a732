import json
from dataclasses import asdict, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from demeso.kernel.actor import Actor
from demeso.kernel.permit import Recipient
from demeso.kernel.refusal import RefusedError
from demeso.referrals.rules.answering import (
    APP,
    BOTH,
    CONFIRMED_BY,
    OPEN,
    SAID_BY,
    TOLD,
    TRANSITIONS,
    Event,
    HandoverAnswers,
    ReceiptAnswers,
    Standing,
    Status,
    Word,
    after,
    answered,
    confirmed,
    event_of,
    is_from_survivor,
    is_of_line,
    is_readable,
    may_answer,
    month_told,
    received_now,
)

VOICES = [code for code, _label in CONFIRMED_BY]


@given(st.sampled_from(Status), st.sampled_from(Event))
def test_what_the_table_does_not_know_is_refused(status, event):
    if (status, event) in TRANSITIONS:
        assert after(status, event) is TRANSITIONS[status, event]
        return
    with pytest.raises(RefusedError) as refused:
        after(status, event)
    assert refused.value.code == "referral.transition"


@given(st.lists(st.sampled_from(Event), max_size=8))
def test_what_is_over_stays_over(events):
    status = Status.SENT
    for event in events:
        before = status
        try:
            status = after(status, event)
        except RefusedError:
            assert status is before
        if before in (Status.DECLINED, Status.RECALLED):
            assert status is before
        if before is Status.RECEIVED and event is not Event.DENY:
            assert status is before


def test_open_is_what_a_withdrawal_calls_back():
    assert OPEN == (Status.SENT, Status.ACCEPTED)


def test_she_receives_only_what_was_accepted():
    with pytest.raises(RefusedError):
        after("sent", Event.RECEIVE)
    assert after("accepted", Event.RECEIVE) is Status.RECEIVED


def test_not_yet_received_stays_accepted():
    assert event_of(ReceiptAnswers("no", "survivor")) is Event.MISS
    assert event_of(ReceiptAnswers("partly", "survivor")) is Event.RECEIVE
    assert after("accepted", Event.MISS) is Status.ACCEPTED


@given(st.lists(st.sampled_from(VOICES), min_size=1))
def test_two_voices_make_both_and_stay_both(voices):
    said = ""
    for voice in voices:
        said = confirmed(said, voice)
    assert said == (BOTH if len(set(voices)) > 1 else voices[0])


def test_access_ends_when_nothing_is_left_to_do():
    assert is_readable("sent", "")
    assert is_readable("accepted", "")
    assert is_readable("received", "survivor")
    assert not is_readable("received", "provider")
    assert not is_readable("received", BOTH)
    assert not is_readable("declined", "")
    assert not is_readable("recalled", "")


def answering(worker: str) -> Actor:
    return Actor(worker, "yelen", frozenset({"referral.answer"}))


def to(agency: str) -> Recipient:
    return Recipient("o", "Centre Yèlèn", agency, "oumou", "nene", ("health",))


def test_focal_point_and_deputy_answer():
    assert may_answer(answering("oumou"), to("yelen"), "aissata")
    assert may_answer(answering("nene"), to("yelen"), "aissata")
    assert not may_answer(answering("aissata"), to("yelen"), "aissata")
    assert not may_answer(Actor("oumou", "yelen"), to("yelen"), "aissata")


def test_the_sender_writes_down_what_people_without_a_notebook_said():
    nobody = Recipient("o", "Sariya", "", "", "", ("legal",))
    for said_by in TOLD:
        assert may_answer(Actor("aissata", "deme"), nobody, "aissata", said_by)
        assert not may_answer(Actor("salif", "deme"), nobody, "aissata", said_by)
        assert not may_answer(Actor("", ""), nobody, "", said_by)
    assert not may_answer(Actor("aissata", "deme"), nobody, "aissata")
    assert not may_answer(answering("aissata"), nobody, "aissata")


@pytest.mark.parametrize("said_by", TOLD)
def test_the_sender_writes_down_what_any_organisation_tells(said_by):
    assert may_answer(Actor("aissata", "deme"), to("yelen"), "aissata", said_by)
    assert not may_answer(answering("oumou"), to("yelen"), "aissata", said_by)


def test_a_handover_names_the_case_and_survivor_of_its_line():
    answers = HandoverAnswers(case="c", survivor="s")
    assert is_of_line(answers, "c", "s")
    assert not is_of_line(answers, "d", "s")
    assert not is_of_line(answers, "c", "t")


def test_her_own_word_is_told_from_the_providers():
    assert is_from_survivor(ReceiptAnswers("yes", "survivor"))
    assert not is_from_survivor(ReceiptAnswers("yes", "provider"))


@pytest.mark.parametrize(
    ("told", "kept"),
    [
        ("2026-08", "2026-08"),
        ("2026-11", "2026-11"),
        ("", "2026-11"),
        ("unknown", "2026-11"),
        ("2026-12", "2026-11"),
    ],
)
def test_a_receipt_counts_in_the_month_told_but_never_in_one_to_come(told, kept):
    assert month_told(told, datetime(2026, 11, 21, tzinfo=UTC)) == kept


ANSWERS = json.loads(
    (Path(__file__).parent.parent / "vectors/answers.json").read_text()
)


@pytest.mark.parametrize("case", ANSWERS, ids=[case["title"] for case in ANSWERS])
def test_two_voices_stand_side_by_side_until_somebody_settles(case):
    standing = Standing("sent")
    for one in case["words"]:
        word = Word(Event(one["event"]), one["said_by"], one["day"], one["seen"])
        if one.get("refused"):
            with pytest.raises(RefusedError):
                answered(standing, word)
        elif one["event"] == "receive":
            standing = replace(standing, status="received")
        else:
            standing = answered(standing, word)
    assert asdict(standing) == case["stands"]


WORDS = st.builds(
    Word,
    st.sampled_from([Event.ACCEPT, Event.DECLINE]),
    st.sampled_from([code for code, _label in SAID_BY]),
    st.sampled_from(["", "2026-11-09", "2026-11-10"]),
    st.booleans(),
)


@given(st.lists(WORDS, max_size=6))
def test_no_unseen_word_of_the_other_voice_changes_what_stands(words):
    standing = Standing("sent")
    for word in words:
        before = standing
        try:
            standing = answered(standing, word)
        except RefusedError:
            continue
        other = (before.said_by == APP) != (word.said_by == APP)
        if before.said_by and other and not word.seen:
            kept = (standing.status, standing.said_by)
            assert kept == (before.status, before.said_by)
            assert before.day in ("", standing.day)


def test_she_stands_before_the_provider():
    hers, theirs = ReceiptAnswers("partly", "survivor"), ReceiptAnswers("yes")
    assert received_now("partly", "survivor", theirs) == "partly"
    assert received_now("partly", BOTH, theirs) == "partly"
    assert received_now("yes", "provider", hers) == "partly"
    assert received_now("", "", theirs) == "yes"


def test_her_no_takes_back_what_the_service_says_was_given():
    no = ReceiptAnswers("no", "survivor")
    assert event_of(no, Status.RECEIVED) is Event.DENY
    assert event_of(no, Status.ACCEPTED) is Event.MISS
    assert after("received", Event.DENY) is Status.ACCEPTED
    with pytest.raises(RefusedError):
        after("received", event_of(ReceiptAnswers("no", "provider"), Status.RECEIVED))
