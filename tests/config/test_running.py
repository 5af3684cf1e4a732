import io
import logging
import urllib.error
from types import SimpleNamespace

import pytest

from config.commands import running


class Child:
    """A started process, as far as `run` looks at one."""

    def __init__(self, *answers):
        self.answers = list(answers)
        self.ended = False

    def poll(self):
        return self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]

    def terminate(self):
        self.ended = True

    def wait(self, timeout):
        return 0


@pytest.fixture
def started(monkeypatch):
    """Let `run` start these children instead of real ones."""
    children = {}
    monkeypatch.setattr(running, "migrate", lambda arguments: 0)
    monkeypatch.setattr(running, "_child", lambda name: children[name])
    monkeypatch.setattr(running, "_wait_until_answering", lambda children: None)
    monkeypatch.setattr(running.signal, "signal", lambda number, do: None)
    monkeypatch.setattr(running.time, "sleep", lambda seconds: None)
    return children


def test_when_one_part_ends_the_others_are_stopped(started, capsys, settings):
    started |= {"serve": Child(None), "work": Child(None, 1)}
    assert running.run([]) == 1
    assert started["serve"].ended
    assert f"{settings.ORIGIN}/app/" in capsys.readouterr().out


def test_stopping_by_hand_stops_every_part(started, monkeypatch):
    started |= {"serve": Child(None), "work": Child(None)}

    def interrupt(seconds):
        running._interrupt(15, None)

    monkeypatch.setattr(running.time, "sleep", interrupt)
    assert running.run([]) == 0
    assert started["serve"].ended
    assert started["work"].ended


def test_the_demo_is_loaded_only_in_demo_mode(started, monkeypatch, settings):
    loaded = []
    monkeypatch.setattr(running, "_load_demo", lambda: loaded.append(1))
    started |= {"serve": Child(1), "work": Child(None)}
    running.run([])
    assert loaded == []
    settings.DEMO = True
    running.run([])
    assert loaded == [1]


def test_the_loader_gets_the_links_and_nothing_else(
    monkeypatch, settings, tmp_path, db
):
    settings.VAR, calls = tmp_path, []

    def start(line, *, input, check):  # noqa: A002 -- subprocess's own word
        calls.append((line, input.decode()))
        return SimpleNamespace(returncode=0)

    monkeypatch.setattr(running.subprocess, "run", start)
    monkeypatch.setattr(running.connections, "close_all", lambda: None)
    running._load_demo()
    ((line, told),) = calls
    assert line[1:3] == ["-m", "client.demo"]
    assert line[-2:] == ["--size", "S"]
    assert [row.split("\t")[0] for row in told.splitlines()] == ["Assétou", "Moussa"]
    running.people_file().write_text("{}")
    running._load_demo()
    assert len(calls) == 2
    assert calls[1][0][-1] == "--again"  # Nana's story anew, and nothing else
    assert calls[1][1] == ""


def test_a_part_that_dies_early_is_told(monkeypatch):
    with pytest.raises(SystemExit, match="did not start"):
        running._wait_until_answering([Child(1)])


@pytest.mark.parametrize("refusal", [True, False])
def test_any_answer_is_an_answer(monkeypatch, refusal):
    tries = [OSError()]

    def call(address, timeout):
        if tries:
            raise tries.pop()
        if refusal:
            raise urllib.error.HTTPError(address, 404, "", None, io.BytesIO())
        return io.BytesIO()

    monkeypatch.setattr(running.urllib.request, "urlopen", call)
    monkeypatch.setattr(running.time, "sleep", lambda seconds: None)
    running._wait_until_answering([Child(None)])
    assert tries == []


def test_a_server_that_never_answers_is_told(monkeypatch):
    def call(address, timeout):
        raise OSError

    monkeypatch.setattr(running.urllib.request, "urlopen", call)
    monkeypatch.setattr(running.time, "sleep", lambda seconds: None)
    with pytest.raises(SystemExit, match="does not answer"):
        running._wait_until_answering([Child(None)])


def test_the_server_notes_its_release_listens_here_and_keeps_no_access_log(
    monkeypatch,
):
    lines, noted = [], []
    monkeypatch.setattr(running, "note_release", lambda: noted.append("noted"))

    class Server:
        def __init__(self, usage, prog):
            lines.append(running.sys.argv)

        def run(self):
            return None

    monkeypatch.setattr(running, "WSGIApplication", Server)
    monkeypatch.setattr(running.sys, "argv", ["demeso"])
    assert running.serve([]) == 0
    (line,) = lines
    assert noted == ["noted"]
    assert line[line.index("--bind") + 1].startswith("127.0.0.1:")
    assert "--access-logfile" not in line
    assert line[line.index("--logger-class") + 1].endswith("QuietLog")


def test_the_servers_log_names_no_address(monkeypatch):
    monkeypatch.setattr(running.Logger, "setup", lambda self, cfg: None)
    log = running.QuietLog.__new__(running.QuietLog)
    log.error_log = logging.Logger("server")
    log.setup(None)
    shown = io.StringIO()
    log.error_log.addHandler(logging.StreamHandler(shown))
    log.error_log.warning("Invalid request from ip=%s", "192.0.2.7")
    assert "192.0.2.7" not in shown.getvalue()
    assert "WARNING" in shown.getvalue()
