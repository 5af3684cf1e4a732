from datetime import timedelta

import pytest

from client.grants import Terms, open_grant
from demeso.agencies.models import Account, Device, Holding, Renewal
from demeso.agencies.queries.recovery import readiness
from demeso.agencies.services.renewal import read_halves
from demeso.kernel.refusal import RefusedError
from demeso.vault.models import Grant, PublicKey, Seconding
from tests.handing import help_someone
from tests.recovering import (
    ask_back,
    comeback,
    confirm,
    hand_to,
    name_holder,
    open_renewal,
    rewrap,
    take_back,
)

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def given_to(fingerprint, *rights):
    rows = Grant.objects.filter(to=fingerprint, rights__in=rights or ("read",))
    return [row.part for row in rows.order_by("pk")]


def renew(house, worker):
    """Let two people give somebody new keys; return the renewal."""
    renewal, token = open_renewal(house.administrator, worker)
    ask_back(worker, token)
    for by in (house.vault[0], house.administrator):
        confirm(by, renewal, worker)
    return renewal


def keys_before(worker, cases):
    found = {}
    for part in given_to(worker.keys.fingerprint):
        terms = Terms(part["object"], "read", part["consent"])
        keys = open_grant(part, terms=terms, mine=worker.keys, signer=worker.keys.entry)
        found[part["object"]] = keys
    assert set(found) == {one.case for one in cases}
    return found


def test_a_locked_out_worker_reads_all_her_cases_again(house, aissata, deme_keys):
    cases = [help_someone(aissata, deme_keys, "health") for _each in range(3)]
    before, old = keys_before(aissata, cases), aissata.keys.fingerprint
    renewal = renew(house, aissata)
    new = aissata.keys.fingerprint
    rewrap(house.vault[0], renewal, "vault", aissata, deme_keys.keys["vault"])
    rewrap(
        house.oversight[0], renewal, "oversight", aissata, deme_keys.keys["oversight"]
    )
    halves = given_to(new, "recovery-vault", "recovery-oversight")
    assert take_back(aissata, renewal, halves) == before
    assert Renewal.objects.get(pk=renewal).finished_at is not None
    assert given_to(old) == given_to(new, "recovery-vault", "recovery-oversight") == []
    assert {part["object"] for part in given_to(new)} == {one.case for one in cases}


def test_her_new_keys_count_and_the_old_ones_are_over(house, aissata):
    old, device = aissata.keys.fingerprint, aissata.pen.device
    renew(house, aissata)
    assert PublicKey.objects.get(pk=old).revoked_at is not None
    assert PublicKey.objects.get(pk=aissata.keys.fingerprint).epoch == 2
    assert Device.objects.get(pk=device).revoked_at is not None
    assert Device.objects.get(pk=aissata.pen.device).revoked_at is None
    assert Account.objects.get(pk=aissata.id).check_password(aissata.login_key)
    assert Renewal.objects.get().asked is None


def test_nothing_changes_before_the_second_person_confirms(house, aissata):
    old, login = aissata.keys.fingerprint, aissata.login_key
    renewal, token = open_renewal(house.administrator, aissata)
    ask_back(aissata, token)
    confirm(house.vault[0], renewal, aissata)
    assert PublicKey.objects.get(pk=old).revoked_at is None
    assert Account.objects.get(pk=aissata.id).check_password(login)
    refused("renewal.not_you", confirm, house.vault[0], renewal, aissata)


def test_two_people_in_person_and_never_herself_nor_any_colleague(
    house, aissata, salif, awa
):
    renewal, token = open_renewal(house.administrator, aissata)
    refused("renewal.settled", confirm, house.vault[0], renewal, aissata)
    ask_back(aissata, token)
    refused("renewal.not_you", confirm, salif, renewal, aissata)
    refused("renewal.unknown", confirm, awa, renewal, aissata)
    other = {"print": house.vault[0].keys.fingerprint}
    refused("renewal.other_key", confirm, house.vault[0], renewal, aissata, **other)
    confirm(house.vault[0], renewal, aissata)
    confirm(house.oversight[0], renewal, aissata)
    refused("renewal.settled", confirm, house.administrator, renewal, aissata)


def test_a_link_is_given_by_administrators_to_others_who_have_joined(
    house, aissata, kadi
):
    refused("record.unknown", open_renewal, kadi, aissata)
    boss = house.administrator
    refused("renewal.own", open_renewal, boss, boss)


def test_a_link_is_good_once_ends_and_a_newer_one_ends_it(house, aissata):
    boss = house.administrator
    _first, token = open_renewal(boss, aissata)
    _second, newer = open_renewal(boss, aissata)
    refused("renewal.unknown", ask_back, aissata, token)
    ask_back(aissata, newer)
    refused("renewal.unknown", ask_back, aissata, newer)
    _third, late = open_renewal(boss, aissata)
    aissata.stage.time += timedelta(days=4)
    refused("renewal.unknown", ask_back, aissata, late)


def test_her_new_key_is_the_next_one(house, aissata):
    _renewal, token = open_renewal(house.administrator, aissata)
    refused("key.epoch", ask_back, aissata, token, 3)


def test_nobody_comes_back_under_another_name(house, aissata, salif):
    _renewal, token = open_renewal(house.administrator, aissata)
    refused("joining.malformed", ask_back, salif, token)
    assert comeback(aissata, token).username == "aissata"


def test_halves_go_to_holders_of_that_half_after_the_renewal(house, helped, salif):
    worker, at = helped.by, helped.by.stage.now()
    renewal, token = open_renewal(house.administrator, worker)
    holder = house.vault[0]

    def read(by, half):
        return read_halves(actor=by.actor, renewal=renewal, half=half, at=at)

    refused("renewal.unknown", read, holder, "vault")
    ask_back(worker, token)
    confirm(holder, renewal, worker)
    confirm(house.administrator, renewal, worker)
    assert len(read(holder, "vault")) == 1
    for by in (salif, house.oversight[0], house.vault[1], house.administrator):
        refused("renewal.unknown", read, by, "vault")
    refused("renewal.unknown", read, holder, "oversight")
    refused("renewal.unknown", read, holder, "all")


def test_one_half_alone_gives_nothing_back(house, helped, deme_keys):
    worker = helped.by
    renewal = renew(house, worker)
    pair = deme_keys.keys["vault"]
    rewrap(house.vault[0], renewal, "vault", worker, pair)
    assert read_halves(
            actor=house.vault[0].actor, renewal=renewal, half="vault",
            at=worker.stage.now(),
        ) == []  # fmt: skip
    halves = given_to(worker.keys.fingerprint, "recovery-vault")
    twin = [{**part} for part in halves]
    with pytest.raises(KeyError):
        take_back(worker, renewal, twin)
    assert given_to(worker.keys.fingerprint) == []


def test_a_half_is_sealed_to_her_new_key_and_no_other(house, helped, deme_keys, salif):
    renewal = renew(house, helped.by)
    pair = deme_keys.keys["vault"]
    refused("vault.recipient", rewrap, house.vault[0], renewal, "vault", salif, pair)


def test_what_she_had_asked_for_with_the_lost_keys_is_over(house):
    first, second = house.vault
    record, _made = hand_to(first, house, house.team.keys["vault"], second)
    renewal, token = open_renewal(house.administrator, first)
    ask_back(first, token)
    for by in (house.oversight[0], house.administrator):
        confirm(by, renewal, first)
    assert Seconding.objects.get(record=record).refused_at
    assert not Holding.objects.filter(record=record).exists()
    assert given_to(second.keys.fingerprint, "hold") == []


def test_a_holder_who_lost_her_keys_holds_nothing_until_she_is_named_again(house):
    first, second = house.vault
    name_holder(first, house, "vault", second)
    renewal, token = open_renewal(house.administrator, first)
    ask_back(first, token)
    for by in (second, house.administrator):
        confirm(by, renewal, first)
    assert readiness(house.team.id).vault == {second.id}
    assert Renewal.objects.get().finished_at is not None
    name_holder(second, house, "vault", first)
    assert readiness(house.team.id).vault == {first.id, second.id}
