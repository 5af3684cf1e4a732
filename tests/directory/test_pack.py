"""What a device keeps of the directory: what its worker reads, and nobody's name."""

import json

import pytest

from demeso.directory.forms.listing import CAPACITY, SITE, STOCKS
from demeso.directory.models import Revision
from demeso.directory.rules.showing import LISTS, OF_TIER
from demeso.field.queries import changes, view_of
from demeso.ledger.queries import head
from tests.handing import list_organisation, list_yelen
from tests.locking import staff
from tests.places import propose_site, review_site, tell_capacity


@pytest.fixture
def listed(awa, moussa, yelen, oumou, nene):
    """List a place of every tier, and one that tells its room."""
    own = list_yelen(awa, yelen, oumou, nene)
    house = list_organisation(awa, "Maison du Baobab", "health", "safehouse")
    for tier in ("public", "professional", "restricted", "closed"):
        site = propose_site(awa, house, name=f"Porte {tier}", tier=tier)
        review_site(moussa, site, Revision.objects.get(site=site).id)
    site = propose_site(oumou, own, name="Porte d’Oumou")
    tell_capacity(oumou, site, unit="beds", available=1)


def pack(person) -> str:
    """Return everything that somebody's device may hold, as it is sent."""
    view = view_of(person.actor, at=person.stage.now())
    found = changes(view, view.reach(view.roots), after=-1, upto=head().size)
    return json.dumps(list(found), ensure_ascii=False)


@pytest.mark.usefixtures("listed")
def test_a_device_holds_the_places_that_its_worker_may_read(aissata, oumou, fatoumata):
    for who, tiers in (
        (oumou, ("public", "professional")),
        (aissata, ("public", "professional", "restricted")),
        (fatoumata, ("public", "professional", "restricted", "closed")),
    ):
        held = pack(who)
        for tier in ("public", "professional", "restricted", "closed"):
            assert (f"Porte {tier}" in held) is (tier in tiers), (who.username, tier)


def test_redline_24_who_works_where_stays_with_her_agency(
    awa, deme, kadi, oumou, fatoumata
):
    house = list_organisation(awa, "Association Dɛmɛ", "health", agency=deme.id)
    staff(kadi, propose_site(awa, house), kadi)
    for who in (oumou, fatoumata):
        assert "site.registered" in pack(who)
        assert "site.staffed" not in pack(who)


def test_every_word_of_an_entry_is_one_that_each_professional_may_read():
    """Devices hold acts: what must not be read there needs another group or root."""
    read = {*OF_TIER["professional"], *LISTS, "latitude", "longitude"}
    assert set(SITE.names) - {"organisation"} <= read
    assert {q.group for q in SITE.questions} == {"link", "site"}
    assert {"stock", "capacity"} <= read
    assert {q.group for q in (*STOCKS.questions, *CAPACITY.questions)} == {
        "stock", "capacity",
    }  # fmt: skip
