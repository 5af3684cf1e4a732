import pytest

from demeso.agencies.rules.keys import Agreeing, Candidate, Naming, may_agree, may_hold

pytestmark = pytest.mark.rules
SUPERVISOR = Candidate("deme", frozenset({"supervisor"}), frozenset())
ELSEWHERE = Candidate("yelen", frozenset({"supervisor"}), frozenset())
KEEPS_OTHER = Candidate("deme", frozenset({"supervisor"}), frozenset({"oversight"}))


@pytest.mark.parametrize(
    ("owner", "who", "agreed", "may"),
    [
        ("vault", SUPERVISOR, False, True),
        ("oversight", SUPERVISOR, False, False),
        ("vault", KEEPS_OTHER, False, False),
        ("vault", ELSEWHERE, False, False),
        ("vault", ELSEWHERE, True, True),
    ],
)
def test_who_may_hold_a_key(owner, who, agreed, may):
    assert may_hold(owner, agency="deme", who=who, agreed=agreed) is may


@pytest.mark.parametrize(
    ("agreeing", "signer", "may"),
    [
        (Agreeing("deme", "yelen", "vault"), "deme", True),
        (Agreeing("deme", "yelen", "oversight"), "yelen", True),
        (Agreeing("deme", "yelen", "vault"), "sariya", False),
        (Agreeing("deme", "deme", "vault"), "deme", False),
        (Agreeing("deme", "yelen", "recovery"), "deme", True),
        (Agreeing("deme", "yelen", "intake"), "deme", False),
    ],
)
def test_who_may_sign_an_agreement(agreeing, signer, may):
    assert may_agree(agreeing, signer=signer) is may


def test_sheets_sign_for_everything_that_is_named():
    one = Naming("a", "vault", 1, "w")
    signed = {
        one.signed_bytes("r"),
        one.signed_bytes("s"),
        Naming("b", "vault", 1, "w").signed_bytes("r"),
        Naming("a", "oversight", 1, "w").signed_bytes("r"),
        Naming("a", "vault", 2, "w").signed_bytes("r"),
        Naming("a", "vault", 1, "x").signed_bytes("r"),
    }
    assert len(signed) == 6
