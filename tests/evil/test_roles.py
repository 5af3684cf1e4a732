"""A server that gives somebody a role by itself: nothing is sealed to her."""

import os
from dataclasses import replace

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from client.keys import new_worker_keys
from client.log import key_fact
from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.roles import statement
from demeso.agencies.rules.seconding import FOUNDED, GIVEN, Statement, leaf_name
from demeso.kernel.actor import door
from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from demeso.kernel.ids import uuid7
from demeso.kernel.refusal import RefusedError
from demeso.kernel.sealing import fingerprint
from demeso.ledger.proving import newest, proved
from demeso.ledger.services import checkpoint, note
from tests.cast import hire, propose, take
from tests.evil.server import open_notebook

pytestmark = pytest.mark.django_db
EVIL = door("evil")


def code_of(work, *given):
    with pytest.raises(RefusedError) as told:
        work(*given)
    return told.value.code


def say(kind, name, facts):
    """Let the server write a public fact of its own into its log."""
    note(kind, actor=EVIL, body={}, open=facts, name=name, at=now())


def proof_of(type_, name):
    checkpoint(now())
    return proved(type_, [name], newest().size)[name].wire()


def signed(said, person, keys=None):
    keys = keys or person.keys
    key = Ed25519PrivateKey.from_private_bytes(keys.sign_seed)
    sig = b64(key.sign(said.signed_bytes()))
    return {"by": person if isinstance(person, str) else person.id,
            "key": keys.fingerprint, "sig": sig}  # fmt: skip


def adding(said, first, second, proof):
    """Return a lie that tells one more role."""
    role = {**said.__dict__, "first": first, "second": second, "ended": False,
            "proof": proof}  # fmt: skip
    return lambda told: {**told, "roles": [*told["roles"], role]}


@pytest.fixture
def nobody(awa, yelen):
    """Return somebody who works there and was given no role."""
    return hire(awa, yelen.id, "Personne")


@pytest.fixture
def said(nobody):
    """Return the role that the server would like her to have; it logs it at once."""
    made = Statement(nobody.new_id(), nobody.id, nobody.agency, "focal_point", GIVEN)
    say("role", leaf_name(made.grant, GIVEN), made.__dict__)
    return made


def leaf(said):
    return proof_of("role", leaf_name(said.grant, said.step))


def test_somebody_whom_two_people_gave_a_role_is_sealed_to(notebook, oumou):
    assert notebook.entry(oumou.id) == oumou.keys.entry
    assert notebook.directory.recipient(oumou.keys.fingerprint) == oumou.keys.entry
    assert notebook.directory.roles[oumou.id] == {"focal_point"}


def test_somebody_without_a_role_is_sealed_to_by_nobody(notebook, nobody):
    assert code_of(notebook.entry, nobody.id) == "role.unproved"
    print_ = nobody.keys.fingerprint
    assert code_of(notebook.directory.recipient, print_) == "role.unproved"


def test_a_role_that_waits_for_the_second_person_is_none(notebook, awa, nobody):
    propose(awa, nobody.id, nobody.agency, "focal_point")
    assert code_of(notebook.entry, nobody.id) == "role.unproved"


def test_a_role_that_ended_is_none_and_who_was_let_in_before_stays(
    notebook, awa, oumou, moussa
):
    take(awa, RoleGrant.objects.get(worker=oumou.id).pk)
    assert code_of(notebook.entry, oumou.id) == "role.unproved"


def test_what_an_administrator_signed_holds_after_her_own_role_ended(
    notebook, moussa, awa, oumou
):
    take(moussa, RoleGrant.objects.get(worker=awa.id).pk)
    assert notebook.entry(oumou.id) == oumou.keys.entry


def changing(**more):
    """Return a lie about Oumou's role; who signed it is told as it is."""

    def lie(told):
        roles = [
            {**one, **more} if one["role"] == "focal_point" else one
            for one in told["roles"]
        ]
        return {**told, "roles": roles}

    return lie


def test_a_role_with_one_signature_is_refused(notebook, liar, awa, oumou):
    said = statement(RoleGrant.objects.get(worker=oumou.id))
    hers, own = signed(said, awa), signed(said, oumou)
    for second in (None, {}, hers, own):
        liar.lie("/app/v1/keys", changing(first=hers, second=second))
        assert code_of(notebook.entry, oumou.id) == "role.unproved"
    liar.lie("/app/v1/keys", changing(first=None))
    assert code_of(notebook.entry, oumou.id) == "role.unproved"
    liar.lie("/app/v1/keys", changing())
    assert notebook.entry(oumou.id) == oumou.keys.entry, "the lies were the fault"


def test_a_role_with_a_forged_second_signature_is_refused(
    notebook, liar, awa, moussa, oumou
):
    said = statement(RoleGrant.objects.get(worker=oumou.id))
    whole = signed(said, moussa)
    other = signed(replace(said, role="caseworker"), moussa)
    for second in (
        {**whole, "sig": b64(bytes(64))},
        {**whole, "sig": other["sig"]},
        {**whole, "by": awa.id},
        {**whole, "key": awa.keys.fingerprint},
        {**whole, "key": "unknown"},
        {"by": moussa.id},
    ):
        liar.lie("/app/v1/keys", changing(second=second))
        assert code_of(notebook.entry, oumou.id) == "role.unproved"


def test_a_role_that_does_not_stand_in_the_log_is_refused(notebook, liar, awa, oumou):
    own = statement(RoleGrant.objects.get(worker=awa.id))
    for proof in (None, {}, leaf(own)):
        liar.lie("/app/v1/keys", changing(proof=proof))
        assert code_of(notebook.entry, oumou.id) == "role.unproved"
    liar.lie("/app/v1/keys", changing(role="supervisor"))
    assert code_of(notebook.entry, oumou.id) == "role.unproved"


def test_a_founding_late_in_the_log_is_none(notebook, oumou, monkeypatch):
    monkeypatch.setattr("client.roles.FOUNDING", 1)
    assert code_of(notebook.entry, oumou.id) == "role.unproved"


def test_two_people_who_might_not_sign_give_no_role(
    notebook, liar, said, salif, oumou, nobody
):
    lie = adding(said, signed(said, salif), signed(said, oumou), leaf(said))
    liar.lie("/app/v1/keys", lie)
    assert code_of(notebook.entry, nobody.id) == "role.unproved"


def invented(said):
    """Let the server invent two founders, write all of it down, and let them sign."""
    people = [new_worker_keys(uuid7(1, os.urandom(10))) for _each in range(2)]
    roles, keys = [], []
    for one, other in (people, people[::-1]):
        who, by = str(one.entry["id"]), str(other.entry["id"])
        print_ = fingerprint(one.entry)
        say("key", print_, key_fact(one.entry).open)
        founding = Statement(who, who, said.agency, "administrator", FOUNDED)
        say("role", leaf_name(who, FOUNDED), founding.__dict__)
        roles.append((founding, None, signed(founding, by, other)))
        keys.append(one.entry)
    names = [str(one.entry["id"]) for one in people]
    both = [signed(said, name, pair) for name, pair in zip(names, people, strict=True)]
    roles.append((said, *both))

    shown = [
        {"fp": fingerprint(one), "entry": one, "record": "", "published_at": "",
         "revoked_at": None, "proof": proof_of("key", fingerprint(one))}
        for one in keys
    ]  # fmt: skip
    added = [
        {**one.__dict__, "first": first, "second": second, "ended": False,
         "proof": leaf(one)}
        for one, first, second in roles
    ]  # fmt: skip

    def lie(told):
        more = {"keys": told["keys"] + shown, "roles": told["roles"] + added}
        return {**told, **more}

    return lie


def test_founders_whom_the_server_invents_are_not_those_seen_before(
    notebook, liar, said, oumou, nobody
):
    notebook.entry(oumou.id)
    liar.lie("/app/v1/keys", invented(said))
    assert code_of(notebook.entry, nobody.id) == "role.unproved"


def test_two_pairs_of_founders_at_once_are_none(aissata, deme_keys, liar, said, oumou):
    fresh = open_notebook(aissata, liar)
    fresh.directory.tree()
    liar.lie("/app/v1/keys", invented(said))
    assert code_of(fresh.entry, oumou.id) == "role.unproved", "it believes neither"
    assert fresh.directory.founders == frozenset()
