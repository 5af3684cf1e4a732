"""Where nobody can be sent, as a file: tagged, without a place and without shelters."""

import csv
import io

import pytest

from demeso.directory.rules.gaps import NEED_NAMES
from demeso.interchange.rules.lacking import COLUMNS
from demeso.interchange.services import take_gaps
from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Leaf
from tests.handing import list_organisation
from tests.interchange.test_views import AT
from tests.verifying import verified


@pytest.fixture
def sariya(awa, fatoumata):
    own = list_organisation(awa, "Clinique Sariya", "health", "safehouse")
    return verified(awa, fatoumata, own, name="Porte verte")


def table(raw: bytes) -> list[list[str]]:
    return list(csv.reader(io.StringIO(raw.decode())))


def test_every_cercle_and_need_has_a_row_under_its_tags(fatoumata, sariya, stage):
    titles, tags, *rows = table(
        take_gaps(actor=fatoumata.actor, language="fr", at=stage.time)
    )
    assert titles[:3] == ["Région", "Cercle", "Besoin"]
    assert tags == [tag for _title, tag in COLUMNS]
    assert len(rows) == 60 * (len(NEED_NAMES) - 1)
    found = {(row[1], row[2]): row[3:5] for row in rows}
    assert found["Djenné", "Soins médicaux"] == ["Servi", "served"]
    assert found["Gao", "Soins médicaux"] == ["Aucun service à portée", "none"]


def test_no_place_and_no_shelter_stands_in_the_file(fatoumata, sariya, stage):
    raw = take_gaps(actor=fatoumata.actor, language="en", at=stage.time).decode()
    for word in ("Porte verte", "Sariya", sariya, "Safe shelter", "safehouse"):
        assert word not in raw
    assert "No service within reach" in raw


@pytest.mark.parametrize("tier", ["professional", "restricted", "closed"])
def test_a_place_that_few_know_or_that_shelters_leaves_its_cercle_as_it_was(
    awa, fatoumata, tier, stage
):
    own = list_organisation(awa, "Clinique Sariya", "psychosocial", "safehouse")
    more = {"services": ["safehouse", "psychosocial"], "tier": tier}
    verified(awa, fatoumata, own, name="Porte verte", **more)
    raw = take_gaps(actor=fatoumata.actor, language="en", at=stage.time)
    assert {row[4] for row in table(raw)[2:]} == {"none"}


def test_what_few_know_without_sheltering_leaves_its_cercle_as_it_was(
    awa, fatoumata, stage
):
    own = list_organisation(awa, "Clinique Sariya", "psychosocial")
    more = {"services": ["psychosocial"], "tier": "restricted"}
    verified(awa, fatoumata, own, name="Porte verte", **more)
    raw = take_gaps(actor=fatoumata.actor, language="en", at=stage.time)
    assert {row[4] for row in table(raw)[2:]} == {"none"}


def test_the_page_says_that_a_gap_may_be_none(enter, fatoumata):
    page = enter(fatoumata).get(AT).content.decode()
    assert "un manque peut ne pas en être un" in page


def test_taking_it_along_is_written_down_and_for_those_who_read_figures(
    fatoumata, aissata, sariya, stage
):
    before = Leaf.objects.count()
    take_gaps(actor=fatoumata.actor, language="fr", at=stage.time)
    assert Leaf.objects.count() == before + 1
    with pytest.raises(UnknownError):
        take_gaps(actor=aissata.actor, language="fr", at=stage.time)


def test_the_page_offers_it_to_those_who_may_and_its_name_says_nothing(
    enter, fatoumata, awa, sariya
):
    browser = enter(fatoumata)
    assert 'value="gaps"' in browser.get(AT).content.decode()
    taken = browser.post(AT, {"deed": "gaps"})
    assert taken.headers["Content-Disposition"] == 'attachment; filename="tableau.csv"'
    assert table(taken.content)[1][0] == "#adm1+name"
    browser = enter(awa)
    assert 'value="gaps"' not in browser.get(AT).content.decode()
    assert browser.post(AT, {"deed": "gaps"}).status_code == 404
