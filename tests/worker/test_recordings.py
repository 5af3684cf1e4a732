"""Questions that can be heard: a tone stands in for a voice."""

import hashlib
import io
import math
import struct
import wave
from pathlib import Path

import pytest
from django.test import Client

from config.commands.recordings import recordings as say
from demeso.help.hearing import SPOKEN
from demeso.kernel.canon import b64
from demeso.worker import recordings, wording

TWO = ("relectrice de la langue", "conseil des survivantes")


def tone(seconds: float = 0.2, rate: int = 8000) -> bytes:
    """Return a small generated sound."""
    out = io.BytesIO()
    samples = (
        int(8000 * math.sin(2 * math.pi * 440 * at / rate))
        for at in range(int(seconds * rate))
    )
    with wave.open(out, "wb") as file:
        file.setparams((1, 2, rate, 0, "NONE", ""))
        file.writeframes(b"".join(struct.pack("<h", one) for one in samples))
    return out.getvalue()


def speak(path: Path, sound: bytes, *by: str) -> None:
    """Put a recording down, with the approvals that it has."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(sound)
    digest = b64(hashlib.sha256(sound).digest())
    said = "".join(f"{digest} {who}\n" for who in by)
    path.with_suffix(".approved").write_text(said)


@pytest.fixture
def folder(tmp_path, settings):
    """Return a folder in which one question is spoken in Bamanankan."""
    settings.RECORDINGS = tmp_path / "audio"
    place = settings.RECORDINGS / "bm" / "consent@1"
    for name in ("services", "no_such_question"):
        speak(place / f"{name}.wav", tone(), *TWO)
    (place / "language.txt").write_text("not a voice")
    stranger = settings.RECORDINGS / "xx" / "consent@1"
    speak(stranger / "services.wav", tone(), *TWO)
    yield settings.RECORDINGS
    recordings.recordings.cache_clear()


def test_only_questions_that_are_asked_in_a_known_language_are_listed(folder):
    (found,) = recordings.recordings(folder)
    assert (found.language, found.form, found.question) == (
        "bm", "consent@1", "services",
    )  # fmt: skip
    assert found.digest in recordings.listed()
    assert "xx" not in recordings.listed()


@pytest.mark.parametrize("by", [(), TWO[:1], (TWO[0], TWO[0].upper()), (TWO[0], "")])
def test_what_two_did_not_approve_is_not_heard(folder, capsys, by):
    speak(folder / "bm" / "consent@1" / "services.wav", tone(), *by)
    assert recordings.recordings(folder) == ()
    say(["bm"])
    assert "of 2): consent@1/services " in capsys.readouterr().out


def test_other_words_lose_the_yes_of_the_first(folder):
    (folder / "bm" / "consent@1" / "services.wav").write_bytes(tone(0.3))
    assert recordings.recordings(folder) == ()


def test_a_recording_is_served_for_ever_under_an_address_that_says_nothing(folder, db):
    (found,) = recordings.recordings(folder)
    answer = Client().get(f"/app/voix/{found.digest}")
    assert answer.status_code == 200
    assert answer.content == tone()
    assert answer.headers["Content-Type"] == "audio/wav"
    assert "immutable" in answer.headers["Cache-Control"]
    assert Client().get("/app/voix/" + "x" * 43).status_code == 404


def test_the_list_comes_with_the_later_screens_and_changes_their_address(folder):
    before = wording.rest_of.__wrapped__("fr")
    assert 'id="recordings"' in before[1]
    (folder / "bm" / "consent@1" / "services.wav").unlink()
    recordings.recordings.cache_clear()
    after = wording.rest_of.__wrapped__("fr")
    assert 'id="recordings"' not in after[1]
    assert before[0] != after[0]


def test_the_command_says_what_is_missing_in_each_language(folder, capsys):
    every = sum(map(len, (recordings.asked() | SPOKEN).values()))
    assert say([]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert any(line.split()[:4] == ["bm", "1", "of", str(every)] for line in lines)
    assert any(line.split()[:2] == ["fr", "0"] for line in lines)
    say(["bm"])
    told = capsys.readouterr().out
    assert "missing: consent@1/services" not in told
    assert "missing: consent@1/statistics" in told
    assert "missing: help@1/first" in told
    assert told.count("missing: ") == every - 1


def test_nothing_that_the_app_fills_in_waits_for_a_voice():
    asked = recordings.asked()
    assert "code" not in asked["consent@1"]
    assert "release" not in asked["referral@1"]
    assert "in_danger" in asked["safety@1"]
