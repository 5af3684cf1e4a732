import pytest

from demeso.agencies.rules.leaving import Left, may_say, wanting
from demeso.kernel.actor import Actor

pytestmark = pytest.mark.rules
VAULT = frozenset({"vault"})


def who(agency, *permissions):
    return Actor("kadi", agency, frozenset(permissions))


@pytest.mark.parametrize(
    ("actor", "may"),
    [
        (who("deme", "team.read"), True),
        (who("yelen", "team.read"), False),
        (who("yelen", "people.write"), True),
        (who("deme", "case.write"), False),
    ],
)
def test_her_supervisor_or_whoever_keeps_people_may_say_that_she_goes(actor, may):
    assert may_say(actor, worker="aissata", agency="deme") is may


def test_nobody_says_it_of_herself():
    assert not may_say(who("deme", "people.write"), worker="kadi", agency="deme")


@pytest.mark.parametrize(
    ("left", "missing"),
    [
        (Left(), ()),
        (Left(holds=VAULT, vault=1), ()),
        (Left(holds=VAULT, vault=0), ("vault",)),
        (Left(holds=VAULT, vault=1, active=True), ("vault",)),
        (Left(holds=VAULT, vault=2, active=True), ()),
        (Left(oversight=0, active=True), ()),
        (Left(keeps_sheet=True, sheets=2), ()),
        (Left(keeps_sheet=True, sheets=1), ("sheets",)),
        (Left(gives_roles=True), ("administrators",)),
        (Left(gives_roles=True, administrators=1), ()),
    ],
)
def test_what_she_alone_keeps_needs_somebody_else_first(left, missing):
    assert wanting(left) == missing
