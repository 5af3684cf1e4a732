import pytest

from client.vectors import MAKERS, read_vectors, settled

pytestmark = pytest.mark.rules


@pytest.mark.parametrize("name", MAKERS)
def test_vectors_are_fresh(name):
    assert settled(MAKERS[name]()) == settled(read_vectors(name))


def test_only_what_hpke_draws_is_left_out():
    kept = settled({"part": {"type": "grant", "ct": "x", "to": "y"}, "ct": "z"})
    assert kept == {"part": {"type": "grant", "to": "y"}, "ct": "z"}
