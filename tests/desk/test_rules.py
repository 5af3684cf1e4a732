from datetime import UTC, date, datetime, timedelta

import pytest

from demeso.desk.rules.looking import Kind, kind_of, plain_code, words_of
from demeso.desk.rules.paging import paged
from demeso.desk.rules.reminding import is_address, is_time
from demeso.desk.rules.resting import resting_keys
from demeso.desk.rules.reviewing import Open, counted, side_by_side_since
from demeso.desk.rules.tracking import (
    HERS,
    HOW,
    PARTLY,
    REFUSED,
    SAID,
    SILENT,
    THEIRS,
    TWO,
    UNCONFIRMED,
    Handed,
    Wanted,
    cell_of,
    how_many,
    wanted,
)

AT = datetime(2026, 11, 21, 12, tzinfo=UTC)


def handed(status: str, *, hours: int = 1, **more) -> Handed:
    return Handed(status, AT - timedelta(hours=hours), to="Centre Yèlèn", **more)


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


def test_her_own_word_is_told_from_the_providers():
    theirs = handed("received", received="yes", confirmed_by="provider")
    assert cell_of("received", theirs, at=AT).words == THEIRS
    for by in ("survivor", "both"):
        hers = handed("received", received="yes", confirmed_by=by)
        assert cell_of("received", hers, at=AT).words == HERS


def test_how_an_answer_came_and_two_that_differ_are_shown():
    told = cell_of("accepted", handed("accepted", said_by="phone"), at=AT)
    assert told.how == HOW["phone"]
    assert cell_of("accepted", handed("accepted", said_by="app"), at=AT).how == ""
    two = cell_of("accepted", handed("accepted", said_by="phone", disputed=True), at=AT)
    assert (two.sign, two.words, two.how) == ("wait", TWO, HOW["phone"])


def test_a_refusal_by_the_service_cannot_wait():
    found = cell_of("open", handed("declined"), at=AT)
    assert (found.sign, found.words) == ("wait", REFUSED)


def test_what_the_worker_recorded_later_stands_over_an_old_referral():
    found = cell_of("provided", handed("declined"), at=AT)
    assert (found.sign, found.words) == SAID["provided"]


def test_what_is_wanted_is_read_from_the_address_and_written_back():
    who = "01a19b7d-17c8-74e8-976f-3f9f4d3c36dc"
    given = {"tri": "urgence", "risque": "high", "besoin": "health", "avec": who,
             "etat": "closed", "ordre": "next"}  # fmt: skip
    found = wanted(given, needs=["health"])
    assert found.asked() == given


@pytest.mark.parametrize(
    "given", [{}, {"tri": "x", "risque": "y", "besoin": "z", "avec": "salif", "a": "b"}]
)
def test_what_is_not_known_asks_for_nothing(given):
    found = wanted(given, needs=["health"])
    assert found == Wanted()


@pytest.mark.parametrize(
    ("total", "asked", "number", "last", "end"),
    [
        (0, "", 1, 1, 0), (25, "2", 1, 1, 25), (26, "2", 2, 2, 26),
        (60, "-1", 1, 3, 25), (60, "99", 3, 3, 60), (60, "x", 1, 3, 25),
        (60, "9" * 400, 3, 3, 60),
    ],
)  # fmt: skip
def test_a_page_that_is_not_there_is_the_nearest_one(total, asked, number, last, end):
    found = paged(total, asked)
    assert (found.number, found.last, found.end) == (number, last, end)
    assert found.before == number - 1
    assert found.after == (number + 1 if number < last else 0)


@pytest.mark.parametrize(
    ("count", "exactly", "shown"),
    [(0, False, "0"), (99, False, "99"), (100, False, "99+"), (812, True, "812")],
)
def test_only_the_view_that_is_open_is_counted_to_the_end(count, exactly, shown):
    assert how_many(count, exactly=exactly) == shown


def test_a_code_is_read_however_it_was_typed():
    for typed in ("K7Q-F2M-9T3", "k7q f2m 9t3", " K7QF2M9T3 "):
        assert plain_code(typed) == "K7QF2M9T3"


def test_an_access_says_what_it_was_and_why():
    assert kind_of("refused:record.unknown") is Kind.TRIED
    assert kind_of("export.list") is Kind.EXPORTED
    assert kind_of("desk.tracker") is Kind.READ
    assert words_of("desk.accesses.request")[1].startswith("La personne demande")
    assert all(words_of("desk.tracker"))
    assert words_of("somewhere.new") == ("Autre page", "")


@pytest.mark.parametrize(
    ("hour", "looked_on", "due"),
    [(6, None, False), (7, None, True), (20, date(2026, 11, 20), True),
     (9, date(2026, 11, 21), False)],
)  # fmt: skip
def test_a_reminder_is_looked_at_once_a_day_from_the_morning(hour, looked_on, due):
    at = datetime(2026, 11, 21, hour, tzinfo=UTC)  # Bamako keeps UTC
    assert is_time(at, looked_on, "Africa/Bamako") is due


@pytest.mark.parametrize(
    ("text", "right"),
    [("kadi@example.org", True), ("k.a+b@x-y.example.org", True), ("kadi", False),
     ("a@b", False), ("a@b.c\nBcc: x@y.z", False), ("a@b.c, d@e.f", False),
     (f"{'a' * 120}@b.org", False), ("", False)],
)  # fmt: skip
def test_only_one_address_is_an_address(text, right):
    assert is_address(text) is right


def test_what_waits_for_a_choice_is_counted_with_its_age_and_its_codes():
    waiting = [
        Open("OLD", AT - timedelta(days=7, seconds=1)),
        Open("WEEK", AT - timedelta(days=7)),
        Open("OLD", AT - timedelta(days=2)),
        Open("FRESH", AT - timedelta(hours=3)),
    ]
    found = counted(waiting, AT)
    assert (found.number, found.oldest, found.late) == (4, 7, 1)
    assert found.codes == ("OLD", "WEEK", "FRESH")
    assert counted([], AT).oldest == 0


def test_two_answers_stand_side_by_side_since_the_second_came():
    days = [AT, AT - timedelta(days=4), AT - timedelta(days=1)]
    assert side_by_side_since(days) == AT - timedelta(days=1)


def test_each_person_has_a_key_a_day_and_the_one_before_opens_for_a_day_more():
    on = AT.date()
    today, before = resting_keys(b"s", "aissata", on).split()
    assert resting_keys(b"s", "aissata", on + timedelta(days=1)).split()[1] == today
    others = resting_keys(b"s", "kadi", on), resting_keys(b"t", "aissata", on)
    assert not {today, before} & set(" ".join(others).split())
