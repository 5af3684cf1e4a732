"""The desk's pages for whoever controls, keeps people, or asks to be reminded."""

import re

import pytest
from django.test import Client

from client.codes import new_code
from demeso.desk.models import LogCheck, Reminder
from demeso.desk.services.reminding import send_reminders
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from demeso.ledger.models import Access
from tests.cast import hire, invite
from tests.handing import help_someone

ACCESSES = "/desk/acces"


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys, "health", "legal")


def words(page) -> str:
    return re.sub(r"<[^>]+>|\s+", " ", page.content.decode())


def test_the_tracker_turns_what_is_chosen_into_an_address(enter, kadi, helped):
    browser = enter(kadi)
    chosen = {"besoin": "legal", "risque": "", "avec": helped.by.id, "x": "y"}
    sent = browser.post("/desk/suivi", chosen)
    assert (sent.status_code, sent.headers["Location"]) == (
        302, f"/desk/suivi?avec={helped.by.id}&besoin=legal",
    )  # fmt: skip
    page = browser.get(sent.headers["Location"])
    assert show_code(helped.code) in page.content.decode()
    assert '<option value="legal" selected>' in page.content.decode()
    none = browser.get("/desk/suivi?besoin=livelihoods").content.decode()
    assert "Aucun dossier ne répond à ce tri." in none


def test_a_code_and_a_reason_show_who_looked(enter, bintou, kadi, helped):
    enter(kadi).get("/desk/suivi")
    browser = enter(bintou)
    typed = {"code": show_code(helped.code).lower(), "reason": "request"}
    page = browser.post(ACCESSES, typed)
    assert page.status_code == 200
    assert "Kadi, Association Dɛmɛ" in words(page)
    assert "Suivi de l’équipe" in words(page)
    again = words(browser.post(ACCESSES, typed))
    assert "La personne demande qui a vu son dossier" in again
    assert "Bintou, Association Dɛmɛ" in again


@pytest.mark.parametrize(
    ("code", "reason", "status", "said"),
    [
        ("K7Q", "request", 200, "Ce code n’est pas juste"),
        ("", "", 200, "Dites pourquoi vous cherchez"),
        (None, "", 200, "Dites pourquoi vous cherchez"),
    ],
)
def test_what_is_missing_is_said_beside_it(
    enter, bintou, helped, code, reason, status, said
):
    typed = {"code": helped.code if code is None else code, "reason": reason}
    page = enter(bintou).post(ACCESSES, typed)
    assert page.status_code == status
    assert said in words(page)
    assert not Access.objects.filter(actor=bintou.id).exists()


def test_anothers_code_looks_like_none_and_the_attempt_is_remembered(
    enter, awa, yelen, bintou, helped
):
    browser = enter(hire(awa, yelen.id, "Sira", "dpo"))
    real = browser.post(ACCESSES, {"code": helped.code, "reason": "other"})
    none = browser.post(ACCESSES, {"code": new_code(), "reason": "other"})
    assert real.status_code == 404
    assert "Aucun dossier de votre organisation ne porte ce code." in words(real)
    assert none.status_code == 404
    page = enter(bintou).post(ACCESSES, {"code": helped.code, "reason": "incident"})
    assert "Sira, Centre Yèlèn" in words(page)
    assert "refusé" in words(page)


def test_the_log_says_whether_it_is_whole(enter, bintou):
    browser = enter(bintou)
    assert "pas encore vérifié" in words(browser.get(ACCESSES))
    sent = browser.post("/desk/acces/verifier")
    assert (sent.status_code, sent.headers["Location"]) == (302, ACCESSES)
    assert "vérification en cours" in words(browser.get(ACCESSES))
    rows = LogCheck.objects.all()
    rows.update(finished_at=now())
    assert "entier : rien n’a été changé" in words(browser.get(ACCESSES))
    rows.update(broken_at=7)
    assert "Le registre n’est pas entier" in words(browser.get(ACCESSES))


def test_people_show_roles_since_when_and_signed_by_whom(
    enter, awa, kadi, aissata, deme
):
    invite(awa, deme.id, "Issa")
    browser = enter(awa)
    page = words(browser.get("/desk/personnes"))
    assert "signé par Awa" in page
    assert "Superviseur" in page
    assert "pas encore là" in page
    assert "à la fondation" in page
    one = words(browser.get(f"/desk/personnes?agence={deme.id}"))
    assert "Kadi" in one
    assert "Moussa" not in one


def test_agencies_show_how_many_are_there(enter, awa, kadi, aissata, deme):
    page = words(enter(awa).get("/desk/agences"))
    assert "Association Dɛmɛ" in page
    assert "2 personnes présentes" in page


def test_a_reminder_is_off_until_one_asks_for_it(enter, aissata):
    browser = enter(aissata)
    assert "Rien ne part" in words(browser.get("/desk/rappel"))
    wrong = browser.post("/desk/rappel", {"address": "nonsense", "deed": "ask"})
    assert "n’a pas la forme d’une adresse" in words(wrong)
    assert 'value="nonsense"' in wrong.content.decode()
    assert not Reminder.objects.exists()
    browser.post("/desk/rappel", {"address": "a@example.org", "deed": "ask"})
    assert "Un message part à a@example.org" in words(browser.get("/desk/rappel"))
    browser.post("/desk/rappel", {"deed": "stop"})
    assert not Reminder.objects.exists()


def test_the_link_stops_it_without_signing_in_when_pressed(enter, helped, stage):
    by = helped.by
    enter(by).post("/desk/rappel", {"address": "a@example.org", "deed": "ask"})
    said = {"danger": {"in_danger": "yes"}}
    by.do("safety.recorded", helped.case, "safety@1", groups=said)
    sent = []
    send_reminders(
        actor=door("work"), at=stage.time.replace(hour=9, day=20),
        deliver=lambda _to, message: sent.append(message),
    )  # fmt: skip
    link = "/" + sent[0].stop.split("/", 3)[3]
    stranger = Client(SERVER_NAME="localhost", enforce_csrf_checks=True)
    assert "Ne plus recevoir" in words(stranger.get(link))
    assert Reminder.objects.exists()
    done = stranger.post(link, {"List-Unsubscribe": "One-Click"})
    assert "C’est arrêté" in words(done)
    assert not Reminder.objects.exists()
    unknown = stranger.post("/desk/stop/nothing-like-it")
    assert words(unknown) == words(done).replace(link, "")
