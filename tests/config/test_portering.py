import pytest

from config.commands import portering
from config.commands.portering import porter_at_work, porter_complaints, tend
from demeso.ledger.models import Entry
from demeso.survivors.models import OwnAccess
from demeso.survivors.porter.asking import check, put, window
from demeso.survivors.porter.book import Book, numbers_file, pepper_file
from demeso.survivors.rules import MOST_TRIES, AccessState
from tests.handing import help_someone, withdraw
from tests.portering import CHEAP, NUMBER, PIN, give_number

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def folder(settings, tmp_path):
    settings.PORTER = tmp_path
    return tmp_path


def test_each_minute_tells_the_rooms_what_is_locked(aissata, deme_keys, gate):
    access = give_number(help_someone(aissata, deme_keys))
    for n in range(MOST_TRIES):
        check(NUMBER, "935160", str(n))
    tend(gate.book, aissata.stage.now())
    tend(gate.book, aissata.stage.now())
    assert OwnAccess.objects.get().state == AccessState.LOCKED
    [locked] = Entry.objects.filter(kind="access.locked")
    assert (locked.record, locked.actor) == (access, "work")


def test_each_minute_has_the_porter_forget_what_ended(aissata, deme_keys, gate):
    helped = help_someone(aissata, deme_keys)
    access = give_number(helped)
    tend(gate.book, aissata.stage.now())
    assert gate.book._ids() == {"", access}
    withdraw(helped, helped.survivor, "services")
    tend(gate.book, aissata.stage.now())
    assert gate.book._ids() == {""}


def test_the_porter_answers_while_the_jobs_run_and_is_gone_with_them(
    folder, monkeypatch
):
    monkeypatch.setattr(portering, "Book", lambda place: Book(place, CHEAP))
    with porter_at_work():
        assert put("mine", PIN, NUMBER)
        assert window(folder).stat().st_mode & 0o077 == 0
    assert not window(folder).exists()


def test_a_group_may_share_the_window(folder, settings, monkeypatch):
    settings.PORTER_SHARED = True
    monkeypatch.setattr(portering, "Book", lambda place: Book(place, CHEAP))
    with porter_at_work():
        assert window(folder).stat().st_mode & 0o777 == 0o660


def test_the_doctor_says_when_the_pepper_is_missing_or_readable(folder):
    assert list(porter_complaints()) == []
    Book(folder, CHEAP).close_file()
    assert list(porter_complaints()) == []
    pepper_file(folder).chmod(0o644)
    [said] = porter_complaints()
    assert "Others can read" in said
    pepper_file(folder).unlink()
    [said] = porter_complaints()
    assert "pepper is missing" in said


def test_the_doctor_says_when_it_may_not_look(folder, monkeypatch):
    Book(folder, CHEAP).close_file()
    monkeypatch.setattr(portering.os, "access", lambda *_given: False)
    [said] = porter_complaints()
    assert "another user" in said


def test_the_doctor_says_when_the_numbers_are_lost(aissata, deme_keys, gate):
    give_number(help_someone(aissata, deme_keys))
    assert list(porter_complaints()) == []
    pepper_file(gate.folder).unlink()
    Book(gate.folder, CHEAP).close_file()
    [said] = porter_complaints()
    assert said.startswith("The porter has lost 1 numbers"), (
        "a new pepper hides nothing"
    )
    numbers_file(gate.folder).unlink()
    assert list(porter_complaints()) == [said]
