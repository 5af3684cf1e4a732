import pytest

from client.grants import Circle, Terms, case_grants, open_grant
from client.sealing import new_key
from demeso.kernel.act import Act
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Leaf
from demeso.ledger.queries import conflicts
from demeso.ledger.services import writing
from demeso.ledger.verification import verify
from demeso.vault.models import Body, Grant, KeyringPage, RetiredKey
from demeso.vault.queries import retired_keys
from demeso.vault.services import keep_new_keys
from demeso.vault.shredding import delete_texts, shred
from tests.epochs import publish_epoch
from tests.handing import help_someone
from tests.sealing import sealed


@pytest.fixture
def helped(aissata, deme_keys):
    found = help_someone(aissata, deme_keys)
    said = {"danger": {"in_danger": "no"}, "risk": {"risk_level": "low"}}
    plan = sealed(found.case, "narrative", plan="chez sa tante")
    aissata.do("safety.recorded", found.case, "safety@1", groups=said, sealed=[plan])
    name = sealed(found.case, "identity", called="Nana")
    aissata.do("identity.recorded", found.survivor, "identity@1", sealed=[name])
    return found


def act_of(helped, *parts):
    by = helped.by
    groups = {"withdrawal": {"what": "story"}}
    envelope = by.write(
        "consent.withdrawn", helped.survivor, "withdrawal@1", groups=groups,
        sealed=list(parts),
    )  # fmt: skip
    return Act(envelope, None, by.stage.now())


def shredded(helped, *names):
    act = act_of(helped)
    return shred(
        actor=helped.by.actor, act=act, object_=helped.case, compartments=names
    )


def grants_for(helped, team, by=None):
    signer = by or helped.by
    keys = {name: new_key(0) for name in COMPARTMENTS}
    circle = Circle(
        helped.by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    terms = Terms(helped.case)
    return case_grants(keys, terms=terms, circle=circle, signer=signer.keys)


def brought(helped, *parts):
    objects = frozenset({helped.case})
    act = act_of(helped, *parts)
    return keep_new_keys(actor=helped.by.actor, act=act, objects=objects)


def code_of(work, *arguments):
    with pytest.raises(RefusedError) as refused:
        work(*arguments)
    return refused.value.code


def test_every_grant_goes_and_the_texts_of_the_compartments_alone(helped):
    page = {"worker": helped.by.id, "page": 0, "version": 1, "part": {}}
    KeyringPage.objects.create(**page)
    assert shredded(helped, "narrative") == {helped.by.id}
    assert not Grant.objects.filter(object=helped.case).exists()
    assert not KeyringPage.objects.exists()
    left = Body.objects.filter(object=helped.case)
    assert list(left.values_list("compartment", flat=True)) == ["identity"]
    assert Leaf.objects.count() > 0
    assert verify([]).first is None


def test_to_shred_again_finds_nothing_and_writes_nothing(helped):
    shredded(helped, "narrative")
    size = Leaf.objects.count()
    assert shredded(helped, "narrative") == frozenset()
    assert Leaf.objects.count() == size


def test_nothing_more_is_sealed_under_a_key_that_is_over(helped):
    part = sealed(helped.case, "narrative", plan="ailleurs")
    shredded(helped, "narrative")
    [over] = retired_keys([helped.case])
    assert (over.compartment, str(over)) == ("narrative", over.id)
    said = {"danger": {"in_danger": "no"}}
    late = {**part, "key": over.id}
    refused = code_of(
        lambda: helped.by.do(
            "safety.recorded", helped.case, "safety@1", groups=said, sealed=[late]
        )
    )
    assert refused == "vault.retired_key"


def test_what_was_shredded_is_no_double_answer(helped):
    other = sealed(helped.case, "narrative", plan="autre plan")
    pen, helped.by.pen.device = helped.by.pen.device, helped.by.new_id()
    said = {"danger": {"in_danger": "no"}}
    helped.by.do(
        "safety.recorded", helped.case, "safety@1", groups=said, sealed=[other]
    )
    helped.by.pen.device = pen
    assert len(conflicts([helped.case], actor=helped.by.actor)) == 1
    shredded(helped, "narrative")
    assert conflicts([helped.case], actor=helped.by.actor) == []


def test_new_keys_go_to_exactly_the_circle(helped, deme_keys):
    shredded(helped, "narrative")
    parts = grants_for(helped, deme_keys)
    assert code_of(brought, helped, *parts[:2]) == "vault.circle"
    assert code_of(brought, helped, parts[0], parts[1], parts[1]) == "vault.malformed"
    assert brought(helped, *parts) == {helped.case}
    rights = Grant.objects.filter(object=helped.case).values_list("rights", flat=True)
    assert sorted(rights) == ["half-oversight", "half-vault", "read"]


def test_new_keys_go_to_the_newest_key_of_the_agency(helped, deme_keys, kadi):
    shredded(helped, "narrative")
    old = grants_for(helped, deme_keys)
    fresh = publish_again(kadi, deme_keys)
    assert code_of(brought, helped, *old) == "vault.circle"
    parts = grants_for(helped, deme_keys)
    assert parts[1]["to"] == fresh.fingerprint
    assert brought(helped, *parts) == {helped.case}


def publish_again(by, team):
    """Publish the next epoch of the vault key."""
    return publish_epoch(by, team, "vault", 2)


def test_new_keys_of_another_case_or_signed_by_another_are_refused(
    helped, deme_keys, salif
):
    shredded(helped, "narrative")
    other = help_someone(salif, deme_keys)
    foreign = grants_for(other, deme_keys)
    assert code_of(brought, helped, *foreign) == "vault.other_object"
    forged = grants_for(helped, deme_keys, by=salif)
    assert code_of(brought, helped, *forged) == "vault.signer"
    body = sealed(helped.case, "narrative", plan="x")
    whole = grants_for(helped, deme_keys)
    assert code_of(brought, helped, *whole, body) == "vault.malformed"


def test_what_the_new_grant_opens_is_new(helped, deme_keys):
    old = Grant.objects.get(object=helped.case, rights="read").part
    shredded(helped, "narrative")
    parts = grants_for(helped, deme_keys)
    brought(helped, *parts)
    mine, terms = helped.by.keys, Terms(helped.case)
    before, after = (
        open_grant(part, terms=terms, mine=mine, signer=mine.entry)
        for part in (old, Grant.objects.get(object=helped.case, rights="read").part)
    )
    assert before["narrative"].id != after["narrative"].id


def test_texts_alone_can_go_and_their_keys_are_over(helped):
    act = act_of(helped)
    with writing():
        count = delete_texts(
            actor=helped.by.actor, act=act, object_=helped.case,
            compartments=("identity",),
        )  # fmt: skip
    assert count == 1
    assert Grant.objects.filter(object=helped.case).count() == 3
    assert RetiredKey.objects.count() == 1
