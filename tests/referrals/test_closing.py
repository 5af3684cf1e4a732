import pytest

from demeso.casework.models import Closure
from demeso.referrals.queries.referring import open_referrals
from tests.casework.following import approve, propose
from tests.handing import accept, confirm, decline, hand_over, release, withdraw
from tests.referrals.test_services import code_of

pytestmark = pytest.mark.django_db(databases="__all__")


def test_a_case_with_an_open_referral_is_not_closed(helped, sent):
    assert [row.id for row in open_referrals(case=helped.case)] == [sent]
    assert code_of(lambda: propose(helped)) == "closure.open_referrals"
    other = helped.by.new_id()
    refused = code_of(lambda: propose(helped, left_open=[other]))
    assert refused == "closure.open_referrals"
    assert not Closure.objects.exists()


def test_one_that_was_looked_at_may_go_on_without_her_worker(helped, sent, kadi):
    closure = propose(helped, left_open=[sent])
    assert Closure.objects.get().left_open == [sent]
    assert approve(kadi, closure).closed_at is not None


def test_what_is_answered_and_received_declined_or_recalled_holds_nothing(
    helped, sent, oumou, place
):
    accept(oumou, sent)
    assert code_of(lambda: propose(helped)) == "closure.open_referrals"
    confirm(oumou, sent)
    declined = hand_over(helped, place, oumou)
    decline(oumou, declined)
    recalled = release(helped, place)
    withdraw(helped, recalled, "release")
    assert open_referrals(case=helped.case) == []
    assert propose(helped)


def test_a_referral_that_was_sent_since_waits_for_a_new_look(
    helped, place, oumou, kadi
):
    closure = propose(helped)
    sent = hand_over(helped, place, oumou)
    assert code_of(lambda: approve(kadi, closure)) == "closure.open_referrals"
    decline(oumou, sent)
    assert approve(kadi, closure).closed_at is not None


def test_nobody_asked_means_nothing_found():
    assert open_referrals() == []
