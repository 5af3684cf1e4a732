"""The page of what is missing: a map with its table, cercles, and what was counted."""

import html
import re
from datetime import timedelta

import pytest
from django.conf import settings

from demeso.directory.models import Site
from demeso.directory.standing import VERIFIED_FOR
from demeso.kernel.clock import now, stamp
from demeso.kernel.country import country
from tests.cast import hire
from tests.centring import count, listed_place, open_centre
from tests.desk.test_upkeep import press, said
from tests.handing import help_someone, list_organisation
from tests.places import tell_stock, verify_site
from tests.verifying import stand, verified

GAPS = "/desk/manques"
MARK = re.compile(
    r'<g class="mark (\w+)" transform="[^"]+">.*?<text y="4">(\d+)</text>'
)
ROW = re.compile(r'value="(\w+)">\d+\.\s([^<]+)</button></th>\s*<td>(.*?)</td>', re.S)
REGIONS = tuple(place.code for place in country(settings.COUNTRY).regions)


@pytest.fixture
def sariya(awa, fatoumata, stage):
    found = list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")
    stage.time = now() - timedelta(minutes=5)  # the pages read the real clock
    return found


@pytest.fixture
def place(awa, fatoumata, sariya):
    return verified(awa, fatoumata, sariya)


def look(browser, **asked: str) -> str:
    return said(browser.post(GAPS, asked))


def table_of(page: str) -> dict[str, str]:
    """Return region → what its row says, tags aside."""
    return {
        code: " ".join(re.sub(r"<[^>]*>", " ", cell).split())
        for code, _name, cell in ROW.findall(page)
    }


def lines_of(page: str, cercle: str) -> str:
    """Return what the card of a cercle says."""
    return page.partition(f"<h3>{cercle}</h3>")[2].partition("<h3>")[0]


def test_the_map_and_its_table_say_the_same(enter, fatoumata, place):
    page = look(enter(fatoumata), need="health")
    table = table_of(page)
    assert tuple(table) == REGIONS
    marks = {int(number): tone for tone, number in MARK.findall(page)}
    assert len(marks) == 20
    for number, code in enumerate(REGIONS, 1):
        served, total = re.match(r"(\d+) sur (\d+)", table[code]).groups()
        tone = "got" if served == total else "due" if served != "0" else "wait"
        assert marks[number] == tone, code
    assert table["mopti"] == "4 sur 4"
    assert table["gao"] == "0 sur 4 aucun à portée"
    assert "cercles sur 60 n’ont aucun service vérifié" in page
    assert '<svg class="chart" viewBox' in page
    assert 'role="img" aria-label="Soins médicaux. Kayes 0 sur 4' in page


def test_every_need_stands_beside_every_region(enter, fatoumata, place):
    page = said(enter(fatoumata).get(GAPS)).partition('id="all-needs"')[2]
    heads = re.findall(r'<th scope="col">([^<]+)</th>', page.partition("</table>")[0])
    assert heads == ["Région", "Kit PEP", "Soins médicaux", "Écoute et soutien",
                     "Hébergement sûr", "Aide juridique", "Police et sécurité",
                     "Revenus et formation", "Enfant et école"]  # fmt: skip
    assert page.partition("</table>")[0].count("<td>") == 20 * 8


def test_the_need_that_fewest_have_comes_first(enter, fatoumata, place):
    page = said(enter(fatoumata).get(GAPS))
    assert '<h2 id="one-need">Kit PEP</h2>' in page
    assert '<h2 id="one-need">Aide juridique</h2>' in look(
        enter(fatoumata), need="legal"
    )


def test_a_region_opens_into_its_cercles_with_what_lacks_and_since_when(
    enter, awa, fatoumata, place
):
    Site.objects.update(verified=stamp(now() - VERIFIED_FOR - timedelta(days=1)))
    browser = enter(fatoumata)
    page = look(browser, region="mopti")
    assert '<h2 id="one-region">Mopti</h2>' in page
    mopti = lines_of(page, "Mopti")
    assert "Soins médicaux : Service non vérifié" in mopti
    assert "non vérifié depuis le" in mopti
    assert f'href="/desk/lieu/{place}/entretien">Porte bleue</a>' in mopti
    assert "Aide juridique : Aucun service à portée" in mopti
    assert "Servi :" not in mopti
    verify_site(awa, place)
    again = lines_of(look(browser, region="mopti"), "Mopti")
    assert "Servi : Soins médicaux" in again


def test_filters_narrow_a_region_and_strange_ones_ask_for_nothing(
    enter, fatoumata, place
):
    browser = enter(fatoumata)
    legal = lines_of(look(browser, region="mopti", need="legal"), "Mopti")
    assert "Aide juridique" in legal
    assert "Kit PEP" not in legal
    closed = look(browser, region="mopti", step="closed")
    assert "Rien de ce que vous regardez ne manque ici" in lines_of(closed, "Mopti")
    strange = look(browser, region="atlantide", need="gold", wish="ghost", step="x")
    assert '<h2 id="all-needs">' in strange


def test_a_way_that_is_cut_is_a_gap_until_the_word_lapses(
    enter, aissata, fatoumata, place
):
    way = {"cercle": "youwarou", "mode": "boat", "season": "rainy", "hours": "6",
           "way": "closed"}  # fmt: skip
    browser = enter(aissata)
    press(browser, place, "report-way", **way)
    assert "compte jusqu’au" in said(browser.get(f"/desk/lieu/{place}/entretien"))
    page = lines_of(look(enter(fatoumata), region="mopti"), "Youwarou")
    assert "Soins médicaux : Service hors d’atteinte" in page
    assert "route dite coupée le" in page
    assert "compté jusqu’au" in page


@pytest.fixture
def rokia(awa, yelen):
    return hire(awa, yelen.id, "Rokia", "centre_manager")


@pytest.fixture
def centre(awa, fatoumata, yelen, rokia):
    site = listed_place(awa, fatoumata, yelen.id)
    rokia.stage.time = now() - timedelta(minutes=5)
    verify_site(awa, site)
    return open_centre(rokia, site)


def test_scenario_52_the_coordination_sees_the_gap_of_kits_until_there_are_more(
    enter, awa, rokia, fatoumata, centre
):
    def kits() -> str:
        page = lines_of(look(enter(fatoumata), region="mopti", need="pep"), "Mopti")
        return page.partition("</ul>")[0]

    count(rokia, centre, pep=9)
    assert "Kit PEP" not in kits()
    count(rokia, centre, pep=2)
    assert "Kit PEP : Pas de kit, ou stock non dit" in kits()
    assert "Porte claire" in kits()
    count(rokia, centre, pep=12)
    assert "Kit PEP" not in kits()


def test_scenario_49_where_nobody_says_that_boys_are_received_is_a_gap(
    enter, awa, fatoumata, sariya
):
    verified(awa, fatoumata, sariya, men="unknown")
    browser = enter(fatoumata)
    assert table_of(look(browser, need="health"))["mopti"] == "4 sur 4"
    boys = table_of(look(browser, need="health", wish="man"))["mopti"]
    assert boys == "0 sur 4 non dit"
    page = lines_of(look(browser, region="mopti", wish="man"), "Mopti")
    assert "Soins médicaux : Aucun service qui dise pouvoir recevoir" in page


def test_scenario_48_where_nobody_can_enter_with_a_disability_is_a_gap(
    enter, awa, fatoumata, sariya
):
    verified(awa, fatoumata, sariya, access="partly")
    browser = enter(fatoumata)
    assert "0 sur 4" in table_of(look(browser, need="health", wish="access"))["mopti"]


def test_what_is_kept_from_a_reader_is_said_and_nothing_of_it_shown(
    enter, awa, fatoumata, kadi, sariya
):
    stand(awa, fatoumata, sariya, name="Abri", services=["safehouse"],
          tier="restricted")  # fmt: skip
    page = look(enter(kadi), region="mopti")
    assert "Abri" not in page
    assert "peu de gens connaissent ne sont pas comptés" in page
    assert "Abri" in look(enter(fatoumata), region="mopti")


def test_redline_06_nothing_about_a_person_is_on_the_map(
    enter, aissata, deme_keys, fatoumata, place
):
    browser = enter(fatoumata)
    before = said(browser.get(GAPS)).partition('id="said"')[0]
    helped = help_someone(aissata, deme_keys, "health", "legal")
    after = said(browser.get(GAPS)).partition('id="said"')[0]
    nonce = re.compile(r'name="csrfmiddlewaretoken" value="[^"]+"')
    assert nonce.sub("", after) == nonce.sub("", before)
    assert helped.code not in html.unescape(after)


def test_counted_tables_say_what_they_count_and_that_nothing_is(enter, fatoumata):
    page = said(enter(fatoumata).get(GAPS))
    for words in ("Aucun besoin compté n’est resté sans service", "Aucun refus compté",
                  "Aucun obstacle compté", "Aucun centre n’a noté",
                  "Ne juge pas un service"):  # fmt: skip
        assert words in page
    english = said(enter(fatoumata, "en").get(GAPS))
    assert "No refusal counted" in english


def test_stock_that_is_told_anew_closes_the_gap_at_once(enter, awa, fatoumata, place):
    browser = enter(fatoumata)
    assert table_of(look(browser, need="pep"))["mopti"] == "0 sur 4 sans kit"
    tell_stock(awa, place, pep="in")
    assert table_of(look(browser, need="pep"))["mopti"] == "4 sur 4"
