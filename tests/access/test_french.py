"""A French sign stands on the line of its word, on every page of the access table."""

import pytest

from tests.access.calls import call
from tests.access.people import undone
from tests.access.table import MORE, ROWS
from tests.house.french import loose

SHOWN = {row: said for row, said in (ROWS | MORE).items() if 200 in said.values()}


@pytest.mark.parametrize("row", SHOWN)
def test_no_page_leaves_a_sign_alone(row, town):
    role = next(role for role, status in SHOWN[row].items() if status == 200)
    with undone():
        page = call(row, town.visitors[role], town)
    if page.headers.get("Content-Language") == "en" or "html" not in page.headers.get(
        "Content-Type", ""
    ):
        return
    assert loose(page.content.decode()) == []
