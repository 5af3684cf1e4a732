"""A scene that is set again is the scene that the services made."""

import pytest

from demeso.ledger.models import Leaf
from demeso.ledger.verification import verify
from tests.handing import help_someone


@pytest.mark.parametrize("time", ["made", "put back"])
def test_a_scene_is_whole_and_ones_own_each_time(time, aissata, deme_keys):
    del time
    assert verify().first is None
    before = Leaf.objects.count()
    assert (aissata.pen.seq, aissata.stage) == (0, aissata.pen.clock.__self__)
    help_someone(aissata, deme_keys)
    assert aissata.pen.seq == 3
    assert Leaf.objects.count() == before + 3
    assert verify().first is None


def test_a_larger_scene_grows_from_a_smaller_one(awa, aissata, deme_keys, moussa):
    assert moussa.stage is aissata.stage
    assert aissata.agency == deme_keys.id
    assert moussa.actor.may("people.write")
    assert verify().first is None
