from datetime import UTC, date, datetime

import pytest

from demeso.centres.rules.keeping import KEEP, WATCH, may_become, may_keep, may_watch
from demeso.centres.rules.quality import (
    NAMES,
    ChecklistAnswers,
    is_current,
    points_of,
    to_mend,
)
from demeso.centres.rules.readiness import readiness
from demeso.centres.rules.reporting import (
    Came,
    Counted,
    Missed,
    days_of,
    month_of,
)
from demeso.centres.rules.shelves import (
    FEW,
    ShelfAnswers,
    counted,
    state_of,
    states,
    told_directory,
)
from demeso.centres.rules.shifts import (
    Duty,
    Shift,
    absences,
    cover,
    is_timely,
    next_shift,
    read_duty,
    read_team,
    shift_at,
    window,
)
from demeso.centres.rules.visits import is_countable, ticket_of
from demeso.directory.absences import MOST, absences_text
from demeso.kernel.actor import Actor
from demeso.kernel.ids import ALPHABET

pytestmark = pytest.mark.rules

MONDAY = date(2026, 11, 9)
TUESDAY = date(2026, 11, 10)
NOON = datetime(2026, 11, 9, 12, 0, tzinfo=UTC)
CARE = Duty("clinician", "health", "here")
CALLED = Duty("clinician", "health", "on_call")
WORKER = "01890a5d-ac96-774b-bcce-b302099a8057"


def actor(*permissions: str) -> Actor:
    return Actor("rokia", "yelen", frozenset(permissions))


def test_a_board_is_kept_in_ones_own_agency_only():
    assert may_keep(actor(KEEP), "yelen")
    assert not may_keep(actor(KEEP), "deme")
    assert not may_keep(actor(WATCH), "yelen")
    assert not may_keep(Actor("x", "", frozenset({KEEP})), "")


def test_the_coordination_watches_every_centre_and_keeps_none():
    assert may_watch(actor(WATCH), "deme")
    assert may_watch(actor(KEEP), "yelen")
    assert not may_watch(actor(KEEP), "deme")


def test_a_draft_or_a_place_without_care_is_no_centre():
    assert may_become(is_draft=False, services=["health"])
    assert not may_become(is_draft=True, services=["health"])
    assert not may_become(is_draft=False, services=["legal"])


@pytest.mark.parametrize(
    "line",
    ["", "doctor health here", "clinician who here", "clinician health gone",
     "clinician health here somebody", f"clinician health here {WORKER} too"],
)  # fmt: skip
def test_a_line_that_says_nothing_known_is_not_read(line):
    assert read_duty(line) is None
    assert read_team([line]) is None


def test_a_team_is_read_as_it_is_written():
    line = f"clinician health here {WORKER}"
    assert read_duty(line) == Duty("clinician", "health", "here", WORKER)
    assert [one.line() for one in read_team([line, "guide partner here"])] == [
        line, "guide partner here",
    ]  # fmt: skip
    assert read_team([]) == ()
    assert read_team([line, f"guide partner here {WORKER}"]) is None
    assert read_team(["guide partner here"] * 21) is None


def test_a_night_belongs_to_the_day_on_which_it_begins():
    early = datetime(2026, 11, 10, 7, 59, tzinfo=UTC)
    assert shift_at(early, 0) == (MONDAY, "night")
    assert shift_at(early, 1) == (TUESDAY, "day")
    assert shift_at(NOON, 0) == (MONDAY, "day")
    assert shift_at(NOON, 360) == (MONDAY, "night")
    assert next_shift(MONDAY, "day") == (MONDAY, "night")
    assert next_shift(MONDAY, "night") == (TUESDAY, "day")


def test_a_night_ends_in_the_morning_and_touches_the_day():
    since, until = window(MONDAY, "night", 0)
    assert (since.hour, until.hour, (until - since).seconds) == (18, 8, 14 * 3600)
    assert window(TUESDAY, "day", 0)[0] == until
    assert window(MONDAY, "night", 60)[0].hour == 17


def test_whoever_is_here_covers_before_who_is_on_call():
    assert cover([CALLED, CARE], "health") == "here"
    assert cover([CALLED], "health") == "on_call"
    assert cover([Duty("lawyer", "justice", "here")], "health") == ""


def test_nobody_told_is_no_absence():
    assert absences([], ["health"], NOON, 0) == ()


def test_an_absence_is_told_for_what_the_place_gives_and_until_it_ends():
    told = [Shift(MONDAY, "night", (Duty("psychologist", "women", "here"),))]
    found = absences(told, ["health", "psychosocial"], NOON, 0)
    assert absences_text(found) == (
        "2026-11-09T18:00:00.000Z 2026-11-10T08:00:00.000Z health"
    )
    assert absences(told, ["livelihoods"], NOON, 0) == ()
    later = datetime(2026, 11, 10, 8, 0, tzinfo=UTC)
    assert absences(told, ["health"], later, 0) == ()


def test_absences_that_touch_are_one_unless_somebody_comes_on_call():
    told = [Shift(MONDAY, "night"), Shift(TUESDAY, "day")]
    (found,) = absences(told, ["health"], NOON, 0)
    assert (found.since[:13], found.until[:13]) == ("2026-11-09T18", "2026-11-10T18")
    called = [Shift(MONDAY, "night", (CALLED,)), Shift(TUESDAY, "day")]
    assert [one.cover for one in absences(called, ["health"], NOON, 0)] == [
        "on_call", "",
    ]  # fmt: skip
    apart = [Shift(MONDAY, "night"), Shift(TUESDAY, "night")]
    assert len(absences(apart, ["health"], NOON, 0)) == 2


def test_no_more_absences_are_told_than_a_place_keeps():
    days = [date(2026, 11, day) for day in range(9, 24)]
    told = [Shift(day, "night") for day in days]
    assert len(absences(told, ["health", "legal"], NOON, 0)) == MOST


def test_a_team_is_told_for_days_that_are_near():
    assert is_timely(MONDAY, TUESDAY)
    assert is_timely(date(2026, 11, 24), TUESDAY)
    assert not is_timely(date(2026, 11, 8), TUESDAY)
    assert not is_timely(date(2026, 11, 25), TUESDAY)


@pytest.mark.parametrize(
    ("left", "state"), [(0, "out"), (1, "few"), (FEW, "few"), (3, "low"), (5, "low"),
                        (6, "in")],
)  # fmt: skip
def test_a_number_means_one_thing(left, state):
    assert state_of(left, 5) == state


def test_the_last_two_are_few_however_low_the_threshold_is():
    assert state_of(2, 0) == "few"
    assert state_of(3, 0) == "in"


def test_what_nobody_counted_is_not_told():
    assert counted(ShelfAnswers(pep=0, hiv_test=4)) == {"pep": 0, "hiv_test": 4}
    assert states({"pep": 0, "beds_free": 2}, 5) == {"pep": "out"}


def test_the_directory_hears_what_it_lists_and_never_stays():
    before = {"tetanus": "never", "hepatitis_b": "in"}
    left = {"pep": 2, "hiv_test": 0}
    assert told_directory(left, 5, before) == {"tetanus": "never", "pep": "few"}
    assert told_directory({"tetanus": 9}, 5, before) == {"tetanus": "in"}


def test_a_ticket_is_short_and_does_not_count_up():
    first, second = WORKER, f"{WORKER[:-1]}8"
    assert ticket_of(first) != ticket_of(second)
    assert len(ticket_of(first)) == 4
    assert set(ticket_of(first)) <= set(ALPHABET)


def test_a_day_to_come_or_long_gone_is_not_counted():
    assert is_countable(MONDAY, TUESDAY)
    assert not is_countable(TUESDAY, MONDAY)
    assert not is_countable(date(2026, 10, 9), TUESDAY)


def test_what_is_wholly_missing_is_mended_first():
    said = ChecklistAnswers(private_room="partly", free_notice="no", supervision="yes")
    points = points_of(said)
    assert points == {"private_room": "partly", "free_notice": "no",
                      "supervision": "yes"}  # fmt: skip
    assert to_mend(points) == ["free_notice", "private_room"]
    assert set(NAMES) < set(ChecklistAnswers.__dataclass_fields__)


def test_a_list_is_filled_for_this_month_or_the_last():
    assert is_current("2026-11", MONDAY)
    assert is_current("2026-10", MONDAY)
    assert is_current("2025-12", date(2026, 1, 3))
    assert not is_current("2026-12", MONDAY)
    assert not is_current("2026-09", MONDAY)


TOLD = [Shift(MONDAY, "day", (CARE,)), Shift(MONDAY, "night", (CARE,))]


def sign(left: dict[str, int], told: list[Shift], at: datetime | None = NOON) -> str:
    return readiness(left, 5, at, told, (NOON, 0)).sign


def test_a_board_is_green_only_when_care_is_there_and_counted():
    assert sign({"pep": 9, "contraception": 9}, TOLD) == "got"
    assert sign({"pep": 2, "contraception": 9}, TOLD) == "wait"
    assert sign({"pep": 9, "tetanus": 0}, TOLD) == "due"
    assert sign({"pep": 5}, TOLD) == "due"


def test_a_board_is_red_when_nobody_cares_now_or_next():
    assert sign({"pep": 9}, [TOLD[0], Shift(MONDAY, "night")]) == "wait"
    assert sign({"pep": 9}, [TOLD[0], Shift(MONDAY, "night", (CALLED,))]) == "due"


def test_what_nobody_told_or_counted_lately_is_asked():
    assert sign({"pep": 9}, [TOLD[0]]) == "due"
    assert sign({"pep": 9}, TOLD, None) == "due"
    assert sign({"pep": 9}, TOLD, datetime(2026, 11, 2, 11, 59, tzinfo=UTC)) == "due"


def test_a_month_adds_up_visits_and_what_was_missing():
    days = days_of("2026-11", TUESDAY)
    assert len(days) == 10
    found = month_of(
        came=[Came(MONDAY, ("medical", "legal")), Came(MONDAY, ("medical",)),
              Came(TUESDAY)],
        missed=[Missed(MONDAY, "no_stock", "yes"), Missed(MONDAY, "no_stock")],
        shelf=[Counted(date(2026, 10, 30), {"pep": 2}), Counted(MONDAY, {"pep": 9})],
        told=[Shift(MONDAY, "night"), Shift(TUESDAY, "night", (CALLED,)),
              Shift(TUESDAY, "day")],
        days=days,
    )  # fmt: skip
    assert (found.visits, found.nothing) == (3, 1)
    assert found.parts == {"medical": 2, "psychosocial": 0, "legal": 1,
                           "reintegration": 0}  # fmt: skip
    assert (found.missed, found.shown) == ({"no_stock": 2}, 1)
    assert found.short == {"pep": 9}  # until it was filled on the ninth
    assert (found.nights, found.bare_nights) == (2, 1)


def test_a_month_has_only_the_days_that_have_come():
    assert len(days_of("2026-02", date(2026, 3, 9))) == 28
    assert days_of("2026-12", TUESDAY) == []
