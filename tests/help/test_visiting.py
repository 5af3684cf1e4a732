import re

import pytest
from django.core.cache import cache
from django.urls import NoReverseMatch, get_resolver, reverse

from demeso.agencies.models import Account
from demeso.worker.wording import document
from tests.access.table import VISIT
from tests.help.conftest import PHRASE
from tests.house.test_addresses import differences, routes

PAGES = ("/visite", "/en/visite")
CALLS = {"visit:key": "post"}


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def text_of(client, place):
    answer = client.get(place)
    assert answer.status_code == 200
    return answer.content.decode()


def test_outside_demo_mode_there_is_no_such_address(client, settings, db):
    assert settings.DEMO is False
    known = [name for name, _ in routes(get_resolver().url_patterns)]
    assert not [name for name in known if name.startswith("visit")]
    with pytest.raises(NoReverseMatch):
        reverse("visit:cards")
    for place in (*PAGES, "/visite/tables"):
        assert client.get(place).status_code == 404
    assert client.post("/visite/cle", {"who": "aissata"}).status_code == 404


def test_wired_in_by_mistake_it_is_still_not_there(client, demo, db):
    demo.DEMO = False
    for place in (*PAGES, "/visite/tables"):
        assert client.get(place).status_code == 404
    answer = client.post("/visite/cle", {"who": "aissata"})
    assert answer.status_code == 404
    assert PHRASE not in answer.content.decode()


def test_every_address_of_the_visit_answers_as_its_table_says(client, demo, stage):
    there = {
        n for n, _ in routes(get_resolver().url_patterns) if n.startswith("visit:")
    }
    assert differences(there, VISIT) == []
    for name, expected in VISIT.items():
        call = getattr(client, CALLS.get(name, "get"))
        answer = call(reverse(name), {"who": "aissata"})
        assert {answer.status_code} == set(expected.values()), name
        assert not answer.cookies


def test_a_persons_key_is_a_passphrase_and_a_code_that_serves_once(client, demo):
    told = [client.post("/visite/cle", {"who": "aissata"}).json() for _ in range(4)]
    assert {one.get("passphrase") for one in told[:3]} == {PHRASE}
    assert len({one["code"] for one in told[:3]}) == 3
    assert 0 < told[3]["wait"] <= 30
    assert client.post("/visite/cle", {"who": "nobody"}).status_code == 404
    assert client.get("/visite/cle").status_code == 405


def test_no_passphrase_is_in_a_page_or_a_table(client, demo, stage):
    for place in (*PAGES, "/visite/tables"):
        assert PHRASE not in text_of(client, place)
    kept = "".join(Account.objects.values_list("password", flat=True))
    assert PHRASE not in kept


@pytest.mark.parametrize("place", PAGES)
def test_the_cards_lead_to_the_real_doors(client, demo, place):
    page = text_of(client, place)
    start = "/app/en/" if place.startswith("/en/") else "/app/"
    assert f'href="{start}#/dossier/K7Q-F2M-9T3/orienter/health/y-1"' in page
    assert (
        'href="/desk/chiffres#services" data-who="fatoumata" data-card="figures"'
        in page
    )
    assert page.count('class="stop"') == 9
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_what_is_looked_for_has_no_name_and_stands_in_no_form(client, demo):
    page = text_of(client, "/visite")
    (field,) = re.findall(r"<input[^>]*>", page)
    assert "name=" not in field
    assert "<form" not in page


def test_before_the_story_is_told_the_page_says_so(client, demo):
    demo.VAR = demo.VAR / "empty"
    page = text_of(client, "/visite")
    assert "pas encore écrite" in page
    assert 'class="stop"' not in page


def test_every_door_leads_to_the_visit_in_demo_mode_only(client, demo, db):
    document.cache_clear()  # drawn once a process, as it is served
    for place in ("/", "/en/", "/app/", "/app/en/", "/nowhere"):
        shown = client.get(place).content.decode()
        assert re.search(r'href="(/en)?/visite"', shown), place
    demo.DEMO = False
    document.cache_clear()
    for place in ("/", "/app/", "/nowhere"):
        shown = client.get(place).content.decode()
        assert "/visite" not in shown, place
        assert "visit.js" not in shown, place
