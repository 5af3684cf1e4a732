"""A server that replays, moves, adds or forges grants opens nothing by it."""

import pytest

from client.granting import Standing, require_expected
from client.grants import Terms, make_grant
from client.keys import key_pair
from client.sealing import new_key
from client.walk import open_case
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.refusal import RefusedError
from tests.handing import help_someone

pytestmark = pytest.mark.django_db
KEYS = {name: new_key(1_800_000_000_000) for name in COMPARTMENTS}


@pytest.fixture
def helped(aissata, deme_keys, notebook):
    """Open two cases and see them from the device; return them."""
    both = [help_someone(aissata, deme_keys) for _each in range(2)]
    notebook.exchange()
    assert {one.case for one in both} <= notebook.held.keys()
    return both


def change_of(notebook, record, kind="case.opened"):
    return next(
        one
        for one in notebook.changes.values()
        if one["act"]["record"] == record and one["act"]["kind"] == kind
    )


def grant_in(change):
    return next(part for part in change["act"]["sealed"] if part["type"] == "grant")


def with_grants(change, *grants, **act):
    """Return a change as a false server tells it: other grants, other facts."""
    said = {**change["act"], "sealed": list(grants), **act}
    return {**change, "act": {**said, "id": change["act"]["id"]}}


def told(notebook, change):
    """Take a change in; return why its grants were refused. What is held stays."""
    before = dict(notebook.held)
    notebook.refused.clear()
    notebook._keep(change)
    assert notebook.held == before
    return [error.code for error in notebook.refused]


def told_anew(notebook, change, case):
    """Take it in on a device that does not hold the case's keys yet."""
    notebook.held.pop(case)
    return told(notebook, change)


def test_a_grant_from_another_case_opens_neither(notebook, helped):
    """Keys of the other case go to the other case: bodies bind to their object."""
    one, other = helped
    stolen = grant_in(change_of(notebook, other.case))
    moved = {**stolen, "object": one.case}
    change = with_grants(change_of(notebook, one.case), moved)
    assert told_anew(notebook, change, one.case) == ["grant.forged"]


def test_a_grant_that_the_server_signed_is_refused(notebook, helped, salif):
    one, _other = helped
    forged = make_grant(
        KEYS, terms=Terms(one.case), to=notebook.session.keys.entry, signer=salif.keys
    )
    change = with_grants(change_of(notebook, one.case), forged)
    assert told_anew(notebook, change, one.case) == ["grant.signer"]
    named = with_grants(change_of(notebook, one.case), forged, actor=salif.id)
    assert told(notebook, named) == ["grant.signer"]


def test_a_grant_by_a_key_that_nobody_proved_is_refused(notebook, helped):
    one, _other = helped
    invented = key_pair(
        "worker", notebook.id, kem_seed=bytes(32), sign_seed=b"\1" * 32, epoch=2
    )
    forged = make_grant(
        KEYS, terms=Terms(one.case), to=notebook.session.keys.entry, signer=invented
    )
    change = with_grants(change_of(notebook, one.case), forged)
    assert told_anew(notebook, change, one.case) == ["key.unproved"]


@pytest.mark.parametrize(
    ("terms", "codes"),
    [({"consent": "019b0000-0000-7000-8000-000000000000"}, ["sealed.other"]),
     ({"rights": "hold"}, [])],
    ids=["another consent", "a right that opens no case"],
)  # fmt: skip
def test_a_grant_on_other_terms_opens_nothing(notebook, helped, terms, codes):
    one, _other = helped
    mine = notebook.session.keys
    other = make_grant(KEYS, terms=Terms(one.case, **terms), to=mine.entry, signer=mine)
    change = with_grants(change_of(notebook, one.case), other)
    assert told_anew(notebook, change, one.case) == codes


def test_a_grant_that_was_replaced_does_not_come_back(notebook, helped, aissata):
    """The case got new keys; its first grant, put into a newer act, is stale."""
    one, _other = helped
    mine, opened = notebook.session.keys, change_of(notebook, one.case)
    first = grant_in(opened)
    fresh = make_grant(KEYS, terms=Terms(one.case), to=mine.entry, signer=mine)
    position = opened["position"]
    notebook._keep(with_grants(opened, fresh, kind="case.reopened"))
    assert notebook.held[one.case] == KEYS
    replayed = with_grants(opened, first, kind="case.reopened")
    later = {**replayed, "position": position + 1000}
    assert told(notebook, later) == ["grant.stale"]


def anew(notebook, change, *grants, **act):
    """Return an act of its own about the same record, as a false server tells it."""
    said = {**change["act"], "id": notebook.new_id(), "sealed": list(grants), **act}
    return {**change, "act": said, "position": change["position"] + 1000}


@pytest.mark.parametrize("kind", ["needs.recorded", "case.handed"])
def test_a_newer_grant_by_a_colleague_takes_no_key_of_my_case(
    notebook, helped, salif, kind
):
    """False acts may say that the case went away and came back: I signed for nobody."""
    one, _other = helped
    mine = notebook.session.keys
    newer = make_grant(KEYS, terms=Terms(one.case), to=mine.entry, signer=salif.keys)
    claimed = {**make_grant(KEYS, terms=Terms(one.case), to=mine.entry, signer=mine)}
    claimed["to"] = salif.keys.fingerprint  # "you gave it to her": not so signed
    opened = change_of(notebook, one.case)
    told(notebook, anew(notebook, opened, claimed))
    back = anew(notebook, opened, newer, kind=kind, actor=salif.id)
    assert told(notebook, back) == ["grant.signer"]


def test_a_colleague_to_whom_i_gave_a_case_may_give_it_back(notebook, helped, salif):
    one, _other = helped
    mine, opened = notebook.session.keys, change_of(notebook, one.case)
    given = make_grant(KEYS, terms=Terms(one.case), to=salif.keys.entry, signer=mine)
    notebook._keep(anew(notebook, opened, given, kind="case.handed"))
    back = make_grant(KEYS, terms=Terms(one.case), to=mine.entry, signer=salif.keys)
    home = anew(notebook, opened, back, kind="case.handed", actor=salif.id)
    notebook.refused.clear()
    notebook._keep(home)
    assert notebook.refused == []
    assert notebook.held[one.case] == KEYS


def test_a_grant_added_to_what_i_wrote_gives_its_keys_to_nobody(notebook, liar):
    """An extra grant reaches me, too: it is addressed to another, and ignored."""
    case = open_case(notebook)
    extra = {}

    def lie(said):
        for change in said["changes"]:
            parts = change["act"]["sealed"]
            grants = [one for one in parts if one["type"] == "grant"]
            parts += [{**one, "to": "A" * 43} for one in grants]
            extra.update({change["act"]["id"]: grants})
        return said

    liar.lie("/field/v1/exchange", lie)
    held = dict(notebook.held[case.case])
    notebook.exchange()
    assert extra
    assert notebook.held[case.case] == held
    assert notebook.refused == []


ME, HER = "me", "her"
GRANT = {"object": "o", "rights": "read", "consent": "yes"}


def change(kind="referral.sent", record="o", release="yes", position=10):
    groups = {} if release is None else {"line": {"release": release}}
    act = {"kind": kind, "record": record, "actor": HER, "groups": groups}
    return {"act": act, "position": position}


def judged(grant, said, *, epoch=1, places=((1, 1),), owner="worker", id_=HER):
    others = [Standing(owner, id_, e, place) for e, place in places]
    signer = Standing(owner, id_, epoch, 1)
    try:
        require_expected(grant, said, signer=signer, others=others, me=ME)
    except RefusedError as error:
        return error.code
    return ""


@pytest.mark.parametrize(
    ("grant", "said", "more", "code"),
    [
        (GRANT, change(), {}, ""),
        (GRANT, change(release=None), {}, ""),
        (GRANT, change(record="p"), {}, "sealed.other"),
        (GRANT, change(release="no"), {}, "sealed.other"),
        ({**GRANT, "consent": None}, change(), {}, "sealed.other"),
        ({**GRANT, "rights": "half-vault"}, change(), {}, "sealed.other"),
        (GRANT, change("safety.recorded"), {}, "sealed.other"),
        ({**GRANT, "consent": None}, change("safety.recorded"), {}, ""),
        ({**GRANT, "consent": None}, change("case.opened"), {}, "grant.signer"),
        (GRANT, change(), {"id_": "another"}, "grant.signer"),
        (GRANT, change(), {"owner": "vault"}, "grant.signer"),
        (GRANT, change(), {"places": ((1, 1), (2, 5))}, "grant.epoch"),
        (GRANT, change(), {"places": ((1, 1), (2, 50))}, ""),
        (GRANT, change(), {"epoch": 2, "places": ((1, 1), (2, 5))}, ""),
        (GRANT, change(), {"epoch": 2, "places": ((1, 1), (2, 50))}, "grant.epoch"),
        (GRANT, change(position=0), {}, "grant.epoch"),
    ],
)
def test_who_may_give_what_and_since_when(grant, said, more, code):
    assert judged(grant, said, **more) == code
