import pytest

from demeso.casework.rules.shredding import ends_help, erased, shredded
from demeso.kernel.forms import COMPARTMENTS

pytestmark = pytest.mark.rules


def test_a_story_taken_back_shreds_what_was_told_and_all_help_shreds_all():
    assert shredded("story") == {"narrative", "sensitive"}
    assert shredded("services") == set(COMPARTMENTS)
    assert set(erased("story")) < set(erased("services"))
    assert ends_help("services")
    assert not ends_help("story")


@pytest.mark.parametrize("what", ["release", "statistics", "", "unknown", "declined"])
def test_anything_else_shreds_nothing_of_the_case(what):
    assert shredded(what) == frozenset()
    assert erased(what) == ()
    assert not ends_help(what)
