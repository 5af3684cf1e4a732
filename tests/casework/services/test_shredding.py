"""She takes back what she told, or everything: what goes, what stays, what returns."""

import json
from datetime import timedelta

import pytest

from client.grants import Circle, Terms, case_grants
from client.sealing import new_key
from demeso.casework.models import (
    Case,
    CountedIncident,
    FollowUp,
    Incident,
    PlanLine,
    Urgency,
    Withdrawal,
)
from demeso.casework.queries.tracking import noted_incidents
from demeso.casework.services.shredding import forget_withdrawn
from demeso.kernel.actor import door
from demeso.kernel.clock import stamp
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Entry, Leaf, Payload
from demeso.ledger.services import perform, quarantine, writing
from demeso.ledger.verification import verify
from demeso.survivors.models import Survivor
from demeso.vault.models import Body, Grant
from tests.casework.following import meet, press
from tests.handing import help_someone, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")
SECRET = "village-fictif-de-son-oncle"


@pytest.fixture
def told(aissata, deme_keys):
    """Help someone who says a lot."""
    found = help_someone(aissata, deme_keys, "health", "legal")
    by = found.by
    profile = {"profile": {"sex": "female", "age_band": "18_25"}}
    name = sealed(found.case, "identity", called="Nana")
    by.do("identity.recorded", found.survivor, "identity@1", groups=profile,
          sealed=[name])  # fmt: skip
    levels = {"danger": {"in_danger": "no"}, "risk": {"risk_level": "low"}}
    plan = sealed(found.case, "narrative", plan="chez sa tante")
    by.do("safety.recorded", found.case, "safety@1", groups=levels, sealed=[plan])
    facts = sealed(found.case, "sensitive", place=SECRET)
    by.do(
        "incident.recorded", by.new_id(), "incident@1", sealed=[facts],
        groups={"link": {"case": found.case}, "type": {"q_penetration": "yes"},
                "when": {"cercle": "mopti"}},
    )  # fmt: skip
    until = stamp(by.stage.time + timedelta(hours=52))
    press(found, band="under_3_days", urgent_until=until)
    meet(found)
    return found


def new_grants(told, team):
    keys = {name: new_key(0) for name in COMPARTMENTS}
    circle = Circle(
        told.by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    return case_grants(keys, terms=Terms(told.case), circle=circle, signer=told.by.keys)


def take_back(told, what, *parts):
    said = {"withdrawal": {"what": what}}
    told.by.do(
        "consent.withdrawn", told.survivor, "withdrawal@1", groups=said,
        sealed=list(parts),
    )  # fmt: skip
    return Case.objects.get(id=told.case)


def kept_answers():
    bodies = Payload.objects.values_list("body", flat=True)
    return {json.loads(body)["act"]["kind"] for body in bodies if '"act"' in body}


def test_what_she_told_goes_and_who_she_is_stays(told, deme_keys):
    case = take_back(told, "story", *new_grants(told, deme_keys))
    left = Body.objects.filter(object=told.case).values_list("compartment", flat=True)
    assert list(left) == ["identity"]
    assert Grant.objects.filter(object=told.case).count() == 3
    assert not Incident.objects.exists()
    assert not Urgency.objects.exists()
    assert case.urgent_until is None
    assert case.keys_awaited_at is None
    assert not kept_answers() & {"incident.recorded", "urgency.recorded"}
    assert kept_answers() >= {"needs.recorded", "safety.recorded"}
    assert verify([]).first is None


def test_all_help_taken_back_leaves_a_code_and_that_she_was_asked(told):
    case = take_back(told, "services")
    assert not Body.objects.filter(object=told.case).exists()
    assert not Grant.objects.filter(object=told.case).exists()
    for table in (Incident, Urgency, FollowUp, PlanLine, CountedIncident):
        assert not table.objects.exists()
    survivor = Survivor.objects.get(id=told.survivor)
    assert (survivor.sex, survivor.age_band, survivor.code) == ("", "", told.code)
    assert (case.risk_level, case.needs, case.next_on) == ("", "", None)
    acts = {"consent.given", "case.opened", "consent.withdrawn"}
    assert kept_answers() & set(Entry.objects.values_list("kind", flat=True)) >= acts
    assert not kept_answers() & {"needs.recorded", "follow_up.recorded"}
    assert verify([]).first is None


@pytest.mark.parametrize("what", ["release", "statistics", "unknown"])
def test_anything_smaller_or_unclear_deletes_nothing(told, what):
    record = told.survivor
    if what == "release":
        with pytest.raises(RefusedError, match=r"record\.unknown"):
            withdraw(told, record, what)
    else:
        withdraw(told, record, what)
    assert Body.objects.filter(object=told.case).count() == 3
    assert Grant.objects.filter(object=told.case).count() == 3


def test_with_her_yes_to_statistics_it_is_counted_without_a_way_back(told, adama):
    month = f"{told.by.stage.time:%Y-%m}"
    take_back(told, "story")
    [kept] = CountedIncident.objects.all()
    assert (kept.gbv_type, kept.cercle) == ("rape", "mopti")
    every = str([*CountedIncident.objects.values()])
    assert told.case not in every
    assert told.code not in every
    assert str(kept) == kept.id
    [noted] = noted_incidents(month, actor=adama.actor)
    assert (noted.survivor, noted.gbv_type) == ("", "rape")


def test_without_it_nothing_is_counted(aissata, deme_keys):
    told = help_someone(aissata, deme_keys, statistics="no")
    groups = {"link": {"case": told.case}, "type": {"q_penetration": "yes"}}
    aissata.do("incident.recorded", aissata.new_id(), "incident@1", groups=groups)
    take_back(told, "story")
    assert not CountedIncident.objects.exists()


def test_a_withdrawal_without_new_keys_holds_and_asks_for_them(told, deme_keys):
    case = take_back(told, "story")
    assert case.keys_awaited_at == told.by.stage.time
    said = {"keys": {"survivor": told.survivor}}

    def bring(by, *parts, **more):
        groups = {"keys": {**said["keys"], **more}}
        return by.do(
            "keys.replaced", told.case, "new_keys@1", groups=groups, sealed=parts
        )

    for parts, code in (((), "case.keys"), (new_grants(told, deme_keys)[:2], "vault")):
        with pytest.raises(RefusedError, match=code):
            bring(told.by, *parts)
    with pytest.raises(RefusedError, match=r"closure\.other_case"):
        bring(told.by, *new_grants(told, deme_keys), survivor=told.case)
    assert bring(told.by, *new_grants(told, deme_keys)).keys_awaited_at is None


def test_wrong_new_keys_never_stop_her_withdrawal(told, deme_keys, salif):
    other = help_someone(salif, deme_keys)
    wrong = new_grants(told, deme_keys)[:2]
    case = take_back(told, "story", *wrong)
    assert case.keys_awaited_at is not None
    assert not Grant.objects.filter(object=told.case).exists()
    assert Grant.objects.filter(object=other.case).count() == 3
    assert Payload.objects.filter(body__contains="vault.circle").exists()


def test_she_comes_back_with_keys_of_their_own(told, deme_keys):
    take_back(told, "services")
    agreed = {"services": "yes", "language": "bm", "consent_form": "oral_witness"}
    by = told.by
    by.do("consent.given", told.survivor, "consent@1", groups={"services": agreed},
          base=Leaf.objects.count())  # fmt: skip
    by.do(
        "keys.replaced", told.case, "new_keys@1",
        groups={"keys": {"survivor": told.survivor}},
        sealed=new_grants(told, deme_keys),
    )  # fmt: skip
    by.do("needs.recorded", told.case, "needs@1",
          groups={"priorities": {"needs": ["legal"]}})  # fmt: skip
    assert PlanLine.objects.get().need == "legal"


def test_what_waits_in_quarantine_goes_too(told):
    groups = {"link": {"case": told.case}, "type": {"q_penetration": "yes"}}
    part = sealed(told.case, "sensitive", place=SECRET)
    late = told.by.write("incident.recorded", told.by.new_id(), "incident@1",
                         groups=groups, sealed=[part])  # fmt: skip
    quarantine(
        late, actor=told.by.actor, code="case.x", received_at=told.by.stage.now()
    )
    assert Payload.objects.filter(body__contains=part["ct"]).exists()
    take_back(told, "story")
    assert not Payload.objects.filter(body__contains=part["ct"]).exists()
    assert verify([]).first is None


def test_what_comes_in_the_same_batch_is_forgotten_a_minute_later(told):
    by = told.by
    groups = {"link": {"case": told.case}, "type": {"q_penetration": "yes"}}
    first = by.write("incident.recorded", by.new_id(), "incident@1", groups=groups)
    said = {"withdrawal": {"what": "story"}}
    second = by.write("consent.withdrawn", told.survivor, "withdrawal@1", groups=said)
    at = by.stage.now()
    forget_withdrawn(actor=door("work"), at=at)
    with writing():
        for act in (first, second):
            perform(act, actor=by.actor, at=at)
    assert "incident.recorded" in kept_answers()
    assert forget_withdrawn(actor=door("work"), at=at) == 1
    assert "incident.recorded" not in kept_answers()
    assert not Withdrawal.objects.exists()
    assert forget_withdrawn(actor=door("work"), at=at) == 0
    assert verify([]).first is None
