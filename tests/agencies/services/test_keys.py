import pytest

from client.keys import new_agency_keys
from demeso.agencies.models import Holding
from demeso.agencies.queries.recovery import holds, readiness
from demeso.agencies.queries.roles import roles_held
from demeso.kernel.refusal import RefusedError
from tests.cast import offer, take
from tests.recovering import (
    bear_recovery,
    make_sheets,
    name_holder,
    rebuild,
    take_key,
)

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def test_whoever_publishes_a_key_holds_it(house):
    assert readiness(house.team.id).vault == {house.vault[0].id}
    assert readiness(house.team.id).oversight == {house.oversight[0].id}


def test_a_holder_hands_the_key_to_a_second_one(house):
    first, second = house.vault
    name_holder(first, house, "vault", second)
    assert readiness(house.team.id).vault == {first.id, second.id}
    assert holds(second.id, agency=house.team.id, owner="vault")
    refused("key.held", name_holder, first, house, "vault", second)


def test_only_a_holder_hands_a_key_on(house):
    refused("key.not_held", name_holder, house.vault[1], house, "vault", house.vault[1])
    refused(
        "key.not_held", name_holder, house.oversight[0], house, "vault", house.vault[1]
    )


def test_no_key_goes_to_who_has_not_its_role_or_holds_the_other(house, salif):
    refused("key.apart", name_holder, house.vault[0], house, "vault", salif)
    refused(
        "key.apart", name_holder, house.vault[0], house, "vault", house.oversight[1]
    )


def test_a_key_of_an_unknown_epoch_is_handed_to_nobody(house):
    pair = new_agency_keys("vault", house.team.id, epoch=2)
    refused("key.not_held", take_key, house.vault[0], house, pair, house.vault[1])


def test_who_loses_the_role_is_no_longer_counted(house, awa):
    name_holder(house.vault[0], house, "vault", house.vault[1])
    held = roles_held([house.vault[1].id])[house.vault[1].id]
    role = next(one.grant for one in held if one.role == "supervisor")
    take(awa, role)
    assert readiness(house.team.id).vault == {house.vault[0].id}
    assert not holds(house.vault[1].id, agency=house.team.id, owner="vault")


def test_a_recovery_key_is_born_by_an_administrator_and_held_by_nobody(house):
    bear_recovery(house)
    assert not Holding.objects.filter(owner="recovery").exists()
    boss, epoch = house.administrator, 2
    unsigned = new_agency_keys("recovery", house.team.id, epoch=epoch)
    refused("key.malformed", offer, boss, unsigned)
    house.administrator = house.vault[0]
    refused("record.unknown", bear_recovery, house, epoch)


def test_a_holder_seals_her_key_to_the_recovery_key(house):
    bear_recovery(house)
    make_sheets(house)
    name_holder(house.vault[0], house, "vault", None)
    assert readiness(house.team.id).recoverable == {"vault"}
    bear_recovery(house, 2)
    assert readiness(house.team.id).recoverable == {"vault"}  # it waits
    make_sheets(house, 2)
    assert readiness(house.team.id).recoverable == frozenset()


def test_no_key_is_sealed_to_an_older_recovery_key(house):
    older = bear_recovery(house)
    make_sheets(house)
    newer = bear_recovery(house, 2)
    make_sheets(house, 2)
    house.recovery = older
    refused("vault.recipient", name_holder, house.vault[0], house, "vault", None)
    house.recovery = newer
    name_holder(house.vault[0], house, "vault", None)
    assert Holding.objects.get(recovery_epoch__isnull=False).recovery_epoch == 2


def test_two_sheets_put_a_lost_key_into_new_hands(house):
    bear_recovery(house)
    make_sheets(house)
    name_holder(house.vault[0], house, "vault", None)
    new = house.vault[1]
    pair, sheets = house.team.keys["vault"], rebuild(house, 2, 3)
    take_key(new, house, pair, new, sheets)
    ready = readiness(house.team.id)
    assert ready.vault == {house.vault[0].id, new.id}
    assert ready.opened


def test_sheets_sign_for_one_person_one_key_and_herself_only(house):
    bear_recovery(house)
    make_sheets(house)
    pair, sheets = house.team.keys["vault"], rebuild(house)
    new = house.vault[1]
    refused("key.not_held", take_key, house.vault[0], house, pair, new, sheets)
    refused("key.apart", take_key, house.oversight[1], house, pair,
            house.oversight[1], sheets)  # fmt: skip
    others = house.recovery
    bear_recovery(house, 2)
    make_sheets(house, 2)
    refused("sheets.proof", take_key, new, house, pair, new, others)
