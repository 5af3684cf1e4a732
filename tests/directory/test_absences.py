import pytest

from demeso.directory.absences import (
    MOST,
    Absence,
    absence_at,
    absences_text,
    is_absences,
    read_absences,
)
from demeso.directory.rules.readying import readiness_fault

pytestmark = pytest.mark.rules

NIGHT = "2026-11-09T18:00:00.000Z 2026-11-10T08:00:00.000Z health"
CALLED = "2026-11-10T18:00:00.000Z 2026-11-11T08:00:00.000Z health on_call"


def test_absences_are_read_as_they_are_written():
    found = read_absences(f"{NIGHT}|{CALLED}")
    assert [one.cover for one in found] == ["", "on_call"]
    assert absences_text(found) == f"{NIGHT}|{CALLED}"
    assert (read_absences(""), absences_text([])) == ((), "")


@pytest.mark.parametrize(
    "text",
    ["|", "tonight", "2026-11-09 2026-11-10 health", f"{NIGHT} soon", f"{NIGHT} ",
     "2026-11-10T08:00:00.000Z 2026-11-09T18:00:00.000Z health",
     "2026-11-09T18:00:00.000Z 2026-11-09T18:00:00.000Z health",
     "|".join([NIGHT] * (MOST + 1))],
)  # fmt: skip
def test_what_is_written_otherwise_is_refused(text):
    assert not is_absences(text)
    assert readiness_fault(text, ["health"]) == "absences.shape"


def test_an_absence_is_of_a_service_that_the_place_gives():
    assert readiness_fault(NIGHT, ["health"]) == ""
    assert readiness_fault("", []) == ""
    assert readiness_fault(NIGHT, ["legal"]) == "site.not_offered"


@pytest.mark.parametrize(
    ("now", "is_away"),
    [("2026-11-09T17:59:59.999Z", False), ("2026-11-09T18:00:00.000Z", True),
     ("2026-11-10T07:59:59.999Z", True), ("2026-11-10T08:00:00.000Z", False)],
)  # fmt: skip
def test_an_absence_begins_and_ends_to_the_moment(now, is_away):
    assert (absence_at(NIGHT, "health", now) is not None) == is_away
    assert absence_at(NIGHT, "legal", now) is None


def test_the_absence_that_holds_now_is_found_among_many():
    found = absence_at(f"{NIGHT}|{CALLED}", "health", "2026-11-10T20:00:00.000Z")
    assert found == Absence(*CALLED.split())
