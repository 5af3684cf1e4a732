"""What was handed on goes, and the other side says so."""

from datetime import timedelta

import pytest

from config.commands.working import tick
from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from demeso.ledger.services import note_reading
from demeso.ledger.verification import verify
from demeso.referrals.models import Referral, Shredding
from demeso.referrals.queries.referring import asked_of, followed_shreddings
from demeso.referrals.services.shredding import ESCALATE, escalate_late
from demeso.vault.models import Body, Grant
from tests.handing import (
    accept,
    confirm,
    hand_over,
    handover,
    list_organisation,
    release,
    withdraw,
)

WORK = door("work", ESCALATE)


def fetched(by, referral):
    """Let her device have fetched a referral."""
    note_reading("field.device", [referral], actor=by.actor, at=by.stage.now())


def take_back(helped, referral, what="release"):
    row = Referral.objects.get(id=referral)
    place = row.release_id if what == "release" else helped.survivor
    withdraw(helped, place, what)


def say(by, row, gone, referral=""):
    said = {"referral": referral or row.referral_id, "gone": gone}
    return by.do(
        "shredding.confirmed", row.id, "shredding@1", groups={"shredding": said}
    )


@pytest.fixture
def asked(helped, sent, oumou):
    fetched(oumou, sent)
    take_back(helped, sent)
    return Shredding.objects.get()


@pytest.mark.parametrize("what", ["release", "services"])
def test_package_and_grants_are_gone_at_once(helped, sent, oumou, what):
    fetched(oumou, sent)
    take_back(helped, sent, what)
    assert not Body.objects.filter(object=sent).exists()
    assert not Grant.objects.filter(object=sent).exists()
    row = Shredding.objects.get()
    assert (row.referral_id, row.worker, row.state) == (sent, oumou.id, "asked")
    assert (row.how, row.agency_id, str(row)) == ("device", helped.by.agency, row.id)
    assert verify([]).first is None


def test_what_was_received_long_ago_is_asked_back_too(helped, sent, oumou):
    fetched(oumou, sent)
    accept(oumou, sent)
    confirm(oumou, sent)
    confirm(helped.by, sent, "survivor")
    take_back(helped, sent)
    assert Referral.objects.get(id=sent).status == "received"
    assert not Grant.objects.filter(object=sent).exists()
    assert [row.worker for row in Shredding.objects.all()] == [oumou.id]


def test_whoever_never_fetched_it_is_asked_nothing(helped, sent, nene):
    take_back(helped, sent)
    assert not Grant.objects.filter(object=sent).exists()
    assert not Shredding.objects.exists()


@pytest.mark.parametrize("what", ["statistics", "story"])
def test_smaller_withdrawals_leave_what_was_handed_on(helped, sent, oumou, what):
    fetched(oumou, sent)
    withdraw(helped, helped.survivor, what)
    assert Grant.objects.filter(object=sent).count() == 3
    assert not Shredding.objects.exists()


def test_her_device_signs_and_she_says_what_became_of_the_paper(asked, oumou):
    with pytest.raises(RefusedError, match=r"shredding\.early"):
        say(oumou, asked, "paper_none")
    done = say(oumou, asked, "device")
    assert (done.state, done.confirmed_at) == ("confirmed", oumou.stage.time)
    assert [row.id for row in asked_of(oumou.actor)] == [asked.id]
    first, told = done.confirmed_at, say(oumou, asked, "paper_destroyed")
    assert (told.paper, told.confirmed_at) == ("paper_destroyed", first)
    assert asked_of(oumou.actor) == []
    entry = Entry.objects.filter(kind="shredding.confirmed").first()
    assert entry.root == asked.referral.survivor_id


def test_nobody_else_says_it_and_not_of_another_referral(asked, helped, nene, oumou):
    for person in (helped.by, nene):
        with pytest.raises(UnknownError):
            say(person, asked, "device")
    with pytest.raises(RefusedError, match=r"shredding\.other_case"):
        say(oumou, asked, "device", referral=helped.case)


def test_whoever_was_told_aloud_is_asked_through_the_sender(awa, helped):
    sariya = list_organisation(awa, "Sariya", "legal")
    told = handover(helped, sariya, release(helped, sariya), service="legal")
    helped.by.do(**told)
    take_back(helped, told["record"])
    row = Shredding.objects.get()
    assert (row.how, row.worker) == ("told", helped.by.id)
    with pytest.raises(RefusedError, match=r"shredding\.other_way"):
        say(helped.by, row, "device")
    assert say(helped.by, row, "told").state == "confirmed"
    assert asked_of(helped.by.actor) == []


def test_no_word_in_three_days_is_told_to_supervisor_and_controller(
    asked, kadi, bintou, adama
):
    soon = asked.asked_at + timedelta(hours=71)
    assert escalate_late(actor=WORK, at=soon) == 0
    late = asked.asked_at + timedelta(hours=72)
    tick(late)
    assert escalate_late(actor=WORK, at=late) == 0, "once"
    asked.refresh_from_db()
    assert (asked.state, asked.escalated_at) == ("late", late)
    for person in (kadi, bintou):
        assert [row.id for row in followed_shreddings(person.actor)] == [asked.id]
    with pytest.raises(UnknownError):
        followed_shreddings(adama.actor)


def test_a_late_word_still_counts(asked, oumou, kadi):
    escalate_late(actor=WORK, at=asked.asked_at + timedelta(hours=80))
    assert say(oumou, asked, "device").state == "confirmed"
    assert followed_shreddings(kadi.actor) == []


def test_only_the_job_escalates_and_only_what_is_late(asked, helped):
    said = {"escalation": {"referral": asked.referral_id}}
    with pytest.raises(UnknownError):
        helped.by.do("shredding.escalated", asked.id, "escalation@1", groups=said)


def test_an_agency_sees_only_what_it_follows(asked, awa, oumou, yelen):
    del asked
    with pytest.raises(UnknownError):
        followed_shreddings(oumou.actor)


def test_a_second_withdrawal_asks_nothing_twice(helped, sent, oumou):
    fetched(oumou, sent)
    take_back(helped, sent)
    take_back(helped, sent)
    take_back(helped, sent, "services")
    assert Shredding.objects.count() == 1


def test_another_referral_of_another_yes_stays(helped, place, sent, oumou):
    other = hand_over(helped, place, oumou)
    take_back(helped, sent)
    assert Grant.objects.filter(object=other).count() == 2
