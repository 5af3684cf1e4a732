import pytest

from client.deposits import open_deposit
from client.vectors import read_vectors
from demeso.kernel.refusal import RefusedError
from tests.client.known import pair_of

VECTORS = read_vectors("deposit")
MINE, OBJECT = pair_of(VECTORS["mine"]), VECTORS["object"]


def test_what_was_left_opens_with_the_intake_key():
    found = open_deposit(VECTORS["part"], object_=OBJECT, mine=MINE)
    assert found == VECTORS["left"]


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_another_deposit_is_refused(case):
    with pytest.raises(RefusedError) as refused:
        open_deposit(case["part"], object_=OBJECT, mine=MINE)
    assert refused.value.code == case["code"]


def test_nobody_else_opens_it():
    with pytest.raises(RefusedError, match=r"sealed\.other"):
        open_deposit(VECTORS["part"], object_=OBJECT, mine=pair_of(VECTORS["other"]))


@pytest.mark.parametrize("more", [{"name": "x"}, {"suite": 1}, {"type": "grant"}])
def test_another_shape_is_refused(more):
    with pytest.raises(RefusedError, match=r"sealed\.malformed"):
        open_deposit({**VECTORS["part"], **more}, object_=OBJECT, mine=MINE)
