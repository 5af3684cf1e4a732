from datetime import timedelta

import pytest

from demeso.desk.queries.reminding import urgent_tasks
from demeso.desk.queries.reviewing import to_review
from demeso.desk.queries.staff import agencies_counted, staff
from demeso.desk.queries.tracking import followed, names
from demeso.desk.rules.tracking import ORDERS, VIEWS, Wanted
from demeso.kernel.refusal import UnknownError
from tests.handing import accept, decline, hand_over, help_someone, list_yelen


def codes(person, at, page: str = "", **asked: str) -> list[str]:
    rows, _pages, _counted = followed(Wanted(**asked), page, actor=person.actor, at=at)
    return [row.code for row in rows]


def counted(person, at, **asked: str) -> dict[str, int]:
    return followed(Wanted(**asked), "", actor=person.actor, at=at)[2]


def judge(helped, danger: str, risk: str) -> None:
    said = {"danger": {"in_danger": danger}, "risk": {"risk_level": risk}}
    helped.by.do("safety.recorded", helped.case, "safety@1", groups=said)


@pytest.fixture
def three(awa, yelen, oumou, nene, aissata, salif, deme_keys):
    """Three cases: one waits for an answer, one is in danger, one has no needs met."""
    place = list_yelen(awa, yelen, oumou, nene)
    silent = help_someone(aissata, deme_keys, "health")
    referral = hand_over(silent, place, oumou)
    danger = help_someone(salif, deme_keys, "legal", "health")
    judge(danger, "yes", "high")
    plain = help_someone(aissata, deme_keys, "psychosocial")
    return silent, danger, plain, referral


def test_what_cannot_wait_comes_first(kadi, three, stage):
    silent, danger, plain, _referral = three
    assert codes(kadi, stage.now()) == [danger.code, silent.code, plain.code]
    newest = codes(kadi, stage.now(), ordre="newest")
    assert newest == [plain.code, danger.code, silent.code]
    by_lead = codes(kadi, stage.now(), ordre="lead")
    assert by_lead == [silent.code, plain.code, danger.code]


def test_each_view_keeps_and_counts_what_it_says(kadi, three, oumou, stage):
    silent, danger, plain, referral = three
    later = stage.time + timedelta(days=4)
    shown = {view.name: set(codes(kadi, later, tri=view.name)) for view in VIEWS}
    assert shown["danger"] == {danger.code}
    assert shown["silence"] == {silent.code}
    assert shown["retard"] == {danger.code}  # high risk: seen within a day
    assert shown["manque"] == {danger.code, plain.code}
    assert shown["urgence"] == shown["rien"] == shown["cloture"] == set()
    found = counted(kadi, later)
    assert found == {name: len(kept) for name, kept in shown.items()}
    accept(oumou, referral)
    assert codes(kadi, later, tri="silence") == []


def test_a_childs_yes_that_waits_for_a_look_is_a_view_and_a_notice_is_none(
    kadi, aissata, deme_keys, stage
):
    child = help_someone(aissata, deme_keys, age_group="12_14", given_by="survivor")
    help_someone(aissata, deme_keys, age_group="15_17", given_by="survivor")
    assert codes(kadi, stage.now(), tri="accord") == [child.code]


def test_filters_narrow_by_worker_risk_need_and_state(kadi, three, salif, stage):
    silent, danger, plain, _referral = three
    at = stage.now()
    assert codes(kadi, at, avec=salif.id) == [danger.code]
    assert codes(kadi, at, risque="high") == [danger.code]
    assert codes(kadi, at, risque="unsaid") == [silent.code, plain.code]
    assert codes(kadi, at, besoin="health") == [danger.code, silent.code]
    assert codes(kadi, at, besoin="health", risque="unsaid") == [silent.code]
    assert codes(kadi, at, etat="closed") == []
    assert len(codes(kadi, at, etat="all")) == 3


@pytest.mark.parametrize("order", [code for code, _label in ORDERS])
def test_every_order_shows_everybody_once(order, kadi, three, stage):
    made = {one.code for one in three[:3]}
    found = codes(kadi, stage.now(), ordre=order)
    assert (set(found), len(found)) == (made, 3)


def test_only_the_page_that_is_shown_is_read(kadi, three, stage):
    rows, pages, _counted = followed(Wanted(), "7", actor=kadi.actor, at=stage.now())
    assert (pages.number, pages.last, pages.total, len(rows)) == (1, 1, 3, 3)


def test_only_a_supervisor_of_the_agency_follows(three, stage, awa, aissata, oumou):
    for person in (awa, aissata, oumou):
        with pytest.raises(UnknownError):
            followed(Wanted(), "", actor=person.actor, at=stage.now())


def test_colleagues_are_called_by_name_and_nobody_else(kadi, aissata, oumou):
    called = names(kadi.actor)
    assert called[aissata.id] == "Aissata"
    assert oumou.id not in called


def test_nothing_waits_for_review_at_first(aissata, deme_keys, kadi):
    help_someone(aissata, deme_keys)
    review = to_review(actor=kadi.actor)
    assert (review.disputes, review.set_aside) == ((), ())


def test_urgent_tasks_are_a_number_of_ones_own(three, aissata, salif, oumou, stage):
    _silent, _danger, _plain, referral = three
    at, later = stage.now(), stage.time + timedelta(days=2)
    people = (aissata, salif, oumou)
    assert [urgent_tasks(one.actor, at=at) for one in people] == [0, 1, 1]
    assert [urgent_tasks(one.actor, at=later) for one in people] == [1, 1, 1]
    decline(oumou, referral)
    assert [urgent_tasks(one.actor, at=later) for one in people] == [0, 1, 0]


def test_people_are_read_with_who_signed_their_roles(awa, kadi, fatoumata, aissata):
    found = staff("", "", actor=awa.actor)
    hers = next(one for one in found.people if one.worker.pk == kadi.id)
    (role,) = hers.roles
    assert (role.role, found.called[role.by]) == ("supervisor", "Awa")
    assert [device.label for device in hers.devices] == ["essai"]
    own = staff(kadi.agency, "", actor=fatoumata.actor)
    assert {one.worker.agency_id for one in own.people} == {kadi.agency}
    counts = {
        row.pk: (row.here, row.awaited) for row in agencies_counted(actor=awa.actor)
    }
    assert counts[kadi.agency] == (2, 0)
    for person in (kadi, aissata):
        with pytest.raises(UnknownError):
            staff("", "", actor=person.actor)
