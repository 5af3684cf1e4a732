"""Red lines of the pages for anyone: whatever is asked, in every step."""

import io
import logging
import re
from html import unescape
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from config import headers
from config.commands import running
from demeso.directory.queries.listing import waiting
from demeso.help.needs import BY_CODE
from tests.cast import hire
from tests.handing import list_organisation, list_yelen
from tests.places import ALWAYS, propose_site, review_site, verify_site
from tests.redlines.conftest import SECRETS

STEPS = ("/suite", "/en/suite")
READ = ("first", "friend", "report", "card")
REGIONS = ("mopti", "gao")
POINT = ("14.47", "-4.21")
SHELTER, RESTRICTED = "Abri du Karité-Blanc", "Porte du Tamarinier"


@pytest.fixture
def anyone(db):
    """Return a browser of somebody who is not known here."""
    del db
    return Client(SERVER_NAME="localhost", enforce_csrf_checks=True)


@pytest.fixture
def open_place(awa, fatoumata):
    """Return a way to write a place, and have it read again."""

    def write(of: str, **said):
        site = propose_site(awa, of, **said)
        [found] = [one for one in waiting(fatoumata.actor) if one.site_id == site]
        review_site(fatoumata, site, found.id)
        verify_site(fatoumata, site)
        return site

    return write


@pytest.fixture
def listed(awa, yelen, oumou, nene, open_place):
    """List a public place of people who are named, one for few, and a shelter."""
    of = list_yelen(awa, yelen, oumou, nene)
    north, east = POINT
    public = open_place(of, name="Porte du Baobab", tier="public", hours=ALWAYS,
                        latitude=north, longitude=east, precision="town",
                        phone="00 00 00 09", outreach="Marché aux grains||||||",
                        mobile="yes")  # fmt: skip
    few = open_place(of, name=RESTRICTED, tier="restricted", phone="00 00 00 07")
    shelter = list_organisation(awa, SHELTER, "safehouse", "psychosocial")
    hidden = open_place(shelter, name=f"{SHELTER}, entrée", tier="closed",
                        services=["safehouse", "psychosocial"])  # fmt: skip
    return {"public": public, "few": few, "hidden": hidden, "shelter": shelter}


def asked(sites) -> list[dict[str, str]]:
    """Return every question that a browser may put, strange ones too."""
    found = [{"need": need, "region": region}
             for need, region in product(BY_CODE, REGIONS)]  # fmt: skip
    found += [{"page": page} for page in READ]
    for site, sure in product(sites.values(), ({}, {"sure": "yes"})):
        found.append({"page": "card", "site": site, **sure})
    return [*found, {}, {"need": "care", "region": SHELTER}]


def answers(anyone, sites):
    for step, said in product(STEPS, asked(sites)):
        answer = anyone.post(step, said)
        assert answer.status_code == 200, said
        yield said, answer, unescape(answer.content.decode())


def test_redline_06_no_survivor_shelter_or_suspect_stands_in_any_step(
    anyone, listed, told
):
    known = [told.code, told.case, told.survivor, SHELTER, *SECRETS.values(),
             listed["shelter"]]  # fmt: skip
    for said, _answer, text in answers(anyone, listed):
        assert [one for one in known if one in text] == [], said
        assert not re.search(r"<(?:map|canvas|iframe|embed|object)\b", text), said


def test_redline_24_no_step_shows_staff_points_rounds_or_what_is_not_public(
    anyone, awa, yelen, oumou, nene, listed
):
    staff = hire(awa, yelen.id, "Sokona-Mariam", "caseworker")
    hidden = [SHELTER, RESTRICTED, "00 00 00 07", *POINT, "Marché aux grains",
              listed["few"], "Sokona-Mariam", "Oumou", "Nene", "Nènè", staff.id,
              oumou.id, nene.id, yelen.id]  # fmt: skip
    seen = ""
    for said, _answer, text in answers(anyone, listed):
        shown = text.replace(said.get("site", "-"), "")
        assert [one for one in hidden if one in shown] == [], said
        seen += text
    assert "Porte du Baobab" in seen  # it is looked for where it could stand


def test_redline_22_no_step_asks_for_a_name_a_login_or_anything_written(anyone, listed):
    for said, answer, text in answers(anyone, listed):
        assert not answer.cookies, said
        assert "WWW-Authenticate" not in answer.headers
        assert set(re.findall(r'<input[^>]*type="(\w+)"', text)) <= {
            "hidden", "checkbox",
        }  # fmt: skip
        for asking in ("<textarea", "<select", "<iframe", "http://", "https://"):
            assert asking not in text, (said, asking)


def test_redline_28_a_search_stands_in_no_address_title_or_log(anyone, listed):
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    root = logging.getLogger()
    root.addHandler(handler)
    try:
        for said, answer, text in answers(anyone, listed):
            titles = re.findall(r"<title>(.*?)</title>", text)
            assert titles in (["Carnet"], ["Notebook"]), said
            assert answer.headers["Referrer-Policy"] == "no-referrer"
            assert answer.headers["Cache-Control"] == "no-store"
    finally:
        root.removeHandler(handler)
    assert stream.getvalue() == ""


def test_redline_28_the_server_writes_no_list_of_who_came(monkeypatch):
    """No address and no path is written where the help pages are served."""
    started: list[list[str]] = []

    class Server:
        def __init__(self, *_names: str, **_more: str) -> None:
            pass

        def run(self) -> None:
            started.append(list(running.sys.argv))

    monkeypatch.setattr(running, "WSGIApplication", Server)
    monkeypatch.setattr(running, "note_release", lambda: None)
    monkeypatch.setattr(running.sys, "argv", [])
    monkeypatch.setattr(running.connections, "close_all", lambda: None)
    running.serve([])
    [line] = started
    assert not [one for one in line if "access" in one]
    assert "--logger-class" in line


def test_the_steps_are_those_that_the_policy_names():
    ways = {reverse(f"help:{name}") for name in ("home", "home-en", "next", "next-en")}
    assert ways == set(headers.HELPS)
