"""Red lines on the one message that leaves: to staff, and it says nothing."""

import re
from datetime import timedelta

import pytest
from django.conf import settings
from django.core import mail
from django.utils import translation
from django.utils.translation import gettext

from demeso.casework.rules.telling import TYPES
from demeso.desk.jobs import deliver, remind
from demeso.desk.models import Reminder
from demeso.desk.rules.reminding import MANY, ONE, STOP, SUBJECT
from demeso.desk.services.reminding import ask_reminder, send_reminders
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.actor import door
from demeso.kernel.country import country
from tests.house.french import unbound
from tests.house.test_secrets import TELLING
from tests.redlines.conftest import SECRETS

LANGUAGES = ("fr", "en")
CORPUS = (SUBJECT, ONE, MANY, STOP)
# The only words that a message may hold, in either language.
WORDS = re.compile(
    r"Rappel|Reminder|Vous avez|You have|1|\d+|tâches? urgentes?|urgent tasks?|"
    r"Pour ne plus recevoir ce message|To stop receiving this message|[ .:]|--|\n"
)


@pytest.fixture
def sent(told, stage, monkeypatch):
    """Let Aïssata's reminder leave; her case is in danger, at high risk."""
    monkeypatch.setattr(settings, "ORIGIN", "https://exemple.test")

    def leave(language: str = "fr"):
        ask_reminder(
            actor=told.by.actor, address="a@example.org", language=language,
            at=stage.now(),
        )  # fmt: skip
        mail.outbox.clear()
        at = stage.time.replace(hour=9) + timedelta(days=1)
        send_reminders(actor=door("work"), at=at, deliver=deliver)
        return mail.outbox[0]

    return leave


def everything_known(told) -> list[str]:
    """Return what a message must never hold of her, of places and of services."""
    here = country(settings.COUNTRY)
    places = [place.name for place in here.regions + here.cercles]
    words = [label for _code, label in (*SERVICES, *TYPES)]
    return [told.code, told.case, told.survivor, *SECRETS.values(), *places, *words]


@pytest.mark.parametrize("language", LANGUAGES)
def test_redline_28_a_message_holds_a_number_a_link_and_nothing_else(
    language, sent, told
):
    found = sent(language)
    text = unbound(f"{found.subject}\n{found.body}")
    link = found.extra_headers["List-Unsubscribe"].strip("<>")
    assert link in text
    rest = WORDS.sub("", text.replace(link, ""))
    assert rest == ""
    whole = found.message().as_string().replace("=\n", "")
    drawn = link.rpartition("/")[2]  # three letters of it may spell a town by chance
    assert drawn in whole
    known = everything_known(told)
    assert [one for one in known if one in whole.replace(drawn, "")] == []
    assert not TELLING.search(text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_redline_05_no_text_that_leaves_names_violence_health_or_a_house(language):
    with translation.override(language):
        for text in CORPUS:
            assert not TELLING.search(gettext(text)), text


def test_redline_05_messages_go_to_staff_who_asked_and_to_nobody_else(sent, told):
    found = sent()
    assert found.to == ["a@example.org"]
    assert (found.cc, found.bcc) == ([], [])
    fields = {field.name for field in Reminder._meta.concrete_fields}
    assert fields == {
        "worker", "address", "language", "stop_hash", "asked_at", "looked_on",
    }  # fmt: skip
    target = Reminder._meta.get_field("worker").related_model
    assert target._meta.label == "agencies.Worker"


def test_redline_13_without_a_wish_nothing_leaves(told):
    remind.call()
    assert mail.outbox == []


def test_scenario_24_a_message_to_staff_says_that_something_presses_and_stops(sent):
    found = sent()
    assert found.body.splitlines()[0] == "Vous avez 1 tâche urgente."
    assert found.extra_headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert found.extra_headers["Auto-Submitted"] == "auto-generated"
