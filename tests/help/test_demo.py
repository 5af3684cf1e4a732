from datetime import UTC, datetime, timedelta

import pytest
from django.core.cache import cache

from client.totp import code_at
from demeso.help.demo import (
    demo_file,
    demo_people,
    people_file,
    seconds_to_next,
    unused_code,
)
from tests.help.conftest import SECRET, WHO

AT = datetime(2026, 11, 21, 22, 0, 10, tzinfo=UTC)


@pytest.fixture(autouse=True)
def fresh():
    cache.clear()


def test_the_people_are_those_of_the_file(demo):
    assert [one["username"] for one in demo_people()] == list(WHO)


def test_outside_demo_mode_the_file_is_not_even_read(demo):
    demo.DEMO = False
    assert demo_people() == []
    assert demo_file() == {}
    demo.DEMO = True
    people_file().unlink()
    assert demo_people() == []


def test_two_visitors_never_get_the_same_code(demo):
    person = demo_people()[0]
    given = [unused_code(person, AT) for _visitor in range(3)]
    assert given == [code_at(SECRET, AT, step=step) for step in (0, 1, -1)]
    assert unused_code(person, AT) == ""
    assert seconds_to_next(AT) == 20
    later = unused_code(person, AT + timedelta(seconds=20))
    assert later == code_at(SECRET, AT, step=2)


def test_one_persons_codes_are_not_anothers(demo):
    first, second = demo_people()[:2]
    assert unused_code(first, AT) == unused_code(second, AT) != ""
