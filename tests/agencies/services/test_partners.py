from dataclasses import dataclass

import pytest

from demeso.agencies.models import Agreement
from demeso.agencies.queries.recovery import (
    drills_due,
    holds,
    kept_for,
    outgrown,
    readiness,
)
from demeso.agencies.queries.rota import watched_by
from demeso.agencies.rules.recovery import DRILL_EVERY
from demeso.casework.queries.handing import waiting_for
from demeso.kernel.refusal import RefusedError
from demeso.vault.models import Grant
from demeso.worker.keeping import show_recovery
from demeso.worker.opening import show_glasses
from demeso.worker.queries import show_me, show_people
from demeso.worker.seconding import show_seconds
from tests.cast import Person, Team, hire, open_agency
from tests.handing import help_someone
from tests.leaving import assign, depart, give_halves, leave, take_over
from tests.recovering import (
    House,
    activate,
    ask_back,
    bear_recovery,
    confirm,
    drill,
    get_ready,
    hand_to,
    keep_sheet,
    make_sheets,
    name_holder,
    open_renewal,
    rewrap,
)
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
SHEET = "recovery"


@dataclass
class Partner:
    """Centre Yèlèn, which keeps for Association Dɛmɛ."""

    team: Team
    boss: Person
    supervisor: Person
    dpo: Person


@part
def partner(awa: Person, yelen: Team) -> Partner:
    """Centre Yèlèn with an administrator of its own, and two who may keep."""
    boss = hire(awa, yelen.id, "Fanta", "administrator")
    supervisor = hire(awa, yelen.id, "Sory", "supervisor")
    return Partner(yelen, boss, supervisor, hire(awa, yelen.id, "Nana", "dpo"))


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def sign(by, agency, other, owner, record):
    said = {"agency": agency, "partner": other, "owner": owner}
    return by.do("agreement.signed", record, "agreement@1", groups={"agreement": said})


def agree(house: House, partner: Partner, owner: str) -> str:
    """Let both sides sign; return the agreement."""
    record = house.administrator.new_id()
    for by in (house.administrator, partner.boss):
        sign(by, house.team.id, partner.team.id, owner, record)
    return record


def end(by, record, why="not_needed"):
    groups = {"ending": {"agreement_end": why}}
    return by.do("agreement.ended", record, "agreement_end@1", groups=groups)


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


def test_a_partners_holder_gives_a_locked_out_worker_one_half(
    house, partner, aissata, deme_keys
):
    agree(house, partner, "vault")
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    help_someone(aissata, deme_keys, "health")
    renewal, token = open_renewal(house.administrator, aissata)
    ask_back(aissata, token)
    refused("renewal.unknown", confirm, partner.supervisor, renewal, aissata)
    for by in (house.vault[0], house.administrator):
        confirm(by, renewal, aissata)
    pair = deme_keys.keys["vault"]
    refused("renewal.unknown", rewrap, partner.dpo, renewal, "vault", aissata, pair)
    rewrap(partner.supervisor, renewal, "vault", aissata, pair)
    (shown,) = show_recovery(
        partner.supervisor.actor, agency=house.team.id, at=aissata.stage.now()
    )["renewals"]
    assert (shown["left"], shown["mine"]) == ({"vault": 0, "oversight": 1}, ["vault"])


def test_a_partners_holder_gives_a_new_lead_one_half(house, partner, aissata, salif):
    agree(house, partner, "oversight")
    name_holder(house.oversight[0], house, "oversight", partner.dpo)
    helped = help_someone(aissata, house.team, "health")
    departure = depart(house.vault[0], aissata)
    leave(house.vault[0], departure, aissata)
    assign(house.vault[0], helped, departure, salif)
    assert [one.pk for one in waiting_for(partner.dpo.actor, "oversight")]
    assert waiting_for(partner.supervisor.actor, "oversight") == []
    give_halves(house.vault[0], "vault", salif, house.team.keys["vault"])
    give_halves(partner.dpo, "oversight", salif, house.team.keys["oversight"])
    assert take_over(salif, helped, departure)


def test_whoever_keeps_for_another_house_sees_its_keys_and_a_stranger_none(
    house, partner
):
    at, agency = partner.boss.stage.now(), house.team.id
    agree(house, partner, "vault")
    for who in (partner.boss, partner.supervisor):
        refused("record.unknown", show_recovery, who.actor, agency=agency, at=at)
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    keeper = partner.supervisor.actor
    (kept,) = show_recovery(keeper, at=at)["kept"]
    assert (kept["agency"], kept["what"]) == (agency, ["vault"])
    shown = show_recovery(keeper, agency=agency, at=at)
    assert keeper.worker in [one["worker"] for one in shown["holders"]]
    people = show_people(keeper)
    assert agency in [one["id"] for one in people["agencies"]]
    assert house.vault[1].id in [one["id"] for one in people["named"]]
    assert house.vault[1].id not in [one["id"] for one in people["people"]]
    assert shown["keepers"]


def test_a_partners_holder_is_on_call_under_her_name_and_answers(house, partner):
    agree(house, partner, "oversight")
    name_holder(house.oversight[0], house, "oversight", partner.dpo)
    at = partner.dpo.stage.now()
    watch = show_glasses(house.administrator.actor, at=at)["watch"]["holders"]
    assert {one["called"]: one["on_call"] for one in watch} == {
        "Bintou": True, "Nana": True,
    }  # fmt: skip
    assert watched_by(partner.dpo.id) == {house.team.id}


def test_whoever_keeps_only_a_sheet_sees_nobody_elses_people(house, partner):
    agree(house, partner, SHEET)
    bear_recovery(house)
    house.keepers = (*house.keepers[:2], partner.dpo)
    make_sheets(house)
    at = partner.dpo.stage.now()
    shown = show_recovery(partner.dpo.actor, agency=house.team.id, at=at)
    assert (shown["keepers"], len(shown["sheets"])) == ([], 3)


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


def test_a_partners_keeper_is_reminded_of_the_drill_and_does_it(house, partner):
    agree(house, partner, SHEET)
    house.keepers = (*house.keepers[:2], partner.dpo)
    get_ready(house)
    activate(house)
    keeper, stage = partner.dpo, partner.dpo.stage
    assert drills_due(keeper.actor, at=stage.time) == []
    stage.time += DRILL_EVERY
    at = stage.now()
    (due,) = show_me(keeper.actor, at=at)["drills"]
    assert due == {"agency": house.team.id, "house": house.team.name}
    assert show_me(partner.boss.actor, at=at)["drills"] == []
    drill(house, keeper, 1, 3)
    assert show_me(keeper.actor, at=stage.now())["drills"] == []
