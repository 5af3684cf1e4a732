"""Rows of a unit of work are read once and written together, and never missed."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from demeso.ledger.book import attempt
from demeso.ledger.models import Leaf
from demeso.ledger.rows import held, held_all, keep, keep_once, none_yet
from demeso.ledger.services import writing

pytestmark = pytest.mark.django_db


def row(position: int, data: bytes = b"") -> Leaf:
    """Make a row of any plain table; nothing is written yet."""
    return Leaf(position=position, data=data, hash=b"r" * 32)


def test_a_row_is_read_once_in_a_unit():
    row(1).save()
    with CaptureQueriesContext(connection) as asked, writing():
        assert held(Leaf, 1) is held(Leaf, 1)
        assert held(Leaf, 2) is None
        assert held_all(Leaf, [1, 2]) == [held(Leaf, 1)]
    assert len([query for query in asked if "SELECT" in query["sql"]]) <= 3


def test_what_waits_is_written_before_anyone_asks():
    with writing():
        keep(row(1, b"before"))
        assert bytes(Leaf.objects.get(pk=1).data) == b"before"


def test_rows_are_written_together_at_the_end():
    with CaptureQueriesContext(connection) as asked, writing():
        for place in range(1, 10):
            keep(row(place))
        first = held(Leaf, 1)
        first.data = b"changed"
        keep(first, "data")
    assert Leaf.objects.count() == 9
    assert bytes(Leaf.objects.get(pk=1).data) == b"changed"
    written = [query for query in asked if "ledger_leaf" in query["sql"]]
    assert len(written) == 1


def test_only_the_named_fields_of_a_known_row_are_written():
    row(1, b"old").save()
    with writing():
        found = held(Leaf, 1)
        found.data, found.hash = b"new", b"x" * 32
        keep(found, "data")
    stored = Leaf.objects.get(pk=1)
    assert (bytes(stored.data), bytes(stored.hash)) == (b"new", b"r" * 32)


def test_what_a_failed_attempt_kept_is_forgotten():
    def fail() -> None:
        with attempt():
            keep(row(2))
            held(Leaf, 1).data = b"half done"
            raise ValueError("undone")

    row(1, b"old").save()
    with writing():
        assert bytes(held(Leaf, 1).data) == b"old"
        with pytest.raises(ValueError, match="undone"):
            fail()
        assert bytes(held(Leaf, 1).data) == b"old"
        assert held(Leaf, 2) is None
    assert Leaf.objects.count() == 1


def test_what_stood_before_a_failed_attempt_stays():
    def fail() -> None:
        with attempt():
            keep(row(2))
            raise ValueError("undone")

    with writing():
        keep(row(1))
        with pytest.raises(ValueError, match="undone"):
            fail()
    assert list(Leaf.objects.values_list("pk", flat=True)) == [1]


def test_a_row_said_not_to_be_there_is_not_asked_for():
    with CaptureQueriesContext(connection) as asked, writing():
        none_yet(Leaf, [1])
        assert held(Leaf, 1) is None
        assert held(Leaf, keep(row(1)).pk) is not None
    read = [query for query in asked if query["sql"].startswith("SELECT")]
    assert not [query for query in read if "ledger_leaf" in query["sql"]]


def test_writing_outside_a_unit_is_a_fault_of_the_program():
    with pytest.raises(RuntimeError):
        keep(row(1))
    assert held(Leaf, 1) is None


def test_a_row_kept_once_does_not_mind_its_twin():
    row(1, b"first").save()
    with writing():
        keep_once(row(1, b"second"))
    assert bytes(Leaf.objects.get(pk=1).data) == b"first"


def test_a_row_that_somebody_changed_beside_is_read_anew():
    row(1, b"old").save()
    with writing():
        assert bytes(held(Leaf, 1).data) == b"old"
        Leaf.objects.filter(pk=1).update(data=b"new")
        assert bytes(held(Leaf, 1).data) == b"new"
