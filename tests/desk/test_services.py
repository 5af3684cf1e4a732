from datetime import timedelta

import pytest

from client.codes import new_code
from demeso.agencies.queries.roles import roles_held
from demeso.desk.models import LogCheck, Reminder
from demeso.desk.rules.looking import Kind, Sought
from demeso.desk.rules.tracking import Wanted
from demeso.desk.services.looking import ask_check, read_accesses, run_check
from demeso.desk.services.reading import read_review
from demeso.desk.services.reading import read_tracker as read_page
from demeso.desk.services.reminding import (
    are_due,
    ask_reminder,
    end_reminder,
    send_reminders,
    stop_reminder,
)
from demeso.desk.services.watching import REQUESTS, note_shown
from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Access, Leaf
from demeso.ledger.services import note_refusal, quarantine
from tests.cast import hire, take
from tests.handing import hand_over, help_someone, list_yelen


def read_tracker(*, actor, at):
    rows, _pages, _counted = read_page(actor=actor, wanted=Wanted(), page="", at=at)
    return rows


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
    counted = review.counted(stage.now() + timedelta(days=8))
    assert (counted.number, counted.oldest, counted.late) == (1, 8, 1)
    assert counted.codes == (helped.code,)
    assert [entry.code for entry in review.set_aside] == [code]
    assert Access.objects.filter(what="desk.review", record=helped.case).exists()


def looked(person, code: str, at, reason: str = "request"):
    sought = Sought(reason=reason, code=code)
    return read_accesses(actor=person.actor, sought=sought, page="", at=at)


def test_whoever_controls_sees_each_look_with_its_reason(
    bintou, kadi, oumou, helped, stage
):
    read_tracker(actor=kadi.actor, at=stage.now())
    tried = [helped.survivor]
    note_refusal(
        "record.unknown", actor=oumou.actor, what="desk:accesses", at=stage.now(),
        records=tried,
    )  # fmt: skip
    looked(bintou, helped.code, stage.now())
    found = looked(bintou, helped.code, stage.now(), "routine")
    kinds = [event.kind for event in found.events]
    assert kinds[:3] == [Kind.READ, Kind.TRIED, Kind.READ]
    assert set(kinds[3:]) == {Kind.WROTE}
    own, refused, read = found.events[:3]
    assert (own.who, own.why) == (bintou.id, "La personne demande qui a vu son dossier")
    assert refused.who == oumou.id
    assert found.called[oumou.id] == "Oumou, Centre Yèlèn"
    assert found.called[read.who] == "Kadi, Association Dɛmɛ"


def test_looking_is_itself_written_down(bintou, helped, stage):
    looked(bintou, helped.code, stage.now(), "incident")
    (row,) = Access.objects.filter(record=helped.survivor)
    assert (row.actor, row.what) == (bintou.id, "desk.accesses.incident")


def test_a_look_needs_a_reason_and_the_role(bintou, kadi, awa, helped, stage):
    with pytest.raises(RefusedError) as refused:
        looked(bintou, helped.code, stage.now(), "")
    assert refused.value.code == "access.reason"
    for person in (kadi, awa, helped.by):
        with pytest.raises(UnknownError):
            looked(person, helped.code, stage.now())


def test_a_code_of_another_agency_looks_like_none(awa, yelen, helped, stage):
    stranger = hire(awa, yelen.id, "Sira", "dpo")
    for code in (helped.code, new_code()):
        with pytest.raises(UnknownError):
            looked(stranger, code, stage.now())


def test_the_log_is_checked_on_demand_and_says_how_far_it_is(bintou, helped, stage):
    made, is_new = ask_check(actor=bintou.actor, at=stage.now())
    again, twice = ask_check(actor=bintou.actor, at=stage.now())
    assert (is_new, twice, again.pk) == (True, False, made.pk)
    done = run_check(actor=door("work"), check=made.pk, clock=stage.now)
    assert done.broken_at is None
    assert done.walked == done.size == Leaf.objects.count()
    _fresh, is_new = ask_check(actor=bintou.actor, at=stage.now())
    assert is_new


def test_a_broken_log_is_said_to_be_broken(bintou, helped, stage):
    made, _new = ask_check(actor=bintou.actor, at=stage.now())
    Leaf.objects.filter(position=3).update(data=b"{}")
    done = run_check(actor=door("work"), check=made.pk, clock=stage.now)
    assert done.broken_at == 3
    assert LogCheck.objects.get(pk=made.pk).reason


def test_a_check_that_stopped_on_its_way_is_asked_for_again(bintou, stage):
    ask_check(actor=bintou.actor, at=stage.now())
    later = stage.time + timedelta(hours=2)
    assert ask_check(actor=bintou.actor, at=later)[1]


def test_only_who_controls_asks_for_a_check(kadi, stage):
    with pytest.raises(UnknownError):
        ask_check(actor=kadi.actor, at=stage.now())


class Post:
    """Where messages go in these tests."""

    def __init__(self) -> None:
        self.sent = []

    def __call__(self, address, message) -> None:
        self.sent.append((address, message))


def remind(at) -> list:
    post = Post()
    count = send_reminders(actor=door("work"), at=at, deliver=post)
    assert count == len(post.sent)
    return post.sent


@pytest.fixture
def asked(helped, stage):
    """Aïssata asks to be reminded; her case is in danger."""
    said = {"danger": {"in_danger": "yes"}}
    helped.by.do("safety.recorded", helped.case, "safety@1", groups=said)
    ask_reminder(
        actor=helped.by.actor, address="a@example.org", language="fr", at=stage.now()
    )
    return helped.by


def test_nobody_is_reminded_who_did_not_ask(helped, stage):
    assert not are_due(actor=door("work"), at=stage.now())
    assert remind(stage.now()) == []


def test_one_message_a_day_and_only_when_something_presses(asked, helped, stage):
    assert are_due(actor=door("work"), at=stage.time)
    ((address, message),) = remind(stage.time)
    assert address == "a@example.org"
    assert message.body.startswith("Vous avez 1 tâche urgente.\n")
    assert remind(stage.time + timedelta(hours=3)) == []
    assert not are_due(actor=door("work"), at=stage.time + timedelta(hours=3))
    assert len(remind(stage.time + timedelta(days=1))) == 1


def test_nothing_urgent_sends_nothing(aissata, deme_keys, stage):
    ask_reminder(
        actor=aissata.actor, address="a@example.org", language="fr", at=stage.now()
    )
    assert remind(stage.time) == []


def test_the_link_of_any_message_stops_it(asked, stage):
    ((_address, first),) = remind(stage.time)
    remind(stage.time + timedelta(days=1))
    token = first.stop.rpartition("/")[2]
    stop_reminder(actor=door("stop"), token="another")
    assert Reminder.objects.exists()
    stop_reminder(actor=door("stop"), token=token)
    assert not Reminder.objects.exists()


def test_the_address_is_forgotten_with_the_wish(asked, stage):
    with pytest.raises(RefusedError):
        ask_reminder(
            actor=asked.actor, address="nonsense", language="fr", at=stage.now()
        )
    end_reminder(actor=asked.actor)
    assert not Reminder.objects.exists()


def test_whoever_lost_her_roles_is_not_reminded(awa, asked, stage):
    take(awa, roles_held([asked.id])[asked.id][0].grant)
    assert remind(stage.time) == []


def test_codes_shown_about_protection_are_noted_and_an_empty_page_leaves_nothing(
    bintou, helped, stage
):
    before = Leaf.objects.count()
    note_shown(actor=bintou.actor, what=REQUESTS, survivors=[], at=stage.now())
    assert Leaf.objects.count() == before
    seen = [helped.survivor]
    note_shown(actor=bintou.actor, what=REQUESTS, survivors=seen, at=stage.now())
    found = looked(bintou, helped.code, stage.now())
    assert "Suivre une demande" in [event.why for event in found.events]
