"""The worker's document and its forms, as any browser may fetch them."""

import re
from html.parser import HTMLParser

import pytest
from django.test import Client

from config.acts import FORMS
from config.messages import MESSAGES
from demeso.worker.wording import AT_DESK, AT_WORK, document, rest_of

DOCUMENTS = {"/app/": "fr", "/app/en/": "en"}
TITLES = {"fr": "Carnet", "en": "Notebook"}
# What would tell someone looking over a shoulder, before anything is unlocked.
TELLING = re.compile(r"viol\w*|agress\w*|victim\w*|gbv|vbg|abus\w*", re.I)


class Page(HTMLParser):
    """Read what a page shows, and apart what waits in templates."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.shown: list[str] = []
        self.codes: dict[str, int] = {}
        self.templates: set[str] = set()
        self.inputs: list[dict[str, str | None]] = []
        self.depth = 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag == "template":
            self.depth += 1
            self.templates.add(given.get("id") or "")
        if tag in ("input", "textarea", "select"):
            self.inputs.append(given)
        code = given.get("data-code")
        if code:
            self.codes[code] = self.codes.get(code, 0) + 1

    def handle_endtag(self, tag: str) -> None:
        self.depth -= tag == "template"

    def handle_data(self, text: str) -> None:
        if not self.depth:
            self.shown.append(text)


@pytest.mark.parametrize(("path", "language"), DOCUMENTS.items())
def test_the_document_speaks_its_language_and_names_nothing(path, language):
    answer = Client().get(path)
    page = Page(answer.content.decode())
    assert answer.status_code == 200
    assert answer.headers["Content-Language"] == language
    assert f'<html lang="{language}"' in answer.content.decode()
    assert f"<title>{TITLES[language]}</title>" in answer.content.decode()
    assert TELLING.search(" ".join(page.shown)) is None
    assert answer.cookies == {}


@pytest.mark.parametrize("screen", ["unlock", "join", "second"])
def test_no_screen_before_the_notebook_is_open_says_what_it_is_for(screen):
    text = Client().get("/app/").content.decode()
    drawn = text.split(f'<template id="{screen}">')[1].split("</template>")[0]
    assert TELLING.search(drawn) is None


@pytest.mark.parametrize(("path", "language"), DOCUMENTS.items())
def test_every_message_has_one_meaning_and_every_refusal_its_words(path, language):
    first = Client().get(path).content.decode()
    page = Page(first + rest_of(language)[1])
    assert [code for code, times in page.codes.items() if times > 1] == []
    said = {code for code in MESSAGES if code.partition(".")[0] not in AT_DESK}
    later = {code for code in said if code.partition(".")[0] in AT_WORK}
    assert said - later <= set(Page(first).codes)
    assert later <= set(page.codes)


@pytest.mark.parametrize("path", DOCUMENTS)
def test_the_first_document_says_nowhere_what_the_notebook_is_for(path):
    text = Client().get(path).content.decode()
    assert 'data-code="gbv_type.rape"' not in text
    assert '<template id="wizard">' not in text


@pytest.mark.parametrize("told", ['{"door": ["part-A.js"], "day": ["part-B.js"]}', ""])
def test_the_document_names_the_parts_that_the_build_says_come_with_it(
    told, tmp_path, settings
):
    settings.DIST = tmp_path
    if told:
        (tmp_path / "ahead.json").write_text(told)
    text = document.__wrapped__("fr")
    found = re.findall(r'<link rel="modulepreload" href="([^"]+)"', text)
    assert found == (["/static/part-A.js", "/static/part-B.js"] if told else [])


@pytest.mark.parametrize("language", ["fr", "en"])
def test_the_rest_comes_under_an_address_that_never_changes(language):
    digest, text = rest_of(language)
    answer = Client().get(f"/app/rest/{digest}.{language}.html")
    assert (answer.status_code, answer.content.decode()) == (200, text)
    assert "immutable" in answer.headers["Cache-Control"]
    home = "/app/" if language == "fr" else "/app/en/"
    assert f'data-rest="/app/rest/{digest}.{language}.html"' in (
        Client().get(home).content.decode()
    )


@pytest.mark.parametrize("address", ["0123456789abcdef.fr", "x.xx"])
def test_a_rest_that_was_never_made_is_not_there(address):
    assert Client().get(f"/app/rest/{address}.html").status_code == 404


def test_the_passphrase_can_never_be_submitted_by_a_form():
    page = Page(Client().get("/app/").content.decode())
    secret = [one for one in page.inputs if one.get("type") == "password"]
    assert len(secret) == 3
    assert all("name" not in one and one["autocomplete"] == "off" for one in secret)
    assert b"<form" not in Client().get("/app/").content


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("form", FORMS)
def test_each_form_has_one_address_that_never_changes(form, language):
    answer = Client().get(f"/app/forms/{form}.{language}.html")
    assert answer.status_code == 200
    assert "immutable" in answer.headers["Cache-Control"]
    assert f'data-form="{form}"' in answer.content.decode()
    assert answer.headers["Content-Language"] == language


@pytest.mark.parametrize(
    "address", ["consent@99.fr", "unheard@1.fr", "consent@1.xx", "consent.fr"]
)
def test_a_form_that_was_never_published_is_not_there(address):
    assert Client().get(f"/app/forms/{address}.html").status_code == 404


@pytest.mark.parametrize("path", [*DOCUMENTS, "/app/forms/consent@1.fr.html"])
def test_pages_of_the_app_are_only_read(path):
    assert Client().post(path).status_code == 405
