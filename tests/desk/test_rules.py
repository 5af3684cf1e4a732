from datetime import UTC, date, datetime, timedelta

import pytest

from demeso.desk.rules import (
    FILTERS,
    PARTLY,
    REFUSED,
    SAID,
    SILENT,
    UNCONFIRMED,
    Cell,
    Handed,
    Row,
    by_care,
    cell_of,
    filtered,
)

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def handed(status: str, *, hours: int = 1, **more) -> Handed:
    return Handed(status, AT - timedelta(hours=hours), to="Centre Yèlèn", **more)


def row(**more) -> Row:
    given = {
        "case": "c", "survivor": "s", "code": "K7QF2M9T3", "opened_at": AT, "days": 0,
        "in_danger": "", "risk_level": "", "lead": "", "cells": {}, **more,
    }  # fmt: skip
    return Row(**given)


@pytest.mark.parametrize("status", SAID)
def test_every_state_of_a_line_has_words_and_a_sign_of_the_language(status):
    found = cell_of(status, None, at=AT)
    assert found.words
    assert found.sign in ("void", "due", "got", "wait", "act", "")


def test_an_unknown_state_is_drawn_as_silence():
    assert cell_of("elsewhere", None, at=AT).sign == "void"


@pytest.mark.parametrize(
    ("urgent", "hours", "silent"),
    [(False, 72, False), (False, 73, True), (True, 24, False), (True, 25, True)],
)
def test_silence_is_drawn_after_a_day_when_urgent_and_three_otherwise(
    urgent, hours, silent
):
    found = cell_of("sent", handed("sent", hours=hours, urgent=urgent), at=AT)
    assert (found.words == SILENT) is silent
    assert found.sign == ("wait" if silent else "due")
    assert found.to == "Centre Yèlèn"


def test_an_appointment_is_awaited_and_then_asked_about():
    coming = handed("accepted", appointment_on=date(2026, 11, 21))
    assert cell_of("accepted", coming, at=AT).day == date(2026, 11, 21)
    gone = handed("accepted", appointment_on=date(2026, 11, 20))
    assert cell_of("accepted", gone, at=AT).words == UNCONFIRMED
    without = cell_of("accepted", handed("accepted"), at=AT)
    assert (without.sign, without.words) == SAID["accepted"]


def test_received_in_part_is_not_received():
    part = handed("received", received="partly")
    assert cell_of("received", part, at=AT).words == PARTLY
    whole = handed("received", received="yes")
    assert cell_of("received", whole, at=AT).words == SAID["received"][1]


def test_a_refusal_by_the_service_cannot_wait():
    found = cell_of("open", handed("declined"), at=AT)
    assert (found.sign, found.words) == ("wait", REFUSED)


def test_what_the_worker_recorded_later_stands_over_an_old_referral():
    found = cell_of("provided", handed("declined"), at=AT)
    assert (found.sign, found.words) == SAID["provided"]


def test_filters_keep_what_they_say():
    silent = row(cells={"health": Cell("wait", SILENT, days=4)})
    unmet = row(cells={"legal": Cell(*SAID["unavailable"])})
    danger = row(in_danger="yes", cells={"health": Cell(*SAID["received"])})
    rows = [silent, unmet, danger, row()]
    kept = {one.name: filtered(rows, one.name) for one in FILTERS}
    assert kept[""] == rows
    assert kept["danger"] == [danger]
    assert kept["silence"] == [silent]
    assert kept["manque"] == [unmet]
    assert kept["rien"] == [row()]
    assert filtered(rows, "unheard of") == rows


def test_danger_comes_first_then_risk_then_the_oldest():
    old = row(case="old", opened_at=AT - timedelta(days=9))
    new, risky = row(case="new"), row(case="risky", risk_level="high")
    danger = row(case="danger", in_danger="yes", risk_level="low")
    order = sorted([new, old, risky, danger], key=by_care)
    assert [one.case for one in order] == ["danger", "risky", "old", "new"]
