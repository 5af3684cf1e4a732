from dataclasses import replace
from datetime import timedelta

import pytest

from demeso.casework.models import Closure
from demeso.casework.queries.cases import get_case
from demeso.casework.queries.following import put_away
from demeso.casework.rules.closing import State
from demeso.consent.queries import consents_expired
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.vault.models import Grant
from demeso.vault.queries import fingerprints_of
from tests.casework.following import (
    agree_anew,
    approve,
    close,
    day,
    give_back,
    meet,
    open_again,
    propose,
    reopen,
)
from tests.cast import hire
from tests.handing import help_someone, withdraw
from tests.scene import part
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")


@part
def maimouna(awa, deme):
    """Maïmouna, another supervisor of Association Dɛmɛ."""
    return hire(awa, deme.id, "Maimouna", "supervisor")


def refused(code):
    return pytest.raises(RefusedError, match=code.replace(".", r"\."))


def rights(helped):
    return sorted(Grant.objects.filter(object=helped.case).values_list("rights"))


def test_a_closure_is_proposed_with_reasons_and_its_checklist(helped):
    closure = Closure.objects.get(id=propose(helped, "needs_met", "asked"))
    assert (closure.state, closure.reasons) == ("proposed", ["needs_met", "asked"])
    assert closure.checklist["told_return"] == "yes"
    assert (closure.proposed_by, str(closure)) == (helped.by.id, closure.id)
    assert get_case(helped.case, actor=helped.by.actor).closed_at is None


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"plan_reviewed": ""}, "form.faults"),
        ({"told_return": "n_a"}, "closure.not_told"),
        ({"code": "K7QF2M9TX"}, "closure.other_case"),
        ({"left_open": ["chez la tante fictive"]}, "closure.open_referrals"),
    ],
)
def test_the_checklist_is_answered_and_the_line_is_hers(helped, more, code):
    with refused(code):
        propose(helped, **more)
    assert not Closure.objects.exists()


def test_a_high_risk_holds_the_case_open(helped):
    meet(helped, in_danger="no", risk_level="high", next_on=day(helped, 1))
    with refused("closure.high_risk"):
        propose(helped)
    meet(helped, in_danger="no", risk_level="medium")
    assert propose(helped)


def test_a_risk_that_rose_since_holds_it_too(helped, kadi):
    closure = propose(helped)
    meet(helped, in_danger="yes", risk_level="medium", next_on=day(helped, 1))
    with refused("closure.high_risk"):
        approve(kadi, closure)
    assert Closure.objects.get().state == State.PROPOSED


def test_contact_is_lost_after_thirty_days_and_three_attempts(helped, kadi):
    helped.by.stage.time += timedelta(days=31)
    for _attempt in range(2):
        meet(helped, way="not_reached")
    with refused("closure.not_lost"):
        propose(helped, "lost_contact", told_return="n_a")
    meet(helped, way="not_reached")
    closure = propose(helped, "lost_contact", told_return="n_a", agreed="n_a")
    assert approve(kadi, closure).closed_at is not None


def test_closing_deletes_what_her_worker_reads_with_and_both_halves_remain(
    helped, kadi
):
    mine = fingerprints_of([helped.by.id])
    assert Grant.objects.filter(object=helped.case, to__in=mine).exists()
    close(helped, kadi)
    assert rights(helped) == [("half-oversight",), ("half-vault",)]
    assert not Grant.objects.filter(object=helped.case, to__in=mine).exists()
    assert put_away(helped.by.actor) == {helped.survivor}


def test_nothing_new_is_kept_in_a_closed_case(helped, kadi):
    close(helped, kadi)
    with refused("case.closed"):
        meet(helped)
    said = {"case": helped.case, "outcome": "provided"}
    with refused("case.closed"):
        helped.by.do("outcome.recorded", helped.line(), "outcome@1",
                     groups={"outcome": said})  # fmt: skip
    with refused("case.closed"):
        propose(helped)
    closed = get_case(helped.case, actor=kadi.actor)
    assert (closed.next_on, closed.closed_at is None) == (None, False)


def test_a_closure_comes_back_with_a_reason_and_can_be_proposed_again(helped, kadi):
    closure = propose(helped)
    with refused("closure.waiting"):
        propose(helped)
    returned = give_back(kadi, closure, "needs")
    assert (returned.state, returned.return_reason) == ("returned", "needs")
    assert get_case(helped.case, actor=helped.by.actor).closed_at is None
    with refused("closure.known"):
        propose(helped, record=closure)
    approve(kadi, propose(helped))
    assert Closure.objects.filter(state=State.APPROVED).count() == 1


@pytest.mark.parametrize("second", [approve, give_back])
@pytest.mark.parametrize("first", [approve, give_back])
def test_of_two_supervisors_at_once_the_first_counts(
    helped, kadi, maimouna, first, second
):
    closure = propose(helped)
    first(kadi, closure)
    with refused("closure.settled"):
        second(maimouna, closure)
    kept = Closure.objects.get()
    assert kept.reviewed_by == kadi.id
    closed = get_case(helped.case, actor=kadi.actor).closed_at
    assert (closed is None) == (first is give_back)


def test_only_a_supervisor_of_the_agency_reviews_and_never_her_own(
    helped, awa, yelen, salif, deme, deme_keys
):
    stranger = hire(awa, yelen.id, "Rokia", "supervisor")
    closure = propose(helped)
    for person in (helped.by, salif, stranger):
        with pytest.raises(UnknownError):
            approve(person, closure)
    both = hire(awa, deme.id, "Sira", "caseworker", "supervisor")
    own = propose(help_someone(both, deme_keys))
    with refused("closure.own"):
        approve(both, own)


@pytest.mark.parametrize("said", ["unknown", "declined"])
def test_only_a_plain_yes_of_the_supervisor_ends_the_work(helped, kadi, said):
    closure = propose(helped)
    with refused("closure.unsaid"):
        kadi.do("closure.approved", closure, "closure_approval@1",
                groups={"review": {"approved": said}})  # fmt: skip
    assert get_case(helped.case, actor=helped.by.actor).closed_at is None


def test_a_case_may_end_after_she_took_her_yes_back(helped, kadi):
    withdraw(helped, helped.survivor, "services")
    note = sealed(helped.case, "narrative", note="…")
    with refused("consent.missing"):
        propose(helped, "asked", sealed=[note])
    assert approve(kadi, propose(helped, "asked")).closed_at is not None


def test_she_comes_back_under_the_same_code_with_new_keys(helped, kadi, deme_keys):
    closure = close(helped, kadi)
    helped.by.stage.time += timedelta(days=120)
    at = helped.by.stage.time
    assert consents_expired(helped.survivor, actor=helped.by.actor, at=at)
    with refused("consent.missing"):
        reopen(helped, deme_keys)
    agree_anew(helped)
    case = reopen(helped, deme_keys)
    assert (case.id, case.closed_at, case.attempts) == (helped.case, None, 0)
    assert str(case.next_on) == day(helped, 14)
    assert rights(helped) == [
        ("half-oversight",), ("half-oversight",), ("half-vault",), ("half-vault",),
        ("read",),
    ]  # fmt: skip
    assert put_away(helped.by.actor) == frozenset()
    assert Closure.objects.get(id=closure).state == State.REOPENED
    assert meet(helped).attempts == 0
    assert approve(kadi, propose(helped)).closed_at is not None


def test_only_a_closed_case_is_reopened_by_her_worker(helped, kadi, salif, deme_keys):
    with refused("case.open"):
        reopen(helped, deme_keys)
    close(helped, kadi)
    agree_anew(helped)
    with refused("closure.other_case"):
        reopen(helped, deme_keys, survivor=helped.by.new_id())
    with pytest.raises(UnknownError):
        reopen(replace(helped, by=salif), deme_keys)


def test_another_open_case_keeps_her_yes(helped, kadi, deme_keys):
    second = open_again(helped, deme_keys)
    close(helped, kadi)
    at = helped.by.stage.time
    assert not consents_expired(helped.survivor, actor=helped.by.actor, at=at)
    assert put_away(helped.by.actor) == frozenset()
    assert meet(second).attempts == 0
