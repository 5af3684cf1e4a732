import pytest

from demeso.agencies.queries.recovery import (
    drills_due,
)
from demeso.agencies.queries.rota import watched_by
from demeso.agencies.rules.recovery import DRILL_EVERY
from demeso.casework.queries.handing import waiting_for
from demeso.kernel.refusal import RefusedError
from demeso.worker.keeping import show_recovery
from demeso.worker.opening import show_glasses
from demeso.worker.queries import show_me, show_people
from tests.cast import hire, open_agency
from tests.handing import help_someone
from tests.leaving import assign, depart, give_halves, leave, take_over
from tests.partnering import SHEET, Partner, agree
from tests.recovering import (
    activate,
    ask_back,
    bear_recovery,
    confirm,
    drill,
    get_ready,
    make_sheets,
    name_holder,
    open_renewal,
    rewrap,
)

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


@pytest.fixture
def third(awa):
    """Clinique Sariya, which keeps for Association Dɛmɛ too."""
    team = open_agency(awa, "Clinique Sariya")
    dpo = hire(awa, team.id, "Djeneba", "dpo")
    boss = hire(awa, team.id, "Ramata", "administrator")
    return Partner(team, boss, dpo, dpo)


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


def test_whoever_keeps_only_a_sheet_sees_nobody_elses_people(house, partner, aissata):
    agree(house, partner, SHEET)
    bear_recovery(house)
    house.keepers = (*house.keepers[:2], partner.dpo)
    make_sheets(house)
    open_renewal(house.administrator, aissata)
    at, keeper = partner.dpo.stage.now(), partner.dpo.actor
    shown = show_recovery(keeper, agency=house.team.id, at=at)
    assert [shown[one] for one in ("keepers", "holders", "renewals")] == [[], [], []]
    assert all(one["called"] for one in shown["sheets"])
    people = show_people(keeper)
    assert house.team.id in [one["id"] for one in people["agencies"]]
    assert house.team.id not in [one["agency"] for one in people["named"]]


def test_whoever_keeps_a_key_sees_nothing_of_another_partner(house, partner, third):
    agree(house, partner, "vault")
    for owner in ("oversight", SHEET):
        agree(house, third, owner)
    name_holder(house.vault[0], house, "vault", partner.supervisor)
    name_holder(house.oversight[0], house, "oversight", third.dpo)
    bear_recovery(house)
    house.keepers = (*house.keepers[:2], third.dpo)
    make_sheets(house)
    at, keeper = partner.supervisor.stage.now(), partner.supervisor.actor
    shown = show_recovery(keeper, agency=house.team.id, at=at)
    assert [one["part"] for one in shown["sheets"]] == [1, 2, 3]
    told = str([shown, show_people(keeper)])
    assert partner.supervisor.id in told
    for name in (third.dpo.id, third.boss.id, third.team.name, "Djeneba"):
        assert name not in told
    home = show_recovery(house.administrator.actor, at=at)
    assert {third.dpo.id, partner.dpo.id} <= {one["id"] for one in home["keepers"]}
    assert third.dpo.id in [one["worker"] for one in home["holders"]]


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
