"""The directory's places at the desk: written down, read again, found."""

import re
from html.parser import HTMLParser

import pytest

from demeso.directory.models import Revision, Site
from demeso.directory.queries.listing import waiting
from tests.handing import list_organisation, list_yelen
from tests.house.french import unbound
from tests.places import PLACE, propose_site, review_site, tell_stock

HOURS = {f"hours_{day}": "8h-16h" for day in range(5)}
WRITTEN = {**PLACE, **HOURS, "languages": ["bm", "ff"]}


@pytest.fixture
def sariya(awa):
    return list_organisation(awa, "Clinique Sariya", "health", "legal", "safehouse")


@pytest.fixture
def place(awa, fatoumata, sariya):
    site = propose_site(awa, sariya)
    review_site(fatoumata, site, waiting(fatoumata.actor)[0].id)
    return site


def hidden(page, after: str = "") -> dict[str, str]:
    text = page.content.decode().partition(after)[2] if after else page.content.decode()
    names = "act|record|base|edition"
    pairs = re.findall(rf'type="hidden" name="({names})" value="([^"]*)"', text)
    return dict(reversed(pairs))


class Sheet(HTMLParser):
    """What the page's one form would send, if nobody touched anything."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.said: dict[str, list[str]] = {}
        self.select = ""
        self.feed(page.partition('class="form"')[2])

    def handle_starttag(self, tag, attrs):
        own = {name: value or "" for name, value in attrs}
        if tag == "input" and own.get("type") in ("radio", "checkbox"):
            chosen = "checked" in own
        else:
            chosen = tag == "input" or (tag == "option" and "selected" in own)
        self.select = own["name"] if tag == "select" else self.select
        if chosen:
            name = self.select if tag == "option" else own.get("name", "")
            self.said.setdefault(name, []).append(own.get("value", ""))


def test_an_entry_that_nobody_touched_is_sent_back_as_it_stands(
    enter, awa, fatoumata, moussa, sariya
):
    for told in ({}, {"age_from": 0, "age_to": 17, "cercle": "", "cost": "unknown"}):
        site = propose_site(awa, sariya, **told)
        review_site(moussa, site, Revision.objects.get(site=site).id)
        browser, at = enter(fatoumata), f"/desk/lieu/{site}/modifier"
        sent = browser.post(at, Sheet(browser.get(at).content.decode()).said)
        assert sent.status_code == 302
        said = [one.said for one in Revision.objects.filter(site=site)]
        empty = ("", "unknown", None, [])
        before, after = ({name: value for name, value in one.items()
                          if value not in empty and name != "organisation"}
                         for one in said)  # fmt: skip
        assert before == after


def test_a_place_is_written_down_and_somebody_else_reads_it_again(
    client, enter, fatoumata, moussa, sariya
):
    browser, at = enter(fatoumata), f"/desk/annuaire/{sariya}/lieux/nouveau"
    sent = browser.post(at, {**hidden(browser.get(at)), **WRITTEN})
    site = Site.objects.get()
    assert sent.headers["Location"] == f"/desk/lieu/{site.id}"
    waits = f"/desk/a-relire/{Revision.objects.get().id}"
    mine = browser.get(waits)
    assert "Une autre personne doit relire ce que vous avez écrit." in (
        mine.content.decode()
    )
    forced = {"act": fatoumata.new_id(), "record": site.id, "base": "0"}
    refused = browser.post(waits, {**forced, "decision": "yes", "edition": "0"})
    assert "Une autre personne doit relire" in refused.content.decode()
    assert Site.objects.get().is_draft
    client.cookies.clear()
    other = enter(moussa)
    assert "Porte bleue" in other.get("/desk/a-relire").content.decode()
    page = other.get(waits)
    assert "lundi – vendredi 08:00-16:00" in page.content.decode()
    decided = other.post(waits, {**hidden(page), "decision": "yes"})
    assert decided.headers["Location"] == "/desk/a-relire"
    assert not Site.objects.get().is_draft


def test_a_page_sent_twice_writes_one_place(enter, fatoumata, sariya):
    browser, at = enter(fatoumata), f"/desk/annuaire/{sariya}/lieux/nouveau"
    kept = hidden(browser.get(at))
    for _ in range(2):
        assert browser.post(at, {**kept, **WRITTEN}).status_code == 302
    assert Site.objects.count() == Revision.objects.count() == 1


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"hours_0": "18h-6h"}, "Une heure de fin vient avant son début."),
        ({"hours_0": "8h-12h 11h-13h"}, "Deux heures d’un même jour se recouvrent."),
        ({"hours_0": "le matin"}, "Écrivez les heures ainsi : 08:00-12:00"),
        ({"services": ["police"]}, "L’organisation ne propose pas ce service"),
        ({"services": ["massage"]}, "Répondez à cette question."),
        ({"name": ""}, "Répondez à cette question."),
        ({"cercle": "gao"}, "Choisissez une région, et un cercle qui s’y trouve."),
        ({"services": ["safehouse"], "tier": "public"},
         "Un hébergement sûr ne se montre jamais à tout le monde."),
        ({"latitude": "14.481", "longitude": "-4.2"},
         "Écrivez latitude et longitude avec deux décimales au plus."),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_and_what_was_written_stays(
    enter, fatoumata, sariya, more, words
):
    browser, at = enter(fatoumata), f"/desk/annuaire/{sariya}/lieux/nouveau"
    kept = hidden(browser.get(at))
    sent = browser.post(at, {**kept, **WRITTEN, **more})
    page = unbound(sent.content.decode())
    assert sent.status_code == 200
    assert words in page
    assert hidden(sent)["act"] == kept["act"]
    assert "08:00-16:00" in page
    assert not Site.objects.exists()


def test_ones_own_waiting_words_come_back_first(enter, awa, fatoumata, place):
    browser, at = enter(fatoumata), f"/desk/lieu/{place}/modifier"
    form = browser.get(at)
    assert 'value="Porte bleue"' in form.content.decode()
    browser.post(at, {**hidden(form), **WRITTEN, "name": "Porte verte"})
    assert 'value="Porte verte"' in unbound(browser.get(at).content.decode())
    shown = unbound(browser.get(f"/desk/lieu/{place}").content.decode())
    assert "<h1>Porte bleue</h1>" in shown
    assert "attend la relecture de quelqu’un d’autre" in shown


def test_two_who_review_at_once_are_told(enter, awa, moussa, fatoumata, place):
    edit_at = f"/desk/lieu/{place}/modifier"
    browser = enter(moussa)
    browser.post(edit_at, {**hidden(browser.get(edit_at)), **WRITTEN, "name": "Verte"})
    (one,) = waiting(fatoumata.actor)
    at = f"/desk/a-relire/{one.id}"
    browser.cookies.clear()
    late = enter(awa)
    page = late.get(at)
    review_site(fatoumata, place, one.id, edition=1)
    assert late.post(at, {**hidden(page), "decision": "no"}).status_code == 404
    assert Site.objects.get().name == "Verte"


def test_stock_and_verification_are_said_in_two_taps(
    enter, awa, yelen, oumou, nene, fatoumata
):
    site = propose_site(fatoumata, list_yelen(awa, yelen, oumou, nene))
    review_site(oumou, site, waiting(oumou.actor)[0].id)
    browser, at = enter(oumou), f"/desk/lieu/{site}"
    page = browser.get(at)
    assert "Non vérifié" in page.content.decode()
    browser.post(f"{at}/stock", {**hidden(page), "pep": "out", "tetanus": "in"})
    last = hidden(page, "/verifier")
    browser.post(f"{at}/verifier", {**last, "how": "here"})
    shown = unbound(browser.get(at).content.decode())
    assert "Kit PEP : rupture, dit le" in shown
    assert "Vérifié le" in shown
    assert Site.objects.get().verified_how == "here"


def test_the_directory_is_searched_without_accents_and_by_what_is_to_mend(
    enter, awa, kadi, place
):
    list_organisation(awa, "Écoute Baràka", "psychosocial")
    browser = enter(kadi)

    def found(**sought):
        page = browser.post("/desk/annuaire", sought).content.decode()
        return [name for name in ("Clinique Sariya", "Écoute Baràka") if name in page]

    assert found(words="baraka ecoute") == ["Écoute Baràka"]
    assert found(words="porte") == ["Clinique Sariya"]
    assert found(state="unverified") == ["Clinique Sariya"]
    assert found(state="placeless") == ["Écoute Baràka"]
    assert found(region="mopti", service="legal") == ["Clinique Sariya"]
    assert found(words="rien de tel") == []


def test_long_lists_have_pages(enter, awa, kadi):
    for number in range(41):
        list_organisation(awa, f"Maison {number:02d}", "legal")
    browser = enter(kadi)
    first = browser.get("/desk/annuaire").content.decode()
    assert "Maison 39" in first
    assert "Maison 40" not in first
    assert "Maison 40" in browser.post("/desk/annuaire", {"page": "2"}).content.decode()


def test_an_empty_directory_says_what_to_do(enter, fatoumata):
    page = enter(fatoumata).get("/desk/annuaire").content.decode()
    assert "L’annuaire est vide" in page
    queue = enter(fatoumata).get("/desk/a-relire").content.decode()
    assert "Rien à relire" in queue


def test_an_organisation_shows_its_places(enter, kadi, awa, sariya, place):
    propose_site(awa, sariya, name="Porte grise")
    page = enter(kadi).get(f"/desk/annuaire/{sariya}/lieux").content.decode()
    assert "Porte bleue" in page
    assert "Porte grise" not in page  # nobody has read it again


def test_who_can_help_is_said_with_its_reasons(enter, kadi, awa, place):
    tell_stock(awa, place, pep="in")
    browser = enter(kadi)
    asked = {"service": "health", "place": "mopti", "items": ["pep"], "child": "yes"}
    page = unbound(browser.post("/desk/qui-peut-aider", asked).content.decode())
    for words in ("Porte bleue", "Kit PEP : il y en a", "Dans le même cercle",
                  "Les enfants y sont reçus", "Non vérifié"):  # fmt: skip
        assert words in page
    none = browser.post("/desk/qui-peut-aider", {"service": "police"}).content.decode()
    assert "Aucun lieu connu pour ce service" in none


def test_who_keeps_no_entry_reaches_no_form(enter, kadi, sariya, place):
    browser = enter(kadi)
    for at in ("annuaire/nowhere/lieux", f"annuaire/{sariya}/lieux/nouveau",
               f"lieu/{place}/modifier", "a-relire", "lieu/nowhere"):  # fmt: skip
        assert browser.get(f"/desk/{at}").status_code == 404
    assert browser.post(f"/desk/lieu/{place}/stock", {}).status_code in (400, 404)


def test_a_provider_does_not_see_a_place_kept_for_caseworkers(
    enter, awa, fatoumata, oumou, sariya
):
    kept = propose_site(awa, sariya, services=["safehouse"], tier="restricted")
    review_site(fatoumata, kept, waiting(fatoumata.actor)[0].id)
    browser = enter(oumou)
    assert browser.get(f"/desk/lieu/{kept}").status_code == 404
    assert "Porte bleue" not in browser.get("/desk/annuaire").content.decode()


def test_what_is_missing_says_what_it_counts_and_that_nothing_is_counted(
    enter, fatoumata
):
    page = enter(fatoumata).get("/desk/manques").content.decode()
    assert "Aucun refus compté" in page
    assert "Ne juge pas un service" in page


GIVES = {"care_72h": "some", "documents": ["id", "medical"], "police_report": "no",
         "age_from": "12", "age_to": "", "transport": "paid", "sea": "yes",
         "mobile": "yes", "outreach_1": "Marché de Konna", "interpreter": "yes",
         "directions": "Derrière le marché",
         "eligibility": "Toute femme de la ville"}  # fmt: skip


def test_what_a_place_gives_and_asks_for_is_written_and_read_again(
    enter, fatoumata, awa, sariya
):
    browser, at = enter(fatoumata), f"/desk/annuaire/{sariya}/lieux/nouveau"
    sent = browser.post(at, {**hidden(browser.get(at)), **WRITTEN, **GIVES})
    assert sent.status_code == 302
    said = Revision.objects.get().said
    assert (said["age_from"], said["age_to"]) == (12, None)
    assert said["outreach"] == "|Marché de Konna|||||"
    review_site(awa, Revision.objects.get().site_id, Revision.objects.get().id)
    page = browser.get(sent.headers["Location"]).content.decode()
    for words in (
        "Derrière le marché",
        "Une partie des soins",
        "Une pièce d’identité, Un certificat médical",
        "mardi Marché de Konna",
        "Remboursé",
        "Toute femme de la ville",
    ):
        assert words in page
    again = browser.get(f"{sent.headers['Location']}/modifier").content.decode()
    assert 'name="outreach_1" value="Marché de Konna"' in again
    assert 'name="age_from" value="12"' in again


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"age_from": "18", "age_to": "12"}, "L’âge de fin vient avant"),
        ({"age_from": "douze"}, "Répondez à cette question."),
        ({"documents": ["none", "id"]}, "ne va pas avec un autre papier"),
        ({"mobile": "no"}, "Dites où va l’équipe pour chaque jour"),
        ({"precision": "exact", "directions": ""}, "demande un point"),
    ],
)
def test_what_contradicts_itself_is_said_beside_the_question(
    enter, fatoumata, sariya, more, words
):
    browser, at = enter(fatoumata), f"/desk/annuaire/{sariya}/lieux/nouveau"
    kept = hidden(browser.get(at))
    page = unbound(
        browser.post(at, {**kept, **WRITTEN, **GIVES, **more}).content.decode()
    )
    assert words in page
    assert "Marché de Konna" in page
    assert not Site.objects.exists()


def test_how_much_room_there_is_counts_at_once(enter, fatoumata, place):
    browser, at = enter(fatoumata), f"/desk/lieu/{place}"
    room = hidden(browser.get(at), "/places")
    sent = browser.post(
        f"{at}/places", {**room, "unit": "beds", "most": "4", "available": "0"}
    )
    assert sent.status_code == 302
    assert "Lits : 0 libres sur 4, dit le" in unbound(browser.get(at).content.decode())
    more = {**hidden(browser.get(at), "/places"), "unit": "beds", "most": "1"}
    page = unbound(
        browser.post(f"{at}/places", {**more, "available": "2"}).content.decode()
    )
    assert "Il ne peut y avoir plus de libres" in page


def test_an_organisation_says_its_kind_and_its_networks(enter, fatoumata):
    browser, at = enter(fatoumata), "/desk/annuaire/nouvelle"
    base = {"region": "mopti", "services": ["legal"]}
    net = {**hidden(browser.get(at)), **base, "name": "Réseau Gida", "kind": "network"}
    browser.post(at, net)
    assert "Réseau Gida" in unbound(browser.get(at).content.decode())
    one = {**hidden(browser.get(at)), **base, "name": "Sariya", "acronym": "SRY",
           "networks": [net["record"]], "partner_of": "Entité A"}  # fmt: skip
    late = browser.post(at, {**one, "psea_on": "2999-01-01"})
    assert late.status_code == 200
    assert browser.post(at, one).status_code == 302
    shown = browser.get(f"/desk/annuaire/{one['record']}/lieux").content.decode()
    for words in ("SRY", "Réseau Gida", "Entité A"):
        assert words in shown
    network = browser.get(f"/desk/annuaire/{net['record']}/lieux").content.decode()
    assert "Organisations membres" in network
    assert "Sariya" in network
