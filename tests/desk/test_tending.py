"""A centre's board at the desk, and what the directory makes of it."""

import re
from datetime import UTC, date, datetime, timedelta

import pytest

from demeso.centres.models import Centre, Checklist, Count, Shift, TurnAway, Visit
from demeso.centres.rules.shifts import shift_at
from demeso.centres.rules.visits import ticket_of
from demeso.desk.views import tallying
from demeso.directory.queries.searching import who_can_help
from demeso.directory.saying import chart
from demeso.directory.standing import Asked
from demeso.kernel.clock import now, stamp
from tests.cast import hire
from tests.centring import (
    CALLED,
    CARE,
    LISTENER,
    come,
    count,
    listed_place,
    open_centre,
    set_duty,
    turn_away,
)
from tests.desk.watching import words
from tests.handing import list_organisation
from tests.locking import listed_site
from tests.places import ALWAYS, tell_stock

HIDDEN = re.compile(r'type="hidden" name="(act|record|base)" value="([^"]*)"')
NEED = {"service": "health", "place": "mopti", "items": ["pep"]}
FIND = "/desk/qui-peut-aider"


def carried(page, address: str = "") -> dict[str, str]:
    """Return what the form that goes to an address carries along."""
    text = page.content.decode()
    return dict(HIDDEN.findall(text.partition(f'action="{address}"')[2])[:3])


@pytest.fixture
def rokia(awa, yelen):
    return hire(awa, yelen.id, "Rokia", "centre_manager")


@pytest.fixture
def place(awa, fatoumata, yelen):
    return listed_place(awa, fatoumata, yelen.id)


@pytest.fixture
def centre(rokia, place):
    return Centre.objects.get(id=open_centre(rokia, place))


@pytest.fixture
def hospital(awa, fatoumata):
    """Another place in town, which has what is needed."""
    entry = list_organisation(awa, "Hôpital du Puits", "health")
    site = listed_site(awa, fatoumata, entry, name="Porte haute", hours=ALWAYS)
    tell_stock(awa, site, pep="in")
    return site


def write_count(browser, centre: Centre, **left: int):
    page = browser.get(f"/desk/centres/{centre.id}")
    at = f"/desk/centres/{centre.id}/compte"
    return browser.post(at, {**carried(page, at), **left})


def write_team(browser, centre: Centre, day: date, shift: str, *lines: str):
    at = f"/desk/centres/{centre.id}/garde/{day}/{shift}"
    rows = [[*line.split(), "", "", ""][:4] for line in lines]
    names = ("specialty", "employer", "how", "worker")
    said = {name: [row[place] for row in rows] for place, name in enumerate(names)}
    ids = dict(HIDDEN.findall(browser.get(at).content.decode()))
    return browser.post(at, {**ids, **said})


def test_scenario_52_when_stock_runs_out_the_directory_sends_elsewhere(
    client, enter, rokia, fatoumata, centre, hospital
):
    today, shift = shift_at(now(), 0)
    browser = enter(rokia)
    assert write_team(browser, centre, today, shift, CARE).status_code == 302
    assert write_count(browser, centre, pep=9).status_code == 302
    found = words(browser.post(FIND, NEED))
    assert "Kit PEP : il y en a" in found.partition("Porte claire")[2]
    assert write_count(browser, centre, pep=2).status_code == 302

    board = words(browser.get(f"/desk/centres/{centre.id}"))
    assert "Il manque quelque chose" in board
    assert "Kit PEP : presque fini, l’annuaire propose d’abord" in board
    assert "Porte haute" in board.partition("En attendant, ailleurs")[2]
    found = words(browser.post(FIND, NEED))
    assert found.index("Porte haute") < found.index("Porte claire")
    assert "Kit PEP : presque fini" in found.partition("Porte claire")[2]

    client.cookies.clear()
    gap = words(enter(fatoumata).get("/desk/centres"))
    assert "Porte claire" in gap
    assert "Kit PEP : presque fini" in gap
    client.cookies.clear()
    browser = enter(rokia)
    write_count(browser, centre, pep=12)
    board = words(browser.get(f"/desk/centres/{centre.id}"))
    assert "Kit PEP : presque fini" not in board
    assert "ailleurs" not in board
    assert Count.objects.count() == 3


def doors(rokia, at: datetime, service: str = "health") -> dict[str, tuple[str, str]]:
    """Return place → how open it is and its first word, in the directory's order."""
    asked = Asked(service, stamp(at), place="mopti")
    ranked = who_can_help(asked, actor=rokia.actor, here=chart())
    return {one.site: (one.open, one.why[-2]["code"]) for one in ranked}


def test_scenario_53_without_a_clinician_at_night_another_way_is_offered(
    rokia, centre, place, hospital
):
    today = rokia.stage.time.date()
    night = datetime(today.year, today.month, today.day, 23, 0, tzinfo=UTC)
    assert doors(rokia, night)[place][0] == "open"
    set_duty(rokia, centre.id, today, LISTENER)
    found = doors(rokia, night)
    assert list(found) == [hospital, place]
    assert found[place][0] == "closed"
    assert doors(rokia, night, "psychosocial")[place][0] == "open"
    assert doors(rokia, night - timedelta(hours=6))[place][0] == "open"
    assert doors(rokia, night + timedelta(hours=9))[place][0] == "open"
    set_duty(rokia, centre.id, today, LISTENER, CALLED)
    assert doors(rokia, night)[place][0] == "on_call"

    turn_away(rokia, centre.id, today, "no_clinician", shift="night", elsewhere="yes")
    kept = TurnAway.objects.get()
    assert (kept.shift, kept.missing) == ("night", "no_clinician")


def test_after_midnight_who_was_not_received_came_on_the_day_that_the_board_counts(
    enter, rokia, centre, monkeypatch
):
    """As a ticket does; the shift is still that of the evening before."""
    late = datetime.combine(now().date(), datetime.min.time(), UTC)
    monkeypatch.setattr(tallying, "now", lambda: late + timedelta(minutes=44))
    page = enter(rokia).get(f"/desk/centres/{centre.id}/autre").content.decode()
    assert f'value="{late:%Y-%m-%d}"' in page
    assert re.search(r'value="night"[^>]* checked', page)


def test_the_desk_says_that_nobody_is_there_now(enter, rokia, centre):
    browser, (today, shift) = enter(rokia), shift_at(now(), 0)
    write_team(browser, centre, today, shift, LISTENER)
    found = words(browser.post(FIND, {"service": "health", "place": "mopti"}))
    assert "Personne sur place pour ce besoin en ce moment" in found
    assert ": personne pour les soins" in words(
        browser.get(f"/desk/centres/{centre.id}")
    )


def test_a_board_is_opened_for_a_place_and_changed(enter, rokia, place):
    browser, at = enter(rokia), "/desk/centres/nouveau"
    page = browser.get(at)
    assert "Porte claire" in words(page)
    ids = dict(HIDDEN.findall(page.content.decode()))
    sent = browser.post(at, {**ids, "site": place, "beds": "3", "low": "6"})
    kept = Centre.objects.get()
    assert sent.headers["Location"] == f"/desk/centres/{kept.id}"
    assert (kept.beds, kept.low) == (3, 6)
    at = f"/desk/centres/{kept.id}/modifier"
    ids = dict(HIDDEN.findall(browser.get(at).content.decode()))
    assert browser.post(at, {**ids, "beds": "many"}).status_code == 200
    assert browser.post(at, {**ids, "beds": "2", "low": "4"}).status_code == 302
    kept.refresh_from_db()
    assert (kept.beds, kept.low) == (2, 4)


def test_the_next_team_begins_from_the_last_of_its_kind(enter, rokia, centre):
    browser, (today, shift) = enter(rokia), shift_at(now(), 0)
    line = f"clinician health here {rokia.id}"
    write_team(browser, centre, today, shift, line, LISTENER)
    board = words(browser.get(f"/desk/centres/{centre.id}"))
    assert "Rokia" in board
    tomorrow = f"/desk/centres/{centre.id}/garde/{today + timedelta(days=1)}/{shift}"
    page = words(browser.get(tomorrow))
    assert "ceci est la dernière équipe de cette garde" in page
    assert f'value="{rokia.id}" selected' in browser.get(tomorrow).content.decode()
    assert Shift.objects.count() == 1


def test_a_line_that_is_not_whole_is_said_and_stays(enter, rokia, centre):
    browser, (today, shift) = enter(rokia), shift_at(now(), 0)
    sent = write_team(browser, centre, today, shift, "clinician")
    assert "Dites pour chaque ligne la spécialité" in words(sent)
    assert 'value="clinician" selected' in sent.content.decode()
    assert not Shift.objects.exists()
    for odd in (f"{today}/evening", "yesterday/night"):
        at = f"/desk/centres/{centre.id}/garde/{odd}"
        assert browser.get(at).status_code == 404


def test_a_ticket_is_given_and_services_are_ticked(enter, rokia, centre):
    browser, at = enter(rokia), f"/desk/centres/{centre.id}"
    ids = carried(browser.get(at), f"{at}/ticket")
    for _ in range(2):  # sent twice, she came once
        assert browser.post(f"{at}/ticket", ids).status_code == 302
    visit = Visit.objects.get()
    page = browser.get(at)
    assert ticket_of(visit.id) in words(page)
    tick = f"/desk/ticket/{visit.id}"
    browser.post(tick, {**carried(page, tick), "parts": ["medical", "legal"]})
    visit.refresh_from_db()
    assert visit.given == ("medical", "legal")
    assert browser.get(at).content.count(b'name="parts"') == 4


def test_whoever_is_not_received_is_counted_and_shown(enter, rokia, centre):
    browser, at = enter(rokia), f"/desk/centres/{centre.id}/autre"
    page = browser.get(at)
    assert "Ni nom, ni âge, ni récit" in words(page)
    said = {**carried(page), **dict(HIDDEN.findall(page.content.decode())),
            "came_on": str(now().date())}  # fmt: skip
    assert browser.post(at, said).status_code == 200  # it does not say what
    assert browser.post(at, {**said, "missing": "no_woman"}).status_code == 302
    assert TurnAway.objects.get().missing == "no_woman"
    board = words(browser.get(f"/desk/centres/{centre.id}"))
    assert "1 personne non reçue aujourd’hui" in board


def test_the_months_list_and_its_numbers_stand_on_a_page(enter, rokia, centre):
    today = now().date()
    month = f"{today:%Y-%m}"
    rokia.stage.time = now()
    come(rokia, centre.id, today, "medical")
    turn_away(rokia, centre.id, today, "no_stock", elsewhere="yes")
    count(rokia, centre.id, pep=1)
    browser, at = enter(rokia), f"/desk/centres/{centre.id}/liste/{month}"
    ids = dict(HIDDEN.findall(browser.get(at).content.decode()))
    sent = browser.post(at, {**ids, "private_room": "no", "free_notice": "yes"})
    report = f"/desk/centres/{centre.id}/mois/{month}"
    assert sent.headers["Location"] == report
    said = words(browser.get(report))
    for part in ("Visites 1", "Soins 1", "Rupture de stock 1", "Kit PEP 1",
                 "1 point tenu sur 2 regardés", "Une salle où l’on n’est ni vu",
                 "Des visites, pas des personnes"):  # fmt: skip
        assert part in said, part
    assert Checklist.objects.get().points["private_room"] == "no"
    for odd in ("2031-01", "x", "2026-13"):
        at = f"/desk/centres/{centre.id}/mois/{odd}"
        assert browser.get(at).status_code == 404


def test_the_coordination_sees_what_lacks_and_neither_names_nor_visits(
    enter, rokia, fatoumata, centre
):
    today = rokia.stage.time.date()
    set_duty(rokia, centre.id, today, f"clinician health here {rokia.id}")
    come(rokia, centre.id, today, "medical")
    browser = enter(fatoumata)
    page = words(browser.get("/desk/centres"))
    assert "Porte claire" in page
    assert "Rokia" not in page
    for rest in ("", "/modifier", "/autre", f"/mois/{today:%Y-%m}"):
        assert browser.get(f"/desk/centres/{centre.id}{rest}").status_code == 404


def test_a_wrong_number_or_too_many_beds_is_said(enter, rokia, centre):
    browser = enter(rokia)
    sent = write_count(browser, centre, beds_free=9)
    assert "plus de lits libres que de lits" in words(sent)
    assert write_count(browser, centre, pep="deux").status_code == 200
    assert not Count.objects.exists()
