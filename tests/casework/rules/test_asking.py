import pytest

from demeso.casework.rules.asking import NO, NOT_SAID, YES
from demeso.kernel.forms import ALWAYS

pytestmark = pytest.mark.rules


def test_what_is_not_said_is_neither_yes_nor_no():
    assert {"", *ALWAYS} == NOT_SAID
    assert not NOT_SAID & {YES, NO}
