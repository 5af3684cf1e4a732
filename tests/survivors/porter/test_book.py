import sqlite3
import stat
import threading
from contextlib import closing

import pytest

from demeso.survivors.porter.book import (
    Book,
    Opened,
    known_accesses,
    made_pepper,
    numbers_file,
    pepper_file,
)
from demeso.survivors.rules import MOST_TRIES
from tests.portering import CHEAP, NUMBER, PIN

WRONG = "935160"


@pytest.fixture
def book(tmp_path):
    book = Book(tmp_path, CHEAP)
    assert book.put("mine", PIN, NUMBER)
    yield book
    book.close_file()


def test_a_number_and_its_pin_open_one_access(book):
    assert book.check(NUMBER, PIN) == Opened("mine", 0)
    assert book.check(NUMBER, WRONG) is None
    assert book.check("40718264", PIN) is None


def test_five_wrong_tries_in_all_lock_it_however_many_right_ones_lie_between(book):
    for wrong in range(1, MOST_TRIES):
        assert book.check(NUMBER, WRONG) is None
        assert book.check(NUMBER, PIN) == Opened("mine", wrong)
        assert book.locked() == frozenset()
    assert book.check(NUMBER, WRONG) is None
    assert book.check(NUMBER, PIN) is None, "the right PIN opens nothing any more"
    assert book.locked() == {"mine"}


def test_the_count_survives_a_new_start_and_a_locked_one_stays_locked(book, tmp_path):
    for _try in range(MOST_TRIES):
        book.check(NUMBER, WRONG)
    again = Book(tmp_path, CHEAP)
    assert again.check(NUMBER, PIN) is None
    assert again.locked() == {"mine"}
    again.close_file()


def test_a_try_is_counted_before_the_pin_is_looked_at(book, monkeypatch):
    def cut(*_given):
        raise RuntimeError

    monkeypatch.setattr(book, "_stretched", cut)
    for _try in range(MOST_TRIES):
        with pytest.raises(RuntimeError):
            book.check(NUMBER, PIN)
    monkeypatch.undo()
    assert book.check(NUMBER, PIN) is None


def test_many_tries_at_once_win_no_sixth(book):
    seen = []
    real = book._stretched
    book._stretched = lambda pin, salt: seen.append(pin) or real(pin, salt)
    tries = [
        threading.Thread(target=book.check, args=(NUMBER, f"93516{n}"))
        for n in range(10)
    ]
    for one in tries:
        one.start()
    for one in tries:
        one.join()
    assert len(seen) == len(tries), "those that do not count cost the same"
    assert book.check(NUMBER, PIN) is None
    assert book.locked() == {"mine"}


def test_a_new_pin_opens_a_locked_number_again(book):
    for _try in range(MOST_TRIES):
        book.check(NUMBER, WRONG)
    assert book.put("mine", WRONG)
    assert book.locked() == frozenset()
    assert book.check(NUMBER, WRONG) == Opened("mine", 0)
    assert book.check(NUMBER, PIN) is None
    assert not book.put("nobody", PIN), "a PIN alone needs a number that is there"
    assert not book.put("", PIN), "nor does the decoy take one"


def test_a_number_belongs_to_one_access_only(book):
    assert not book.put("hers", WRONG, NUMBER)
    assert book.check(NUMBER, PIN) == Opened("mine", 0)
    assert book.put("mine", PIN, "11223355"), "a new number takes the old one's place"
    assert book.check(NUMBER, PIN) is None


def test_what_ended_is_forgotten(book):
    book.put("hers", WRONG, "11223355")
    book.keep_only({"hers"})
    assert book.check(NUMBER, PIN) is None
    assert book.check("11223355", WRONG) == Opened("hers", 0)
    book.close("hers")
    book.close("")
    assert book.check("11223355", WRONG) is None


def test_an_unknown_number_takes_the_same_steps_as_a_wrong_pin(book):
    def steps(number):
        said = []
        book._line.set_trace_callback(said.append)
        book.check(number, WRONG)
        book._line.set_trace_callback(None)
        return [one.split()[0] for one in said]

    for _try in range(MOST_TRIES):
        book.check(NUMBER, WRONG)
    locked, unknown = steps(NUMBER), steps("99999999")
    assert locked == unknown
    assert locked.count("COMMIT") == 2
    assert book.locked() == {"mine"}, "the decoy never locks"


def test_the_files_are_for_one_user_and_hold_no_number_and_no_pin(book, tmp_path):
    for place in (pepper_file(tmp_path), numbers_file(tmp_path)):
        assert stat.S_IMODE(place.stat().st_mode) == 0o600
        raw = place.read_bytes()
        assert NUMBER.encode() not in raw
        assert PIN.encode() not in raw
    assert len(made_pepper(tmp_path)) == 32


def test_without_the_pepper_the_digests_say_nothing(book, tmp_path):
    with closing(sqlite3.connect(numbers_file(tmp_path))) as line:
        rows = line.execute("SELECT number FROM access WHERE id = 'mine'")
        (kept,) = rows.fetchone()
    pepper_file(tmp_path).write_bytes(bytes(32))
    other = Book(tmp_path, CHEAP)
    assert other.check(NUMBER, PIN) is None
    assert other._named(NUMBER) != kept
    other.close_file()
    pepper_file(tmp_path).unlink()
    assert known_accesses(tmp_path) == {"mine"}
    Book(tmp_path, CHEAP).close_file()
    assert known_accesses(tmp_path) == frozenset(), "what is dead is not kept"
