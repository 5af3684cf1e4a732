"""The page on which an organisation's name and picture are chosen."""

import pytest

from demeso.agencies.models import Agency
from demeso.agencies.rules.fronts import ICONS
from tests.desk.watching import hidden, words

pytestmark = pytest.mark.django_db(databases="__all__")
CHOICE = {"front_label": "agenda", "front_icon": "goutte"}


@pytest.fixture
def page(aissata):
    return f"/desk/agences/{aissata.actor.agency}/ecran"


def test_an_administrator_chooses_sees_it_and_chooses_again(enter, awa, aissata, page):
    browser = enter(awa)
    assert page in browser.get("/desk/agences").content.decode()
    first = browser.get(page)
    assert "Rien n’est encore choisi" in words(first)
    assert first.content.count(b"data:image/svg+xml,") == len(ICONS)
    for _press in range(2):  # sent twice, it is done once
        sent = browser.post(page, {**hidden(first), **CHOICE})
        assert (sent.status_code, sent["Location"]) == (302, page)
    assert "proposé Agenda Une goutte" in words(browser.get(page))
    again = {**hidden(browser.get(page)), **CHOICE, "front_icon": "tasse"}
    browser.post(page, again)
    assert Agency.objects.get(pk=aissata.actor.agency).front_icon == "tasse"


def test_what_is_not_among_them_is_refused_in_words(enter, awa, page):
    browser = enter(awa)
    carried = hidden(browser.get(page))
    refused = browser.post(page, {**carried, **CHOICE, "front_label": "violence"})
    assert b'class="fault" role="alert"' in refused.content
    assert not Agency.objects.exclude(front_label="").exists()


def test_who_only_reads_people_sees_no_way_there(enter, salif, page):
    assert page not in enter(salif).get("/desk/agences").content.decode()
    assert enter(salif).get(page).status_code == 404
