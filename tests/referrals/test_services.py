import pytest

from demeso.casework.queries import get_plan_line
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import live
from demeso.referrals.queries import get_referral, roots
from demeso.vault.queries import bodies_of, grants_of
from tests.cast import START
from tests.handing import (
    TOLD,
    accept,
    confirm,
    decline,
    handover,
    help_someone,
    list_organisation,
    release,
    withdraw,
)


def code_of(work) -> str:
    with pytest.raises(RefusedError) as refused:
        work()
    return refused.value.code


def test_a_referral_goes_with_exactly_what_she_allowed(helped, place, sent, oumou):
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.service, found.urgent) == ("sent", "health", True)
    assert found.categories.split() == list(TOLD)
    assert (found.recipient_id, found.sender) == (place, helped.by.id)
    assert roots(oumou.actor, at=START) == {sent}
    line = get_plan_line(helped.line(), actor=helped.by.actor)
    assert (line.status, line.outcome) == ("sent", "referred")


def test_the_package_is_kept_for_focal_point_deputy_and_sender(
    helped, sent, oumou, nene
):
    act = live(sent)["handover"][0].act
    readers = {part["to"] for part in grants_of([act])[act]}
    people = (helped.by, oumou, nene)
    assert readers == {person.keys.fingerprint for person in people}
    assert [part["compartment"] for part in bodies_of([act])[act]] == ["package"]


def refused_sending(helped, *args, **more) -> str:
    return code_of(lambda: helped.by.do(**handover(helped, *args, **more)))


def test_sending_without_her_yes_is_refused(helped, place, oumou):
    nothing = helped.by.new_id()
    assert refused_sending(helped, place, nothing, oumou) == "consent.missing"


def test_sending_to_someone_she_did_not_name_is_refused(awa, helped, place, oumou):
    sariya = list_organisation(awa, "Sariya", "health")
    allowed = release(helped, place)
    refused = refused_sending(helped, sariya, allowed)
    assert refused == "consent.other_recipient"
    helped.by.do(**handover(helped, sariya, release(helped, sariya)))


def test_sending_more_than_she_allowed_is_refused(helped, place, oumou):
    allowed = release(helped, place, "need")
    refused = refused_sending(helped, place, allowed, oumou)
    assert refused == "consent.other_categories"
    helped.by.do(**handover(helped, place, allowed, oumou, categories=["need"]))


def test_sending_after_she_withdrew_is_refused(helped, place, oumou):
    allowed = release(helped, place)
    withdraw(helped, allowed, "release")
    assert refused_sending(helped, place, allowed, oumou) == "consent.withdrawn"


def test_sending_for_a_service_that_is_not_offered_is_refused(helped, place, oumou):
    allowed = release(helped, place)
    refused = refused_sending(helped, place, allowed, oumou, service="legal")
    assert refused == "referral.not_offered"


def test_sending_to_a_reader_who_is_not_named_is_refused(helped, place, oumou, kadi):
    allowed = release(helped, place)
    assert refused_sending(helped, place, allowed, oumou, kadi) == "vault.recipient"


def test_sending_for_another_case_or_under_a_known_id_is_refused(
    helped, place, sent, oumou, salif, deme_keys
):
    allowed = release(helped, place)
    other = help_someone(salif, deme_keys)
    wrong = refused_sending(helped, place, allowed, oumou, case=other.case)
    assert wrong == "referral.other_line"
    hers = refused_sending(helped, place, allowed, oumou, line=other.line())
    assert hers == "record.unknown"
    again = refused_sending(helped, place, allowed, oumou, record=sent)
    assert again == "referral.known"


def test_the_focal_point_accepts_with_a_day(helped, sent, oumou):
    accept(oumou, sent, "2026-11-09")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, str(found.appointment_on)) == ("accepted", "2026-11-09")
    assert found.answered_at == oumou.stage.time
    assert get_plan_line(helped.line(), actor=helped.by.actor).status == "accepted"


def test_the_deputy_declines_and_says_why(helped, sent, nene):
    assert code_of(lambda: decline(nene, sent, "")) == "referral.reason_missing"
    decline(nene, sent)
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.reason) == ("declined", "no_female_staff")
    assert get_plan_line(helped.line(), actor=helped.by.actor).status == "open"
    assert roots(nene.actor, at=START) == frozenset()


def test_nobody_else_answers(helped, sent, awa, kadi, adama):
    for person in (helped.by, awa, kadi, adama):
        assert code_of(lambda p=person: accept(p, sent)) == "record.unknown"


def test_an_answer_is_given_once(sent, oumou, nene):
    accept(oumou, sent)
    assert code_of(lambda: accept(nene, sent)) == "referral.transition"
    decline(nene, sent)
    assert code_of(lambda: accept(oumou, sent)) == "referral.transition"


def test_provider_and_survivor_confirm_that_she_received_it(helped, sent, oumou):
    accept(oumou, sent)
    confirm(helped.by, sent, "survivor")
    first = get_referral(sent, actor=helped.by.actor)
    assert (first.status, first.confirmed_by) == ("received", "survivor")
    confirm(oumou, sent)
    second = get_referral(sent, actor=helped.by.actor)
    assert (second.confirmed_by, second.received_at) == ("both", first.received_at)
    assert get_plan_line(helped.line(), actor=helped.by.actor).status == "received"
    assert roots(oumou.actor, at=START) == frozenset()


def test_each_voice_speaks_for_itself_only(helped, sent, oumou):
    accept(oumou, sent)
    assert code_of(lambda: confirm(oumou, sent, "survivor")) == "record.unknown"
    assert code_of(lambda: confirm(helped.by, sent)) == "record.unknown"


def test_a_service_not_yet_received_stays_open(helped, sent, oumou):
    accept(oumou, sent)
    confirm(helped.by, sent, "survivor", received="no")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.received, found.received_at) == ("accepted", "no", None)


def test_a_service_is_not_received_before_it_is_accepted(helped, sent):
    refused = code_of(lambda: confirm(helped.by, sent, "survivor"))
    assert refused == "referral.transition"


def test_the_sender_writes_down_what_an_organisation_without_a_notebook_said(
    awa, helped
):
    sariya = list_organisation(awa, "Sariya", "legal")
    allowed = release(helped, sariya)
    told = handover(helped, sariya, allowed, service="legal")
    helped.by.do(**told)
    accept(helped.by, told["record"])
    confirm(helped.by, told["record"])
    found = get_referral(told["record"], actor=helped.by.actor)
    assert (found.status, found.confirmed_by) == ("received", "provider")


@pytest.mark.parametrize("what", ["release", "services"])
def test_a_withdrawal_calls_back_what_is_open(helped, sent, oumou, what):
    accept(oumou, sent)
    found = get_referral(sent, actor=helped.by.actor)
    place = {"release": found.release_id, "services": helped.survivor}[what]
    withdraw(helped, place, what)
    after = get_referral(sent, actor=helped.by.actor)
    assert (after.status, after.recalled_at) == ("recalled", helped.by.stage.time)
    assert roots(oumou.actor, at=START) == frozenset()


def test_a_withdrawal_leaves_the_rest_alone(helped, place, sent, oumou):
    other = release(helped, place)
    withdraw(helped, other, "release")
    withdraw(helped, helped.survivor, "statistics")
    assert get_referral(sent, actor=helped.by.actor).status == "sent"
    accept(oumou, sent)
    confirm(oumou, sent)
    withdraw(helped, helped.survivor, "services")
    assert get_referral(sent, actor=helped.by.actor).status == "received"
