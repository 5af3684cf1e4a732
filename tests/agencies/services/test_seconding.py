"""Two people for every key and holder; what one alone put there counts nowhere."""

import json
from datetime import timedelta

import pytest

from client.keys import new_agency_keys
from demeso.agencies.models import Holding
from demeso.agencies.queries.recovery import holds, readiness
from demeso.agencies.queries.roles import roles_held
from demeso.agencies.queries.unproved_keys import unproved_keys
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Payload
from demeso.vault.models import Grant, PublicKey, Seconding
from demeso.vault.queries import get_entry, grants_to, last_epoch, latest_epoch
from demeso.vault.standing import secondings
from tests.cast import hire, offer, publish, second_key, take
from tests.handing import help_someone
from tests.recovering import hand_to, name_holder

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def code_of(work, *given):
    with pytest.raises(RefusedError) as told:
        work(*given)
    return told.value.code


def refuse(by, record, kind="key"):
    groups = {"refusing": {"key_reason": "words"}}
    return by.do(f"{kind}.refused", record, "key_refusal@1", groups=groups)


def read_by(person, case):
    """Put a grant of a case there, as if somebody had handed it to her."""
    to, rights = person.keys.fingerprint, "read"
    Grant.objects.create(act_id=case, object=case, to=to, rights=rights, part={})


@pytest.fixture
def newer(house):
    """Return a second vault key of the agency, which nobody has published yet."""
    return new_agency_keys("vault", house.team.id, epoch=2)


def test_a_key_waits_until_a_second_person_signs_and_the_older_stays(
    house, kadi, aissata, newer
):
    agency, older = house.team.id, house.team.keys["vault"]
    record = offer(kadi, newer, kadi)
    assert (latest_epoch("vault", agency), last_epoch("vault", agency)) == (1, 2)
    assert get_entry("vault", agency) == older.entry
    assert help_someone(aissata, house.team).case, "the older key still takes halves"
    assert not holds(kadi.id, agency=agency, owner="vault", epoch=2)
    second_key(kadi, record)
    assert get_entry("vault", agency) == newer.entry
    assert holds(kadi.id, agency=agency, owner="vault")


def test_nothing_is_sealed_to_a_key_that_waits(house, kadi, aissata, newer):
    offer(kadi, newer, kadi)
    house.team.keys["vault"] = newer
    assert code_of(help_someone, aissata, house.team) == "vault.recipient"


def test_whoever_gives_roles_or_keeps_a_key_there_signs_second(
    house, kadi, bintou, moussa, newer
):
    record = offer(kadi, newer, kadi)
    second_key(kadi, record, bintou)
    third = new_agency_keys("vault", house.team.id, epoch=3)
    second_key(kadi, offer(kadi, third, kadi), moussa)
    assert latest_epoch("vault", house.team.id) == 3


def test_nobody_else_signs_second_nor_twice(house, kadi, salif, oumou, newer):
    record = offer(kadi, newer, kadi)
    for by in (kadi, salif, oumou):
        assert code_of(second_key, kadi, record, by) == "record.unknown"
    second_key(kadi, record)
    rows = [one for one in secondings([house.team.id]) if one.said.record == record]
    assert len({one.by for one in rows[0].both}) == 2


def test_a_further_holder_opens_the_key_only_once_a_second_person_signed(
    house, monkeypatch
):
    first, other = house.vault
    pair, agency = house.team.keys["vault"], house.team.id
    record, _made = hand_to(first, house, pair, other)
    assert not holds(other.id, agency=agency, owner="vault")
    assert grants_to([other.keys.fingerprint]) == []
    monkeypatch.setattr("demeso.vault.queries.MOST_GRANTS", 1)
    read_by(other, first.new_id())
    assert len(grants_to([other.keys.fingerprint])) == 1, "no page ends by what waits"
    monkeypatch.undo()
    assert code_of(second_key, first, record, other) == "record.unknown"
    assert code_of(hand_to, first, house, pair, other) == "holder.waiting"
    second_key(first, record, house.oversight[0])
    assert code_of(hand_to, first, house, pair, other) == "key.held"
    assert holds(other.id, agency=agency, owner="vault")
    assert len(grants_to([other.keys.fingerprint])) == 2


def test_who_lost_her_role_meanwhile_has_asked_for_nothing(house, awa, kadi, newer):
    record = offer(kadi, newer, kadi)
    held = roles_held([kadi.id])[kadi.id]
    take(awa, next(one.grant for one in held if one.role == "supervisor"))
    assert code_of(second_key, kadi, record) == "key.asker"
    assert latest_epoch("vault", house.team.id) == 1


def test_a_key_that_is_refused_is_over_and_its_epoch_used_up(
    house, kadi, bintou, salif, newer
):
    record = offer(kadi, newer, kadi)
    assert code_of(refuse, salif, record) == "record.unknown"
    refuse(bintou, record)
    with pytest.raises(StopIteration):
        second_key(kadi, record)
    assert not Grant.objects.filter(act_id=secondings([house.team.id])[-1].act).exists()
    assert not Holding.objects.filter(record=record).exists()
    third = new_agency_keys("vault", house.team.id, epoch=3)
    second_key(kadi, offer(kadi, third, kadi))
    assert latest_epoch("vault", house.team.id) == 3


def test_a_holder_who_is_refused_may_be_named_again(house, bintou):
    first, other = house.vault
    record, _made = hand_to(first, house, house.team.keys["vault"], other)
    refuse(bintou, record, "holder")
    assert readiness(house.team.id).vault == {first.id}
    name_holder(first, house, "vault", other)
    assert readiness(house.team.id).vault == {first.id, other.id}


def test_who_asked_takes_her_request_back(house, kadi, newer):
    refuse(kadi, offer(kadi, newer, kadi))
    first, other = house.vault
    record, _made = hand_to(first, house, house.team.keys["vault"], other)
    assert code_of(refuse, other, record, "holder") == "record.unknown"
    refuse(first, record, "holder")
    assert not Seconding.objects.filter(seconded_at=None, refused_at=None).exists()
    last = json.loads(Payload.objects.latest("pk").body)
    assert last["to"] == [other.keys.fingerprint], "the ledger says what was deleted"


def test_what_was_asked_from_a_device_that_is_lost_since_is_not_signed(house):
    first, other = house.vault
    record, _made = hand_to(first, house, house.team.keys["vault"], other)
    lost = {"revocation": {"reason": "stolen"}}
    house.administrator.do(
        "device.revoked", first.pen.device, "revocation@1", groups=lost
    )
    assert code_of(second_key, first, record, house.oversight[0]) == "key.asker"
    assert readiness(house.team.id).vault == {first.id}


def test_what_somebody_asked_who_holds_the_key_no_more_is_not_signed(house):
    first, other = house.vault
    record, _made = hand_to(first, house, house.team.keys["vault"], other)
    now = first.stage.now()
    Holding.objects.filter(worker=first.id).update(ended_at=now)
    assert code_of(second_key, first, record, house.oversight[0]) == "key.asker"


def test_another_record_of_the_same_person_is_not_signed_by_the_wrong_act(
    house, kadi, bintou, newer
):
    record = offer(kadi, newer, kadi)
    groups = {"seconded": {"signature": "x"}}
    code = code_of(
        lambda: bintou.do("holder.seconded", record, "second@1", groups=groups)
    )
    assert code == "record.unknown"
    code = code_of(lambda: bintou.do("key.seconded", record, "second@1", groups=groups))
    assert code == "key.signature"


def test_all_is_proved_in_a_house_where_two_signed(house, kadi, newer):
    name_holder(house.vault[0], house, "vault", house.vault[1])
    offer(kadi, newer, kadi)
    assert unproved_keys() == []


def test_a_key_put_in_by_hand_counts_nowhere_and_is_named(house, stage):
    own = new_agency_keys("vault", house.team.id, epoch=2)
    PublicKey.objects.create(
        fingerprint=own.fingerprint, owner="vault", owner_id=house.team.id, epoch=2,
        entry=own.entry, record="by hand", act_id="by hand", published_at=stage.now(),
    )  # fmt: skip
    assert latest_epoch("vault", house.team.id) == 1
    assert [one.name for one in unproved_keys()] == [own.fingerprint]


def test_signatures_put_in_by_hand_count_nowhere_and_are_named(house, kadi, newer):
    record = offer(kadi, newer, kadi)
    row = Seconding.objects.get(pk=record)
    first, at = row.first_signature, row.asked_at + timedelta(minutes=1)
    for second in (first, {**first, "by": house.vault[1].id}, {"by": "x"}, None):
        row.second_signature, row.seconded_at = second, at
        row.save()
        assert latest_epoch("vault", house.team.id) == 1
        assert [one.name for one in unproved_keys()] == [record]


def test_two_who_might_not_sign_are_named_by_whoever_verifies(house, kadi, newer):
    record = offer(kadi, newer, kadi)
    second_key(kadi, record)
    Seconding.objects.filter(pk=record).update(asked_at=kadi.stage.time)
    assert unproved_keys() == []
    early = kadi.stage.time - timedelta(days=900)
    Seconding.objects.filter(pk=record).update(asked_at=early)
    assert [one.reason for one in unproved_keys()] == [
        "signed by somebody who might not"
    ]


def test_a_holder_put_in_by_hand_holds_nothing_and_is_named(house):
    held = Holding.objects.filter(owner="vault").first()
    stranger = house.keepers[1]
    for record in ("", held.record, "by hand"):
        row = Holding.objects.create(
            act_id="by hand", record=record, agency_id=house.team.id, owner="vault",
            epoch=1, worker_id=stranger.id, since=held.since,
        )  # fmt: skip
        assert not holds(stranger.id, agency=house.team.id, owner="vault")
        assert [one.name for one in unproved_keys()] == ["by hand"]
        row.delete()


def test_a_leaf_that_says_otherwise_is_named(house, kadi, bintou, newer):
    record = offer(kadi, newer, kadi)
    second_key(kadi, record)
    kept = Seconding.objects.get(pk=record)
    other = Seconding.objects.exclude(pk=record).first()
    Seconding.objects.filter(pk=record).delete()
    assert newer.fingerprint in [one.name for one in unproved_keys()]
    assert latest_epoch("vault", house.team.id) == 1
    kept.fp = other.fp
    kept.save(force_insert=True)
    assert record in [one.name for one in unproved_keys()]


def test_an_agency_without_an_administrator_has_its_two_keepers(house, awa, yelen):
    boss = hire(awa, yelen.id, "Fanta", "supervisor")
    dpo = hire(awa, yelen.id, "Sory", "dpo")
    vault = new_agency_keys("vault", yelen.id)
    second_key(boss, offer(boss, vault, boss), dpo)
    oversight = new_agency_keys("oversight", yelen.id)
    second_key(dpo, offer(dpo, oversight, dpo), boss)
    assert readiness(yelen.id).vault == {boss.id}
    assert readiness(yelen.id).oversight == {dpo.id}
    publish(boss, yelen, "intake")
    assert latest_epoch("intake", yelen.id) == 1
