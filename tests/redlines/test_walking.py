"""Red lines tried by walking: help without conditions, nothing by itself."""

import pytest
from django.core import mail
from django_tasks_db.models import DBTaskResult

from client.codes import new_code
from demeso.casework.forms.safety import RISK_REASONS
from demeso.casework.models import Case, Incident, PlanLine
from demeso.casework.queries.tracking import team_cases, tracked
from demeso.casework.rules.plan import line_id
from demeso.consent.queries import counts_in_statistics
from demeso.field.queries import changes, view_of
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry, Payload
from demeso.ledger.queries import head, history
from demeso.referrals.models import Referral
from demeso.vault.models import Body, Grant
from tests.handing import (
    accept,
    confirm,
    decline,
    hand_over,
    handover,
    help_someone,
    list_organisation,
    release,
    withdraw,
)


def reach(actor, root=""):
    """Return what a person's device may hold now."""
    view = view_of(actor, at=now())
    found = changes(view, view.reach(), after=-1, upto=head().size)
    return [change for change in found if not root or change["root"] == root]


def test_redline_01_help_waits_for_no_complaint_name_story_or_statistics(
    aissata, deme_keys, place, oumou, nene
):
    """She refuses all there is to refuse, and walks to the service received."""
    helped = help_someone(aissata, deme_keys, "health", "police", statistics="no")
    refused = {"outcome": {"case": helped.case, "outcome": "declined"}}
    aissata.do("outcome.recorded", helped.line("police"), "outcome@1", groups=refused)
    said = {"danger": {"in_danger": "declined"}, "risk": {"risk_level": "low"}}
    aissata.do("safety.recorded", helped.case, "safety@1", groups=said)
    complete = {"assessment": {"complete": "yes"}}
    aissata.do("assessment.completed", helped.case, "assessment@1", groups=complete)
    referral = hand_over(helped, place, oumou, nene)
    accept(oumou, referral)
    confirm(oumou, referral)
    confirm(aissata, referral, "survivor")
    row = Referral.objects.get(id=referral)
    assert (row.status, row.confirmed_by) == ("received", "both")
    assert not Incident.objects.exists()
    assert not Body.objects.filter(object=helped.case).exists()
    assert counts_in_statistics([helped.survivor]) == frozenset()


@pytest.mark.parametrize(
    "need",
    ["health", "psychosocial", "safehouse", "legal", "livelihoods",
     "child_protection"],
)  # fmt: skip
def test_redline_01_each_service_is_reached_without_the_police(
    need, awa, aissata, deme_keys
):
    helped = help_someone(aissata, deme_keys, need, statistics="")
    there = list_organisation(awa, "Maison Sabali", need)
    allowed = release(helped, there, "need")
    aissata.do(**handover(helped, there, allowed, service=need, categories=["need"]))
    assert PlanLine.objects.get(case=helped.case).status == "sent"


def test_redline_08_the_same_person_at_two_agencies_stays_two(aissata, deme_keys, told):
    other = help_someone(aissata, deme_keys, "health")
    shared = set(columns_of(told)) & set(columns_of(other))
    assert shared <= {"bm", aissata.id, deme_keys.id}
    first, second = (Body.objects.filter(object=one.case) for one in (told, other))
    assert first.exists()
    assert not set(first.values_list("part__ct")) & set(second.values_list("part__ct"))


def columns_of(helped):
    row = Case.objects.select_related("survivor").get(id=helped.case)
    held = {**row.__dict__, **row.survivor.__dict__}
    return [v for v in held.values() if isinstance(v, str) and v]


def test_redline_10_a_referral_holds_what_she_allowed_and_never_the_story(
    told, place, oumou
):
    allowed = release(told, place, "need", "contact")
    more = handover(told, place, allowed, oumou, categories=["need", "incident"])
    with pytest.raises(RefusedError, match=r"consent\.other_categories"):
        told.by.do(**more)
    sent = handover(told, place, allowed, oumou, categories=["need"])
    told.by.do(**sent)
    (change,) = reach(oumou.actor, sent["record"])
    assert set(change["act"]["groups"]) == {"handover"}
    assert told.survivor not in str(change["act"]["groups"])
    parts = change["act"]["sealed"]
    bodies = [p for p in parts if p["type"] == "body"]
    assert {(p["object"], p["compartment"]) for p in bodies} == {
        (sent["record"], "package")
    }
    hers = Grant.objects.filter(to=oumou.keys.fingerprint)
    assert {grant.object for grant in hers} == {sent["record"]}


def test_redline_10_the_keys_of_a_case_are_refused_to_a_provider(told, place, oumou):
    allowed = release(told, place, "need")
    sent = handover(told, place, allowed, oumou, categories=["need"])
    opening = Entry.objects.get(kind="case.opened", record=told.case)
    keys = Grant.objects.get(act_id=opening.id, rights="read").part
    with pytest.raises(RefusedError, match=r"vault\.other_object"):
        told.by.do(**{**sent, "sealed": [*sent["sealed"], keys]})


@pytest.mark.parametrize("level", ["low", "medium", "high", "unknown", ""])
def test_redline_12_reasons_never_move_a_level_that_people_gave(level, helped):
    reasons = [code for code, _label in RISK_REASONS]
    said = {"risk_reasons": reasons, **({"risk_level": level} if level else {})}
    helped.by.do("safety.recorded", helped.case, "safety@1", groups={"risk": said})
    assert Case.objects.get(id=helped.case).risk_level == level


def test_redline_13_no_act_tells_anybody_by_itself(told, place, oumou, nene):
    """A child in danger, an incident, a referral, a withdrawal: nobody is told."""
    person = told.by
    child = {
        "services": "yes", "language": "bm", "consent_form": "oral_witness",
        "age_group": "6_11", "given_by": "trusted_adult", "giver_safe": "yes",
        "assent": "yes",
    }  # fmt: skip
    groups = {"services": child, "opening": {"code": new_code()}}
    person.do("consent.given", person.new_id(), "consent@1", groups=groups)
    referral = hand_over(told, place, oumou, nene)
    decline(oumou, referral)
    before = sees_of(nene)
    withdraw(told, told.survivor, "services")
    assert not DBTaskResult.objects.exists()
    assert mail.outbox == []
    assert sees_of(nene) == before


def sees_of(person):
    return [change["act"]["id"] for change in reach(person.actor)]


def test_redline_16_after_a_no_nothing_is_planned(aissata, helped):
    not_now = {"services": {"services": "not_now"}}
    aissata.do("consent.given", aissata.new_id(), "consent@1", groups=not_now)
    said = {"outcome": {"case": helped.case, "outcome": "declined"}}
    aissata.do("outcome.recorded", helped.line("legal"), "outcome@1", groups=said)
    assert not DBTaskResult.objects.exists()
    assert PlanLine.objects.get(id=helped.line("legal")).reoffer == ""


@pytest.mark.parametrize("outcome", ["declined", "unavailable"])
def test_redline_19_a_no_and_a_gap_stay_in_the_ledger(outcome, helped, kadi):
    line, by = helped.line("legal"), helped.by
    for one in (outcome, "provided"):
        said = {"outcome": {"case": helped.case, "outcome": one}}
        by.do("outcome.recorded", line, "outcome@1", groups=said)
    kept = [e for e in history(line, actor=by.actor) if e.kind == "outcome.recorded"]
    bodies = [Payload.objects.get(leaf=entry.position).body for entry in kept]
    assert len(kept) == 2
    assert any(f'"{outcome}"' in body for body in bodies)


def test_redline_19_a_need_taken_off_the_list_keeps_its_answer(helped, kadi):
    line, by = helped.line("legal"), helped.by
    said = {"outcome": {"case": helped.case, "outcome": "unavailable"}}
    by.do("outcome.recorded", line, "outcome@1", groups=said)
    by.do("needs.recorded", helped.case, "needs@1",
          groups={"priorities": {"needs": ["health"]}})  # fmt: skip
    (case,) = tracked(team_cases(kadi.actor))
    assert {one.need: one.outcome for one in case.lines}["legal"] == "unavailable"
    assert PlanLine.objects.filter(id=line_id(helped.case, "legal")).exists()


def test_redline_19_a_providers_no_stays_with_its_reason(helped, place, oumou, nene):
    referral = hand_over(helped, place, oumou, nene)
    decline(oumou, referral, "no_female_staff")
    row = Referral.objects.get(id=referral)
    assert (row.status, row.reason) == ("declined", "no_female_staff")
    assert Entry.objects.filter(kind="referral.declined", record=referral).exists()
