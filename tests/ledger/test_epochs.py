"""Versions rise over every restoration, whoever restores which copy how often."""

from datetime import UTC, datetime, timedelta
from importlib import import_module

import pytest
from django.apps import apps
from django.db import transaction

from demeso.ledger.epochs import (
    COPY,
    FIRST_EPOCH,
    Epochs,
    epochs,
    next_epoch,
    of_rows,
    reached,
)
from demeso.ledger.models import Epoch, Head, Leaf
from demeso.ledger.queries import head, last_version, live, version
from demeso.ledger.services import begin_epoch, perform
from demeso.ledger.verification import verify
from tests.ledger.sample import AT, Writer

BEGIN_ANEW = "demeso.ledger.migrations.0005_restored_servers_begin_an_epoch"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
MICROS = 1_795_305_600_000_000


def test_a_server_that_was_never_restored_counts_places():
    assert [Epochs().version(place) for place in (0, 1, 7)] == [0, 1, 7]


def test_what_was_written_before_a_restoration_keeps_its_version():
    lifted = of_rows([(5, 1000), (9, 3000)])
    told = [lifted.version(place) for place in (4, 5, 8, 9, 20)]
    assert told == [4, 1005, 1008, 3009, 3020]


def test_of_two_epochs_that_begin_at_one_place_the_later_counts():
    assert of_rows([(5, 1000), (5, 3000)]).version(5) == 3005


def test_an_epoch_is_named_by_the_microsecond_in_which_it_begins():
    assert next_epoch(NOW, FIRST_EPOCH, 12) == MICROS


def test_an_epoch_lies_above_all_that_its_copy_gave_out_whatever_the_clock_says():
    assert next_epoch(datetime(1970, 1, 2, tzinfo=UTC), MICROS, 12) == MICROS + 12


def test_versions_stay_whole_numbers_to_a_browser_for_two_hundred_years():
    far = next_epoch(NOW + timedelta(days=200 * 365), FIRST_EPOCH, 0)
    assert far + 10**12 < 2**53


@pytest.fixture
def aissata():
    return Writer(1)


def applied(writer, thing, **more):
    envelope = writer.write(thing, **more)
    perform(envelope, actor=writer.actor, at=AT)
    return envelope


def restored():
    """Start from a copy, as `demeso backup` leaves it."""
    Head.objects.update(epoch=COPY)


@pytest.mark.django_db
def test_a_copy_begins_an_epoch_when_anybody_writes(aissata):
    thing = aissata.pen.new_id()
    applied(aissata, thing, place={"place": "Mopti"})
    assert (version(thing), head().epoch) == (1, FIRST_EPOCH)
    restored()
    applied(aissata, thing, wishes={"wishes": ["health"]})
    [begun] = Epoch.objects.all()
    assert (begun.first, head().epoch) == (2, begun.began)
    assert version(thing) == last_version(thing) == begun.began + 3
    assert reached([thing, aissata.pen.new_id()]) == {thing: begun.began + 3}
    standing = {group: value.version for group, [value] in live(thing).items()}
    assert standing == {"place": 1, "wishes": begun.began + 3}
    assert verify().first is None


@pytest.mark.django_db
def test_it_begins_once_and_says_so_in_the_tree(aissata):
    applied(aissata, aissata.pen.new_id())
    restored()
    first = begin_epoch(at=NOW)
    assert begin_epoch(at=NOW + timedelta(days=1)) == first == head().epoch == MICROS
    leaf = bytes(Leaf.objects.latest("position").data)
    assert b'"epoch.begun"' in leaf
    assert b'"open":{"epoch":1795305600000000}' in leaf


@pytest.mark.django_db
def test_two_servers_that_start_from_one_copy_share_no_version(aissata):
    thing, told = aissata.pen.new_id(), []
    applied(aissata, thing)
    for day in range(2):
        with transaction.atomic():
            restored()
            name = begin_epoch(at=NOW + timedelta(days=day))
            for _act in range(3):
                applied(aissata, thing)
                told.append(version(thing))
            assert head().epoch == name
            transaction.set_rollback(True)
    assert epochs() == Epochs()
    assert sorted(set(told)) == told


@pytest.mark.django_db
def test_an_act_whose_base_is_of_a_lost_server_replaces_nothing_unseen(aissata):
    """Places are given out again: hers was the third before, another's is now."""
    thing, oumou = aissata.pen.new_id(), Writer(2)
    applied(aissata, thing, place={"place": "Mopti"})
    with transaction.atomic():
        for _act in range(4):
            applied(aissata, aissata.pen.new_id())
        applied(aissata, thing, place={"place": "Gao"})
        seen = version(thing)
        transaction.set_rollback(True)
    restored()
    applied(oumou, thing, place={"place": "Kayes"}, base=1)
    assert Leaf.objects.count() <= seen, "the old place was not reached again"
    applied(Writer(3), thing, place={"place": "Kidal"}, base=seen)
    assert [one.answers["place"] for one in live(thing)["place"]] == ["Kayes", "Kidal"]


@pytest.mark.django_db
@pytest.mark.parametrize(("before", "after"), [(1, 1), (1_795_305_600, COPY)])
def test_a_server_that_was_restored_before_epochs_were_listed_begins_one(
    aissata, before, after
):
    applied(aissata, aissata.pen.new_id())
    Head.objects.update(epoch=before)
    import_module(BEGIN_ANEW).begin_anew(apps, None)
    assert head().epoch == after


@pytest.mark.django_db
@pytest.mark.parametrize("lie", ["moved", "gone", "more"])
def test_an_epoch_that_the_tree_does_not_know_is_a_break(aissata, lie):
    applied(aissata, aissata.pen.new_id())
    restored()
    begin_epoch(at=NOW)
    if lie == "moved":
        Epoch.objects.update(first=1)
    elif lie == "gone":
        Epoch.objects.all().delete()
    else:
        Epoch.objects.create(began=MICROS + 1, first=2)
    assert verify().first.reason == "the epochs are not those that began"
