"""Pages that can be heard: a tone stands in for a voice."""

import re
from html import unescape

import pytest
from django.test import Client

from demeso.help import hearing
from demeso.kernel.refusal import UnknownError
from tests.worker.test_recordings import TWO, speak, tone


@pytest.fixture
def folder(tmp_path, settings):
    """Return a folder in which one page is spoken in two languages."""
    settings.RECORDINGS = tmp_path / "audio"
    for language in ("ff", "bm", "xx"):
        place = settings.RECORDINGS / language / hearing.FORM
        speak(place / "first.wav", tone(0.1 + len(language) / 100), *TWO)
        speak(place / "no-such-page.wav", tone(), *TWO)
        speak(place / "friend.wav", tone(), TWO[0])
    yield settings.RECORDINGS
    hearing._spoken.cache_clear()


def test_a_page_is_heard_in_the_languages_in_which_somebody_spoke_it(folder):
    assert [one.code for one in hearing.voices("first")] == ["bm", "ff"]
    assert hearing.voices("friend") == []


def test_a_voice_stands_on_its_page_and_says_nothing_in_its_address(folder, db):
    text = unescape(Client().post("/suite", {"page": "first"}).content.decode())
    assert "Écouter cette page" in text
    found = re.findall(
        r'<audio controls preload="none"[^>]* src="(/voix/[\w-]{43})">', text
    )
    assert len(found) == 2
    answer = Client().get(found[0])
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "audio/wav"
    assert answer.headers["Cache-Control"] == "no-store"  # nothing of it stays
    assert Client().get("/voix/" + "x" * 43).status_code == 404


def test_without_a_voice_there_is_no_button_and_never_a_machine(db):
    text = unescape(Client().post("/suite", {"page": "first"}).content.decode())
    assert "<audio" not in text
    assert "Écouter cette page" not in text


def test_what_nobody_has_spoken_yet_is_counted(folder):
    every = len(hearing.SPOKEN[hearing.FORM])
    assert len(hearing.unspoken("bm")) == every - 1
    assert len(hearing.unspoken("fr")) == every
    assert (hearing.FORM, "first") not in hearing.unspoken("ff")


def test_an_unknown_voice_is_refused(folder):
    with pytest.raises(UnknownError):
        hearing.get_voice("x" * 43)
