import pytest

from client.keyring import PagePlace, open_page, seal_page
from client.sealing import keys_from, new_key
from client.vectors import read_vectors
from demeso.kernel.canon import unb64
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError
from tests.client.known import drawing

pytestmark = pytest.mark.rules
VECTORS = read_vectors("keyring")
PLACE, USER_KEY = PagePlace(**VECTORS["place"]), unb64(VECTORS["user_key"])
RING = {object_: keys_from(keys) for object_, keys in VECTORS["ring"].items()}


def test_the_known_page_is_sealed_and_opened():
    page = VECTORS["page"]
    salt = drawing(page["salt"])
    assert seal_page(RING, place=PLACE, user_key=USER_KEY, random=salt) == page
    assert open_page(page, place=PLACE, user_key=USER_KEY) == RING


def test_a_page_that_an_earlier_app_wrote_as_json_opens_too():
    assert open_page(VECTORS["earlier"], place=PLACE, user_key=USER_KEY) == RING


@pytest.mark.parametrize("case", VECTORS["refused"], ids=lambda case: case["name"])
def test_a_changed_page_is_refused(case):
    with pytest.raises(RefusedError) as told:
        open_page(case["page"], place=PagePlace(**case["place"]), user_key=USER_KEY)
    assert (told.value.code, told.value.field) == (case["code"], case["field"])


def test_a_page_holds_64_objects_and_no_more():
    rooms = ("identity", "contact", "narrative", "sensitive")
    ids = [uuid7(number, bytes(10)) for number in range(65)]
    ring = {id_: {room: new_key(1) for room in rooms} for id_ in ids[:64]}
    page = seal_page(ring, place=PLACE, user_key=USER_KEY)
    assert open_page(page, place=PLACE, user_key=USER_KEY) == ring
    assert len(unb64(str(page["ct"]))) == 12 * 1024 + 16
    with pytest.raises(RefusedError) as told:
        seal_page({**ring, ids[64]: {}}, place=PLACE, user_key=USER_KEY)
    assert told.value.code == "keyring.full"
