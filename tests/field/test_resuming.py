"""What breaks on the way goes on where it broke: pages, restored servers, old apps."""

import json
import random
from dataclasses import replace

import pytest
from django.conf import settings as django_settings
from django.db import transaction

from client.vectors import read_vectors
from demeso.agencies.models import Device
from demeso.field import queries, rules
from demeso.ledger.epochs import COPY
from demeso.ledger.models import Entry, Epoch, Head
from demeso.ledger.queries import live
from tests.field.device import PATH
from tests.ledger import sample

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]
SHORT = {"max_bytes": rules.FEWEST_BYTES}


@pytest.fixture
def shared(aissata, monkeypatch):
    """Return a root that everybody may hold."""
    root, none = aissata.pen.new_id(), frozenset()
    monkeypatch.setattr(queries, "survivor_roots", lambda _actor: frozenset({root}))
    monkeypatch.setattr(queries, "referral_roots", lambda _actor, at: none)
    return root


def wrote(handset, root, count, place="Gao"):
    acts = [handset.note(root, place={"place": place}) for _act in range(count)]
    assert handset.post(acts).json()["problems"] == []
    return acts


def ids_of(acts):
    return [act.id for act in acts]


def ids(changes):
    return [change["act"]["id"] for change in changes]


@pytest.mark.parametrize("seed", range(5))
def test_a_first_fetch_over_a_line_that_breaks_misses_and_repeats_nothing(
    aissata, oumou, shared, seed
):
    """Half of the answers are lost, and Oumou writes on meanwhile."""
    chance = random.Random(seed)
    wrote(oumou, shared, 60)
    came: list[str] = []
    lost = 0
    for call in range(400):
        if chance.random() < 0.5:
            answer = aissata.post(pull=True, **SHORT).json()
            lost += 1
            continue  # cut off: nothing of it was kept
        answer = aissata.pull(**SHORT)
        came += ids(answer["changes"])
        if call < 12:
            wrote(oumou, shared, 2, "Mopti")
        elif not answer["more"]:
            break
    rows = Entry.objects.filter(root=shared).order_by("position")
    assert lost
    assert came == [row.pk for row in rows]  # each once, in the order of commits


def test_a_page_that_was_cut_off_costs_one_page(aissata, oumou, shared):
    wrote(oumou, shared, 60)
    first = aissata.pull(**SHORT)
    cut = aissata.post(pull=True, **SHORT).json()
    again = aissata.post(pull=True, **SHORT).json()
    assert cut["changes"] == again["changes"]
    assert ids(cut["changes"])[0] not in ids(first["changes"])
    assert not again["resnapshot"]


def test_everything_anew_is_resumed_too(aissata, oumou, shared):
    """A device whose hash is wrong drops all once, not at every page."""
    wrote(oumou, shared, 40)
    aissata.pull_all()
    pages = [aissata.pull(state_hash="x" * 43, **SHORT)]
    while pages[-1]["more"]:
        aissata.post(pull=True, **SHORT)  # cut off
        pages.append(aissata.pull(**SHORT))
    assert [page["resnapshot"] for page in pages] == [True] + [False] * (len(pages) - 1)
    assert len(pages) > 3
    assert set(aissata.held) == set(ids(c for page in pages for c in page["changes"]))
    assert len(aissata.held) == 40


def test_a_root_that_left_while_another_came_brings_its_past_when_it_returns(
    aissata, oumou, sight
):
    """The device dropped it at a page in the middle, and its cursor did not say so."""
    mine, other = aissata.pen.new_id(), oumou.pen.new_id()
    sight.leads(aissata, mine)
    past = ids_of(wrote(aissata, mine, 2))
    wrote(oumou, other, 30)
    aissata.pull()
    sight.leads(aissata, other)
    page = aissata.pull(**SHORT)
    assert (page["more"], page["removals"]) == (True, [mine])
    sight.leads(aissata, mine, other)
    aissata.pull_all(**SHORT)
    assert set(past) < aissata.held.keys()
    assert len(aissata.held) == 32


def test_a_root_of_which_only_some_pages_came_is_removed_like_any_other(
    aissata, oumou, sight
):
    mine, other = aissata.pen.new_id(), oumou.pen.new_id()
    sight.leads(aissata, mine)
    kept = ids_of(wrote(aissata, mine, 1))
    wrote(oumou, other, 30)
    aissata.pull()
    sight.leads(aissata, mine, other)
    assert aissata.pull(**SHORT)["more"]
    sight.leads(aissata, mine)
    assert aissata.pull()["removals"] == [other]
    assert list(aissata.held) == kept


def restored(wrote):
    """Do some work, and put the server back to how it stood before."""
    with transaction.atomic():
        wrote()
        transaction.set_rollback(True)
    Head.objects.update(epoch=COPY)


def test_a_server_that_was_restored_gets_again_what_it_forgot(aissata, oumou, shared):
    before = wrote(aissata, shared, 3)
    aissata.pull_all()
    after = [aissata.note(shared, place={"place": "Mopti"}) for _act in range(4)]
    restored(lambda: (aissata.post(after), aissata.pull_all()))
    told = aissata.pull()
    assert (told["acked_seq"], told["resnapshot"]) == (3, True)
    assert told["server_epoch"] == Epoch.objects.get().began > 10**15
    unsent = [act for act in [*before, *after] if act.seq > told["acked_seq"]]
    said = aissata.post(unsent).json()
    assert (said["acked_seq"], said["problems"]) == (7, [])
    aissata.pull_all()
    oumou.pull_all()
    assert set(aissata.held) == set(oumou.held) == {a.id for a in [*before, *after]}
    assert Entry.objects.filter(device=aissata.pen.device).count() == 7


def test_a_cursor_of_a_server_that_was_lost_is_not_trusted_by_the_next_one(
    aissata, oumou, shared
):
    """Both start from one copy, and the second has gone further when she calls."""
    wrote(aissata, shared, 2)
    aissata.pull_all()
    restored(lambda: (Head.objects.update(epoch=COPY), aissata.pull_all()))
    wrote(oumou, shared, 5)
    assert aissata.pull()["resnapshot"]
    aissata.pull_all()
    assert len(aissata.held) == 7


def test_a_version_that_a_lost_server_told_covers_nothing_of_the_next(
    aissata, oumou, shared
):
    wrote(oumou, shared, 1)
    lost = [aissata.note(shared, place={"place": "Mopti"}) for _act in range(6)]
    restored(lambda: (aissata.post(lost), aissata.pull_all()))
    seen = max(change["version"] for change in aissata.held.values())
    hers = oumou.note(shared, place={"place": "Kayes"})
    assert oumou.post([hers]).json()["problems"] == []
    late = aissata.note(shared, place={"place": "Kidal"}, base=seen)
    aissata.post([*lost, late])
    standing = [value.act for value in live(shared)["place"]]
    assert standing == [hers.id, late.id]


def test_an_app_that_is_too_old_to_record_may_always_send(aissata, shared, monkeypatch):
    monkeypatch.setattr("demeso.field.rules.EARLIEST_CAPTURE", "9")
    acts = [aissata.note(shared, place={"place": "Gao"}) for _act in range(2)]
    for version in ("0", "1", "client/1", ""):
        said = aissata.post(acts, client_version=version).json()
        assert (said["acked_seq"], said["problems"]) == (2, [])
        assert said["min_capture_version"] == "9"


def test_acts_of_every_form_version_that_was_ever_known_are_taken(
    aissata, shared, settings, monkeypatch
):
    forms = dict(sample.FORMS) | {
        f"thing@{version}": replace(sample.THING, version=version) for version in (2, 3)
    }
    monkeypatch.setattr(sample, "FORMS", forms)
    assert django_settings.DEMESO_FORMS == settings.DEMESO_FORMS
    acts = [
        aissata.write("thing.noted", shared, f"thing@{version}", place={"place": "Gao"})
        for version in (1, 2, 3, 4)
    ]
    said = aissata.post(acts).json()
    assert said["acked_seq"] == 4
    assert [one["code"] for one in said["problems"]] == ["form.unknown_version"]
    states = Entry.objects.order_by("position").values_list("state", flat=True)
    assert list(states) == ["applied"] * 3 + ["quarantined"]


def test_the_known_call_of_the_frozen_format_is_taken_byte_for_byte(aissata):
    known = read_vectors("exchange")
    device, act = known["request"]["device"], known["request"]["acts"][0]
    Device.objects.create(
        id=device, kind="client", public=known["public"], label="old",
        worker_id=aissata.worker, enrolled_at=aissata.pen.clock(),
    )  # fmt: skip
    answer = aissata.http.post(
        PATH, known["body"].encode(), "application/json", headers=known["headers"]
    )
    assert answer.status_code == 200
    assert answer.json()["acked_seq"] == 1
    assert json.loads(known["body"]) == known["request"]
    assert Entry.objects.get(pk=act["id"]).digest
