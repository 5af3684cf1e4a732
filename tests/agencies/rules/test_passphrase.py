import pytest

from client.keys import make_bundle, new_kdf, new_worker_keys
from demeso.agencies.rules.passphrase import Changing, changing_fault, is_no_weaker
from demeso.kernel.canon import b64

pytestmark = pytest.mark.rules
HERS = "01900000-0000-7000-8000-000000000001"
STANDS = new_kdf(m=32768, t=3)


def changing(**but):
    keys = new_worker_keys(HERS)
    bundle = make_bundle(keys, user_key=bytes(32), wrap=bytes(32), kdf=STANDS)
    said = {"present": b64(bytes(32)), "login_key": b64(b"\1" * 32), "bundle": bundle,
            "before": b64(bytes(32)), "proof": ""}  # fmt: skip
    return Changing(**{**said, **but})


def test_two_login_keys_and_a_whole_bundle_are_taken():
    assert changing_fault(changing()) == ""


@pytest.mark.parametrize(
    ("field", "value"),
    [("present", "parole"), ("login_key", "parole"), ("login_key", b64(bytes(32))),
     ("bundle", {})],
)  # fmt: skip
def test_what_is_no_login_key_or_the_same_again_is_named(field, value):
    assert changing_fault(changing(**{field: value})) == field


@pytest.mark.parametrize(
    ("m", "t", "right"),
    [(32768, 3, True), (65536, 4, True), (19456, 3, False), (32768, 2, False),
     (65536, 2, False)],
)  # fmt: skip
def test_settings_only_go_up(m, t, right):
    assert is_no_weaker(new_kdf(m=m, t=t), STANDS) is right


def test_a_salt_is_never_used_again():
    assert not is_no_weaker(STANDS, STANDS)


def test_what_is_signed_names_her_both_bundles_and_the_new_login():
    one = changing()
    others = [changing(before="x"), changing(login_key=b64(b"\2" * 32)), changing()]
    assert all(other.signed_bytes(HERS) != one.signed_bytes(HERS) for other in others)
    assert one.signed_bytes(HERS) != one.signed_bytes("another")
