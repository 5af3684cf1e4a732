import pytest

from demeso.casework.rules.handing import may_hand
from demeso.kernel.sealing import HALF_OF, RIGHT_OF, RIGHTS

pytestmark = pytest.mark.rules


def test_a_case_goes_to_another_who_stays():
    assert may_hand(lead="aissata", to="salif", stays=True)
    assert not may_hand(lead="aissata", to="aissata", stays=True)
    assert not may_hand(lead="aissata", to="salif", stays=False)


def test_each_half_has_a_right_of_its_own_on_its_way():
    assert {*HALF_OF.values(), *RIGHT_OF.values()} <= set(RIGHTS)
    assert len({*HALF_OF.values(), *RIGHT_OF.values()}) == 4
