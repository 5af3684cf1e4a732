from dataclasses import dataclass
from datetime import timedelta

import pytest

from client.grants import Circle, Terms, case_grants, make_grant, open_grant
from client.keyring import PagePlace, seal_page
from client.sealing import Place, open_body, seal_body
from demeso.kernel.act import Act
from demeso.kernel.permit import Permit
from demeso.kernel.refusal import RefusedError
from demeso.ledger.services import writing
from demeso.vault.models import Body, Bundle, Grant, KeyringPage
from demeso.vault.queries import bodies_of, get_keyring_page, grants_of
from demeso.vault.rules import MOST_PAGES
from demeso.vault.services import (
    delete_bodies,
    delete_reading,
    keep_bundle,
    keep_case_keys,
    keep_package,
    keep_parts,
    save_keyring,
)
from tests.handing import help_someone
from tests.sealing import sealed


def refusal(work, *arguments, **named):
    with pytest.raises(RefusedError) as found:
        work(*arguments, **named)
    return found.value.code


@dataclass
class Opening:
    """A case about to open: its keys, and the parts that go with it."""

    case: str
    keys: dict
    circle: Circle

    def grants(self, signer):
        terms = Terms(self.case)
        return case_grants(self.keys, terms=terms, circle=self.circle, signer=signer)

    def body(self, compartment="identity"):
        place = Place(self.case, compartment, 1)
        return seal_body({"called": "x"}, place=place, key=self.keys["identity"])


@pytest.fixture
def opening(aissata, deme_keys):
    pairs = deme_keys.keys
    circle = Circle(aissata.keys.entry, pairs["vault"].entry, pairs["oversight"].entry)
    return Opening(aissata.new_id(), {"identity": aissata.pen.new_key()}, circle)


def act_of(person, record, sealed, at=None):
    envelope = person.write("case.opened", record, "case@1", sealed=sealed)
    return Act(envelope, None, at or person.stage.now())


def keep(person, act, *objects):
    keep_parts(actor=person.actor, act=act, objects=frozenset(objects))


def test_what_was_sealed_comes_back_as_it_was(aissata, opening):
    sealed = [*opening.grants(aissata.keys), opening.body()]
    act = act_of(aissata, opening.case, sealed)
    keep(aissata, act, opening.case)
    (body,) = bodies_of([act.id])[act.id]
    (mine,) = grants_of([act.id], to=[aissata.keys.fingerprint])[act.id]
    keys = open_grant(
        mine, terms=Terms(opening.case), mine=aissata.keys, signer=aissata.keys.entry
    )
    place = Place(opening.case, "identity", 1)
    assert open_body(body, place=place, key=keys["identity"]) == {"called": "x"}
    assert len(grants_of([act.id])[act.id]) == 3


def test_an_act_kept_twice_leaves_one_of_each(aissata, opening):
    act = act_of(aissata, opening.case, [*opening.grants(aissata.keys), opening.body()])
    keep(aissata, act, opening.case)
    keep(aissata, act, opening.case)
    assert (Grant.objects.filter(act_id=act.id).count(), Body.objects.count()) == (3, 1)


def test_a_refused_act_leaves_neither_body_nor_grant(aissata, opening):
    act = act_of(aissata, opening.case, [*opening.grants(aissata.keys), opening.body()])

    @writing
    def fail():
        keep(aissata, act, opening.case)
        raise RefusedError("case.unfinished")

    assert refusal(fail) == "case.unfinished"
    assert not Grant.objects.filter(act_id=act.id).exists()
    assert not Body.objects.exists()


def test_parts_about_another_object_are_refused(aissata, opening):
    act = act_of(aissata, opening.case, [opening.body()])
    assert refusal(keep, aissata, act, aissata.new_id()) == "vault.other_object"


def test_misshapen_parts_are_refused(aissata, opening):
    act = act_of(aissata, opening.case, [{**opening.body(), "ct": "short"}])
    assert refusal(keep, aissata, act, opening.case) == "vault.malformed"


def test_a_grant_signed_by_another_worker_is_refused(aissata, salif, opening):
    act = act_of(aissata, opening.case, opening.grants(salif.keys))
    assert refusal(keep, aissata, act, opening.case) == "vault.signer"


def test_an_act_that_asks_for_nothing_sealed_is_refused_with_something(
    aissata, deme_keys
):
    helped = help_someone(aissata, deme_keys)
    text = sealed(helped.case, "narrative", note="ce qui ne se perd pas")
    said = {"groups": {"priorities": {"needs": ["legal"]}}, "sealed": [text]}
    asked = (aissata.do, "needs.recorded", helped.case, "needs@1")
    assert refusal(*asked, **said) == "act.sealed_unasked"
    assert not Body.objects.filter(object=helped.case).exists()


def test_a_package_is_not_kept_without_a_permit(aissata, opening):
    act = act_of(aissata, opening.case, [opening.body("package")])
    assert refusal(keep, aissata, act, opening.case) == "vault.other_compartment"


def open_case(person, opening, sealed):
    act = act_of(person, opening.case, sealed)
    keep_case_keys(actor=person.actor, act=act, case=opening.case, agency=person.agency)
    return act


def test_a_case_opens_with_its_halves(aissata, opening):
    act = open_case(aissata, opening, opening.grants(aissata.keys))
    kept = Grant.objects.filter(act_id=act.id).values_list("rights", flat=True)
    assert set(kept) == {"read", "half-vault", "half-oversight"}


@pytest.mark.parametrize("gone", [0, 1, 2])
def test_a_case_without_a_half_does_not_open(aissata, opening, gone):
    sealed = opening.grants(aissata.keys)
    del sealed[gone]
    assert refusal(open_case, aissata, opening, sealed) == "vault.halves_missing"


def test_reading_ends_and_both_halves_remain(aissata, opening):
    act = open_case(aissata, opening, opening.grants(aissata.keys))
    delete_reading(actor=aissata.actor, act=act, object_=opening.case)
    kept = Grant.objects.filter(object=opening.case).values_list("rights", flat=True)
    assert sorted(kept) == ["half-oversight", "half-vault"]


def test_a_sealed_text_goes_when_its_time_is_over(aissata, opening):
    first, second = (
        act_of(aissata, opening.case, [opening.body(name)])
        for name in ("identity", "contact")
    )
    for act in (first, second):
        keep(aissata, act, opening.case)
    delete_bodies(actor=aissata.actor, acts=[first.id])
    assert [row.act_id for row in Body.objects.all()] == [second.id]


def permit_until(until):
    return Permit(
        survivor="s", recipient="o", purpose="services", until=until, because="c",
        categories=frozenset({"identity"}),
    )  # fmt: skip


def send(person, opening, readers, until, to=None):
    terms = Terms(opening.case)
    grants = [
        make_grant(opening.keys, terms=terms, to=reader.keys.entry, signer=person.keys)
        for reader in readers
    ]
    act = act_of(person, opening.case, [opening.body("package"), *grants])
    named = frozenset(reader.id for reader in to or readers)
    keep_package(permit_until(until), actor=person.actor, act=act, to=named)
    return act


def test_a_package_goes_to_the_people_named(aissata, oumou, nene, opening, stage):
    until = stage.time + timedelta(days=1)
    act = send(aissata, opening, [aissata, oumou, nene], until)
    assert len(grants_of([act.id], to=[oumou.keys.fingerprint])[act.id]) == 1
    assert [part["compartment"] for part in bodies_of([act.id])[act.id]] == ["package"]


def test_a_package_goes_to_nobody_else(aissata, salif, oumou, opening, stage):
    until = stage.time + timedelta(days=1)
    code = refusal(send, aissata, opening, [oumou, salif], until, to=[oumou])
    assert code == "vault.recipient"


def test_a_package_does_not_leave_on_an_ended_permit(aissata, oumou, opening, stage):
    code = refusal(send, aissata, opening, [oumou], stage.time)
    assert code == "consent.expired"


def save(person, page, number=0):
    return save_keyring(page, actor=person.actor, number=number)


def page_of(person, version, page=0, worker=None):
    place = PagePlace(worker or person.id, page, version)
    return seal_page({}, place=place, user_key=person.user_key)


def test_a_keyring_page_goes_from_version_to_version(aissata):
    for version in (1, 2, 3):
        kept = save(aissata, page_of(aissata, version))
        assert kept == version
    assert get_keyring_page(aissata.id, 0)["version"] == 3


@pytest.mark.parametrize("version", [1, 2, 4])
def test_a_stale_keyring_page_is_refused(aissata, version):
    for earlier in (1, 2):
        save(aissata, page_of(aissata, earlier))
    stale = page_of(aissata, version)
    assert refusal(save, aissata, stale) == "keyring.stale"
    assert KeyringPage.objects.count() == 1


def test_a_keyring_is_ones_own(aissata, salif):
    theirs = page_of(aissata, 1, worker=salif.id)
    assert refusal(save, aissata, theirs) == "record.unknown"
    broken = {**page_of(aissata, 1), "salt": ""}
    assert refusal(save, aissata, broken) == "keyring.malformed"
    assert refusal(save, aissata, page_of(aissata, 1), 1) == "keyring.malformed"
    far = page_of(aissata, 1, page=MOST_PAGES)
    assert refusal(save, aissata, far, MOST_PAGES) == "keyring.full"


def test_a_bundle_is_ones_own(aissata, salif, stage):
    mine = Bundle.objects.filter(worker=aissata.id).first().bundle
    named = {"actor": salif.actor, "worker": aissata.id, "at": stage.now()}
    assert refusal(keep_bundle, mine, **named) == "record.unknown"
    assert refusal(keep_bundle, {}, **named) == "bundle.malformed"
