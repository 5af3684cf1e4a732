"""A locked place on the desk: what was done, and whom to warn, by code and day."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from config.commands.working import tick
from demeso.desk.jobs import alert
from demeso.desk.queries.locking import locked, open_locks, warned
from demeso.desk.rules.tracking import Handed, cell_of
from demeso.desk.services.reminding import ask_reminder
from demeso.kernel.clock import now
from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Access
from demeso.worker.locking import show_locks
from tests.cast import Person, Team, hire
from tests.desk.watching import words
from tests.handing import Helped, accept, hand_over, help_someone, list_yelen
from tests.locking import listed_site, lock, staff, tell, unlock
from tests.places import verify_site
from tests.scene import part

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/desk/lieux-verrouilles"


@part
def organisation(awa: Person, yelen: Team, oumou: Person, nene: Person) -> str:
    return list_yelen(awa, yelen, oumou, nene)


@part
def clinic(
    awa: Person, moussa: Person, organisation: str, oumou: Person, nene: Person
) -> str:
    site = listed_site(awa, moussa, organisation)
    staff(oumou, site, oumou, nene)
    return site


@part
def awaited(
    aissata: Person, deme_keys: Team, organisation: str, oumou: Person
) -> Helped:
    """Somebody who has a day at Centre Yèlèn."""
    helped = help_someone(aissata, deme_keys)
    accept(oumou, hand_over(helped, organisation, oumou), "2026-11-05")
    return helped


def test_the_sender_s_supervisor_reads_codes_and_days_and_the_place_s_own_none(
    enter, clinic, awaited, oumou, kadi, sira
):
    lock(oumou, clinic)
    shown = words(enter(kadi).get(PAGE))
    code = f"{awaited.code[:3]}-{awaited.code[3:6]}-{awaited.code[6:]}"
    for said in (code, "5 novembre", "Rendez-vous", "à prévenir", "à orienter"):
        assert said in shown, said
    assert "Verrouillé par" not in shown, "the lock is another agency's"
    seen = Access.objects.filter(what="desk.locks", actor=kadi.id)
    assert [row.record for row in seen] == [awaited.survivor]
    own = words(enter(sira).get(PAGE))
    for said in ("Porte bleue", "Verrouillé par Oumou", "prévenues : 0 sur 1",
                 "1 appareil coupé", "1 orientation revenue"):  # fmt: skip
        assert said in own, said
    assert code not in own


def test_what_people_did_is_ticked_off(clinic, awaited, aissata, oumou, kadi):
    lock(oumou, clinic)
    ((way, who),) = warned(kadi.actor)
    assert (who, way.left.tell) == ("Aissata", True)
    tell(aissata, way.id)
    (found,) = locked(oumou.actor)
    assert (found.numbers.to_tell, found.numbers.to_orient) == (0, 1)
    assert open_locks(oumou.actor) == 1


def test_whoever_controls_gets_one_neutral_message_and_sees_it(
    enter, clinic, oumou, awa, yelen
):
    tick(oumou.stage.time)
    assert not DBTaskResult.objects.exists()
    lock(oumou, clinic)
    dpo = controller(awa, yelen)
    for one, address in ((dpo, "a@example.org"), (oumou, "b@example.org")):
        at = oumou.stage.time
        ask_reminder(actor=one.actor, address=address, language="fr", at=at)
    tick(oumou.stage.time)
    assert alert.module_path in {row.task_path for row in DBTaskResult.objects.all()}
    alert.call()
    alert.call()
    (message,) = [one for one in mail.outbox if one.to == ["a@example.org"]]
    assert "Vous avez 1 tâche urgente." in message.body
    assert not [one for one in mail.outbox if one.to == ["b@example.org"]]
    assert "1 lieu est verrouillé" in words(enter(dpo).get("/desk/protection"))
    assert "Ouvrir un incident" in words(enter(dpo).get(PAGE))


def controller(awa: Person, yelen: Team) -> Person:
    return hire(awa, yelen.id, "Tenin", "dpo")


def test_opened_by_two_it_waits_to_be_verified(enter, clinic, oumou, sira):
    held = lock(oumou, clinic)
    unlock("unlocking.proposed", oumou, held)
    unlock("site.unlocked", sira, held)
    shown = words(enter(sira).get(PAGE))
    assert "rouvert par Oumou et Sira" in shown
    assert "vérifier la fiche" in shown
    verify_site(oumou, clinic)
    assert "vérifier la fiche" not in words(enter(sira).get(PAGE))


def test_nobody_else_sees_locks(aissata, clinic, oumou):
    lock(oumou, clinic)
    with pytest.raises(UnknownError):
        locked(aissata.actor)
    assert warned(oumou.actor) == []


def test_the_app_shows_each_her_own_part(clinic, awaited, aissata, oumou, nene, sira):
    before = show_locks(oumou.actor)
    (site,) = before["sites"]
    assert (site["devices"], site["referrals"], site["appointments"]) == (2, 1, 1)
    assert {one["called"] for one in site["staff"]} == {"Oumou", "Nene"}
    assert before["ways"] == []
    held = lock(oumou, clinic)
    unlock("unlocking.proposed", oumou, held)
    mine, second = show_locks(oumou.actor), show_locks(sira.actor)
    assert [one["may_agree"] for one in mine["locks"]] == [False]
    assert [one["may_agree"] for one in second["locks"]] == [True]
    found = show_locks(aissata.actor)
    assert (found["sites"], found["locks"], found["colleagues"]) == ([], [], [])
    (way,) = found["ways"]
    assert (way["code"], way["on"], way["what"]) == (
        awaited.code, "2026-11-05", "appointment",
    )  # fmt: skip


def test_the_tracker_says_that_the_place_cannot_be_reached():
    gone = Handed(status="declined", sent_at=now(), reason="locked", to="Yèlèn")
    assert cell_of("open", gone, at=now()).words == "lieu plus joignable"
    no = Handed(status="declined", sent_at=now(), reason="full")
    assert cell_of("open", no, at=now()).words == "refusé par le service"


def test_a_locked_place_says_to_whoever_keeps_it_that_nobody_is_to_be_sent(
    enter, client, clinic, organisation, oumou, kadi
):
    lock(oumou, clinic)
    browser = enter(oumou)
    for page in (f"/desk/lieu/{clinic}", f"/desk/annuaire/{organisation}/lieux"):
        shown = words(browser.get(page))
        assert "n’y envoyez personne" in shown
        assert "Ouvert j" not in shown  # today until…, or day and night
    client.cookies.clear()
    browser = enter(kadi)
    assert browser.get(f"/desk/lieu/{clinic}").status_code == 404
    assert "n’y envoyez personne" not in words(
        browser.get(f"/desk/annuaire/{organisation}/lieux")
    )
