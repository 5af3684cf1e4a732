import pytest

from demeso.ledger.aside import aside_counts, aside_of, aside_under
from demeso.ledger.services import perform, quarantine
from tests.ledger.sample import AT, Writer

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("sample_kinds")]


def keep_aside(by, record, **groups):
    act = by.write(record, **groups)
    quarantine(act, actor=by.actor, code="worker.left", received_at=AT)
    return act.id


def found(by, root, code="worker.left", worker=""):
    rows = aside_under(root, code=code, workers=[worker or by.actor.worker])
    return [one.wire["id"] for one in rows]


def test_what_was_kept_aside_is_found_by_root_by_author_and_by_reason():
    aissata = Writer(1)
    thing = aissata.pen.new_id()
    perform(aissata.write(thing, place={"place": "Mopti"}), actor=aissata.actor, at=AT)
    act = keep_aside(aissata, thing, place={"place": "Sévaré"})
    assert found(aissata, thing) == [act]
    assert found(aissata, aissata.pen.new_id()) == []
    assert found(aissata, thing, code="form.faults") == []
    assert found(aissata, thing, worker=aissata.pen.new_id()) == []
    me = aissata.actor.worker
    other = aissata.pen.new_id()
    asked = [thing, other]
    now = {"code": "worker.left", "workers": [me]}
    assert aside_counts(asked, **now, seen={}) == {thing: 1}
    assert aside_counts(asked, **now, seen={thing: AT}) == {}
    [one] = aside_of("thing.noted", code="worker.left", worker=me)
    assert one.wire["id"] == act


def test_a_new_record_belongs_to_the_root_that_its_answers_name_and_what_follows_too():
    aissata = Writer(1)
    root, new = aissata.pen.new_id(), aissata.pen.new_id()
    opened = keep_aside(aissata, new, remark={"remark": root})
    after = keep_aside(aissata, new, place={"place": "Mopti"})
    text = keep_aside(aissata, aissata.pen.new_id(), remark={"remark": f"vers {root}"})
    assert found(aissata, root) == [opened, after]
    assert text not in found(aissata, root)


def test_an_act_on_somebody_elses_record_is_not_found_by_an_id_that_it_names():
    aissata = Writer(1)
    root, theirs = aissata.pen.new_id(), aissata.pen.new_id()
    perform(aissata.write(theirs, place={"place": "Mopti"}), actor=aissata.actor, at=AT)
    keep_aside(aissata, theirs, remark={"remark": root})
    assert found(aissata, root) == []
