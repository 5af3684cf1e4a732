"""Who may read editions, and what a file says of the directory as it stands."""

import pytest

from demeso.directory.queries.entries import entries, kept_sites, public_page
from demeso.interchange.models import Edition
from demeso.interchange.queries import editions, get_edition, read_file
from demeso.kernel.actor import door
from demeso.kernel.refusal import UnknownError
from tests.handing import list_organisation
from tests.interchange.test_services import TWO
from tests.places import propose_site


def test_editions_are_for_whoever_keeps_the_whole_directory(awa, moussa, oumou):
    made = Edition.objects.create(
        id=awa.new_id(), year=2026, made_by=awa.id, made_at=awa.stage.now(),
        places=[{"id": "1"}], count=1,
    )  # fmt: skip
    assert [one.id for one in editions(actor=awa.actor)] == [made.id]
    assert get_edition(made.id, actor=moussa.actor).places == [{"id": "1"}]
    for refused in (
        lambda: editions(actor=oumou.actor),
        lambda: get_edition(made.id, actor=oumou.actor),
        lambda: get_edition("elsewhere", actor=awa.actor),
    ):
        with pytest.raises(UnknownError):
            refused()


def test_a_file_is_read_in_the_countrys_own_names(stage):
    found = read_file(TWO.raw, name=TWO.name, at=stage.now())
    assert found.faults == []
    assert found.sites[0].given["cercle"] == "djenne"


def test_a_draft_is_kept_by_who_writes_it_and_exported_by_nobody(awa, aissata):
    site = propose_site(awa, list_organisation(awa, "Sariya", "health"), tier="public")
    assert [row.id for row in kept_sites(actor=awa.actor)] == [site]
    assert entries(actor=awa.actor, tier="closed").places == []
    found, count = public_page(page=1, size=10)
    assert (found.organisations, found.places, count) == ([], [], 0)
    with pytest.raises(UnknownError):
        kept_sites(actor=aissata.actor)
    with pytest.raises(UnknownError):
        entries(actor=door("interchange"), tier="closed")
