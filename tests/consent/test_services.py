from datetime import timedelta

import pytest
from django.db import IntegrityError

from client.codes import new_code
from demeso.consent.models import Consent, Look
from demeso.consent.queries import (
    consent_history,
    consents,
    consents_expired,
    counts_in_statistics,
    require_consent,
)
from demeso.consent.rules.allowing import May
from demeso.consent.services import doubt_giver, lapse_consents
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger import catalogue
from demeso.ledger.models import Entry, Payload
from demeso.ledger.queries import version
from demeso.survivors.models import Survivor
from demeso.vault.models import Body
from tests.cast import hire
from tests.handing import release, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")

AGREED = {"services": "yes", "language": "bm", "consent_form": "oral_witness"}


def decide(person, record, *, base=0, code="", statistics="", **services):
    groups = {"services": services or AGREED}
    if code:
        groups["opening"] = {"code": code}
    if statistics:
        groups["statistics"] = {"statistics": statistics}
    return person.do("consent.given", record, "consent@1", groups=groups, base=base)


def open_purposes(survivor):
    rows = Consent.objects.filter(survivor_id=survivor, withdrawn_at=None)
    return {row.purpose for row in rows}


def test_not_now_keeps_the_decision_and_nothing_about_her(aissata):
    someone = aissata.new_id()
    assert decide(aissata, someone, services="not_now") is May.DECISION
    assert not Survivor.objects.exists()
    assert not Consent.objects.exists()
    assert Entry.objects.filter(record=someone, kind="consent.given").count() == 1


def test_not_now_can_become_a_yes(aissata):
    someone = aissata.new_id()
    decide(aissata, someone, services="not_now")
    assert decide(aissata, someone, code=new_code()) is May.RECORD
    assert Survivor.objects.filter(id=someone).exists()


@pytest.mark.parametrize("answer", ["unknown", "declined"])
def test_an_unclear_answer_is_no_yes(aissata, answer):
    assert decide(aissata, aissata.new_id(), services=answer) is May.DECISION
    assert not Survivor.objects.exists()


def test_a_yes_keeps_language_and_form_and_only_what_she_allowed(helped):
    [row] = Consent.objects.filter(survivor_id=helped.survivor, purpose="services")
    assert (row.language, row.consent_form) == ("bm", "oral_witness")
    assert row.given_by == "survivor"
    assert row.until is None


def test_a_yes_without_language_or_form_is_not_complete(aissata):
    someone, code = aissata.new_id(), new_code()
    with pytest.raises(RefusedError, match=r"form\.faults") as refused:
        decide(aissata, someone, code=code, services="yes")
    assert refused.value.field == "consent_form,language"
    with pytest.raises(RefusedError, match=r"consent\.language"):
        decide(aissata, someone, code=code, **{**AGREED, "language": "mopti-ville"})


def test_refusing_statistics_changes_nothing_else(aissata):
    someone = aissata.new_id()
    assert decide(aissata, someone, code=new_code(), statistics="no") is May.RECORD
    assert open_purposes(someone) == {"services"}


def test_statistics_can_be_allowed_and_taken_back_later(aissata):
    someone, code = aissata.new_id(), new_code()
    decide(aissata, someone, code=code)
    assert decide(aissata, someone, statistics="yes") is May.COUNT
    assert open_purposes(someone) == {"services", "statistics"}
    decide(aissata, someone, code=code, statistics="no")
    assert open_purposes(someone) == {"services"}
    assert Consent.objects.filter(survivor_id=someone).count() == 2


def test_a_relative_cannot_say_yes_for_an_adult(aissata):
    said = {**AGREED, "given_by": "caregiver", "giver_safe": "yes"}
    with pytest.raises(RefusedError, match=r"consent\.wrong_giver"):
        decide(aissata, aissata.new_id(), code=new_code(), **said)
    assert not Survivor.objects.exists()


def test_a_caregiver_who_is_safe_says_yes_with_the_child(aissata):
    someone = aissata.new_id()
    said = {"age_group": "6_11", "given_by": "caregiver", "giver_safe": "yes"}
    decide(aissata, someone, code=new_code(), **AGREED, **said, assent="yes")
    assert Consent.objects.get(survivor_id=someone).given_by == "caregiver"


def test_a_later_yes_is_about_the_same_person(helped, salif):
    with pytest.raises(RefusedError, match=r"survivor\.code_wrong"):
        decide(helped.by, helped.survivor, code=new_code())
    with pytest.raises(UnknownError):
        decide(salif, helped.survivor)


def test_only_a_caseworker_records_a_decision(kadi):
    with pytest.raises(UnknownError):
        decide(kadi, kadi.new_id(), services="not_now")


def test_withdrawing_help_ends_everything_at_once(helped, yelen_listed):
    release(helped, yelen_listed)
    withdraw(helped, helped.survivor, "services")
    assert open_purposes(helped.survivor) == set()
    assert Survivor.objects.get(id=helped.survivor).ended_at is not None


def test_a_later_no_ends_everything_as_a_withdrawal_does(helped, yelen_listed):
    release(helped, yelen_listed)
    assert decide(helped.by, helped.survivor, services="not_now") is May.DECISION
    assert open_purposes(helped.survivor) == set()
    assert Survivor.objects.get(id=helped.survivor).ended_at is not None


def test_withdrawing_one_release_leaves_the_others(helped, yelen_listed, sariya):
    first, second = release(helped, yelen_listed), release(helped, sariya)
    withdraw(helped, first, "release")
    ended = Consent.objects.get(id=first).withdrawn_at
    assert ended is not None
    assert Consent.objects.get(id=second).withdrawn_at is None
    withdraw(helped, first, "release")
    assert Consent.objects.get(id=first).withdrawn_at == ended


def test_withdrawing_statistics_leaves_her_help(helped):
    withdraw(helped, helped.survivor, "statistics")
    assert open_purposes(helped.survivor) == {"services"}
    assert counts_in_statistics([helped.survivor]) == frozenset()


def test_only_her_worker_withdraws_for_her(helped, salif, yelen_listed):
    allowed = release(helped, yelen_listed)
    for record, what in ((helped.survivor, "services"), (allowed, "release")):
        said = {"withdrawal": {"what": what}}
        with pytest.raises(UnknownError):
            salif.do("consent.withdrawn", record, "withdrawal@1", groups=said)


def test_she_may_come_back(helped):
    withdraw(helped, helped.survivor, "services")
    decide(helped.by, helped.survivor, **{**AGREED, "language": "fr"})
    survivor = Survivor.objects.get(id=helped.survivor)
    assert (survivor.ended_at, survivor.language) == (None, "fr")
    assert open_purposes(helped.survivor) == {"services"}
    assert len(consents(helped.survivor, actor=helped.by.actor)) == 3


def test_a_yes_that_had_not_seen_her_withdrawal_does_not_undo_it(helped, salif):
    seen = version(helped.survivor)
    withdraw(helped, helped.survivor, "services")
    aissata, tablet = helped.by, salif.pen
    aissata.pen, tablet.seq = tablet, 500
    with pytest.raises(RefusedError, match=r"consent\.withdrawn"):
        decide(aissata, helped.survivor, base=seen)
    decide(aissata, helped.survivor, base=version(helped.survivor))
    assert open_purposes(helped.survivor) == {"services"}


def test_of_two_answers_at_once_the_more_protective_is_in_force(helped, salif):
    seen = version(helped.survivor)
    decide(helped.by, helped.survivor, statistics="no")
    aissata, tablet = helped.by, salif.pen
    aissata.pen, tablet.seq = tablet, 500
    assert decide(aissata, helped.survivor, statistics="yes", base=seen) is May.RECORD
    assert open_purposes(helped.survivor) == {"services"}


def test_a_release_names_whom_what_and_until_when(helped, yelen_listed):
    allowed = release(helped, yelen_listed, "need", "contact")
    row = Consent.objects.get(id=allowed)
    assert row.recipient_id == yelen_listed
    assert row.categories == "need contact"
    assert row.until == row.given_at + timedelta(days=90)
    assert str(row) == allowed


def give_release(helped, recipient, **more):
    said = {"survivor": helped.survivor, "recipient": recipient, "categories": ["need"]}
    record = more.pop("record", "") or helped.by.new_id()
    parts = more.pop("sealed", ())
    groups = {"release": {**said, **more}}
    return helped.by.do(
        "release.given", record, "release@1", groups=groups, sealed=parts
    )


def test_her_conditions_are_sealed_with_the_yes_that_they_bind(helped, yelen_listed):
    words = sealed(helped.case, "contact", conditions="pas à mon frère fictif")
    row = give_release(helped, yelen_listed, sealed=[words])
    (kept,) = Body.objects.filter(object=helped.case, compartment="contact")
    assert kept.part == words
    assert "frère" not in str(list(Payload.objects.values()))
    assert row.categories == "need"


def test_her_conditions_stand_in_their_own_place_only(helped, yelen_listed, aissata):
    other = [
        (sealed(helped.case, "narrative", conditions="…"), "vault.other_compartment"),
        (sealed(aissata.new_id(), "contact", conditions="…"), "vault.other_object"),
    ]
    for words, code in other:
        with pytest.raises(RefusedError, match=code):
            give_release(helped, yelen_listed, sealed=[words])


def test_a_release_ends_on_the_day_she_says(helped, yelen_listed):
    row = give_release(helped, yelen_listed, until_day="2026-11-05")
    assert stamp(row.until) == "2026-11-05T23:59:59.999Z"
    with pytest.raises(RefusedError, match=r"consent\.past"):
        give_release(helped, yelen_listed, until_day="2026-11-01")


def test_a_release_is_made_once_and_to_someone_known(helped, yelen_listed):
    row = give_release(helped, yelen_listed)
    with pytest.raises(RefusedError, match=r"release\.known"):
        give_release(helped, yelen_listed, record=row.id)
    with pytest.raises(UnknownError):
        give_release(helped, helped.by.new_id())


def test_a_release_needs_her_yes_to_help(helped, yelen_listed, awa, deme):
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        release(helped, yelen_listed)
    rokia = hire(awa, deme.id, "Rokia", "caseworker")
    said = {"survivor": helped.survivor, "recipient": yelen_listed}
    said["categories"] = ["need"]
    with pytest.raises(UnknownError):
        rokia.do("release.given", rokia.new_id(), "release@1", groups={"release": said})


def test_two_open_consents_for_one_purpose_cannot_stand(helped):
    row = Consent.objects.get(survivor_id=helped.survivor, purpose="services")
    row.id = helped.by.new_id()
    with pytest.raises(IntegrityError):
        row.save(force_insert=True)


def lapse(helped, by, monkeypatch):
    """Let consents run out, as the room above does when it closes a case."""

    def close(*, actor, act):
        lapse_consents(actor=actor, act=act, survivor=helped.survivor)

    with monkeypatch.context() as patched:
        patched.setattr(catalogue, "service", lambda _kind: close)
        groups = {"assessment": {"complete": "yes"}}
        by.do("assessment.completed", helped.case, "assessment@1", groups=groups)


def test_when_help_pauses_what_she_allowed_runs_out_and_nothing_leaves(
    helped, kadi, yelen_listed, monkeypatch
):
    allowed = release(helped, yelen_listed, "need")
    lapse(helped, kadi, monkeypatch)
    at, asked = helped.by.stage.time, {"actor": helped.by.actor}
    said = {
        one.purpose: one for one in consent_history(helped.survivor, **asked, at=at)
    }
    assert said["services"].standing == said["release"].standing == "expired"
    assert said["statistics"].standing == "stands", "what was counted stays counted"
    assert counts_in_statistics([helped.survivor]) == {helped.survivor}
    assert consents_expired(helped.survivor, **asked, at=at)
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        require_consent(
            helped.survivor, release=allowed, recipient=yelen_listed,
            categories=frozenset({"need"}), at=at,
        )  # fmt: skip
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        release(helped, yelen_listed)


def test_a_new_yes_opens_help_again_and_the_old_one_stays_in_the_history(
    helped, kadi, yelen_listed, monkeypatch
):
    release(helped, yelen_listed, "need")
    lapse(helped, kadi, monkeypatch)
    decide(helped.by, helped.survivor)
    at, asked = helped.by.stage.time, {"actor": helped.by.actor}
    assert not consents_expired(helped.survivor, **asked, at=at)
    said = consent_history(helped.survivor, **asked, at=at)
    services = [one.standing for one in said if one.purpose == "services"]
    assert services == ["stands", "expired"]
    old = [one.standing for one in said if one.purpose == "release"]
    assert old == ["expired"], "each hand-over is asked for again"
    assert Survivor.objects.get(id=helped.survivor).ended_at is None


def test_a_doubt_falls_on_the_yes_of_whoever_may_be_accused(
    helped, aissata, monkeypatch
):
    def doubt(*, actor, act):
        doubt_giver(
            actor=actor, act=act, survivor=helped.survivor,
            relationships={"primary_caregiver"},
        )  # fmt: skip

    monkeypatch.setattr(catalogue, "service", lambda _kind: doubt)
    groups = {"assessment": {"complete": "yes"}}
    aissata.do("assessment.completed", helped.case, "assessment@1", groups=groups)
    assert not Look.objects.exists(), "her own yes is beyond doubt"
