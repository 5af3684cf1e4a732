"""What is read back: values, versions, conflicts, and what devices fetch."""

from datetime import timedelta

import pytest

from demeso.kernel.actor import Actor
from demeso.ledger.models import Backup, Entry
from demeso.ledger.queries import (
    Reach,
    backup_folders,
    conflicts_under,
    history,
    in_force,
    is_kept,
    kept_acts,
    kept_before,
    last_received_at,
    last_version,
    live,
    marks,
    positions,
    quarantine_count,
    quarantined_before,
    quarantined_of,
    version,
    versions,
)
from demeso.ledger.services import (
    erase_payload,
    note_backup,
    perform,
    quarantine,
    writing,
)
from tests.ledger.sample import AT, Writer

pytestmark = pytest.mark.django_db
ANYONE = Actor("", "", label="test")
NOBODY = frozenset()


@pytest.fixture
def aissata():
    return Writer(1)


def applied(writer, thing, kind="thing.noted", **more):
    envelope = writer.write(thing, kind, **more)
    perform(envelope, actor=writer.actor, at=AT)
    return envelope


def reach(*roots, records=NOBODY, devices=NOBODY):
    return Reach(frozenset(roots), frozenset(records), frozenset(devices))


def test_live_values_inside_a_unit_have_no_place_yet(aissata):
    thing = aissata.pen.new_id()
    with writing():
        applied(aissata, thing, place={"place": "Mopti"})
        (value,) = live(thing)["place"]
        assert value.version > 2**50
    (value,) = live(thing)["place"]
    assert value.version == version(thing)
    assert live(aissata.pen.new_id()) == {}


def test_a_version_counts_applied_acts_only(aissata):
    thing = aissata.pen.new_id()
    assert version(thing) == 0
    applied(aissata, thing, place={"place": "Mopti"})
    before = version(thing)
    act = aissata.write(thing, "thing.dreamt")
    quarantine(act, actor=aissata.actor, code="act.unknown_kind", received_at=AT)
    assert version(thing) == before
    assert quarantine_count() == 1
    assert [row.state for row in history(thing, actor=ANYONE)] == [
        "applied", "quarantined",
    ]  # fmt: skip


def test_marks_and_what_was_kept_before_are_by_device(aissata):
    assert (marks("nobody").acked, marks("nobody").durable) == (0, 0)
    acts = [applied(aissata, aissata.pen.new_id()) for _act in range(3)]
    found = kept_before(aissata.pen.device, [1, 3, 9])
    assert set(found) == {1, 3}
    assert found[3].digest == acts[2].digest()
    assert found[3].sig == acts[2].sig
    assert marks(aissata.pen.device).acked == 3


def test_a_backup_covers_what_was_there_before_it(aissata):
    applied(aissata, aissata.pen.new_id())
    size = Entry.objects.get().position + 1
    note_backup(size, actor=ANYONE, folder="/kept", at=AT)
    applied(aissata, aissata.pen.new_id())
    assert marks(aissata.pen.device).durable == 1
    assert backup_folders() == ["/kept"]
    assert Backup.objects.get().size == size


def test_acts_are_fetched_by_root_record_and_own_quarantine(aissata):
    one, two, case = (aissata.pen.new_id() for _record in range(3))
    first = applied(aissata, one)
    applied(aissata, two)
    handed = applied(aissata, two, "thing.handed", remark={"remark": case})
    dreamt = aissata.write(one, "thing.dreamt")
    quarantine(dreamt, actor=aissata.actor, code="act.unknown_kind", received_at=AT)

    def found(where):
        rows = kept_acts(where, after=-1, upto=99, most=99)
        return [(row.act, row.root, row.code) for row in rows]

    assert found(reach(one)) == [(first.id, one, "")]
    assert found(reach(case)) == [(handed.id, case, "")]
    assert len(found(reach(records={two}))) == 2
    mine = found(reach(devices={aissata.pen.device}))
    assert mine == [(dreamt.id, "", "act.unknown_kind")]
    assert found(reach()) == []


def test_acts_are_fetched_between_two_places_and_not_too_many(aissata):
    thing = aissata.pen.new_id()
    for _act in range(5):
        applied(aissata, thing)
    rows = kept_acts(reach(thing), after=1, upto=4, most=2)
    assert [row.position for row in rows] == [2, 3]
    assert versions(reach(thing), upto=4) == {thing: 4}
    assert last_version(thing) == 5
    assert last_version("nowhere") == 0


def test_conflicts_are_found_under_roots(aissata):
    thing, oumou = aissata.pen.new_id(), Writer(2)
    applied(aissata, thing, place={"place": "Mopti"}, remark={"remark": "a"})
    applied(oumou, thing, place={"place": "Gao"}, remark={"remark": "b"})
    (found,) = conflicts_under([thing], actor=ANYONE)
    assert found.group == "place"
    assert conflicts_under(["elsewhere"], actor=ANYONE) == []


def test_places_and_quarantined_acts_are_found_for_other_rooms(aissata):
    act = applied(aissata, aissata.pen.new_id())
    dreamt = aissata.write(aissata.pen.new_id(), "thing.dreamt")
    quarantine(dreamt, actor=aissata.actor, code="act.unknown_kind", received_at=AT)
    assert positions([act.id, "unknown"]) == {act.id: 1}
    found = quarantined_of([aissata.actor.worker], actor=ANYONE)
    assert [row.pk for row in found] == [dreamt.id]
    assert quarantined_of(["another"], actor=ANYONE) == []


def test_what_waits_too_long_is_found_until_it_is_erased(aissata):
    dreamt = aissata.write(aissata.pen.new_id(), "thing.dreamt")
    quarantine(dreamt, actor=aissata.actor, code="act.unknown_kind", received_at=AT)
    later = AT + timedelta(seconds=1)
    assert quarantined_before("thing.dreamt", AT) == []
    assert quarantined_before("thing.noted", later) == []
    [place] = quarantined_before("thing.dreamt", later)
    erase_payload(place, actor=ANYONE, at=later)
    assert quarantined_before("thing.dreamt", later) == []


def test_equal_concurrent_answers_are_not_listed(aissata):
    thing, oumou = aissata.pen.new_id(), Writer(2)
    applied(aissata, thing, place={"place": "Mopti"})
    applied(oumou, thing, place={"place": "Mopti"})
    assert conflicts_under([thing], actor=ANYONE) == []
    assert in_force(thing) == {"place": {"place": "Mopti"}}


def test_what_was_never_kept_is_not_known(aissata):
    assert not is_kept(aissata.pen.new_id())
    assert last_received_at() is None
    applied(aissata, aissata.pen.new_id())
    assert last_received_at() == AT
