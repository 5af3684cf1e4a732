import re
from datetime import timedelta

import pytest
from django.template.loader import render_to_string
from django.test import Client
from django.urls import reverse

from demeso.agencies.services.doors import make_desk_code
from demeso.desk.views import entrance
from demeso.directory.models import Organisation
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.ledger.services import quarantine
from tests.handing import hand_over, help_someone, list_organisation, list_yelen

ENTRY = {"name": "Clinique Sariya", "region": "mopti", "services": ["legal"]}
PAGES = ("home", "tracker", "review", "figures", "directory")


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys, "health", "legal")


def hidden(page) -> dict[str, str]:
    found = re.findall(
        r'type="hidden" name="(act|record|base)" value="([^"]*)"', page.content.decode()
    )
    return dict(found)


def test_a_code_opens_the_desk_once(client, kadi):
    code, _until = make_desk_code(actor=kadi.actor, at=now())
    assert client.post("/desk/enter", {"code": code}).status_code == 200
    assert "Kadi" in client.get("/desk/").content.decode()
    client.cookies.clear()
    again = client.post("/desk/enter", {"code": code})
    assert again.status_code == 403
    assert client.get("/desk/").status_code == 401


def test_an_old_or_unknown_code_opens_nothing(client, kadi):
    old = now() - timedelta(minutes=1)
    code, _until = make_desk_code(actor=kadi.actor, at=old)
    for tried in (code, "", "nothing"):
        assert client.post("/desk/enter", {"code": tried}).status_code == 403


def test_without_a_session_every_page_says_the_same(client, db):
    for page in PAGES:
        answer = client.get(reverse(f"desk:{page}"))
        assert answer.status_code == 401
        assert "carnet" in answer.content.decode()


def test_the_sessions_cookie_stays_at_the_desk(enter, kadi):
    cookie = enter(kadi).cookies["carnet"]
    assert (cookie["path"], cookie["samesite"]) == ("/desk/", "Strict")
    assert cookie["httponly"]


def test_each_role_is_shown_its_own_pages(enter, oumou):
    page = enter(oumou).get("/desk/").content.decode()
    assert "/desk/annuaire" in page
    assert "/desk/suivi" not in page


def test_what_a_role_may_not_see_looks_unknown(enter, oumou):
    browser = enter(oumou)
    nowhere = browser.get("/desk/annuaire/nowhere")
    for name in ("tracker", "review", "figures"):
        answer = browser.get(reverse(f"desk:{name}"))
        assert answer.status_code == nowhere.status_code == 404
        assert answer.content == nowhere.content
    missing = browser.get("/desk/nowhere")
    assert (missing.status_code, missing.content) == (404, nowhere.content)


def test_the_tracker_shows_codes_and_opens_a_case_in_the_notebook(
    enter, awa, yelen, oumou, nene, kadi, helped
):
    hand_over(helped, list_yelen(awa, yelen, oumou, nene), oumou)
    page = enter(kadi).get("/desk/suivi").content.decode()
    assert f'href="/app/#/dossier/{helped.code}" target="_blank"' in page
    assert show_code(helped.code) in page
    assert "Centre Yèlèn" in page
    assert "<title>Carnet</title>" in page


def test_the_last_hour_of_a_window_is_said_in_words():
    def said(hours):
        row = {"code": "K7Q-F2M-9T3", "hours": hours, "cells": ()}
        return render_to_string("desk/tracker_row.html", {"row": row})

    assert "2 h utiles" in said(2)
    assert "moins d’une heure utile" in said(0)
    assert "utile" not in said(None)


def test_the_tracker_filters_by_its_address(enter, kadi, helped):
    browser = enter(kadi)
    code = show_code(helped.code)
    assert code in browser.get("/desk/suivi?tri=manque").content.decode()
    empty = browser.get("/desk/suivi?tri=danger").content.decode()
    assert code not in empty
    assert "Aucun dossier ne répond à ce tri." in empty


def test_a_team_without_cases_is_told_what_will_come(enter, kadi):
    page = enter(kadi).get("/desk/suivi").content.decode()
    assert "Aucun dossier pour le moment" in page


def test_review_says_why_an_act_was_set_aside(enter, kadi, helped, stage):
    strange = helped.by.write("referral.accepted", helped.by.new_id(), "answer@1")
    quarantine(
        strange, actor=helped.by.actor, code="record.unknown", received_at=stage.now()
    )
    page = enter(kadi).get("/desk/a-revoir").content.decode()
    assert "Répondre" in page
    assert "Cette page n’existe pas, ou n’est pas pour vous." in page
    assert "1 saisie gardée, non appliquée" in page
    assert "Demandez à qui suit le dossier maintenant" in page


def test_a_supervisor_finds_the_way_to_the_types_of_incidents(enter, kadi):
    assert '#/types"' in enter(kadi).get("/desk/a-revoir").content.decode()


def test_review_shows_both_answers_side_by_side(enter, kadi, helped):
    person = helped.by
    for level in ("high", "low"):
        said = {"danger": {"in_danger": "no"}, "risk": {"risk_level": level}}
        person.do("safety.recorded", helped.case, "safety@1", groups=said)
        person.pen.device = person.new_id()
    page = enter(kadi).get("/desk/a-revoir").content.decode()
    assert show_code(helped.code) in page
    assert page.count("<dt>Aissata ") == 2


def test_figures_say_what_they_do_not_mean(enter, fatoumata):
    page = enter(fatoumata).get("/desk/chiffres").content.decode()
    assert "Ne mesure pas la violence" in page
    assert "Total" not in page


def test_the_directory_lists_who_can_help_and_names_a_gap(enter, awa, kadi):
    list_organisation(awa, "Clinique Sariya", "legal")
    browser = enter(kadi)
    page = browser.get("/desk/annuaire").content.decode()
    assert "Clinique Sariya" in page
    assert "Mopti" in page
    gap = browser.get("/desk/annuaire?service=health").content.decode()
    assert "Personne encore pour ce service" in gap


def test_a_page_sent_twice_adds_one_organisation(enter, fatoumata):
    browser = enter(fatoumata)
    kept = hidden(browser.get("/desk/annuaire/nouvelle"))
    for _ in range(2):
        sent = browser.post("/desk/annuaire/nouvelle", {**kept, **ENTRY})
        assert sent.headers["Location"] == "/desk/annuaire"
    (found,) = Organisation.objects.all()
    assert (found.id, found.name) == (kept["record"], "Clinique Sariya")


def test_a_fault_is_said_beside_its_question(enter, fatoumata):
    browser = enter(fatoumata)
    kept = hidden(browser.get("/desk/annuaire/nouvelle"))
    sent = browser.post("/desk/annuaire/nouvelle", {**kept, **ENTRY, "name": ""})
    page = sent.content.decode()
    assert 'aria-describedby="name-fault"' in page
    assert hidden(sent) == kept
    assert not Organisation.objects.exists()


def test_an_entry_is_edited_by_those_who_keep_it(enter, awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    browser, place = enter(oumou), f"/desk/annuaire/{entry}"
    page = browser.get(place)
    assert "checked" in page.content.decode()
    people = {"agency": yelen.id, "focal_point": nene.id, "deputy": ""}
    browser.post(place, {**hidden(page), **ENTRY, **people})
    found = Organisation.objects.filter(id=entry).first()
    assert (found.name, found.people) == ("Clinique Sariya", {nene.id})


def test_a_refusal_keeps_what_was_written(enter, awa, yelen, oumou, nene):
    entry = list_yelen(awa, yelen, oumou, nene)
    browser, place = enter(oumou), f"/desk/annuaire/{entry}"
    same = {"agency": yelen.id, "focal_point": nene.id, "deputy": nene.id}
    sent = browser.post(place, {**hidden(browser.get(place)), **ENTRY, **same})
    page = sent.content.decode()
    assert "Nommez deux personnes différentes." in page
    assert 'value="Clinique Sariya"' in page


def test_a_coordinator_changes_an_entry_and_not_its_people(
    enter, awa, yelen, oumou, nene, fatoumata
):
    entry = list_yelen(awa, yelen, oumou, nene)
    browser, place = enter(fatoumata), f"/desk/annuaire/{entry}"
    page = browser.get(place)
    assert 'name="focal_point"' not in page.content.decode()
    browser.post(place, {**hidden(page), **ENTRY})
    found = Organisation.objects.filter(id=entry).first()
    assert (found.name, found.people) == ("Clinique Sariya", {oumou.id, nene.id})


def test_others_do_not_reach_the_forms(enter, awa, kadi):
    entry = list_organisation(awa, "Clinique Sariya", "legal")
    browser = enter(kadi)
    for place in ("/desk/annuaire/nouvelle", f"/desk/annuaire/{entry}"):
        assert browser.get(place).status_code == 404
        assert browser.post(place, ENTRY).status_code == 404


def test_a_tampered_page_is_refused(enter, fatoumata):
    browser = enter(fatoumata)
    kept = hidden(browser.get("/desk/annuaire/nouvelle"))
    for wrong in ({"act": "x"}, {"record": "y"}, {"base": "-1"}):
        sent = browser.post("/desk/annuaire/nouvelle", {**kept, **ENTRY, **wrong})
        assert sent.status_code == 400


def test_the_desk_speaks_the_chosen_language(enter, kadi):
    browser = enter(kadi)
    assert '<html lang="fr"' in browser.get("/desk/").content.decode()
    browser.post("/desk/langue", {"language": "en"})
    page = browser.get("/desk/").content.decode()
    assert '<html lang="en"' in page
    assert "Directory" in page


def test_leaving_ends_the_session_and_shows_a_calendar(enter, kadi):
    browser = enter(kadi)
    left = browser.post("/desk/fermer")
    assert left.headers["Location"] == "/quitter"
    assert left.headers["Clear-Site-Data"] == '"cache", "cookies"'
    assert browser.get("/desk/").status_code == 401


def test_a_session_lasts_half_an_hour_from_its_last_use_and_one_working_day(
    enter, kadi, monkeypatch
):
    browser, begun = enter(kadi), now()

    def later(**more):
        monkeypatch.setattr(entrance, "now", lambda: begun + timedelta(**more))
        return browser.head("/desk/ici")

    assert "carnet" in later(seconds=0).cookies
    assert later(seconds=30).cookies == {}, "not written at every call"
    still = later(minutes=5)
    assert (still.status_code, still.content) == (204, b"")
    assert still.cookies["carnet"]["max-age"] == 30 * 60
    assert later(hours=7, minutes=59).status_code == 204
    assert later(hours=8, minutes=1).status_code == 401


def test_every_page_has_its_persons_own_keys_for_words_that_rest(enter, kadi, bintou):
    found = []
    for person in (kadi, bintou, kadi):
        said = enter(person).get("/desk/").content.decode()
        found += re.findall(r'<resting-words data-keys="([\w-]{43} [\w-]{43})"', said)
    assert found[0] == found[2] != found[1]


def test_leaving_works_when_the_session_has_ended(enter, kadi):
    """What lies open on a table for an hour must still close at one touch."""
    enter(kadi)
    strict = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    for cookie in ("", "an-old-one"):
        strict.cookies["carnet"] = cookie
        left = strict.post("/desk/fermer")
        assert (left.status_code, left.headers["Location"]) == (302, "/quitter")
        assert left.headers["Clear-Site-Data"] == '"cache", "cookies"'
