"""Help for anybody: what, where, who; by POST, under one address."""

import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.utils.translation import override

from demeso.directory.queries.listing import waiting
from demeso.directory.saying import here
from demeso.help.needs import NEEDS
from tests.handing import list_organisation
from tests.places import ALWAYS, propose_site, review_site, verify_site

STEP = "/suite"
MOST = 30 * 1024  # of a page, with what it needs to be read
READ = ("first", "friend", "report", "card")
CARE = {"need": "care", "region": "mopti"}


@pytest.fixture
def anyone(db):
    """Return a browser of somebody who is not known here."""
    del db
    return Client(SERVER_NAME="localhost", enforce_csrf_checks=True)


@pytest.fixture
def ask(anyone):
    """Return a way to take a step, and to read what follows."""

    def take(place: str = STEP, **said):
        answer = anyone.post(place, said)
        assert answer.status_code == 200
        return unescape(answer.content.decode())

    return take


@pytest.fixture
def opened(awa, fatoumata):
    """Return a way to open a place, read again by somebody else."""

    def open_place(name: str, tier: str = "public", *, sure: bool = True, **more):
        services = more.pop("services", ["health"])
        of = list_organisation(awa, f"Association {name}", *services)
        site = propose_site(awa, of, name=name, tier=tier, services=services, **more)
        [found] = [one for one in waiting(fatoumata.actor) if one.site_id == site]
        review_site(fatoumata, site, found.id)
        if sure:
            verify_site(fatoumata, site)
        return site

    return open_place


def test_help_is_found_in_three_taps(anyone, ask, opened):
    opened("Porte du fleuve", hours=ALWAYS, phone="00 00 00 09")
    home = unescape(anyone.get("/").content.decode())
    assert 'name="need" value="care"' in home
    where = ask(need="care")
    assert where.count('name="region"') == len(here().regions) == 20
    found = ask(**CARE)
    assert "Porte du fleuve" in found
    assert "Ouvert jour et nuit" in found
    assert "C’est gratuit." in found
    assert 'href="tel:00000009"' in found
    assert "Association Porte du fleuve" in found
    assert "Ce qui vous attend" in found


def test_how_one_gets_there_is_said_where_the_place_itself_is(ask, opened):
    opened("Porte ouverte", directions="Derrière le marché", precision="exact")
    opened("Porte discrète", directions="Après le puits", precision="town")
    found = ask(**CARE)
    assert "Derrière le marché" in found
    assert "Porte discrète" in found
    assert "puits" not in found


def test_only_what_agreed_to_be_public_is_found(ask, opened):
    opened("Porte ouverte")
    for tier in ("professional", "restricted", "closed"):
        opened(f"Porte {tier}", tier)
    opened("Abri des acacias", "restricted", services=["safehouse", "psychosocial"])
    for need in NEEDS:
        for region in ("mopti", "gao", "bamako"):
            found = ask(need=need.code, region=region)
            for hidden in ("professional", "restricted", "closed", "acacias"):
                assert hidden not in found, (need.code, hidden)
    assert "Porte ouverte" in ask(**CARE)


def test_what_is_near_comes_first_and_what_is_far_says_so(ask, opened):
    opened("Porte d’ici", hours="")
    opened("Porte de là-bas", region="gao", cercle="gao", hours=ALWAYS)
    found = ask(**CARE)
    near, _mark, further = found.partition("Plus loin")
    assert "Porte d’ici" in near
    assert "Porte de là-bas" in further
    assert re.search(r"à \d+ km au moins", further)


def test_a_place_that_nobody_verified_says_so(ask, opened):
    opened("Porte ancienne", sure=False)
    assert "Non vérifié" in ask(**CARE)


def test_a_paper_of_the_police_is_told_before_she_goes(ask, opened):
    opened("Porte sévère", police_report="yes", documents=["id"])
    found = ask(**CARE)
    assert "Vous pouvez aller ailleurs." in found
    assert "pièce d’identité" in found
    assert "Aucun papier n’est demandé." not in found


def test_who_it_is_for_leaves_out_who_says_no(ask, opened):
    opened("Porte des femmes", men="no", children="no")
    opened("Porte de tous")
    assert "Porte des femmes" in ask(**CARE)
    for who in ("man", "child"):
        found = ask(**CARE, who=[who])
        assert "Porte des femmes" not in found
        assert "Porte de tous" in found


def test_who_does_not_say_yes_is_asked_first(ask, opened):
    opened("Porte de tous", access="")
    found = ask(**CARE, who=["access"])
    assert "Porte de tous" in found
    assert "Demandez comment on y entre avec un handicap" in found


def test_the_first_days_care_leads_only_to_who_gives_it(ask, opened):
    opened("Porte simple", care_72h="no")
    opened("Porte des premiers jours", care_72h="yes")
    assert 'name="need" value="early"' in ask(page="first")
    found = ask(need="early", region="mopti")
    assert "Porte des premiers jours" in found
    assert "Porte simple" not in found
    assert "Porte simple" in ask(**CARE)


def test_a_region_without_a_place_says_so_and_what_to_do(ask):
    found = ask(need="rights", region="kidal")
    assert "Aucun lieu public connu dans cette région" in found
    assert "Aucune ligne vérifiée" in found
    assert "Qui peut m’écouter" in found


@pytest.mark.parametrize("said", [
    {}, {"need": "x"}, {"page": "x"}, {"page": "", "need": ""}, {"region": "mopti"},
])  # fmt: skip
def test_what_is_not_understood_leads_to_the_beginning(ask, said):
    assert "De quoi avez-vous besoin" in ask(**said)


def test_a_region_that_does_not_exist_is_asked_for_again(ask):
    assert "Où êtes-vous" in ask(need="care", region="atlantis")


@pytest.mark.parametrize("page", READ)
def test_every_page_is_there_in_both_languages(ask, page):
    french, english = ask(page=page), ask(f"/en{STEP}", page=page)
    assert '<html lang="en"' in english
    assert re.findall("<h1.*?>(.*?)<", french) != re.findall("<h1.*?>(.*?)<", english)
    assert 'action="/en/suite"' in english


def test_no_step_stands_in_an_address_or_leaves_a_trace(anyone, opened):
    opened("Porte du fleuve")
    for said in ({}, {"need": "care"}, CARE, *({"page": one} for one in READ)):
        answer = anyone.post(STEP, said)
        text = answer.content.decode()
        assert not answer.cookies
        assert answer.headers["Cache-Control"] == "no-store"
        assert re.findall("<title>(.*?)</title>", text) == ["Carnet"]
        ways = re.findall(r'(?:href|action)="([^"]*)"', text)
        assert not [one for one in ways if "?" in one or "care" in one], ways
        assert set(re.findall(r'<form[^>]*action="([^"]*)"', text)) == {STEP}


def test_nothing_can_be_written_on_any_page(anyone, opened):
    """What happened is told to somebody, never to a page."""
    opened("Porte du fleuve")
    for said in ({}, {"need": "care"}, CARE, *({"page": one} for one in READ)):
        text = anyone.post(STEP, said).content.decode()
        kinds = set(re.findall(r'<input[^>]*type="(\w+)"', text))
        assert kinds <= {"hidden", "checkbox"}
        assert "<textarea" not in text
        assert "<select" not in text


def test_a_page_with_all_that_it_needs_is_light(anyone, opened):
    for number in range(8):
        opened(f"Porte {number}", hours=ALWAYS, phone="00 00 00 09",
               eligibility="Pour tout le monde, sans rendez-vous. " * 4)  # fmt: skip
    sheets = ("help.css", "help.js")
    built = [settings.DIST / name for name in sheets]
    beside = sum(one.stat().st_size for one in built if one.exists())
    for said in ({}, {"need": "care"}, CARE, *({"page": one} for one in READ)):
        for language in ("", "/en"):
            page = anyone.post(f"{language}{STEP}", said).content
            assert len(page) + beside <= MOST, (said, len(page))


def test_a_card_is_shown_once_its_risk_was_read_and_says_nothing(ask, opened):
    site = opened("Porte du fleuve", phone="00 00 00 09")
    before = ask(page="card", site=site)
    assert "00 00 00 09" not in before
    assert "printable" not in before
    card = ask(page="card", site=site, sure="yes")
    assert 'class="printable"' in card
    cards = card[card.index('class="guises"') : card.index("</main>")]
    assert cards.count("00 00 00 09") == 3
    assert "Porte du fleuve" not in cards
    assert "Association" not in cards
    assert "08:00-16:00" in cards


def test_a_place_that_is_not_public_has_no_card(ask, opened):
    site = opened("Porte fermée", "professional", phone="00 00 00 09")
    for more in ({}, {"sure": "yes"}):
        found = ask(page="card", site=site, **more)
        assert "00 00 00 09" not in found
        assert "n’est plus sur les pages publiques" in found


def test_in_a_demo_invented_lines_say_what_a_call_sets_off(ask, demo):
    found = ask(page="report")
    assert "Ligne Kalan (inventée)" in found
    assert "Un dossier de police peut s’ouvrir." in found
    assert "Rien ne suit l’appel sans votre oui." in found
    assert "Écoute du fleuve" in ask(**CARE)
    assert "Écoute du fleuve" not in ask(need="care", region="gao")
    card = ask(page="card", line="00000001", sure="yes")
    assert "00 00 00 01" in card


def test_there_is_no_line_where_nobody_has_tried_one(ask):
    assert "tel:" not in ask(page="report")


@pytest.mark.parametrize("language", ["fr", "en"])
def test_help_speaks_one_language_at_a_time(ask, opened, language):
    opened("Porte du fleuve")
    with override(language):
        found = ask("/en/suite" if language == "en" else STEP, **CARE)
    french = ("Ouvert", "Fermé", "Vérifié", "gratuit", "Langues", "appelez")
    assert any(word in found for word in french) is (language == "fr")
