import pytest

from client.leasing import shelf_key, spare_secret
from client.vectors import read_vectors
from demeso.kernel.canon import b64, unb64
from demeso.kernel.refusal import RefusedError

pytestmark = pytest.mark.rules
VECTORS = read_vectors("lease")


def test_the_shelfs_key_is_another_on_each_device():
    user_key, secret = unb64(VECTORS["user_key"]), unb64(VECTORS["secret"])
    made = [shelf_key(user_key, secret, one["device"]) for one in VECTORS["shelf_keys"]]
    assert [b64(key) for key in made] == [one["key"] for one in VECTORS["shelf_keys"]]
    assert made[0] != made[1]


@pytest.mark.parametrize("told", VECTORS["told"], ids=lambda one: one["code"])
def test_a_code_is_taken_as_it_is_spoken(told):
    place = {"device": told["device"], "since": told["since"]}
    aloud = f"{told['code'][:5]} {told['code'][5:]}"
    assert b64(spare_secret(told["spare"], code=aloud, **place)) == VECTORS["secret"]


@pytest.mark.parametrize("no", VECTORS["refused"], ids=lambda one: one["name"])
def test_any_other_code_opens_nothing(no):
    place = {"device": no["device"], "since": no["since"]}
    with pytest.raises(RefusedError, match=r"lease\.code"):
        spare_secret(no["spare"], code=no["code"], **place)
