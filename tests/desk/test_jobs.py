import logging

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from config.commands.working import tick
from demeso.desk.jobs import alert, check_log, deliver, remind
from demeso.desk.rules.reminding import Message
from demeso.desk.services.looking import ask_check
from demeso.desk.services.reminding import ask_reminder

MESSAGE = Message("Rappel", "Vous avez 1 tâche urgente.\n", "https://exemple.test/stop")


def test_a_message_carries_its_stop_link_and_says_that_a_program_sent_it(db):
    deliver("a@example.org", MESSAGE)
    (sent,) = mail.outbox
    assert sent.extra_headers["List-Unsubscribe"] == "<https://exemple.test/stop>"
    assert sent.extra_headers["Auto-Submitted"] == "auto-generated"
    assert (sent.to, sent.body) == (["a@example.org"], MESSAGE.body)


def test_what_cannot_be_sent_is_said_without_an_address(monkeypatch, caplog):
    def fail(_mail) -> None:
        raise ConnectionRefusedError("mail.example.org")

    monkeypatch.setattr("django.core.mail.EmailMessage.send", fail)
    with caplog.at_level(logging.ERROR):
        deliver("a@example.org", MESSAGE)
    assert "demeso.desk.jobs" in caplog.text
    assert "example.org" not in caplog.text


def test_the_tick_asks_for_reminders_only_when_somebody_wants_one(aissata, stage):
    at = stage.time.replace(hour=9)
    tick(at)
    assert not DBTaskResult.objects.exists()
    ask_reminder(actor=aissata.actor, address="a@example.org", language="fr", at=at)
    tick(at)
    (job,) = DBTaskResult.objects.all()
    assert job.task_path == remind.module_path
    assert "example.org" not in str(job.args_kwargs)


def test_the_job_walks_over_the_log(bintou, stage):
    made, _new = ask_check(actor=bintou.actor, at=stage.now())
    check_log.call(made.pk)
    made.refresh_from_db()
    assert (made.broken_at, made.finished_at is not None) == (None, True)


@pytest.mark.parametrize("job", [check_log, remind, alert])
def test_jobs_name_nobody(job):
    assert job.module_path.startswith("demeso.desk.jobs.")
