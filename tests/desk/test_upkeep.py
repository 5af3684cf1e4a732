"""The desk keeps the directory true: who is asked, what is heard, where it opens."""

import html
import re
from datetime import timedelta

import pytest
from django.urls import reverse

from demeso.directory.models import CaseOpening, Site, TravelReport, Verification
from demeso.directory.standing import VERIFIED_FOR
from demeso.kernel.clock import now, stamp
from tests.handing import list_organisation, list_yelen
from tests.house.french import unbound
from tests.verifying import ask_by_link, speak_of, stand, verified

QUEUE, FINDER = "/desk/a-verifier", "/desk/qui-peut-aider"


def said(page) -> str:
    return html.unescape(unbound(page.content.decode()))


def hidden(page, action: str) -> dict[str, str]:
    """Return what the form with this address carries along."""
    form = page.content.decode().partition(f'action="{action}"')[2].partition("</form>")
    pairs = re.findall(r'name="(act|record|base)" value="([^"]*)"', form[0])
    assert pairs, f"no form to {action}"
    return dict(pairs)


def at(site: str, name: str = "upkeep") -> str:
    return reverse(f"desk:{name}", kwargs={"site": site})


def press(browser, site: str, name: str, **more: str):
    """Press a button of the page of a place."""
    page = browser.get(at(site))
    return browser.post(at(site, name), {**hidden(page, at(site, name)), **more})


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


@pytest.fixture
def place(awa, fatoumata, sariya, stage):
    found = verified(awa, fatoumata, sariya)
    stage.time = now() - timedelta(minutes=5)  # the pages read the real clock
    return found


def test_scenario_54_an_old_entry_is_not_verified_until_its_focal_point_taps_twice(
    enter, client, fatoumata, place, stage
):
    Site.objects.update(verified=stamp(now() - VERIFIED_FOR - timedelta(days=1)))
    browser = enter(fatoumata)
    assert "Non vérifié depuis le" in said(browser.get("/desk/annuaire"))
    queue = said(browser.get(QUEUE))
    assert "non vérifié depuis le" in queue
    assert "0 %" in queue
    asked = said(press(browser, place, "ask-place"))
    [link] = re.findall(r'id="link" value="([^"]+)"', asked)
    assert "sans réponse" in said(browser.get(QUEUE))
    assert link not in said(browser.get(at(place)))  # it shows once
    client.cookies.clear()  # the focal point has no session
    tap = "/c/" + link.rpartition("/")[2]
    assert "Porte bleue" in said(client.get(tap))
    assert "vérifiée pour 90 jours" in said(client.post(tap, {"still": "yes"}))
    browser = enter(fatoumata)
    queue = said(browser.get(QUEUE))
    assert "100 %" in queue
    assert "Tout est vérifié" in queue
    assert "Confirmé par le lien" in said(browser.get(at(place)))
    assert "Non vérifié" not in said(browser.get("/desk/annuaire"))


def test_scenario_54_shelters_are_hidden_from_public_view_and_from_links(
    enter, client, awa, fatoumata, sariya, stage
):
    shelter = stand(awa, fatoumata, sariya, name="Abri", services=["safehouse"])
    stage.time = now() - timedelta(minutes=5)
    browser = enter(fatoumata)
    page = press(browser, shelter, "ask-place")
    assert 'id="link"' not in said(page)
    assert "Cette fiche ne se montre pas par un lien" in said(page)
    assert "Demandé le" in said(page)
    assert Verification.objects.get().token_hash is None
    client.cookies.clear()
    public = client.post("/avis", {"asked_for": "no", "region": "mopti"})
    assert "Abri" not in said(public)


def test_a_page_sent_twice_asks_once_and_shows_the_same_link(enter, fatoumata, place):
    browser = enter(fatoumata)
    form = hidden(browser.get(at(place)), at(place, "ask-place"))
    pages = [said(browser.post(at(place, "ask-place"), form)) for _ in range(2)]
    links = {re.findall(r'id="link" value="([^"]+)"', page)[0] for page in pages}
    assert len(links) == 1
    assert Verification.objects.count() == 1


def test_something_changed_stands_first_for_whoever_keeps_the_place(
    enter, client, fatoumata, place
):
    _asked, token = ask_by_link(fatoumata, place)
    client.post(f"/c/{token}", {"still": "changed"})
    browser = enter(fatoumata)
    assert "quelque chose a changé, dit le" in said(browser.get(QUEUE))
    assert "demandez quoi" in said(browser.get(at(place)))


def test_the_queue_is_read_by_region(enter, awa, fatoumata, sariya, place):
    other = stand(awa, fatoumata, sariya, name="Rive", region="gao", cercle="gao")
    browser = enter(fatoumata)
    gao = said(browser.post(QUEUE, {"region": "gao"}))
    assert at(other) in gao
    assert "1 fiche à vérifier" in gao
    mopti = said(browser.post(QUEUE, {"region": "mopti"}))
    assert at(other) not in mopti
    assert "50 %" in said(browser.post(QUEUE, {"region": "atlantide"}))


def test_a_doubt_is_said_and_the_place_stays_visible(enter, fatoumata, place):
    browser = enter(fatoumata)
    done = press(browser, place, "doubt-place", doubt="silent")
    assert done.headers["Location"] == at(place)
    assert Site.objects.get().verified == ""
    assert "Porte bleue" in said(browser.get("/desk/annuaire"))
    wrong = press(browser, place, "doubt-place", doubt="because")
    assert wrong.status_code == 200


def test_a_caseworker_says_how_the_way_was_and_asks_for_nothing_else(
    enter, aissata, place
):
    browser = enter(aissata)
    page = said(browser.get(at(place)))
    assert "Personne ne l’a dit depuis 30 jours" in page
    assert "Faire un lien" not in page
    assert "Ouvert aux dossiers ?" not in page
    way = {"cercle": "douentza", "mode": "boat", "season": "rainy", "hours": "6",
           "cost": "7500", "way": "restricted", "alone": "no"}  # fmt: skip
    done = press(browser, place, "report-way", **way)
    assert done.headers["Location"] == at(place)
    told = said(browser.get(at(place)))
    for words in ("Depuis Douentza", "En pirogue ou en bateau, 6 heures, 7500 francs",
                  "Difficile : renseignez-vous d’abord"):  # fmt: skip
        assert words in told
    asked = {"service": "health", "place": "douentza"}
    found = said(browser.post(FINDER, asked))
    assert "Route : Difficile : renseignez-vous d’abord, En pirogue" in found
    elsewhere = {**asked, "place": "gao"}
    assert "Route :" not in said(browser.post(FINDER, elsewhere))
    press(browser, place, "report-way", **{**way, "hours": "0", "way": "closed"})
    for page in (browser.get(at(place)), browser.post(FINDER, asked)):
        assert "Coupée" in said(page)
        assert "0 heure" not in said(page)
    refused = press(browser, place, "report-way", **{**way, "hours": "six"})
    assert 'role="alert"' in said(refused)
    assert TravelReport.objects.count() == 2
    for name in ("ask-place", "doubt-place", "open-place"):
        ids = hidden(browser.get(at(place)), at(place, "report-way"))
        assert browser.post(at(place, name), ids).status_code == 404


@pytest.fixture
def own(awa, yelen, oumou, nene, stage):
    found = verified(oumou, nene, list_yelen(awa, yelen, oumou, nene),
                     services=["psychosocial"], tier="public")  # fmt: skip
    stage.time = now() - timedelta(minutes=5)
    Site.objects.update(verified=stamp(now()))
    return found


def test_what_was_heard_stands_by_place_and_small_numbers_stay_with_coordination(
    enter, client, stage, awa, oumou, fatoumata, own
):
    speak_of(stage, awa.new_id(), own, got="no", words="On attend dehors.")
    page = said(enter(fatoumata).get("/desk/avis"))
    assert "Non : 1" in page
    assert "On attend dehors." in page
    client.cookies.clear()
    mine = said(enter(oumou).get("/desk/avis"))
    assert "Aucun avis à lire" in mine
    assert "dehors" not in mine


def test_redline_25_a_place_opens_for_cases_with_help_in_reach_or_a_reason(
    enter, client, fatoumata, oumou, own
):
    browser = enter(oumou)
    page = said(browser.get(at(own)))
    assert "Pas de service vérifié à portée pour : Soins médicaux." in page
    assert "Ouvrir quand même revient à la coordination." in page
    client.cookies.clear()
    browser = enter(fatoumata)
    done = press(browser, own, "open-place", exception="mobile")
    assert done.headers["Location"] == at(own)
    assert CaseOpening.objects.get().exception == "mobile"
    warned = said(browser.get(QUEUE))
    assert "n’a plus de service vérifié à portée pour : Soins médicaux" in warned
    assert "Personne n’est renvoyé pour cela." in warned
