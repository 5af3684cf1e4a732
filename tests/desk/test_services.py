from datetime import timedelta

import pytest

from demeso.desk.services import read_review, read_tracker
from demeso.kernel.refusal import UnknownError
from demeso.ledger.models import Access, Leaf
from demeso.ledger.services import quarantine
from tests.handing import hand_over, help_someone, list_yelen


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys, "health", "legal")


def test_a_supervisor_reads_codes_needs_and_where_they_stand(
    awa, yelen, oumou, nene, kadi, helped, stage
):
    hand_over(helped, list_yelen(awa, yelen, oumou, nene), oumou)
    (row,) = read_tracker(actor=kadi.actor, at=stage.time + timedelta(days=2))
    assert (row.code, row.lead, row.days) == (helped.code, "Aissata", 2)
    assert set(row.cells) == {"health", "legal"}
    assert row.cells["health"].to == "Centre Yèlèn"


def test_reading_the_list_is_one_leaf_and_a_row_per_record(kadi, helped, stage):
    leaves = Leaf.objects.count()
    read_tracker(actor=kadi.actor, at=stage.now())
    assert Leaf.objects.count() == leaves + 1
    seen = Access.objects.filter(actor=kadi.id, what="desk.tracker")
    assert [row.record for row in seen] == [helped.case]


def test_only_a_supervisor_of_the_agency_reads(helped, stage, awa, fatoumata, oumou):
    for person in (helped.by, awa, fatoumata, oumou):
        for read in (read_tracker, read_review):
            with pytest.raises(UnknownError):
                read(actor=person.actor, at=stage.now())


def test_two_answers_and_acts_set_aside_wait_for_the_supervisor(
    kadi, helped, stage, awa
):
    empty = read_review(actor=kadi.actor, at=stage.now())
    assert (empty.disputes, empty.set_aside) == ((), ())
    for level in ("high", "low"):
        person = helped.by
        said = {"danger": {"in_danger": "no"}, "risk": {"risk_level": level}}
        person.do("safety.recorded", helped.case, "safety@1", groups=said)
        person.pen.device, said = person.new_id(), {}
    strange = helped.by.write("cover.lifted", helped.case, "safety@1")
    code = "act.unknown_kind"
    quarantine(strange, actor=helped.by.actor, code=code, received_at=stage.now())
    review = read_review(actor=kadi.actor, at=stage.now())
    (found,) = review.disputes
    assert (found.code, found.conflict.group) == (helped.code, "risk")
    assert [entry.code for entry in review.set_aside] == [code]
    assert Access.objects.filter(what="desk.review", record=helped.case).exists()
