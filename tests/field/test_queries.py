"""A device holds what its worker may see, all of it, and nothing else."""

import pytest

from client.grants import Terms, make_grant
from client.keys import new_worker_keys
from client.sealing import Place, seal_body
from demeso.agencies.models import Device
from demeso.field import queries, services
from demeso.field.models import Scope
from demeso.field.queries import view_of
from demeso.field.rules import scope_hash, state_hash
from demeso.field.services import Sent
from demeso.kernel.actor import Actor, door
from demeso.kernel.clock import now
from demeso.kernel.sealing import fingerprint
from demeso.ledger.epochs import COPY, FIRST_EPOCH
from demeso.ledger.models import Access, Entry, Head
from demeso.ledger.queries import head, version
from demeso.ledger.services import erase_payload
from demeso.vault.models import Body, Grant, PublicKey

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def push(handset, root, *places, kind="thing.noted", **more):
    acts = [handset.note(root, kind, place={"place": p}, **more) for p in places]
    answer = handset.post(acts).json()
    assert answer["problems"] == []
    return [act.id for act in acts]


def test_a_device_gets_what_is_under_its_workers_roots_only(aissata, oumou, sight):
    mine, theirs = aissata.pen.new_id(), oumou.pen.new_id()
    sight.leads(aissata, mine)
    kept = push(aissata, mine, "Mopti", "Gao")
    push(oumou, theirs, "Kayes")
    answer = aissata.pull()
    assert [change["act"]["id"] for change in answer["changes"]] == kept
    assert {change["root"] for change in answer["changes"]} == {mine}
    assert (answer["more"], answer["resnapshot"]) == (False, False)
    roots = [mine, "directory", "directory.restricted"]
    assert answer["scope_hash"] == scope_hash(roots)


def test_a_change_is_the_act_as_it_was_written_and_its_place(aissata, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    act = aissata.note(mine, place={"place": "Mopti"})
    aissata.post([act])
    (change,) = aissata.pull()["changes"]
    assert change["act"] == act.wire()
    assert change["position"] == change["version"] == version(mine)
    assert (change["state"], change["code"]) == ("applied", "")


def test_what_is_under_the_directory_comes_to_everybody(aissata, oumou, sight):
    groups = {"remark": {"remark": "directory"}}
    act = aissata.note(aissata.pen.new_id(), "thing.handed", **groups)
    aissata.post([act, aissata.note(aissata.pen.new_id())])
    assert [c["act"]["id"] for c in oumou.pull()["changes"]] == [act.id]


def test_a_second_pull_brings_what_is_new(aissata, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    push(aissata, mine, "Mopti")
    aissata.pull()
    assert aissata.pull()["changes"] == []
    (new,) = push(aissata, mine, "Gao")
    assert [c["act"]["id"] for c in aissata.pull()["changes"]] == [new]


def test_a_new_root_brings_its_past_even_behind_the_cursor(aissata, oumou, sight):
    mine, other = aissata.pen.new_id(), oumou.pen.new_id()
    sight.leads(aissata, mine)
    past = push(oumou, other, "Kayes", "Kidal")
    push(aissata, mine, "Mopti")
    aissata.pull()
    sight.leads(aissata, mine, other)
    answer = aissata.pull()
    assert [c["act"]["id"] for c in answer["changes"]] == past
    assert not answer["resnapshot"]
    assert aissata.pull()["changes"] == []


def test_a_root_that_leaves_is_removed_until_the_device_knows(aissata, sight):
    mine, other = aissata.pen.new_id(), aissata.pen.new_id()
    sight.leads(aissata, mine, other)
    push(aissata, mine, "Mopti")
    push(aissata, other, "Gao")
    aissata.pull()
    sight.leads(aissata, mine)
    lost = aissata.post(pull=True).json()  # the answer does not arrive
    assert lost["removals"] == [other]
    assert aissata.pull()["removals"] == [other]
    assert {c["root"] for c in aissata.held.values()} == {mine}
    assert aissata.pull()["removals"] == []


@pytest.mark.parametrize("size", [4096, 9000, 20_000])
def test_pages_together_are_everything_once_and_in_order(aissata, oumou, sight, size):
    mine, other = aissata.pen.new_id(), oumou.pen.new_id()
    sight.leads(aissata, mine)
    push(aissata, mine, *(f"Mopti {n}" for n in range(30)))
    push(oumou, other, *(f"Gao {n}" for n in range(30)))
    first = aissata.pull_all(max_bytes=size)
    sight.leads(aissata, mine, other)
    push(aissata, mine, *(f"Ségou {n}" for n in range(30)))
    second = aissata.pull_all(max_bytes=size)
    assert len(second) > 1
    for pages, count in ((first, 30), (second, 60)):
        sent = [c["act"]["id"] for page in pages for c in page["changes"]]
        assert len(sent) == len(set(sent)) == count
    assert len(aissata.held) == 90


def test_more_acts_than_are_read_at_once_come_all(aissata, sight, monkeypatch):
    monkeypatch.setattr(queries, "CHUNK", 4)
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    kept = push(aissata, mine, *"abcdefghij")
    assert [c["act"]["id"] for c in aissata.pull()["changes"]] == kept


def test_two_calls_at_once_make_one_version_of_a_scope(aissata, sight):
    sight.leads(aissata, aissata.pen.new_id())
    device = Device.objects.get(id=aissata.pen.device)
    sent, actor = Sent(device, None, now(), now()), Actor(aissata.worker, "")
    view = view_of(actor, at=sent.at)
    first, second = (
        services._renew_scope(actor=actor, sent=sent, view=view) for _call in range(2)
    )
    assert first.pk == second.pk


def test_a_scope_that_changes_between_two_pages_loses_nothing(aissata, oumou, sight):
    roots = [oumou.pen.new_id() for _root in range(3)]
    for root in roots:
        push(oumou, root, *(f"Gao {n}" for n in range(12)))
    aissata.pull_all()
    sight.leads(aissata, roots[0], roots[1])
    aissata.pull(max_bytes=4096)
    sight.leads(aissata, roots[1], roots[2])
    aissata.pull_all(max_bytes=4096)
    assert {c["root"] for c in aissata.held.values()} >= set(roots[1:])
    kept = [c for c in aissata.held.values() if c["root"] in roots[1:]]
    assert len(kept) == 24


def test_one_large_change_still_fits_on_a_page_of_its_own(aissata, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    for _act in range(2):
        remark = {"remark": "é" * 200}
        act = aissata.note(mine, remark=remark, place={"place": "M" * 200})
        aissata.post([act])
    pages = aissata.pull_all(max_bytes=1)
    assert sum(len(page["changes"]) for page in pages) == 2


@pytest.mark.parametrize(
    "spoil",
    [{"ack_cursor": "1.1.1.0.-1:forged"}, {"ack_cursor": "odd"},
     {"scope_hash": scope_hash(["another"])}, {"state_hash": "another"}],
)  # fmt: skip
def test_a_device_that_does_not_hold_what_it_should_gets_everything(
    aissata, sight, spoil
):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    kept = push(aissata, mine, "Mopti", "Gao")
    aissata.pull()
    answer = aissata.pull(**spoil)
    assert answer["resnapshot"]
    assert [c["act"]["id"] for c in answer["changes"]] == kept
    assert not aissata.pull()["resnapshot"]


def test_a_right_state_hash_changes_nothing(aissata, sight):
    mine, other = aissata.pen.new_id(), aissata.pen.new_id()
    sight.leads(aissata, mine, other)
    push(aissata, mine, "Mopti", "Gao")
    push(aissata, other, "Kayes")
    aissata.pull()
    known = state_hash({mine: version(mine), other: version(other)})
    assert not aissata.pull(state_hash=known)["resnapshot"]


def test_a_restored_server_sends_everything_again(aissata, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    push(aissata, mine, "Mopti")
    aissata.pull()
    Head.objects.update(epoch=COPY)
    answer = aissata.pull()
    assert (answer["resnapshot"], answer["server_epoch"]) == (True, head().epoch)
    assert head().epoch > FIRST_EPOCH
    assert len(answer["changes"]) == 1


def test_what_was_quarantined_comes_back_whole_to_its_device_only(
    aissata, oumou, sight
):
    act = aissata.note(aissata.pen.new_id(), "thing.dreamt", actor=oumou.worker)
    aissata.post([act])
    (change,) = aissata.pull()["changes"]
    assert (change["state"], change["code"]) == ("quarantined", "act.other_actor")
    assert change["act"] == act.wire()
    assert oumou.pull()["changes"] == []


def test_what_was_erased_comes_without_its_answers(aissata, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    push(aissata, mine, "Mopti")
    erase_payload(version(mine), actor=door("jobs"), at=now())
    (change,) = aissata.pull()["changes"]
    assert (change["act"]["groups"], change["act"]["sig"]) == ({}, "")


def test_open_conflicts_are_listed_with_both_acts(aissata, oumou, sight):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    acts = push(aissata, mine, "Mopti") + push(oumou, mine, "Gao")
    (found,) = aissata.pull()["conflicts"]
    assert (found["record"], found["group"]) == (mine, "place")
    assert [value["act"] for value in found["values"]] == acts
    assert oumou.pull()["conflicts"] == []


@pytest.fixture
def keys(aissata, oumou):
    pairs = [new_worker_keys(aissata.worker), new_worker_keys(oumou.worker)]
    for pair in pairs:
        PublicKey.objects.create(
            fingerprint=fingerprint(pair.entry), owner="worker",
            owner_id=pair.entry["id"], epoch=1, entry=pair.entry, record="r",
            act_id="a", published_at=now(),
        )  # fmt: skip
    return pairs


def sealed_referral(aissata, keys, case, referral):
    """Hand something on: a narrative that stays, and a package that goes."""
    mine, hers = keys
    key = aissata.pen.new_key()
    story = seal_body({"a": "b"}, place=Place(case, "narrative", 1), key=key)
    package = seal_body({"a": "b"}, place=Place(referral, "package", 1), key=key)
    grants = [
        make_grant({"package": key}, terms=Terms(object_), to=pair.entry, signer=mine)
        for object_, pair in ((referral, mine), (referral, hers), (case, hers))
    ]
    groups = {"place": {"place": "Mopti"}, "remark": {"remark": case}}
    act = aissata.note(referral, "thing.handed", sealed=[story, package], **groups)
    aissata.post([act])
    for part in (story, package):
        Body.objects.create(
            object=part["object"], compartment=part["compartment"], version=1,
            act_id=act.id, part=part,
        )  # fmt: skip
    for part in grants:
        Grant.objects.create(
            act_id=act.id, object=part["object"], to=part["to"], rights="read",
            part=part,
        )  # fmt: skip
    return story, package, grants


def test_a_recipient_gets_the_shared_groups_and_the_package_meant_for_her(
    aissata, oumou, sight, keys
):
    case, referral = aissata.pen.new_id(), aissata.pen.new_id()
    sight.leads(aissata, case)
    sight.receives(oumou, referral)
    story, package, grants = sealed_referral(aissata, keys, case, referral)
    (change,) = oumou.pull()["changes"]
    assert change["root"] == referral
    assert change["act"]["groups"] == {"place": {"place": "Mopti"}}
    assert change["act"]["sealed"] == [package, grants[1]]
    (own,) = aissata.pull()["changes"]
    assert own["root"] == case
    assert own["act"]["sealed"] == [story, package, grants[0]]


def test_a_referral_that_is_over_leaves_its_recipients_device(
    aissata, oumou, sight, keys
):
    case, referral = aissata.pen.new_id(), aissata.pen.new_id()
    sight.receives(oumou, referral)
    sealed_referral(aissata, keys, case, referral)
    oumou.pull()
    sight.receives(oumou)
    assert oumou.pull()["removals"] == [referral]
    assert oumou.held == {}


def test_old_versions_of_a_scope_are_forgotten(aissata, sight):
    for _version in range(4):
        sight.leads(aissata, aissata.pen.new_id())
        aissata.pull()
    assert Scope.objects.filter(device=aissata.pen.device).count() <= 2


def test_a_view_names_the_workers_own_devices(aissata, sight):
    actor = Actor(aissata.worker, aissata.agency)
    assert view_of(actor, at=now()).devices == {aissata.pen.device}
    assert Device.objects.count() == Entry.objects.count() + 1


def fetched(handset, root, *, cursor="", **told):
    headers = {"X-Session-Token": handset.token} | told
    return handset.http.get(f"/field/v1/roots/{root}?cursor={cursor}", headers=headers)


def test_a_case_that_is_only_listed_is_fetched_whole(aissata, oumou, sight):
    mine, other = aissata.pen.new_id(), aissata.pen.new_id()
    sight.leads(aissata, mine, other)
    kept = push(aissata, mine, "Mopti", "Gao")
    push(aissata, other, "Kayes")
    aissata.pull()
    later = push(aissata, mine, "Kidal")
    found = fetched(aissata, mine, cursor=aissata.cursor).json()["changes"]
    assert [change["act"]["id"] for change in found] == kept, "as far as it has read"
    found = fetched(aissata, mine, cursor="broken").json()["changes"]
    assert [change["act"]["id"] for change in found] == kept + later
    read = Access.objects.filter(what="field.root", record=mine)
    assert [row.actor for row in read] == [aissata.worker] * 2


def test_a_long_case_comes_in_pages(aissata, sight, monkeypatch):
    mine = aissata.pen.new_id()
    sight.leads(aissata, mine)
    kept = push(aissata, mine, "Mopti", "Gao")
    monkeypatch.setattr("demeso.field.queries.MOST_BYTES", 1)
    first = fetched(aissata, mine).json()
    [change] = first["changes"]
    second = fetched(aissata, mine, cursor=f"&after={change['position']}").json()
    assert [change["act"]["id"], second["changes"][0]["act"]["id"]] == kept
    assert (first["more"], second["more"]) == (True, False)


def test_only_cases_are_fetched_so_and_not_more_often_than_any_app_would(
    aissata, sight, monkeypatch
):
    sight.leads(aissata, aissata.pen.new_id())
    assert "directory" in view_of(Actor(aissata.worker, aissata.agency), at=now()).own
    assert fetched(aissata, "directory").status_code == 404
    monkeypatch.setattr("demeso.field.rules.CALLS_A_MINUTE", 0)
    assert fetched(aissata, "directory").status_code == 429


def test_somebody_elses_case_is_not_there_and_without_a_session_nothing_is(
    aissata, oumou, sight
):
    theirs = oumou.pen.new_id()
    sight.leads(oumou, theirs)
    push(oumou, theirs, "Kayes")
    foreign = fetched(aissata, theirs)
    nowhere = fetched(aissata, aissata.pen.new_id())
    assert foreign.status_code == nowhere.status_code == 404
    assert foreign.json()["code"] == nowhere.json()["code"]
    assert fetched(aissata, theirs, **{"X-Session-Token": ""}).status_code == 401
