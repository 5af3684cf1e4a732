from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from demeso.agencies.models import Agency, Agreement, Holding
from demeso.agencies.queries.leaving import left_with
from demeso.agencies.queries.recovery import (
    holds,
    kept_for,
    outgrown,
    readiness,
)
from demeso.agencies.rules.leaving import wanting
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry
from demeso.vault.models import Grant
from demeso.worker.seconding import show_seconds
from tests.cast import hire, open_agency, second_key
from tests.leaving import depart, leave
from tests.partnering import SHEET, agree, end, sign
from tests.recovering import (
    bear_recovery,
    drill,
    get_ready,
    hand_to,
    keep_sheet,
    make_sheets,
    name_holder,
)

TWINS = "demeso.agencies.migrations.0008_agreements_end"

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def test_a_partner_keeps_a_key_once_both_sides_have_signed(house, partner):
    holder, boss = partner.supervisor, partner.boss
    record, sides = boss.new_id(), (house.team.id, partner.team.id, "vault")
    refused("record.unknown", name_holder, house.vault[0], house, "vault", holder)
    sign(house.administrator, *sides, record)
    refused("agreement.sides", sign, house.administrator, *sides, record)
    refused("agreement.sides", sign, house.administrator, *sides, boss.new_id())
    refused("record.unknown", name_holder, house.vault[0], house, "vault", holder)
    other = (house.team.id, partner.team.id, "oversight")
    refused("agreement.sides", sign, boss, *other, record)
    assert [one["id"] for one in show_seconds(boss.actor)["agreements"]] == [record]
    assert show_seconds(house.administrator.actor)["agreements"] == []
    sign(boss, *sides, record)
    name_holder(house.vault[0], house, "vault", holder)
    assert holder.id in readiness(house.team.id).vault
    refused("agreement.sides", sign, boss, *sides, record)
    assert show_seconds(boss.actor)["agreements"] == []


def test_the_agreement_names_nobody_each_holder_still_takes_two(house, partner):
    agree(house, partner, "vault")
    hand_to(house.vault[0], house, house.team.keys["vault"], partner.supervisor)
    assert readiness(house.team.id).vault == {house.vault[0].id}
    assert kept_for(partner.supervisor.id) == {}


def test_an_agreement_about_one_thing_says_nothing_of_another(house, partner):
    agree(house, partner, "vault")
    by, to = house.oversight[0], partner.dpo
    refused("record.unknown", name_holder, by, house, "oversight", to)
    bear_recovery(house)
    house.keepers = (*house.keepers[:2], partner.dpo)
    refused("record.unknown", make_sheets, house)
    agree(house, partner, SHEET)
    make_sheets(house)
    keep_sheet(house, 3)
    assert readiness(house.team.id).acknowledged == 1
    assert kept_for(partner.dpo.id) == {house.team.id: (SHEET,)}


def test_only_an_administrator_of_one_of_two_known_sides_signs(
    house, awa, partner, kadi
):
    third = open_agency(awa, "Clinique Sariya")
    sides = (house.team.id, partner.team.id, "vault")
    refused("record.unknown", sign, kadi, *sides, kadi.new_id())
    refused("agreement.sides", sign, awa, *sides, awa.new_id())
    boss = house.administrator
    own = (house.team.id, house.team.id, "vault")
    refused("agreement.sides", sign, boss, *own, boss.new_id())
    nowhere = (house.team.id, boss.new_id(), "vault")
    refused("record.unknown", sign, boss, *nowhere, boss.new_id())
    assert third.id not in sides


def test_either_side_ends_it_alone_and_the_partner_holds_no_more(house, partner):
    record = agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    holder = partner.supervisor
    refused("record.unknown", end, holder, record)
    refused("record.unknown", end, partner.boss, partner.boss.new_id())
    end(partner.boss, record, "people")
    assert readiness(house.team.id).vault == {house.vault[0].id}
    assert not holds(holder.id, agency=house.team.id, owner="vault")
    assert not Grant.objects.filter(to=holder.keys.fingerprint, rights="hold").exists()
    assert outgrown(house.team.id) == ["vault"]
    refused("record.unknown", end, house.administrator, record)
    agree(house, partner, "vault")
    assert Agreement.objects.count() == 2


def test_it_does_not_end_while_only_the_partner_holds_the_key(house, partner, awa):
    record = agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    departure = depart(house.administrator, house.vault[0])
    leave(house.administrator, departure, house.vault[0])
    refused("agreement.last_holder", end, house.administrator, record)
    name_holder(partner.supervisor, house, "vault", house.vault[1])
    end(house.administrator, record)
    assert readiness(house.team.id).vault == {house.vault[1].id}


def test_a_no_to_a_proposal_ends_it_before_it_stands(house, partner):
    record = partner.boss.new_id()
    sides = (house.team.id, partner.team.id, SHEET)
    sign(house.administrator, *sides, record)
    end(partner.boss, record, "not_agreed")
    refused("agreement.sides", sign, partner.boss, *sides, record)


def test_a_sheet_under_an_agreement_that_ended_counts_no_more(house, partner):
    record = agree(house, partner, SHEET)
    house.keepers = (*house.keepers[:2], partner.dpo)
    get_ready(house)
    assert readiness(house.team.id).acknowledged == 3
    end(house.administrator, record)
    assert readiness(house.team.id).acknowledged == 2
    assert kept_for(partner.dpo.id) == {}


def test_no_partner_keeps_both_keys_of_an_agency_nor_is_asked_to(house, partner):
    sides, boss = (house.team.id, partner.team.id), house.administrator
    proposed = boss.new_id()
    sign(boss, *sides, "vault", proposed)
    for by in (boss, partner.boss):
        refused("agreement.both", sign, by, *sides, "oversight", by.new_id())
    sign(partner.boss, *sides, "vault", proposed)
    refused("agreement.both", sign, boss, *sides, "oversight", boss.new_id())
    agree(house, partner, SHEET)
    end(boss, proposed)
    agree(house, partner, "oversight")


def test_whoever_held_one_key_is_not_asked_for_the_other_while_halves_need_it(
    house, partner
):
    record = agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    end(partner.boss, record)
    other = (house.team.id, partner.team.id, "oversight")
    boss = house.administrator
    refused("agreement.both", sign, boss, *other, boss.new_id())
    agree(house, partner, "vault")


def test_two_sheets_never_lie_in_one_partners_house(house, partner):
    agree(house, partner, SHEET)
    bear_recovery(house)
    home = house.keepers
    house.keepers = (home[0], partner.supervisor, partner.dpo)
    refused("sheets.three", make_sheets, house)
    house.keepers = (*home[:2], partner.dpo)
    assert len(make_sheets(house)) == 3


def test_two_of_a_partners_house_name_nobody_alone(house, partner, awa):
    agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    other = hire(awa, partner.team.id, "Mory", "supervisor")
    by, pair = partner.supervisor, house.team.keys["vault"]
    record, _made = hand_to(by, house, pair, other)
    refused("record.unknown", second_key, by, record, partner.boss)
    second_key(by, record, house.administrator)
    assert other.id in readiness(house.team.id).vault


def test_holders_from_before_agreements_were_kept_with_them_hold_no_more_either(
    house, partner
):
    record = agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    Holding.objects.update(agreement=None)
    end(house.administrator, record)
    assert readiness(house.team.id).vault == {house.vault[0].id}
    assert outgrown(house.team.id) == ["vault"]


def test_an_ended_partners_sheet_lets_nobody_at_home_leave_and_does_no_drill(
    house, partner
):
    record = agree(house, partner, SHEET)
    house.keepers = (*house.keepers[:2], partner.dpo)
    get_ready(house)
    home, theirs = house.keepers[1], partner.dpo
    agency = Agency.objects.get(pk=house.team.id)
    assert "sheets" not in wanting(left_with(agency, home.id))
    end(partner.boss, record)
    assert "sheets" in wanting(left_with(agency, home.id))
    assert "sheets" not in wanting(left_with(agency, theirs.id))
    refused("record.unknown", keep_sheet, house, 3)
    refused("record.unknown", drill, house, theirs, 1, 3)
    drill(house, house.administrator, 1, 2)


def test_an_agreement_belongs_to_the_agency_whose_key_it_is(house, partner):
    record = agree(house, partner, "vault")
    end(partner.boss, record)
    acts = Entry.objects.filter(record=record).values_list("kind", "root")
    assert sorted(acts) == [
        ("agreement.ended", house.team.id), *[("agreement.signed", house.team.id)] * 2,
    ]  # fmt: skip


def test_twins_of_an_agreement_from_before_end_and_the_one_that_stands_stays(
    house, partner
):
    with connection.cursor() as cursor:
        cursor.execute("DROP INDEX agreed_once_at_a_time")
    asked, stands, late = (_agreed(house, partner) for _twin in range(3))
    for one in (stands, late):
        one.countersigned_by = partner.boss.id
        one.countersigned_at = partner.boss.stage.now()
        one.save()
    sheet = _agreed(house, partner, SHEET)
    import_module(TWINS).end_twins(apps, None)
    open_ = Agreement.objects.filter(ended_at=None).values_list("pk", flat=True)
    assert set(open_) == {stands.pk, sheet.pk}
    assert Agreement.objects.get(pk=asked.pk).ended_at == asked.signed_at


def _agreed(house, partner, owner="vault"):
    boss = house.administrator
    return Agreement.objects.create(
        id=boss.new_id(), agency_id=house.team.id, partner_id=partner.team.id,
        owner=owner, signed_by=boss.id, signed_for=house.team.id,
        signed_at=boss.stage.now(),
    )  # fmt: skip
