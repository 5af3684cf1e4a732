"""The register of processing and the impact assessment, as they are printed."""

from html import unescape

import pytest
from django.conf import settings

from config.acts import FORMS
from demeso.agencies.rules.roles import ROLES
from demeso.desk.rules.processing import PURPOSES, RESIDUAL, RISKS
from demeso.kernel.country import country
from tests.desk.watching import words
from tests.house.source import ROOT

pytestmark = pytest.mark.django_db(databases="__all__")
REGISTER, ASSESSMENT = "/desk/traitements", "/desk/analyse"
HOSTED = {
    "HOST_OPERATOR": "Coopérative du Karité", "HOST_PLACE": "Ségou, Mali",
    "HOST_BACKUPS": "Kayes, Mali", "HOST_TRANSFERS": "Rien",
}  # fmt: skip
UNSAID = "à dire dans les réglages"


def said(page) -> str:
    assert page.status_code == 200
    return unescape(words(page))


def test_hosting_and_transfers_are_named_on_both_pages(enter, bintou, settings):
    for name, value in HOSTED.items():
        setattr(settings, name, value)
    browser = enter(bintou)
    for place in (REGISTER, ASSESSMENT):
        page = said(browser.get(place))
        assert [value for value in HOSTED.values() if value not in page] == []
        assert UNSAID not in page
        assert country(settings.COUNTRY).limits.grounds["transfers"].law in page


@pytest.mark.parametrize("name", HOSTED)
def test_what_nobody_has_said_of_hosting_is_shown_as_missing(
    enter, bintou, settings, name
):
    for one, value in HOSTED.items():
        setattr(settings, one, "" if one == name else value)
    browser = enter(bintou)
    for place in (REGISTER, ASSESSMENT):
        assert said(browser.get(place)).count(UNSAID) == 1


def test_the_register_says_every_question_its_purpose_and_every_role(enter, bintou):
    page = said(enter(bintou).get(REGISTER))
    asked = {q.text for form in FORMS.values() for q in form.questions}
    asked |= set(PURPOSES.values()) | {role.title for role in ROLES.values()}
    assert len(asked) > 100
    assert [text for text in asked if " ".join(text.split()) not in page] == []


def test_the_assessment_names_risks_with_tests_that_are_there_and_what_remains(
    enter, bintou
):
    page = said(enter(bintou).get(ASSESSMENT))
    for what, done, test in RISKS:
        assert all(text in page for text in (what, done, test))
        assert (ROOT / test).is_file()
    assert [text for text in RESIDUAL if text not in page] == []
    assert settings.COUNTRY.name == "ml"
