"""What a package holds: by category, only what she allowed."""

import pytest

from client.package import SHAPE, packed, unpacked
from client.vectors import read_vectors
from demeso.consent.rules.allowing import CATEGORIES

pytestmark = pytest.mark.rules
VECTORS = read_vectors("package")


def test_a_package_is_divided_as_her_yes_was_asked():
    assert list(SHAPE) == [category for category, _text in CATEGORIES]
    assert {name: list(asked) for name, asked in SHAPE.items()} == VECTORS["shape"]


@pytest.mark.parametrize("case", VECTORS["packed"], ids=lambda case: case["name"])
def test_only_what_she_allowed_is_packed(case):
    made = packed(case["allowed"], case["told"])
    assert made == case["package"]
    assert list(made) == [name for name in SHAPE if name in made]
    assert set(made) <= set(case["allowed"])


@pytest.mark.parametrize("case", VECTORS["unpacked"], ids=lambda case: case["name"])
def test_a_shape_that_nobody_knows_is_left_out(case):
    assert unpacked(case["content"]) == case["package"]
