import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from client.grants import Terms, make_grant, open_grant
from demeso.agencies.models import Account, Device, Holding, RoleGrant, Worker
from demeso.casework.models import Case
from demeso.casework.queries.cases import get_led_case
from demeso.casework.queries.handing import carried_by, waiting_for
from demeso.casework.services.handing import read_waiting_halves
from demeso.kernel.refusal import RefusedError
from demeso.survivors.models import Survivor
from demeso.vault.models import Bundle, Grant, KeyringPage
from demeso.vault.queries import fingerprints_of
from tests.cast import Person, hire
from tests.glassing import read_objects_of
from tests.handing import Helped, help_someone, open_case
from tests.leaving import (
    assign,
    depart,
    give_half,
    give_halves,
    hand,
    leave,
    stay,
    take_over,
)
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


@part
def helped(aissata: Person, deme_keys: object) -> Helped:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys, "health", "legal")


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def rights_on(case):
    return sorted(Grant.objects.filter(object=case).values_list("rights", flat=True))


def reads(person, case):
    return Grant.objects.filter(
        object=case, rights="read", to=person.keys.fingerprint
    ).exists()


def test_while_she_is_there_her_own_device_gives_her_cases_on(
    kadi, aissata, salif, helped
):
    before = read_objects_of(aissata, helped.case)
    departure = depart(kadi, aissata)
    hand(helped, departure, salif)
    case = Case.objects.get(pk=helped.case)
    assert (case.lead_id, case.handed_by) == (salif.id, aissata.id)
    assert Survivor.objects.get(pk=helped.survivor).lead_id == salif.id
    assert read_objects_of_colleague(salif, aissata, helped.case) == before
    assert not reads(aissata, helped.case)
    assert get_led_case(helped.case, actor=salif.actor).pk == helped.case
    refused("record.unknown", get_led_case, helped.case, actor=aissata.actor)


def test_what_she_handed_on_stays_there_when_she_stays_and_no_more_goes(
    kadi, aissata, salif, helped, deme_keys
):
    other = help_someone(aissata, deme_keys, "health")
    departure = depart(kadi, aissata)
    hand(helped, departure, salif)
    stay(kadi, departure, aissata)
    assert Case.objects.get(pk=helped.case).lead_id == salif.id
    refused("handing.departure", hand, other, departure, salif)
    assert get_led_case(other.case, actor=aissata.actor).lead_id == aissata.id


def read_objects_of_colleague(by, giver, case):
    [found] = Grant.objects.filter(object=case, rights="read", to=by.keys.fingerprint)
    terms = Terms(case)
    return open_grant(found.part, terms=terms, mine=by.keys, signer=giver.keys.entry)


def test_two_people_give_on_what_she_left_and_nobody_else_can_read(
    kadi, bintou, aissata, salif, helped, deme_keys
):
    before = read_objects_of(aissata, helped.case)
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata, "no")
    assert rights_on(helped.case) == ["half-oversight", "half-vault"]
    assign(kadi, helped, departure, salif)
    assert get_led_case(helped.case, actor=salif.actor).pk == helped.case
    assert len(give_halves(kadi, "vault", salif, deme_keys.keys["vault"])) == 1
    refused("handing.halves", take_over_early, salif, helped, before)
    assert (
        len(give_halves(bintou, "oversight", salif, deme_keys.keys["oversight"])) == 1
    )
    assert take_over(salif, helped, departure) == before
    assert reads(salif, helped.case)
    assert rights_on(helped.case) == ["half-oversight", "half-vault", "read"]


def take_over_early(by, helped, keys):
    sealed = make_grant(
        keys, terms=Terms(helped.case), to=by.keys.entry, signer=by.keys
    )
    said = {"taking": {"survivor": helped.survivor}}
    by.do("case.taken", helped.case, "taking_over@1", groups=said, sealed=[sealed])


def test_each_half_waits_for_its_own_holder_once(
    kadi, bintou, adama, aissata, salif, helped, deme_keys
):
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata, "no")
    assign(kadi, helped, departure, salif)

    def waiting(by, half):
        at = by.stage.now()
        return read_waiting_halves(actor=by.actor, half=half, at=at)

    [half] = waiting(kadi, "vault")
    assert waiting(kadi, "oversight") == waiting(bintou, "vault") == []
    assert waiting(adama, "vault") == waiting(salif, "vault") == []
    pair = deme_keys.keys["vault"]
    refused("record.unknown", give_half, adama, half, "vault", salif, pair)
    refused("vault.recipient", give_half, kadi, half, "vault", adama, pair)
    give_half(kadi, half, "vault", salif, pair)
    refused("handing.given", give_half, kadi, half, "vault", salif, pair)
    assert waiting(kadi, "vault") == []


def test_what_waits_is_asked_at_once_however_many_cases_changed_hands(
    kadi, aissata, salif, helped, deme_keys
):
    other = help_someone(aissata, deme_keys, "health")
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata, "no")

    def asked():
        with CaptureQueriesContext(connection) as queries:
            found = waiting_for(kadi.actor, "vault")
        return len(found), len(queries)

    assign(kadi, helped, departure, salif)
    first = asked()
    assign(kadi, other, departure, salif)
    assert (first[0], asked()) == (1, (2, first[1]))


def test_whoever_leaves_can_do_open_and_read_nothing_any_more(
    kadi, aissata, salif, helped
):
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata)
    mine = fingerprints_of([aissata.id])
    assert not Grant.objects.filter(to__in=mine).exists()
    assert not Bundle.objects.filter(worker=aissata.id).exists()
    assert not KeyringPage.objects.filter(worker=aissata.id).exists()
    assert not RoleGrant.objects.filter(worker=aissata.id, ended_at=None).exists()
    assert not Device.objects.filter(worker=aissata.id, revoked_at=None).exists()
    assert not Holding.objects.filter(worker=aissata.id, ended_at=None).exists()
    account = Account.objects.get(pk=aissata.id)
    assert not account.is_active
    assert not account.check_password(aissata.login_key)
    assert aissata.actor.permissions == frozenset()
    assert Worker.objects.get(pk=aissata.id).left_at is not None


def test_every_person_she_accompanied_has_somebody_who_can_open_the_case(
    kadi, bintou, awa, aissata, salif, deme, deme_keys
):
    one, other, third = (help_someone(aissata, deme_keys, "health") for _x in range(3))
    hawa = hire(awa, deme.id, "Hawa", "caseworker")
    departure = depart(kadi, aissata)
    hand(one, departure, hawa)
    leave(kadi, departure, aissata)
    assign(kadi, other, departure, salif)
    assign(kadi, third, departure, hawa)
    for by, half in ((kadi, "vault"), (bintou, "oversight")):
        pair = deme_keys.keys[half]
        found = read_waiting_halves(actor=by.actor, half=half, at=by.stage.now())
        for sealed in found:
            to = salif if sealed.case == other.case else hawa
            give_half(by, sealed, half, to, pair)
    take_over(salif, other, departure)
    take_over(hawa, third, departure)
    open_cases = Case.objects.filter(closed_at=None)
    assert all(case.lead.left_at is None for case in open_cases.select_related("lead"))
    by_lead = {hawa.id: hawa, salif.id: salif}
    assert all(reads(by_lead[case.lead_id], case.pk) for case in open_cases)
    assert carried_by(aissata.id) == []


def test_no_case_goes_without_a_departure_to_a_stranger_or_to_somebody_who_leaves(
    kadi, aissata, salif, oumou, helped, awa
):
    refused("handing.departure", hand, helped, kadi.new_id(), salif)
    departure = depart(kadi, aissata)
    refused("record.unknown", hand, helped, departure, kadi)
    refused("record.unknown", hand, helped, departure, oumou)
    refused("handing.successor", hand, helped, departure, aissata, reader=salif)
    refused("vault.recipient", hand, helped, departure, salif, reader=kadi)
    refused("vault.malformed", hand, helped, departure, salif, sealed=[])
    depart(awa, salif)
    refused("handing.successor", hand, helped, departure, salif)
    assert Case.objects.get(pk=helped.case).lead_id == aissata.id


def test_nobody_else_gives_her_cases_away_while_she_is_there(
    kadi, aissata, salif, helped
):
    departure = depart(kadi, aissata)
    refused("handing.still_there", assign, kadi, helped, departure, salif)
    refused("record.unknown", assign, salif, helped, departure, salif)
    refused("record.unknown", assign, kadi, helped, kadi.new_id(), salif)


def test_a_closed_case_goes_along_so_that_she_may_come_back(
    kadi, aissata, salif, deme_keys, helped
):
    other = open_case(helped, deme_keys, helped.by.new_id())
    Case.objects.filter(pk=helped.case).update(closed_at=aissata.stage.time)
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata)
    assign(kadi, helped, departure, salif)
    assert get_led_case(helped.case, actor=salif.actor).keys_awaited_at is None
    assert get_led_case(other, actor=salif.actor).keys_awaited_at is not None


def test_she_cannot_go_while_only_her_device_has_the_keys_of_a_case(
    kadi, aissata, helped
):
    Grant.objects.filter(object=helped.case).delete()  # as after a withdrawal
    departure = depart(kadi, aissata)
    refused("departure.keys_awaited", leave, kadi, departure, aissata)
    leave(kadi, departure, aissata, "no")
