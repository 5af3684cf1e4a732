"""Whoever watches over the data is told of an urgent access, and sees how it went."""

from datetime import timedelta

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from config.commands.working import tick
from demeso.agencies.services.doors import make_desk_code
from demeso.casework.models import Glass
from demeso.desk.jobs import alert
from demeso.desk.queries.reminding import urgent_tasks
from demeso.desk.services.reminding import ask_reminder
from demeso.kernel.clock import now
from demeso.ledger.models import Access
from tests.cast import Person, Team, open_session
from tests.glassing import Watch, ask, close, keep_watch, refuse, release
from tests.handing import Helped, help_someone
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


@part
def watch(awa: Person, deme: Team, kadi: Person, bintou: Person) -> Watch:
    return keep_watch(awa, deme, kadi, bintou)


@part
def threatened(watch: Watch, aissata: Person) -> Helped:
    return help_someone(aissata, watch.team, "health")


def page(client, person):
    open_session(client, person)
    code, _until = make_desk_code(actor=person.actor, at=now())
    assert client.post("/desk/enter", {"code": code}).status_code == 200
    return " ".join(client.get("/desk/a-deux").content.decode().split())


def test_the_page_says_who_why_when_and_how_long_it_took(
    client, watch, threatened, bintou
):
    request = ask(watch, threatened)
    watch.asker.stage.time += timedelta(minutes=12)
    release(watch.on_call[1], request, watch)
    close(watch.asker, request)
    watch.asker.stage.time += timedelta(minutes=1)
    second = ask(watch, threatened, why="care")
    watch.asker.stage.time += timedelta(minutes=20)
    refuse(watch.on_call[2], second, "other_way")
    shown = page(client, bintou)
    for words in (
        "Il y a un danger maintenant", "en 12 min", "refermé", "Kadi", "Tata",
        "Un soin ne peut pas attendre", "en 20 min, visé : 15", "Ousmane",
        "On peut aider sans ouvrir le dossier", "garde assurée",
    ):  # fmt: skip
        assert words in shown, words
    assert Access.objects.filter(what="desk.glasses", actor=bintou.id).count() == 1


def test_too_few_on_call_are_said(client, bintou, deme_keys):
    assert "moins de trois personnes de garde" in page(client, bintou)


def test_scenario_20_whoever_is_on_call_gets_one_neutral_message(watch, threatened):
    person, at = watch.on_call[0], watch.asker.stage.time
    for one, address in ((person, "a@example.org"), (watch.asker, "b@example.org")):
        ask_reminder(actor=one.actor, address=address, language="fr", at=at)
    ask(watch, threatened)
    tick(at.replace(hour=3))
    (job,) = DBTaskResult.objects.all()
    assert job.task_path == alert.module_path
    alert.call()
    alert.call()
    (sent,) = mail.outbox
    assert sent.to == ["a@example.org"]
    assert sent.body.startswith("Vous avez 1 tâche urgente.\n")
    for word in (threatened.code, "accès", "dossier", watch.team.name):
        assert word not in sent.subject + sent.body
    assert urgent_tasks(person.actor, at=at) == 1


def test_the_minute_tick_closes_what_time_has_ended(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    until = Glass.objects.get().until
    tick(until - timedelta(minutes=1))
    assert Glass.objects.get().state == "released"
    tick(until)
    assert Glass.objects.get().state == "closed"
