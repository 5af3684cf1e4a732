"""Make every call of the access table as everybody, and compare the answers."""

import pytest

from demeso.agencies.rules.roles import ROLES
from tests.access.calls import call
from tests.access.people import undone
from tests.access.table import HALF, MORE, NO_ROLE, NOBODY, PENDING, ROWS

EVERYBODY = {NOBODY, HALF, PENDING, NO_ROLE, *ROLES}


@pytest.mark.parametrize("row", [*ROWS, *MORE])
def test_an_address_answers_each_role_as_the_table_says(row, town):
    expected = {**ROWS, **MORE}[row]
    answered = {}
    for role in expected:
        with undone():
            answered[role] = call(row, town.visitors[role], town).status_code
    assert answered == expected


def test_every_row_says_something_about_every_role():
    assert {row: set(said) for row, said in (ROWS | MORE).items()} == dict.fromkeys(
        ROWS | MORE, EVERYBODY
    )


def test_an_app_token_opens_nothing_at_the_desk(town):
    for role in (HALF, PENDING, "supervisor"):
        visitor = town.visitors[role]
        assert visitor.browser(shown=visitor.token).get("/desk/").status_code == 401
