"""Red lines about what pages show, to whom, and what they leave behind."""

import io
import logging
import re
from html import unescape

import pytest
from django.conf import settings
from django.test import Client
from django.urls import get_resolver
from django.utils.translation import gettext, override

from config.quiet import NoDetail
from demeso.directory.rules.listing import SERVICES
from demeso.figures.rules import TABLES
from demeso.kernel.country import country
from demeso.ledger.services import quarantine
from demeso.worker.wording import document
from tests.cast import hire
from tests.handing import accept, confirm, hand_over, help_someone, list_organisation
from tests.house.test_addresses import routes
from tests.house.test_secrets import TELLING
from tests.redlines.conftest import SECRETS

OPEN = ("/", "/en/", "/suite", "/en/suite", "/look/", "/en/look/", "/quitter",
        "/app/", "/app/en/", "/app/forms/consent@1.fr.html",
        "/app/forms/incident@1.en.html", "/api/v1/openapi.json")  # fmt: skip
PAGES = ("/", "/en/", "/look/", "/en/look/", "/app/", "/app/en/", "/nowhere", "/desk/")
DEMO_URLS = "tests.help.demo_urls"
DESK = ("", "suivi", "a-revoir", "chiffres", "annuaire", "annuaire/nouvelle")
NEUTRAL = {"Carnet", "Notebook", "Calendrier", "Calendar"}
HELP = ("/", "/en/")
SHELTER = "Abri du Karité-Blanc"
TITLE = re.compile(r"<title>(.*?)</title>", re.S)


def titles(text: str) -> list[str]:
    return [
        unescape(t).strip() for t in re.findall(r"<title>(.*?)</title>", text, re.S)
    ]


@pytest.fixture
def anyone(db):
    """Return a browser of somebody who is not known here."""
    del db
    return Client(SERVER_NAME="localhost")


@pytest.fixture
def listed(awa, place):
    """List a shelter that only workers may know of."""
    del place
    return list_organisation(awa, SHELTER, "safehouse")


def public(anyone) -> dict[str, str]:
    """Return address → what anybody at all can read there."""
    found = {}
    for address in OPEN:
        answer = anyone.get(address)
        assert answer.status_code == 200, address
        found[address] = unescape(answer.content.decode())
    return found


def test_redline_06_no_survivor_shelter_or_suspect_stands_in_public(
    anyone, listed, told
):
    known = [told.code, told.case, told.survivor, listed, SHELTER, *SECRETS.values()]
    for address, text in public(anyone).items():
        assert [one for one in known if one in text] == [], address
        assert not re.search(r"<(?:map|canvas|iframe|embed|object)\b", text), address


def test_redline_24_no_shelter_staff_or_area_stands_in_public(
    anyone, awa, deme, listed
):
    staff = hire(awa, deme.id, "Sokona-Mariam", "caseworker")
    known = [staff.id, "Sokona-Mariam", "sokona-mariam", SHELTER, listed, deme.id]
    for address, text in public(anyone).items():
        assert [one for one in known if one in text] == [], address


def test_redline_24_the_directory_is_for_workers_only(anyone, enter, listed, kadi):
    for page in ("annuaire", f"annuaire/{listed}", "suivi"):
        closed = anyone.get(f"/desk/{page}")
        assert closed.status_code == 401
        assert SHELTER not in closed.content.decode()
    assert SHELTER in enter(kadi).get("/desk/annuaire").content.decode()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_redline_18_every_published_table_carries_its_caveat(
    language, enter, fatoumata
):
    browser = enter(fatoumata, language)
    pages = [browser.get(f"/desk/{one}") for one in ("chiffres", "manques")]
    page = "".join(unescape(one.content.decode()) for one in pages)
    figures = re.findall(r"<figure.*?</figure>", page, re.S)
    assert len(figures) == len(TABLES) >= page.count("<table") > 0
    with override(language):
        for table, figure in zip(TABLES, figures, strict=True):
            for text in (table.title, table.counts, table.means_not, table.caveat):
                assert text.strip()
                assert gettext(text) in figure


def test_redline_18_numbers_stand_nowhere_else(enter, fatoumata, told):
    """Whoever reads figures finds counts on the page that carries the caveat."""
    browser = enter(fatoumata)
    for page in ("", "annuaire"):
        text = browser.get(f"/desk/{page}").content.decode()
        assert '<td class="number' not in text


def test_redline_17_no_table_names_a_worker_or_an_organisation(
    enter, fatoumata, aissata, deme_keys, place, oumou
):
    helped = help_someone(aissata, deme_keys, "health")
    referral = hand_over(helped, place, oumou)
    accept(oumou, referral)
    confirm(oumou, referral)
    page = unescape(enter(fatoumata).get("/desk/chiffres").content.decode())
    heads = re.findall(r'<th scope="row">(.*?)</th>', page)
    places = [place.name for place in country(settings.COUNTRY).regions]
    assert set(heads) <= {label for _code, label in SERVICES} | set(places)
    assert set(heads) >= {label for _code, label in SERVICES}
    for name in ("Aissata", "Oumou", "Centre Yèlèn", "Association Dɛmɛ"):
        assert name not in page


@pytest.mark.parametrize("address", HELP)
def test_redline_22_help_asks_for_no_login_no_number_and_no_network(address, anyone):
    answer = anyone.get(address)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "Set-Cookie" not in answer.headers
    assert not answer.cookies
    assert "WWW-Authenticate" not in answer.headers
    for asking in ("<input", "<select", "<textarea", "<iframe", "<video", "http://",
                   "https://"):  # fmt: skip
        assert asking not in text, asking
    assert re.findall("<script[^>]*>", text) == [
        '<script src="/static/help.js" defer>'  # which no page needs
    ]
    assert len(text) < 20_000


def test_redline_22_help_opens_to_any_browser_whatever_it_shows(anyone):
    whole = anyone.get("/").content
    anyone.cookies["carnet"] = "x" * 32
    assert anyone.get("/").content == whole
    assert anyone.get("/", headers={"X-Session-Token": "y" * 32}).content == whole


@pytest.mark.parametrize("address", PAGES)
def test_redline_23_the_demo_is_marked_on_every_page(address, anyone, settings):
    english = "/en/" in address
    mark = "FICTIONAL DATA" if english else "DONNÉES FICTIVES"
    for demo in (False, True):
        settings.DEMO = demo
        if demo:
            settings.ROOT_URLCONF = DEMO_URLS
        document.cache_clear()  # drawn once a process, as it is served
        text = anyone.get(address).content.decode()
        assert ('<div class="mark"' in text) is demo
        assert (mark in text) is demo


@pytest.mark.parametrize("page", DESK)
def test_redline_23_the_demo_is_marked_on_the_desk(page, enter, kadi, awa, settings):
    settings.DEMO, settings.ROOT_URLCONF = True, DEMO_URLS
    person = awa if page == "annuaire/nouvelle" else kadi
    answer = enter(person).get(f"/desk/{page}")
    assert answer.status_code == 200
    text = answer.content.decode()
    assert '<div class="mark"' in text
    assert "<b>DONNÉES FICTIVES</b>" in text


def test_redline_28_titles_say_nothing(anyone, enter, kadi, told):
    pages = [anyone.get(place) for place in (*PAGES, "/quitter")]
    for language in ("fr", "en"):
        browser = enter(kadi, language)
        pages += [browser.get(f"/desk/{page}") for page in DESK]
    for answer in pages:
        found = titles(answer.content.decode())
        assert len(found) == 1
        assert found[0] in NEUTRAL, found


def test_redline_28_addresses_say_nothing():
    found = [address for _name, address in routes(get_resolver().url_patterns)]
    assert len(found) > 30
    assert [one for one in found if TELLING.search(one.replace("-", " "))] == []
    assert TELLING.search("/desk/survivors")


def test_redline_28_no_answer_names_a_file_or_lets_itself_be_kept(enter, kadi, told):
    browser = enter(kadi)
    for page in DESK:
        answer = browser.get(f"/desk/{page}")
        assert "Content-Disposition" not in answer.headers
        assert answer.headers["Cache-Control"] == "no-store"
        # "same-origin" tells nobody else either, and lets a page send its own form.
        assert answer.headers["Referrer-Policy"] in ("no-referrer", "same-origin")


def test_redline_28_a_log_line_keeps_no_word_of_what_failed():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.addFilter(NoDetail())
    log = logging.Logger("demeso.trial")
    log.addHandler(handler)
    secret = SECRETS["called"]
    fault = ValueError(secret)
    log.error("about %s", secret, exc_info=fault, stack_info=True)
    line = stream.getvalue()
    assert "ValueError" in line
    assert line.count("\n") == 1
    assert secret not in line
    assert "Traceback" not in line


def test_redline_28_a_fault_of_ours_shows_no_word_of_hers(
    anyone, enter, kadi, helped, monkeypatch, caplog, stage
):
    """A page that breaks says so calmly; the log names no record."""
    strange = helped.by.write("referral.accepted", helped.by.new_id(), "answer@1")
    quarantine(strange, actor=helped.by.actor, code="x.y", received_at=stage.now())
    browser = enter(kadi)
    monkeypatch.delattr("demeso.desk.views.following.read_tracker")
    browser.raise_request_exception = False
    answer = browser.get("/desk/suivi")
    assert answer.status_code == 500
    text = answer.content.decode()
    assert "read_tracker" not in text
    assert helped.code not in text
    assert titles(text) == ["Carnet"]
    assert helped.case not in caplog.text
