import pytest

from client.leasing import spare_secret
from demeso.agencies.rules.spoken import DIGITS, code_of, is_secret, spare
from demeso.kernel.canon import b64
from demeso.kernel.refusal import RefusedError

DEVICE = "0190b3b8-4a10-7c50-8000-000000000001"
SINCE = "2026-11-02T09:00:00.000Z"
SECRET = bytes(range(32))
PLACE = {"device": DEVICE, "since": SINCE}


def test_a_code_is_ten_digits_of_its_device_contact_and_period():
    first = code_of(SECRET, **PLACE, period=1)
    assert len(first) == DIGITS
    assert first.isdigit()
    others = {
        code_of(SECRET, **PLACE, period=2),
        code_of(SECRET, device=DEVICE, since="2026-11-03T09:00:00.000Z", period=1),
        code_of(bytes(32), **PLACE, period=1),
    }
    assert first not in others
    assert len(others) == 3


def test_the_code_of_a_period_opens_that_period_and_no_other():
    one, two = (spare(SECRET, **PLACE, period=number) for number in (1, 2))
    assert one == spare(SECRET, **PLACE, period=1)
    code = code_of(SECRET, **PLACE, period=1)
    assert spare_secret(one, code=code, **PLACE) == SECRET
    later = {**PLACE, "since": "2026-11-03T09:00:00.000Z"}
    for part, said, place in (
        (two, code, PLACE),
        ({**one, "period": 2}, code, PLACE),
        (one, "0000000000", PLACE),
        (one, code, later),
    ):
        with pytest.raises(RefusedError, match=r"lease\.code"):
            spare_secret(part, code=said, **place)


def test_nothing_of_the_secret_stands_in_a_spare_or_a_code():
    text = str(spare(SECRET, **PLACE, period=1)) + code_of(SECRET, **PLACE, period=1)
    assert b64(SECRET)[:12] not in text


def test_a_revoked_device_has_no_secret():
    assert is_secret(b64(SECRET))
    assert not is_secret("")
    assert not is_secret("short")
