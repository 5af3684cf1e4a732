from datetime import timedelta

import pytest

from demeso.figures.queries import gaps, incidents_noted, services_received
from demeso.kernel.act import Groups
from demeso.kernel.refusal import UnknownError
from demeso.ledger.services import perform
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
