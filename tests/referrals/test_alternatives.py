"""When a service says no: who else can help, and who is not asked again."""

import pytest

from client.known.rankings import MALI
from demeso.directory.queries.listing import waiting
from demeso.kernel.refusal import UnknownError
from demeso.referrals.queries.referring import alternatives
from tests.handing import (
    decline,
    hand_over,
    help_someone,
    list_organisation,
    list_yelen,
)
from tests.places import ALWAYS, propose_site, review_site

pytestmark = pytest.mark.scenario(33)


@pytest.fixture
def listed(awa, moussa):
    """Put a place in the directory, read again by somebody else."""

    def put(organisation: str, **more: object) -> str:
        site = propose_site(awa, organisation, **more)
        (found,) = waiting(moussa.actor)
        review_site(moussa, site, found.id)
        return site

    return put


def test_a_caseworker_gets_others_by_opening_and_distance_and_not_who_said_no(
    awa, yelen, oumou, nene, aissata, deme_keys, listed
):
    place = list_yelen(awa, yelen, oumou, nene)
    listed(place)
    far = listed(
        list_organisation(awa, "Hôpital", "health"), hours=ALWAYS,
        region="gao", cercle="gao",
    )  # fmt: skip
    near = listed(
        list_organisation(awa, "Csref", "health"), hours=ALWAYS, cercle="djenne"
    )
    listed(list_organisation(awa, "Cabinet", "legal"), services=["legal"])
    helped = help_someone(aissata, deme_keys)
    referral = hand_over(helped, place, oumou)
    decline(oumou, referral, "no_female_staff")
    at = aissata.stage.time
    found = alternatives(referral, actor=aissata.actor, at=at, here=MALI)
    assert [one.site for one in found] == [near, far]
    assert found[0].why[0] == {"code": "open.always"}


def test_nobody_else_learns_of_a_referral_by_its_alternatives(
    awa, yelen, oumou, nene, aissata, kadi, deme_keys
):
    helped = help_someone(aissata, deme_keys)
    referral = hand_over(helped, list_yelen(awa, yelen, oumou, nene), oumou)
    with pytest.raises(UnknownError):
        alternatives(referral, actor=kadi.actor, at=kadi.stage.time, here=MALI)
