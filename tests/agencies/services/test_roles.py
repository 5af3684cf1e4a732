from dataclasses import replace

import pytest
from django.db import connection

from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.people import actor_of_worker
from demeso.agencies.queries.roles import (
    administrators_beside,
    roles_held,
    roles_of,
    statement,
    waiting,
)
from demeso.agencies.rules.seconding import GIVEN, Statement
from demeso.desk.queries.staff import staff
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry, Leaf
from tests.cast import Person, founder, give, hire, propose, second, take, words_signed


def refusal(work, *arguments, **named):
    with pytest.raises(RefusedError) as found:
        work(*arguments, **named)
    return found.value.code


def refuse(by: Person, grant: str):
    groups = {"refusing": {"role_reason": "unclear"}}
    return by.do("role.refused", grant, "role_refusal@1", groups=groups)


@pytest.fixture
def asked(awa, deme, salif):
    """Return a role that Awa asked for Salif, and nobody has seconded."""
    return propose(awa, salif.id, deme.id, "focal_point")


def test_a_role_counts_once_a_second_person_has_signed(asked, moussa, salif):
    assert roles_of(salif.id) == {"caseworker"}
    assert "referral.answer" not in salif.actor.permissions
    row = second(moussa, asked)
    assert roles_of(salif.id) == {"caseworker", "focal_point"}
    assert salif.actor.may("referral.answer")
    assert (row.first_signature["by"], row.second_signature["by"]) == (
        row.granted_by, moussa.id,
    )  # fmt: skip


def test_whoever_asked_does_not_second(asked, awa, salif):
    assert refusal(second, awa, asked) == "record.unknown"
    assert roles_of(salif.id) == {"caseworker"}


def test_whoever_receives_does_not_second(awa, moussa, deme):
    boss = hire(awa, deme.id, "Sira", "administrator")
    waits = propose(awa, boss.id, deme.id, "caseworker")
    assert refusal(second, boss, waits) == "record.unknown"
    second(moussa, waits)
    assert roles_of(boss.id) == {"administrator", "caseworker"}


def test_a_key_holder_seconds_in_her_own_agency_only(awa, deme, kadi, salif, oumou):
    here = propose(awa, salif.id, deme.id, "focal_point")
    there = propose(awa, oumou.id, oumou.agency, "caseworker")
    assert refusal(second, kadi, there) == "record.unknown"
    second(kadi, here)
    assert "focal_point" in roles_of(salif.id)


def test_the_data_protection_officer_seconds_too_and_a_caseworker_does_not(
    moussa, deme, bintou, salif, aissata
):
    asked = propose(moussa, salif.id, deme.id, "data_focal_point")
    assert refusal(second, aissata, asked) == "record.unknown"
    second(bintou, asked)
    assert "data_focal_point" in roles_of(salif.id)


def test_a_second_signature_over_other_words_is_refused(asked, moussa, salif):
    said = statement(RoleGrant.objects.get(pk=asked))
    for words in (replace(said, role="supervisor"), replace(said, worker=moussa.id)):
        groups = {"seconded": {"signature": words_signed(moussa, words)}}
        code = refusal(moussa.do, "role.seconded", asked, "second@1", groups=groups)
        assert code == "role.signature"
    assert roles_of(salif.id) == {"caseworker"}


def test_a_role_without_a_first_signature_is_refused(awa, deme, salif):
    answers = {"worker": salif.id, "agency": deme.id, "role": "focal_point"}
    code = refusal(
        awa.do, "role.granted", awa.new_id(), "role@1", groups={"role": answers}
    )
    assert code == "role.signature"


def test_a_refused_role_is_over_and_can_be_asked_for_anew(asked, awa, moussa, salif):
    assert refusal(refuse, awa, asked) == "record.unknown"
    row = refuse(moussa, asked)
    assert (row.refused_at, row.ended_at) == (moussa.stage.time,) * 2
    assert refusal(second, moussa, asked) == "record.unknown"
    assert "focal_point" not in roles_of(salif.id)
    second(moussa, propose(awa, salif.id, salif.agency, "focal_point"))
    assert "focal_point" in roles_of(salif.id)


def test_one_person_ends_a_role_at_once_and_the_second_agrees_later(
    awa, moussa, deme, salif
):
    grant = roles_held([salif.id])[salif.id][0].grant
    take(awa, grant, "left")
    assert roles_of(salif.id) == frozenset()
    assert refusal(second, awa, grant) == "record.unknown"
    assert refusal(refuse, moussa, grant) == "record.unknown"
    row = second(moussa, grant)
    assert row.end_second_signature["by"] == moussa.id
    assert refusal(second, moussa, grant) == "record.unknown"
    again = propose(awa, salif.id, deme.id, "caseworker")
    assert roles_of(salif.id) == frozenset(), "giving back takes two"
    second(moussa, again)
    assert roles_of(salif.id) == {"caseworker"}


def test_what_waits_is_taken_back_by_its_end(asked, awa, salif):
    take(awa, asked, "mistake")
    assert roles_of(salif.id) == {"caseworker"}
    everybody = type(RoleGrant.objects.get(pk=asked).worker).objects.all()
    assert not waiting(everybody).exists(), "it never counted: nothing to agree to"


def test_two_waiting_roles_never_open_both_keys(awa, moussa, deme, salif):
    propose(awa, salif.id, deme.id, "supervisor")
    assert refusal(propose, awa, salif.id, deme.id, "dpo") == "role.apart"


def test_a_founder_alone_may_do_nothing_until_both_have_signed(stage, request):
    alone = founder(stage, "Awa")
    assert not alone.actor.permissions
    own = RoleGrant.objects.get(worker=alone.id).pk
    other = RoleGrant.objects.exclude(worker=alone.id).get()
    assert refusal(second, alone, own) == "record.unknown"
    second(alone, other.pk)
    assert not alone.actor.permissions
    partner = founder(stage, "Moussa")
    assert not partner.actor.permissions, "his own word is still missing"
    second(partner, own)
    assert alone.actor.may("people.write")
    assert partner.actor.may("people.write")
    assert administrators_beside(alone.id) == 1


def test_the_exception_of_the_founding_is_there_once(awa, moussa, deme, salif):
    row = RoleGrant.objects.get(worker=awa.id)
    insert(salif, "administrator", by="cli", second=row.second_signature)
    assert roles_of(salif.id) == {"caseworker"}, "no founder signed for her"


def insert(worker: Person, role: str, *, by: str, first=None, second=None) -> str:
    """Put a role into the table by SQL, as whoever holds the database can."""
    grant = worker.new_id()
    row = RoleGrant(
        id=grant, worker_id=worker.id, agency_id=worker.agency, role=role,
        granted_by=by, granted_at=worker.stage.time, first_signature=first,
        second_signature=second, seconded_at=worker.stage.time,
    )  # fmt: skip
    RoleGrant.objects.bulk_create([row])
    return grant


def test_a_role_put_into_the_table_by_sql_lets_nobody_do_anything(
    fatoumata, stage, deme
):
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO agencies_rolegrant (id, worker_id, agency_id, role,"
            " granted_by, granted_at) VALUES (%s, %s, %s, %s, %s, %s)",
            [fatoumata.new_id(), fatoumata.id, fatoumata.agency, "caseworker",
             fatoumata.id, stage.time],
        )  # fmt: skip
    assert actor_of_worker(fatoumata.id).roles == {"coordinator"}
    assert not fatoumata.actor.may("case.write")


def test_signatures_copied_from_another_role_are_no_signatures(awa, aissata, salif):
    whole = RoleGrant.objects.get(worker=aissata.id)
    both = {"first": whole.first_signature, "second": whole.second_signature}
    insert(salif, "supervisor", by=awa.id, **both)
    assert roles_of(salif.id) == {"caseworker"}


def test_an_administrator_cannot_give_herself_access_alone(awa, moussa, deme):
    assert refusal(give, awa, awa.id, awa.agency, "caseworker") == "role.own"
    helper = hire(awa, deme.id, "Issa")
    asked = propose(awa, helper.id, deme.id, "caseworker")
    assert not helper.actor.permissions
    assert refusal(second, awa, asked) == "record.unknown"
    said = Statement(asked, helper.id, deme.id, "caseworker", GIVEN)
    mine = {"by": awa.id, "key": awa.keys.fingerprint, "sig": words_signed(awa, said)}
    RoleGrant.objects.filter(pk=asked).update(second_signature=mine)
    assert not helper.actor.permissions, "her own name twice is not two people"
    RoleGrant.objects.filter(pk=asked).update(second_signature=None)
    second(moussa, asked)
    assert helper.actor.may("case.write")


def test_both_people_stand_in_the_ledger(awa, moussa, deme, salif):
    asked = propose(awa, salif.id, deme.id, "focal_point")
    second(moussa, asked)
    said = Entry.objects.filter(record=asked).order_by("position")
    assert [(one.kind, one.actor) for one in said] == [
        ("role.granted", awa.id), ("role.seconded", moussa.id),
    ]  # fmt: skip
    leaves = [bytes(one.data) for one in Leaf.objects.all()]
    assert any(b'"type":"role"' in one and asked.encode() in one for one in leaves)


def test_the_desk_shows_what_waits_and_signs_nothing(asked, awa, salif):
    found = staff("", "", actor=awa.actor)
    (hers,) = (one for one in found.people if one.worker.pk == salif.id)
    assert hers.waiting == ("focal_point",)
    assert [held.role for held in hers.roles] == ["caseworker"]
