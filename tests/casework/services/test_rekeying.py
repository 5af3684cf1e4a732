"""A device in other hands: new keys are asked for, and none of the old is lost."""

from dataclasses import replace

import pytest

from demeso.casework.models import Case
from demeso.casework.queries.rekeying import keyless_cases
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import version
from demeso.ledger.services import writing
from demeso.vault.models import Grant, KeyringPage
from tests.casework.services.test_shredding import new_grants
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases="__all__")


def lose(by, device, reason="stolen"):
    groups = {"revocation": {"reason": reason}}
    return by.do("device.revoked", device, "revocation@1", groups=groups)


def bring(helped, *parts, **more):
    groups = {"keys": {"survivor": helped.survivor}}
    return helped.by.do(
        "keys.replaced", helped.case, "new_keys@1", groups=groups, sealed=list(parts),
        **more,
    )  # fmt: skip


def bring_again(helped, team):
    """Bring new keys from a device that holds the case as it stands."""
    return bring(helped, *new_grants(helped, team), base=version(helped.case))


def test_what_a_lost_device_could_open_waits_for_new_keys(
    aissata, salif, deme_keys, kadi
):
    mine, theirs = help_someone(aissata, deme_keys), help_someone(salif, deme_keys)
    lose(kadi, aissata.pen.device)
    case = Case.objects.get(id=mine.case)
    assert case.keys_awaited_at == aissata.stage.time
    assert Case.objects.get(id=theirs.case).keys_awaited_at is None
    assert keyless_cases(aissata.actor) == [mine.case]
    assert keyless_cases(salif.actor) == keyless_cases(kadi.actor) == []


@pytest.mark.parametrize("reason", ["replaced", "left"])
def test_a_device_that_nobody_else_holds_asks_for_nothing(
    aissata, deme_keys, kadi, reason
):
    mine = help_someone(aissata, deme_keys)
    lose(kadi, aissata.pen.device, reason)
    assert Case.objects.get(id=mine.case).keys_awaited_at is None


def test_every_grant_stays_until_the_new_ones_came_and_goes_then(
    aissata, deme_keys, kadi
):
    mine = help_someone(aissata, deme_keys)
    older = set(Grant.objects.filter(object=mine.case).values_list("pk", flat=True))
    KeyringPage.objects.create(worker=aissata.id, page=0, version=1, part={})
    lose(kadi, aissata.pen.device)
    assert Grant.objects.filter(pk__in=older).count() == len(older) == 3
    assert bring_again(mine, deme_keys).keys_awaited_at is None
    now = Grant.objects.filter(object=mine.case)
    assert now.count() == 3
    assert not now.filter(pk__in=older).exists()
    assert not KeyringPage.objects.exists()


def test_new_keys_that_nobody_asks_for_any_more_are_taken_all_the_same(
    aissata, deme_keys
):
    """A restored server forgot that it asked; her device has sealed with them since."""
    mine = help_someone(aissata, deme_keys)
    older = set(Grant.objects.filter(object=mine.case).values_list("pk", flat=True))
    bring_again(mine, deme_keys)
    now = Grant.objects.filter(object=mine.case)
    assert (now.count(), now.filter(pk__in=older).exists()) == (3, False)
    assert keyless_cases(aissata.actor) == []


def test_new_keys_that_crossed_others_stay_beside_them_until_both_are_joined(
    aissata, deme_keys, kadi
):
    """Her phone and her tablet each drew keys, and each has sealed with its own."""
    mine = help_someone(aissata, deme_keys)
    lose(kadi, aissata.pen.device)
    tablet = replace(aissata, pen=replace(aissata.pen, device=aissata.new_id()))
    seen = version(mine.case)
    bring_again(mine, deme_keys)
    crossed = replace(mine, by=tablet)
    bring(crossed, *new_grants(mine, deme_keys), base=seen)
    grants = Grant.objects.filter(object=mine.case)
    assert grants.count() == 6
    assert keyless_cases(aissata.actor) == [mine.case]
    bring_again(crossed, deme_keys)
    assert grants.count() == 3
    assert keyless_cases(aissata.actor) == []


def test_new_keys_of_one_batch_cross_as_they_would_in_two(aissata, deme_keys):
    """The second was drawn before its device had heard of the first's place."""
    mine = help_someone(aissata, deme_keys)
    seen = version(mine.case)
    with writing():
        bring(mine, *new_grants(mine, deme_keys), base=seen)
        bring(mine, *new_grants(mine, deme_keys), base=seen)
    assert Grant.objects.filter(object=mine.case).count() == 6
    assert keyless_cases(aissata.actor) == [mine.case]


def test_wrong_new_keys_leave_the_old_ones(aissata, deme_keys, kadi):
    mine = help_someone(aissata, deme_keys)
    lose(kadi, aissata.pen.device)
    with pytest.raises(RefusedError, match=r"vault\.circle"):
        bring(mine, *new_grants(mine, deme_keys)[:2])
    assert Grant.objects.filter(object=mine.case).count() == 3
    assert keyless_cases(aissata.actor) == [mine.case]
