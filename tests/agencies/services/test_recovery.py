import pytest

from client.grants import Terms, open_grant
from demeso.agencies.models import Agency, Drill
from demeso.agencies.queries.recovery import drills_due, readiness
from demeso.agencies.rules.recovery import DRILL_EVERY, lacking
from demeso.agencies.services.recovery import read_sealed_key
from demeso.kernel.refusal import RefusedError
from demeso.worker.seconding import show_keys_waiting
from tests.cast import second_key
from tests.recovering import (
    PARTS,
    activate,
    bear_recovery,
    drill,
    get_ready,
    keep_sheet,
    make_sheets,
    name_holder,
    rebuild,
    sign,
)

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code
    return told.value.field


def test_an_agency_is_in_training_until_everything_stands(house):
    field = refused("agency.not_ready", activate, house)
    assert field.split(",")[0] == "vault_holders"
    get_ready(house)
    assert lacking(readiness(house.team.id)) == ()
    activate(house)
    assert Agency.objects.get(pk=house.team.id).activated_at is not None
    refused("agency.active", activate, house)


def test_only_its_own_administrator_ends_the_training(house, awa, kadi):
    get_ready(house)
    refused("key.other_agency", activate, house, awa)
    refused("record.unknown", activate, house, kadi)


def test_training_stops_nobody_from_helping(helped, house):
    assert helped.case
    assert Agency.objects.get(pk=house.team.id).activated_at is None


def test_three_different_people_keep_the_sheets(house):
    bear_recovery(house)
    one, two, _three = house.keepers
    house.keepers = (one, two, one)
    refused("sheets.three", make_sheets, house)


def test_sheets_are_of_the_newest_key_and_named_once(house, oumou):
    refused("sheets.epoch", make_sheets, house)
    bear_recovery(house)
    refused("sheets.epoch", make_sheets, house, 2)
    people = house.keepers
    house.keepers = (*people[:2], oumou)
    refused("record.unknown", make_sheets, house)
    house.keepers = people
    make_sheets(house)
    refused("sheets.epoch", make_sheets, house)


def test_two_people_name_who_keeps_the_sheets_before_the_key_counts(house, awa):
    bear_recovery(house)
    by, (one, two, three) = house.administrator, house.keepers
    refused("sheets.unnamed", second_key, by, house.asked)
    assert readiness(house.team.id).sheets == 0
    house.keepers = (two, one, three)
    made = make_sheets(house)
    assert [sheet.keeper_id for sheet in made] == [two.id, one.id, three.id]
    assert readiness(house.team.id).sheets == 3


def test_whoever_signs_second_reads_who_is_to_keep_the_sheets(house, awa):
    bear_recovery(house)
    by, people = house.administrator, (one.id for one in house.keepers)
    named = {
        "agency": house.team.id,
        "epoch": 1,
        **dict(zip(PARTS, people, strict=True)),
    }
    by.do("shares.made", by.new_id(), "sheets@1", groups={"sheets": named})
    (shown,) = [one for one in show_keys_waiting(awa.actor) if one["may"]]
    assert shown["called"] == ["Sira", "Modibo", "Tata"]


def test_each_says_herself_that_she_has_her_sheet(house, kadi):
    bear_recovery(house)
    make_sheets(house)
    refused("record.unknown", keep_sheet, house, 1, house.keepers[1])
    refused("record.unknown", keep_sheet, house, 1, kadi)
    first = keep_sheet(house, 1).acknowledged_at
    assert keep_sheet(house, 1).acknowledged_at == first
    assert readiness(house.team.id).acknowledged == 1


@pytest.mark.parametrize(("one", "other"), [(1, 2), (1, 3), (2, 3)])
def test_any_two_sheets_pass_the_drill(house, one, other):
    bear_recovery(house)
    make_sheets(house)
    assert drill(house, house.keepers[1], one, other).parts == [one, other]
    assert readiness(house.team.id).drilled_at is not None


def test_a_drill_without_the_keys_own_signature_is_refused(house):
    bear_recovery(house)
    make_sheets(house)
    by = house.keepers[0]
    refused(
        "sheets.proof", drill, house, by, but={"proof": sign(rebuild(house), b"else")}
    )
    refused("sheets.proof", drill, house, by, but={"proof": sign(by.keys, b"else")})
    refused("sheets.two", drill, house, by, but={"other": 1})
    refused("sheets.epoch", drill, house, by, but={"epoch": 2})
    assert not Drill.objects.exists()


def test_only_whoever_keeps_a_sheet_or_people_writes_a_drill_down(house, kadi, awa):
    bear_recovery(house)
    make_sheets(house)
    refused("record.unknown", drill, house, kadi)
    refused("record.unknown", drill, house, awa)
    assert drill(house, house.administrator)


def test_an_older_drill_says_nothing_of_newer_sheets(house):
    get_ready(house)
    bear_recovery(house, 2)
    make_sheets(house, 2)
    left = lacking(readiness(house.team.id))
    assert set(left) == {"sheets_kept", "vault_sealed", "oversight_sealed", "drill"}


def test_whoever_sees_to_it_is_reminded_of_a_drill_after_half_a_year(house, kadi):
    get_ready(house)
    later = house.administrator.stage.time + DRILL_EVERY
    sees_to_it = (house.administrator, *house.keepers)
    assert [drills_due(one.actor, at=later) for one in sees_to_it] == [[]] * 4
    activate(house)
    soon = house.administrator.stage.time
    assert [drills_due(one.actor, at=soon) for one in sees_to_it] == [[]] * 4
    assert [len(drills_due(one.actor, at=later)) for one in sees_to_it] == [1] * 4
    assert drills_due(kadi.actor, at=later) == []


def test_a_sealed_key_opens_with_two_sheets_and_goes_to_its_own_holders_only(house):
    get_ready(house)
    at = house.administrator.stage.now()
    new, other = house.vault[1], house.oversight[1]
    (part,) = read_sealed_key(actor=new.actor, owner="vault", at=at)
    terms = Terms(house.team.id, "hold")
    signer = house.vault[1].keys.entry
    opened = open_grant(part, terms=terms, mine=rebuild(house, 1, 3), signer=signer)
    assert opened["vault"].key == house.team.keys["vault"].kem_seed
    for who in (other, house.administrator, house.keepers[1]):
        refused(
            "record.unknown", read_sealed_key, actor=who.actor, owner="vault", at=at
        )
    refused("record.unknown", read_sealed_key, actor=new.actor, owner="all", at=at)


def test_nothing_is_handed_out_before_a_key_was_sealed_to_recovery(house):
    bear_recovery(house)
    actor, at = house.vault[0].actor, house.vault[0].stage.now()
    refused("key.unknown", read_sealed_key, actor=actor, owner="vault", at=at)
    make_sheets(house)
    name_holder(house.vault[0], house, "vault", None)
    assert len(read_sealed_key(actor=actor, owner="vault", at=at)) == 1
