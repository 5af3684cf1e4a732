from datetime import UTC, datetime, timedelta

import pytest

from demeso.casework.rules.glass import (
    ENDS,
    OPEN_FOR,
    TRANSITIONS,
    Facts,
    State,
    after,
    ends_at,
    is_fit_end,
    is_in_time,
    is_open,
    is_over,
    is_reason,
    may_ask,
    may_release,
    minutes,
    waits,
)
from demeso.kernel.refusal import RefusedError

AT = datetime(2026, 11, 2, 23, 0, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


def facts(state=State.ASKED, until=None):
    return Facts(state, "kadi", AT, until)


def body(object_="request", compartment="narrative"):
    return {"type": "body", "object": object_, "compartment": compartment}


def grant(to, object_="request", rights="read", consent="case"):
    return {"type": "grant", "object": object_, "rights": rights, "to": to,
            "consent": consent}  # fmt: skip


def is_asked(parts, readers=("a", "b")):
    return is_reason(parts, request="request", case="case", readers=readers)


def test_a_supervisor_who_holds_the_vault_asks_for_a_case_that_she_does_not_lead():
    right = {"sees_team": True, "holds_vault": True, "leads": False}
    assert may_ask(**right)
    for name, value in right.items():
        assert not may_ask(**{**right, name: not value})


def test_anybody_on_call_releases_and_never_for_herself():
    on_call = {"bintou", "tata", "kadi"}
    assert may_release("bintou", asker="kadi", on_call=on_call)
    assert may_release("tata", asker="kadi", on_call=on_call)
    assert not may_release("kadi", asker="kadi", on_call=on_call)
    assert not may_release("salif", asker="kadi", on_call=on_call)


def test_a_request_is_answered_once_and_closes_once():
    assert after("", "glass.requested") == State.ASKED
    assert after(State.ASKED, "glass.released") == State.RELEASED
    assert after(State.RELEASED, "glass.closed") == State.CLOSED
    assert after(State.ASKED, "glass.closed") == State.LAPSED
    for state in (State.REFUSED, State.CLOSED, State.LAPSED):
        assert state not in TRANSITIONS
        with pytest.raises(RefusedError, match=r"glass\.settled"):
            after(state, "glass.released")


def test_a_case_is_open_for_four_hours_to_the_second():
    until = AT + OPEN_FOR
    opened = facts(State.RELEASED, until)
    assert timedelta(hours=4) == OPEN_FOR
    assert is_open(opened, until - timedelta(seconds=1))
    assert not is_open(opened, until)
    assert is_over(opened, until)


def test_nothing_is_open_that_was_not_released():
    for state in (State.ASKED, State.REFUSED, State.CLOSED, State.LAPSED):
        assert not is_open(facts(state, AT + OPEN_FOR), AT)


def test_what_nobody_answers_lapses_after_two_hours():
    assert waits(facts(), AT + 119 * MINUTE)
    assert not waits(facts(), AT + 120 * MINUTE)
    assert ends_at(facts()) == AT + 120 * MINUTE
    assert not is_over(facts(State.REFUSED), AT + 500 * MINUTE)


def test_the_target_is_fifteen_minutes():
    assert is_in_time(AT, AT + 15 * MINUTE)
    assert not is_in_time(AT, AT + 16 * MINUTE)
    assert minutes(AT, AT + 15 * MINUTE + timedelta(seconds=59)) == 15


def test_only_the_clock_says_that_time_is_past():
    assert is_fit_end("time", by_clock=True)
    assert not is_fit_end("time", by_clock=False)
    for code, _text in ENDS[:-1]:
        assert is_fit_end(code, by_clock=False)
        assert not is_fit_end(code, by_clock=True)
    assert not is_fit_end("", by_clock=False)


def test_a_reason_is_sealed_to_exactly_those_who_decide():
    parts = [body(), grant("a"), grant("b")]
    assert is_asked(parts)
    assert is_asked(parts[::-1], ("b", "a"))
    for wrong in (
        parts[1:],
        parts[:2],
        [*parts, grant("c")],
        [*parts, grant("b")],
        [*parts, body()],
        [body("case"), *parts[1:]],
        [body(compartment="contact"), *parts[1:]],
        [body(), grant("a"), grant("b", object_="case")],
        [body(), grant("a"), grant("b", rights="glass")],
        [body(), grant("a"), grant("b", consent="another")],
        [body(), grant("a", consent=None), grant("b", consent=None)],
        [*parts, {"type": "other"}],
        [],
    ):
        assert not is_asked(wrong)
