"""The public part of the directory, for anybody and any program."""

import json

import pytest
from django.core.cache import cache
from django.test import Client

from demeso.directory.models import Revision, Site
from demeso.interchange import api
from demeso.interchange.files import rows_in
from demeso.interchange.rules.reading import reading
from demeso.interchange.words import land, words
from tests.handing import list_organisation, list_yelen
from tests.interchange.land import TODAY
from tests.places import propose_site, review_site, tell_stock, verify_site

ADDRESS = "/api/v1/directory"
SECRETS = ("Porte cachée", "Marché du lundi", "Oumou", "Nènè", "13.91")


def ask(**asked):
    answer = Client().get(ADDRESS, asked)
    return answer, json.loads(answer.content)


@pytest.fixture
def listed(awa, moussa, yelen, oumou, nene):
    """Two organisations: one has a public place and a hidden one."""
    own = list_yelen(awa, yelen, oumou, nene)
    public = propose_site(
        awa, own, tier="public", latitude="13.91", longitude="-4.55",
        precision="town", mobile="yes", outreach="Marché du lundi||||||",
    )  # fmt: skip
    hidden = propose_site(awa, own, name="Porte cachée")
    other = propose_site(awa, list_organisation(awa, "Sariya", "health"))
    for site in (public, hidden, other):
        review_site(moussa, site, Revision.objects.get(site=site).id)
    verify_site(awa, public)
    tell_stock(awa, public, pep="out")
    return public


def test_anybody_reads_what_is_public_and_nothing_else(listed):
    answer, said = ask()
    assert answer.status_code == 200
    [own] = said["contents"]
    assert own["name"] == "Centre Yèlèn"
    places = {at["location"]["name"] for service in own["services"]
              for at in service["service_at_locations"]}  # fmt: skip
    assert places == {"Porte bleue"}
    told = answer.content.decode()
    assert [word for word in SECRETS if word in told] == []
    assert "stock" not in told
    assert "monday" in told  # on which day a team goes out, never where to


def test_a_place_that_waits_or_is_locked_is_not_there(listed):
    Site.objects.filter(pk=listed).update(is_draft=True, verified="")
    _answer, said = ask()
    assert (said["total_items"], said["empty"], said["contents"]) == (0, True, [])


def test_pages_follow_one_another(awa, moussa):
    for name in ("Dɛmɛ", "Jigi", "Kènèya"):
        own = list_organisation(awa, name, "health")
        site = propose_site(awa, own, tier="public")
        review_site(moussa, site, Revision.objects.get(site=site).id)
    _answer, first = ask(per_page=2)
    _answer, last = ask(per_page=2, page=2)
    assert (first["total_items"], first["total_pages"], first["size"]) == (3, 2, 2)
    assert (first["first_page"], first["last_page"]) == (True, False)
    assert (last["first_page"], last["last_page"], last["size"]) == (False, True, 1)
    names = {one["name"] for one in (*first["contents"], *last["contents"])}
    assert names == {"Dɛmɛ", "Jigi", "Kènèya"}
    _answer, beyond = ask(page=9)
    assert beyond["empty"]


@pytest.mark.parametrize("asked", [{"page": 0}, {"page": "x"}, {"per_page": 201}])
def test_a_page_that_cannot_be_is_refused_as_a_problem(asked, stage):
    answer, said = ask(**asked)
    assert answer.status_code == 400
    assert said["code"] == "request.malformed"


def test_who_asks_without_end_waits_and_nobody_is_written_down(listed, monkeypatch):
    cache.clear()
    monkeypatch.setattr(api, "CALLS_A_MINUTE", 2)
    answers = [ask(page=2)[0] for _time in range(3)]
    assert [one.status_code for one in answers] == [200, 200, 429]
    assert json.loads(answers[-1].content)["code"] == "directory.busy"
    assert 1 <= int(answers[-1].headers["Retry-After"]) <= 60
    assert not [key for key in cache._cache if "127.0.0.1" in key]
    cache.clear()


def test_whoever_asks_without_end_shuts_the_first_page_to_nobody(listed, monkeypatch):
    cache.clear()
    monkeypatch.setattr(api, "CALLS_A_MINUTE", 1)
    calls = ({}, {}, {"page": 2}, {}, {"page": 1, "per_page": 50}, {"per_page": 49})
    answers = [ask(**asked)[0].status_code for asked in calls]
    assert answers == [200, 200, 200, 200, 200, 429]
    cache.clear()


def test_what_the_door_gives_can_be_read_as_a_file(listed):
    answer, _said = ask()
    rows, faults = rows_in(answer.content, "directory.json", words)
    found = reading(rows, faults, land(), TODAY)
    assert not found.stops, found.faults
    [site] = found.sites
    assert site.key == listed
    assert "latitude" not in site.given
    assert "outreach" not in site.given
    assert site.given["tier"] == "professional"  # public is chosen, never given
