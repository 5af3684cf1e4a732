"""What hangs on somebody who leaves, as her supervisor and others are shown it."""

import pytest

from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Access
from demeso.worker.leaving import read_departures
from tests.cast import Person, Team
from tests.handing import hand_over, help_someone, list_organisation
from tests.leaving import depart, leave
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


@part
def helped(aissata: Person, deme_keys: Team) -> object:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys, "health")


def shown(by):
    return read_departures(actor=by.actor, at=by.stage.now())


def test_a_supervisor_sees_codes_tasks_and_referrals_both_ways(
    kadi, awa, aissata, deme, helped
):
    home = list_organisation(
        awa, deme.name, "psychosocial", agency=deme.id, focal_point=aissata.id
    )
    hand_over(helped, list_organisation(awa, "Maison du Puits", "health"))
    departure = depart(kadi, aissata)
    [one] = shown(kadi)["departures"]
    assert (one["id"], one["called"], one["left_at"]) == (departure, "Aissata", None)
    assert [each["code"] for each in one["carried"]] == [helped.code]
    assert (one["number"], one["sent"], one["received"]) == (1, 1, 0)
    assert one["answers"] == [{"name": deme.name, "deputy": False}]
    assert home
    assert Access.objects.filter(what="app.departures", record=helped.survivor).exists()


def test_an_administrator_sees_how_many_and_no_code(awa, kadi, aissata, helped):
    depart(kadi, aissata)
    [one] = shown(awa)["departures"]
    assert (one["number"], one["carried"]) == (1, [])


def test_whoever_leaves_sees_her_own_and_who_can_go_on(kadi, aissata, salif, helped):
    with pytest.raises(UnknownError):
        shown(aissata)
    departure = depart(kadi, aissata)
    found = shown(aissata)
    assert found["mine"]["id"] == departure
    assert [one["case"] for one in found["mine"]["carried"]] == [helped.case]
    assert found["departures"] == []
    assert {one["called"] for one in found["successors"]} == {"Salif"}


def test_what_she_keeps_is_named_until_somebody_else_has_it(awa, kadi, helped):
    depart(awa, kadi)
    [one] = shown(awa)["departures"]
    assert (one["keeps"], one["wanting"]) == (["vault"], ["vault"])


def test_after_she_left_nothing_is_wanting_and_her_cases_wait(kadi, aissata, helped):
    leave(kadi, depart(kadi, aissata), aissata)
    [one] = shown(kadi)["departures"]
    assert one["left_at"] is not None
    assert (one["number"], one["wanting"], one["keeps"]) == (1, [], [])


def test_nobody_else_is_shown_anything(kadi, aissata, salif, adama, oumou, helped):
    depart(kadi, aissata)
    for by in (salif, adama, oumou):
        with pytest.raises(UnknownError):
            shown(by)
