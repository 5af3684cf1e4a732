from datetime import timedelta

import pytest

from demeso.figures.queries import (
    barriers,
    gaps,
    incidents_noted,
    not_received,
    services_received,
    unmet,
)
from demeso.kernel.act import Groups
from demeso.kernel.refusal import UnknownError
from demeso.ledger.services import perform
from tests.cast import hire, publish
from tests.centring import listed_place, open_centre, turn_away
from tests.handing import (
    accept,
    confirm,
    decline,
    hand_over,
    help_someone,
    list_yelen,
    withdraw,
)


@pytest.fixture
def received(awa, yelen, oumou, nene, aissata, deme_keys):
    """Help some people until they received care."""
    place = list_yelen(awa, yelen, oumou, nene)

    def receive(count: int, statistics: str = "yes"):
        found = []
        for _ in range(count):
            helped = help_someone(aissata, deme_keys, statistics=statistics)
            referral = hand_over(helped, place, oumou)
            accept(oumou, referral)
            confirm(oumou, referral)
            found.append(helped)
        return found

    return receive


def cell(actor, at, family: str = "health") -> str:
    shown = services_received(actor=actor, at=at)
    return dict(shown.rows)[family][shown.columns.index("2026-11")]


def test_a_closed_month_counts_who_agreed_and_hides_small_numbers(
    received, fatoumata, stage
):
    later = stage.time + timedelta(days=40)
    helped = received(4)
    received(3, statistics="no")
    assert cell(fatoumata.actor, later) == "<5"
    received(1)
    assert cell(fatoumata.actor, later) == "5"
    assert cell(fatoumata.actor, later, "legal") == "0"
    withdraw(helped[0], helped[0].survivor, "statistics")
    assert cell(fatoumata.actor, later) == "<5"


def test_the_present_month_is_not_shown(received, fatoumata, stage):
    received(1)
    shown = services_received(actor=fatoumata.actor, at=stage.time)
    assert "2026-11" not in shown.columns
    assert {value for _family, cells in shown.rows for value in cells} == {"0"}


def test_figures_are_for_those_who_may_read_them(stage, aissata, oumou):
    for person in (aissata, oumou):
        with pytest.raises(UnknownError):
            services_received(actor=person.actor, at=stage.time)


def note_incident(helped, cercle: str, elsewhere: str = "no") -> None:
    """Note a rape that happened somewhere."""
    by = helped.by
    groups = rape_in(cercle, helped.case, elsewhere)
    by.do("incident.recorded", by.new_id(), "incident@1", groups=groups)


def rape_in(cercle: str, case: str, elsewhere: str = "no") -> Groups:
    """Return the coded answers about a rape."""
    return {
        "link": {"case": case}, "type": {"q_penetration": "yes"},
        "when": {"cercle": cercle}, "circumstances": {"reported_elsewhere": elsewhere},
    }  # fmt: skip


@pytest.fixture
def noted(aissata, deme_keys):
    def note(count: int, statistics: str = "yes", **more: str):
        found = []
        for _ in range(count):
            helped = help_someone(aissata, deme_keys, statistics=statistics)
            note_incident(helped, **{"cercle": "mopti", **more})
            found.append(helped)
        return found

    return note


def incidents(actor, at, region: str = "mopti") -> str:
    month, shown = incidents_noted(actor=actor, at=at, month="2026-11")
    assert month == "2026-11"
    return dict(shown.rows)[region][shown.columns.index("rape")]


def test_first_hand_incidents_count_by_region_when_she_agreed(noted, fatoumata, stage):
    later = stage.time + timedelta(days=40)
    noted(3, statistics="no")
    noted(2, elsewhere="gbvims-org")
    helped = noted(4)
    assert incidents(fatoumata.actor, later) == "<5"
    noted(1, elsewhere="non-gbvims-org")
    assert incidents(fatoumata.actor, later) == "5"
    assert incidents(fatoumata.actor, later, "gao") == "0"
    withdraw(helped[0], helped[0].survivor, "statistics")
    assert incidents(fatoumata.actor, later) == "<5"


def test_what_was_noted_without_network_counts_in_its_own_month(
    noted, aissata, fatoumata, stage
):
    helped, later = noted(4), stage.time + timedelta(days=40)
    written = aissata.write("incident.recorded", aissata.new_id(), "incident@1",
                            groups=rape_in("mopti", helped[0].case))  # fmt: skip
    stage.time += timedelta(days=30)
    assert incidents(fatoumata.actor, later) == "<5"
    perform(written, actor=aissata.actor, at=stage.now())
    assert incidents(fatoumata.actor, later) == "5"


def test_the_present_month_is_never_counted(noted, fatoumata, stage):
    noted(1)
    at = stage.time
    month, shown = incidents_noted(actor=fatoumata.actor, at=at, month="2026-11")
    assert month == "2026-10"
    assert {value for _region, cells in shown.rows for value in cells} == {"0"}


def test_incidents_are_for_those_who_may_read_figures(stage, aissata, oumou, bintou):
    for person in (aissata, oumou, bintou):
        with pytest.raises(UnknownError):
            incidents_noted(actor=person.actor, at=stage.time, month="")


@pytest.fixture
def refused(awa, yelen, oumou, nene, aissata, deme_keys):
    """Send people to a service that has to say no."""
    place = list_yelen(awa, yelen, oumou, nene)

    def refuse(count: int, statistics: str = "yes") -> None:
        for _ in range(count):
            helped = help_someone(aissata, deme_keys, statistics=statistics)
            decline(oumou, hand_over(helped, place, oumou), "no_female_staff")

    return refuse


@pytest.mark.scenario(33)
def test_a_gap_is_counted_by_area_and_reason_and_small_numbers_hide(
    refused, fatoumata, stage
):
    def counted(reason: str) -> str:
        later = stage.time + timedelta(days=40)
        shown = gaps(actor=fatoumata.actor, at=later)
        return dict(shown.rows)["mopti"][shown.columns.index(reason)]

    refused(4)
    refused(3, statistics="no")
    assert counted("no_female_staff") == "<5"
    refused(1)
    assert counted("no_female_staff") == "5"
    assert counted("closed") == "0"


def test_gaps_of_the_present_month_wait_and_only_some_roles_read_them(
    refused, fatoumata, oumou, stage
):
    refused(1)
    now = gaps(actor=fatoumata.actor, at=stage.time)
    assert {value for _region, cells in now.rows for value in cells} == {"0"}
    with pytest.raises(UnknownError):
        gaps(actor=oumou.actor, at=stage.time)


@pytest.fixture
def elsewhere(awa, yelen, sira):
    """Hire a caseworker of Centre Yèlèn, which gets both its keys."""
    publish(sira, yelen, "vault")
    publish(hire(awa, yelen.id, "Tenin", "dpo"), yelen, "oversight")
    return hire(awa, yelen.id, "Rokia", "caseworker"), yelen


@pytest.fixture
def unhelped(aissata, deme_keys):
    """Write down of some people's needs that nothing was given."""

    def lack(
        count: int,
        outcome: str,
        *named: str,
        need: str = "legal",
        statistics="yes",
        of=(aissata, deme_keys),
    ) -> list:
        found, (by, team) = [], of
        for _ in range(count):
            helped = help_someone(by, team, need, statistics=statistics)
            said = {"case": helped.case, "outcome": outcome, "barriers": list(named)}
            by.do("outcome.recorded", helped.line(need), "outcome@1",
                  groups={"outcome": said})  # fmt: skip
            found.append(helped)
        return found

    return lack


def read(figure, person, row: str, column: str, days: int = 40) -> str:
    """Return one cell of a figure, some days from now."""
    shown = figure(actor=person.actor, at=person.stage.time + timedelta(days=days))
    return dict(shown.rows)[row][shown.columns.index(column)]


def test_needs_without_a_service_are_counted_when_she_agreed_and_small_ones_hide(
    unhelped, fatoumata
):
    unhelped(3, "unavailable", statistics="no")
    unhelped(5, "declined")
    helped = unhelped(4, "unavailable")
    assert read(unmet, fatoumata, "legal", "2026-11") == "<5"
    unhelped(1, "unavailable")
    assert read(unmet, fatoumata, "legal", "2026-11") == "5"
    assert read(unmet, fatoumata, "health", "2026-11") == "0"
    withdraw(helped[0], helped[0].survivor, "statistics")
    assert read(unmet, fatoumata, "legal", "2026-11") == "<5"


def test_a_need_that_was_said_without_network_counts_in_its_own_month(
    unhelped, aissata, fatoumata, stage
):
    written = []
    for helped in unhelped(5, "declined"):
        groups = {"priorities": {"needs": ["legal", "health"]}}
        said = {"outcome": {"case": helped.case, "outcome": "unavailable"}}
        written += [
            aissata.write("needs.recorded", helped.case, "needs@1", groups=groups,
                          base=99999),
            aissata.write("outcome.recorded", helped.line("health"), "outcome@1",
                          groups=said),
        ]  # fmt: skip
    stage.time += timedelta(days=30)
    for act in written:
        perform(act, actor=aissata.actor, at=stage.now())
    assert read(unmet, fatoumata, "health", "2026-11") == "5"


def test_barriers_are_counted_by_code_and_need_only_where_nothing_was_given(
    unhelped, aissata, fatoumata
):
    helped = unhelped(5, "declined", "access.distance", "cost.care")
    unhelped(2, "unavailable", "access.distance", need="health")
    assert read(barriers, fatoumata, "access.distance", "legal") == "5"
    assert read(barriers, fatoumata, "access.distance", "health") == "<5"
    assert read(barriers, fatoumata, "cost.care", "health") == "0"
    shown = barriers(actor=fatoumata.actor, at=fatoumata.stage.time + timedelta(40))
    assert [row for row, _cells in shown.rows] == ["access.distance", "cost.care"]
    said = {"case": helped[0].case, "outcome": "provided"}
    aissata.do("outcome.recorded", helped[0].line("legal"), "outcome@1", base=99999,
               groups={"outcome": said})  # fmt: skip
    assert read(barriers, fatoumata, "access.distance", "legal") == "<5"


@pytest.mark.parametrize(
    ("figure", "row", "column"),
    [(unmet, "legal", "2026-11"), (barriers, "access.distance", "legal")],
)
def test_the_house_that_gave_most_cannot_subtract_its_own(
    figure, row, column, unhelped, elsewhere, fatoumata
):
    cell = (figure, fatoumata, row, column)
    unhelped(5, "unavailable", "access.distance")
    assert read(*cell) == "5"
    unhelped(1, "unavailable", "access.distance", of=elsewhere)
    assert read(*cell) == "5+"
    unhelped(4, "unavailable", "access.distance", of=elsewhere)
    assert read(*cell) == "10"


def test_who_was_not_received_is_counted_for_the_country_and_by_nobodys_name(
    awa, yelen, fatoumata, stage
):
    rokia = hire(awa, yelen.id, "Rokia", "centre_manager")
    centre = open_centre(rokia, listed_place(awa, fatoumata, yelen.id))
    day = stage.time.date()
    for _time in range(4):
        turn_away(rokia, centre, day, "no_clinician", wanted="medical")
    turn_away(rokia, centre, day, "no_room")
    assert read(not_received, fatoumata, "no_clinician", "medical") == "<5"
    turn_away(rokia, centre, day, "no_clinician", wanted="medical")
    assert read(not_received, fatoumata, "no_clinician", "medical") == "5"
    assert read(not_received, fatoumata, "no_room", "unsaid") == "<5"
    assert read(not_received, fatoumata, "no_room", "medical") == "0"


@pytest.mark.parametrize("figure", [unmet, barriers, not_received])
def test_what_is_missing_waits_for_the_month_to_close_and_is_for_few(
    figure, unhelped, fatoumata, oumou, stage
):
    unhelped(5, "unavailable", "offer.none")
    shown = figure(actor=fatoumata.actor, at=stage.time)
    assert {value for _row, cells in shown.rows for value in cells} <= {"0"}
    year = stage.time + timedelta(days=400)
    late = figure(actor=fatoumata.actor, at=year)
    assert {value for _row, cells in late.rows for value in cells} <= {"0"}
    with pytest.raises(UnknownError):
        figure(actor=oumou.actor, at=stage.time)
