from datetime import timedelta

import pytest

from demeso.casework.models import Case
from demeso.casework.queries.cases import get_plan_line
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import live, version
from demeso.referrals.models import Referral
from demeso.referrals.queries.referring import get_referral, roots
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
    assert Referral.objects.get().agency_id == line.case.agency_id


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
    said_at = oumou.stage.time - timedelta(seconds=1)  # on her device, then it came
    assert found.answered_at == said_at
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


def told_to(helped, place: str) -> str:
    """Send a referral that is said aloud or by phone; return its id."""
    allowed = release(helped, place)
    told = handover(helped, place, allowed, service="legal")
    helped.by.do(**told)
    return str(told["record"])


def test_the_sender_writes_down_what_an_organisation_without_a_notebook_said(
    awa, helped
):
    sent = told_to(helped, list_organisation(awa, "Sariya", "legal"))
    accept(helped.by, sent, said_by="on_site")
    confirm(helped.by, sent, said_by="phone")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.confirmed_by) == ("received", "provider")
    assert (found.said_by, found.receipt_said_by) == ("on_site", "phone")


def test_what_is_said_aloud_is_sealed_to_the_sender_only(awa, helped, oumou):
    sariya = list_organisation(awa, "Sariya", "legal")
    act = live(told_to(helped, sariya))["handover"][0].act
    readers = {part["to"] for part in grants_of([act])[act]}
    assert readers == {helped.by.keys.fingerprint}
    allowed = release(helped, sariya)
    refused = refused_sending(helped, sariya, allowed, oumou, service="legal")
    assert refused == "vault.recipient"


def test_the_sender_writes_down_what_a_service_with_a_notebook_told_her(
    helped, sent, oumou, salif
):
    assert code_of(lambda: accept(salif, sent, said_by="phone")) == "record.unknown"
    assert code_of(lambda: accept(oumou, sent, said_by="phone")) == "record.unknown"
    accept(helped.by, sent, "2026-11-09", said_by="phone")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.said_by) == ("accepted", "phone")
    confirm(helped.by, sent, said_by="phone")
    confirm(helped.by, sent, "survivor")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.confirmed_by, found.receipt_said_by) == ("both", "phone")


def test_what_is_written_later_does_not_overwrite_what_was_told(helped, sent, oumou):
    decline(helped.by, sent, "full", said_by="phone")
    accept(oumou, sent, "2026-11-09")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.said_by, found.reason) == ("declined", "phone", "full")
    assert found.disputed
    accept(helped.by, sent, "2026-11-09", said_by="phone", base=version(sent))
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.disputed, found.reason) == ("accepted", False, "")
    assert get_plan_line(helped.line(), actor=helped.by.actor).status == "accepted"


def test_somebody_who_saw_the_first_answer_may_change_it(helped, sent, oumou):
    accept(helped.by, sent, "2026-11-09", said_by="on_site")
    accept(oumou, sent, "2026-11-10", base=version(sent))
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.said_by, str(found.appointment_on)) == ("app", "2026-11-10")
    assert not found.disputed


def test_her_no_opens_again_what_the_service_says_was_given(helped, sent, oumou):
    accept(oumou, sent)
    confirm(oumou, sent)
    confirm(helped.by, sent, "survivor", received="no")
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.status, found.received, found.received_at) == ("accepted", "no", None)
    assert (found.confirmed_by, found.received_month) == ("", "")
    assert get_plan_line(helped.line(), actor=helped.by.actor).status == "accepted"


def test_her_word_is_not_overwritten_by_the_providers(helped, sent, oumou):
    accept(oumou, sent)
    confirm(helped.by, sent, "survivor", received="partly")
    confirm(oumou, sent)
    found = get_referral(sent, actor=helped.by.actor)
    assert (found.received, found.confirmed_by) == ("partly", "both")


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


def test_a_case_lacks_a_service_until_it_is_handed_on_and_again_after_a_no(
    helped, place, nene, oumou
):
    lines = [helped.line(need) for need in ("health", "legal")]
    said = {"case": helped.case, "outcome": "provided"}
    for line in lines[1:]:
        helped.by.do("outcome.recorded", line, "outcome@1", groups={"outcome": said})
    assert Case.objects.get().is_lacking
    helped.by.do(**handover(helped, place, release(helped, place), oumou, nene))
    assert not Case.objects.get().is_lacking
    decline(nene, Referral.objects.get().id)
    assert Case.objects.get().is_lacking
