import pytest

from demeso.kernel.refusal import UnknownError
from demeso.referrals.queries.referring import (
    by_line,
    get_answerable,
    get_followed,
    get_referral,
    inbox,
    open_referrals,
    receipts,
    roots,
)
from tests.cast import START
from tests.handing import accept, confirm, hand_over


def test_a_referral_is_seen_by_its_worker_and_by_who_answers(
    sent, helped, oumou, nene, kadi, salif
):
    for person in (helped.by, oumou, nene):
        assert get_referral(sent, actor=person.actor).id == sent
    for person in (kadi, salif):
        with pytest.raises(UnknownError):
            get_referral(sent, actor=person.actor)


def test_unknown_and_forbidden_look_the_same(sent, helped, oumou, salif):
    for ask, person in (
        (get_answerable, helped.by), (get_followed, oumou), (get_referral, salif),
    ):  # fmt: skip
        for referral in (sent, helped.by.new_id()):
            with pytest.raises(UnknownError) as refused:
                ask(referral, actor=person.actor)
            assert refused.value.code == "record.unknown"


def test_the_inbox_shows_what_is_left_to_do_urgent_first(sent, oumou, helped, place):
    later = hand_over(helped, place, oumou)
    assert [row.id for row in inbox(oumou.actor, at=START)] == [sent, later]
    assert inbox(helped.by.actor, at=START) == []
    accept(oumou, sent)
    confirm(oumou, sent)
    assert roots(oumou.actor, at=START) == {later}


def test_a_line_has_its_referrals_latest_first(sent, oumou, helped, place):
    later = hand_over(helped, place, oumou)
    found = by_line([helped.line(), helped.line("legal")])
    assert [row.id for row in found[helped.line()]] == [later, sent]
    assert helped.line("legal") not in found


def test_open_referrals_are_found_by_survivor_and_by_release(sent, helped):
    row = get_referral(sent, actor=helped.by.actor)
    assert open_referrals(survivor=helped.survivor) == [row]
    assert open_referrals(release=row.release_id) == [row]
    assert open_referrals(release=helped.by.new_id()) == []


def test_receipts_are_for_counting_only(sent, helped, oumou, kadi):
    accept(oumou, sent)
    confirm(oumou, sent)
    (found,) = receipts(actor=kadi.actor)
    assert (found[0], found[2]) == ("health", helped.survivor)
    with pytest.raises(UnknownError):
        receipts(actor=oumou.actor)
