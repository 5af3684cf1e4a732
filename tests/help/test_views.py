import re

import pytest

HELPS = ("/", "/en/", "/suite", "/en/suite")
READ = (*HELPS, "/quitter", "/numero", "/en/numero", "/avis", "/en/avis", "/c/none")
PAGES = (
    *HELPS, "/look/", "/en/look/", "/quitter", "/numero", "/en/numero",
)  # fmt: skip


@pytest.fixture
def page(client):
    """Return a way to read a page that opens."""

    def read(place: str) -> str:
        answer = client.get(place)
        assert answer.status_code == 200
        return answer.content.decode()

    return read


@pytest.mark.parametrize("place", PAGES)
def test_pages_for_anyone_leave_no_trace(client, place):
    answer = client.get(place)
    assert answer.status_code == 200
    assert not answer.cookies
    assert answer.headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize("place", PAGES)
def test_only_help_runs_a_script_and_it_is_one_that_no_page_needs(page, place):
    found = re.findall(r"<script[^>]*>", page(place))
    ours = ['<script src="/static/help.js" defer>'] if place in HELPS else []
    assert found == ours


@pytest.mark.parametrize("place", PAGES)
def test_pages_have_a_language_one_heading_and_a_neutral_title(page, place):
    text = page(place)
    language = "en" if place.startswith("/en/") else "fr"
    assert f'<html lang="{language}"' in text
    assert len(re.findall(r"<h1\b", text)) == 1
    title = re.search(r"<title>(.*?)</title>", text)
    assert title
    assert title.group(1) in ("Carnet", "Notebook", "Calendrier", "Calendar")


@pytest.mark.parametrize("place", PAGES)
def test_every_id_is_used_once_and_every_label_finds_its_question(page, place):
    text = page(place)
    ids = re.findall(r'\sid="([^"]+)"', text)
    assert len(ids) == len(set(ids))
    named = re.findall(r'(?:for|aria-labelledby)="([^"]+)"', text)
    described = re.findall(r'aria-describedby="([^"]+)"', text)
    said = [one for names in described for one in names.split()]
    assert {*named, *said} <= set(ids)


def test_the_first_page_says_that_help_exists_and_how_to_leave(page):
    text = page("/")
    assert "De l’aide existe" in text
    assert "Ce qui reste sur ce téléphone" in text
    assert 'href="/quitter" rel="noreferrer"' in text
    assert 'href="/app/"' in text


def test_english_is_one_link_away(page):
    assert 'href="/en/"' in page("/")
    text = page("/en/")
    assert "There is help" in text
    assert 'href="/app/en/"' in text


def test_leaving_quickly_shows_a_calendar_and_nothing_else(page):
    text = page("/quitter")
    assert "Carnet" not in text
    assert "<a " not in text
    assert text.count('aria-current="date"') == 1
    assert 4 <= text.count("<tr>") - 1 <= 6  # the weeks of a month


def test_the_language_page_shows_each_part_in_light_and_dark_with_its_html(page):
    text = page("/look/")
    assert text.count('"specimen light">') == text.count('"specimen dark" inert>') > 9
    assert "&lt;dl class=&quot;handed&quot;&gt;" in text


def test_an_unknown_page_is_calm(client):
    answer = client.get("/nowhere")
    assert answer.status_code == 404
    assert "n’est pas pour vous" in answer.content.decode()
    assert '<html lang="fr"' in answer.content.decode()


def test_a_fault_of_ours_says_nothing_of_itself(client, monkeypatch):
    monkeypatch.delattr("demeso.help.views.showing.now")
    client.raise_request_exception = False
    answer = client.get("/quitter")
    assert answer.status_code == 500
    assert "Rien n’est perdu." in answer.content.decode()


@pytest.mark.parametrize("place", READ)
def test_a_page_with_all_that_it_asks_for_is_light(client, db, settings, place):
    """Whatever the browser must fetch before it can be read: 30 KB, unpacked."""
    text = client.get(place).content
    asked = re.findall(rb'(?:href|src)="/static/([\w.]+)"', text)
    assert asked
    beside = [(settings.DIST / name.decode()).stat().st_size for name in asked]
    assert len(text) + sum(beside) <= 30 * 1024, (len(text), beside)
