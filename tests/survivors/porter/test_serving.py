import json
import logging
import socket
import stat

import pytest

from config.quiet import NoDetail
from demeso.kernel.refusal import RefusedError
from demeso.survivors.porter import asking
from demeso.survivors.porter.asking import check, close, put, turn, window
from demeso.survivors.porter.serving import NO, Porter
from tests.portering import NUMBER, PIN

WRONG = "935160"


@pytest.fixture
def given(gate):
    assert put("mine", PIN, NUMBER)
    return gate


def test_what_is_put_opens_a_page_that_turns(given):
    page = check(NUMBER, PIN, "form")
    assert (page.access, page.wrong) == ("mine", 0)
    turned = turn(page.token)
    assert turned.access == "mine"
    assert turn(page.token) is None
    close("mine")
    assert turn(turned.token) is None
    assert check(NUMBER, PIN, "other") is None


def test_a_form_that_is_sent_again_opens_nothing_and_costs_no_try(given):
    assert check(NUMBER, PIN, "form") is not None
    for _try in range(7):
        assert check(NUMBER, WRONG, "form") is None
    assert check(NUMBER, PIN, "next").wrong == 0


def test_a_new_pin_closes_the_pages_that_are_open(given):
    page = check(NUMBER, PIN, "form")
    assert put("mine", WRONG)
    assert turn(page.token) is None


def test_weak_pins_and_odd_numbers_are_not_taken(given):
    assert not put("mine", "123456")
    assert not put("mine", PIN, "1234567")
    assert not put("nobody", PIN)


def test_everybody_together_may_knock_so_often_and_no_more(given):
    for n in range(30):
        assert check("00000000", WRONG, str(n)) is None
    with pytest.raises(RefusedError, match=r"number\.busy"):
        check("00000000", WRONG, "one more")
    given.calm()
    assert check(NUMBER, PIN, "after") is not None


def test_nobody_at_the_window_is_said_calmly(settings, tmp_path):
    settings.PORTER = tmp_path
    with pytest.raises(RefusedError, match=r"number\.silent"):
        turn("x")


def test_the_window_is_for_one_user(given, settings):
    assert stat.S_IMODE(window(settings.PORTER).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "line",
    [
        b"", b"[]", b"{", b'{"ask":"names"}', b'{"ask":"turn"}',
        b'{"ask":"turn","token":1}', b'{"ask":"turn","token":"x","more":"y"}',
        b'{"ask":["turn"]}',
    ],
)  # fmt: skip
def test_what_has_another_shape_gets_no_answer(given, line):
    assert Porter(given.book).answer(line) == NO


def test_a_fault_is_logged_without_what_was_asked(given, settings, caplog, monkeypatch):
    def broken(*_given):
        raise RuntimeError(NUMBER)

    monkeypatch.setattr(given.book, "check", broken)
    caplog.set_level(logging.ERROR)
    caplog.handler.addFilter(NoDetail())
    with socket.socket(socket.AF_UNIX) as line:
        line.connect(str(window(settings.PORTER)))
        asked = {"ask": "check", "number": NUMBER, "pin": PIN, "form": "f"}
        line.sendall(json.dumps(asked).encode() + b"\n")
        assert line.makefile("rb").readline() == b""
    assert NUMBER not in caplog.text
    assert PIN not in caplog.text
    monkeypatch.setattr(asking, "PATIENCE", 1.0)
    with pytest.raises(RefusedError, match=r"number\.silent"):
        check(NUMBER, PIN, "g")
