import pytest

from demeso.casework.models import Incident
from demeso.casework.rules.telling import COUNTED
from demeso.consent.models import Consent, Look
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Payload
from tests.casework.following import close
from tests.handing import help_someone, open_case, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")

PARTNER = "intimate_partner_former_partner"


def tell(helped, *parts, record="", case="", **groups):
    return helped.by.do(
        "incident.recorded", record or helped.by.new_id(), "incident@1",
        groups={"link": {"case": case or helped.case}, **groups}, sealed=parts,
    )  # fmt: skip


def correct(by, incident, to="sexual_assault", reason="order"):
    said = {"corrected_type": to, "correction_reason": reason}
    groups = {"correction": said}
    return by.do("type.corrected", incident.id, "correction@1", groups=groups)


def test_what_happened_is_coded_by_its_six_answers(helped):
    incident = tell(
        helped, sealed(helped.case, "sensitive", day="2026-10-30", place="…"),
        type={"q_penetration": "no", "q_contact": "yes"},
        when={"month": "2026-10", "delay_band": "0_3_days", "cercle": "mopti"},
        person={"age_band": "12_17", "sex": "female"},
        accused={"relationship": PARTNER, "how_many": "equal_to_1"},
        circumstances={"exchange": "no", "abduction": "none", "harmful_practice": "no",
                       "reported_elsewhere": "no"},
    )  # fmt: skip
    assert incident.gbv_type == "sexual_assault"
    assert incident.contexts == ["intimate_partner_violence", "child_sexual_abuse"]
    assert (incident.month, incident.cercle) == ("2026-10", "mopti")
    assert str(incident) == incident.id
    assert "2026-10-30" not in str(list(Payload.objects.values()))


def test_every_answer_that_figures_count_has_its_column(helped):
    incident = tell(
        helped,
        when={"time_of_day": "evening_night"},
        where={"place_type": "streamside", "displacement_stage": "during_flight"},
        person={"civil_status": "widowed", "displacement": "idp", "origin": "ml",
                "disability": "no", "age_band": "12_17",
                "unaccompanied": "separated_child"},
        circumstances={"reported_elsewhere": "gbvims-org"},
        before={"told_by": "survivor", "previous_incidents": "unknown",
                "reported_to": ["police_other_service"],
                "referred_by": "self_referral"},
        wishes={"legal_action": "undecided"},
    )  # fmt: skip
    kept = {name: getattr(incident, name) for name in COUNTED}
    said = {name for name, value in kept.items() if value}
    assert said == set(COUNTED) - {"month", "cercle", "delay_band", "sex"}
    assert kept["previous_incidents"] == "unknown"


def test_what_happened_can_be_corrected_later(helped):
    incident = tell(helped, type={"q_penetration": "yes"},
                    circumstances={"exchange": "no"})  # fmt: skip
    assert incident.contexts == []
    again = tell(helped, record=incident.id, circumstances={"exchange": "yes"})
    assert again.contexts == ["possible_sexual_exploitation"]
    assert Incident.objects.get().recorded_at == incident.recorded_at


def test_nothing_of_it_is_needed(helped):
    incident = tell(helped)
    assert (incident.gbv_type, incident.contexts) == ("unknown", [])


@pytest.mark.parametrize("answer", ["unknown", "declined"])
def test_unknown_and_declined_are_answers(helped, answer):
    incident = tell(
        helped, type={"q_penetration": answer},
        when={"month": answer, "cercle": answer, "delay_band": answer},
        person={"sex": answer, "origin": answer, "age_band": answer},
        accused={"relationship": answer, "how_many": answer},
        circumstances={"exchange": answer, "abduction": answer,
                       "harmful_practice": answer},
    )  # fmt: skip
    assert (incident.gbv_type, incident.contexts) == ("unknown", [])
    assert incident.month == answer


@pytest.mark.parametrize(
    ("groups", "code"),
    [
        ({"type": {"q_penetration": "yes", "gbv_type": "physical_assault"}},
         "incident.type"),
        ({"when": {"month": "2026-12"}}, "incident.ahead"),
        ({"when": {"cercle": "village-fictif"}}, "incident.cercle"),
        ({"person": {"origin": "ville-fictive"}}, "form.faults"),
        ({"type": {"q_penetration": "yes", "q_contact": "yes"}}, "form.faults"),
        ({"when": {"day": "2026-10-30"}}, "form.faults"),
        ({"accused": {"occupation": "…"}}, "form.faults"),
        ({"accused": {"aid_link": "ngo"}}, "form.faults"),
        ({"accused": {"others_sex": ["male"]}}, "form.faults"),
        ({"person": {"unaccompanied": "separated_child"}}, "form.faults"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused(helped, groups, code):
    with pytest.raises(RefusedError, match=code.replace(".", r"\.")):
        tell(helped, **groups)


def test_an_incident_stays_with_its_case(helped, salif, deme_keys):
    incident = tell(helped)
    second = open_case(helped, deme_keys, helped.by.new_id())
    with pytest.raises(RefusedError, match=r"incident\.other_case"):
        tell(helped, record=incident.id, case=second)
    other = help_someone(salif, deme_keys)
    with pytest.raises(UnknownError):
        tell(other, record=incident.id)
    with pytest.raises(UnknownError):
        tell(other, case=helped.case)


def test_a_supervisor_corrects_the_type_and_her_answers_stay(helped, kadi):
    incident = tell(helped, type={"q_penetration": "yes"},
                    circumstances={"exchange": "yes"})  # fmt: skip
    corrected = correct(kadi, incident, to="physical_assault")
    assert (corrected.gbv_type, corrected.contexts) == ("physical_assault", [])
    again = tell(helped, record=incident.id, when={"month": "2026-10"})
    assert (again.gbv_type, again.month) == ("physical_assault", "2026-10")
    assert again.recorded_at == incident.recorded_at


def test_only_a_supervisor_of_the_team_corrects_a_type(helped, salif, fatoumata):
    incident = tell(helped, type={"q_penetration": "yes"})
    for person in (helped.by, salif, fatoumata):
        with pytest.raises(UnknownError):
            correct(person, incident)


def test_once_she_has_taken_her_yes_back_nobody_finds_what_was_noted(helped, kadi):
    incident = tell(helped, type={"q_penetration": "yes"})
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(UnknownError):
        correct(kadi, incident)


def test_the_type_of_a_closed_case_is_still_put_right(helped, kadi):
    incident = tell(helped, type={"q_penetration": "yes"})
    close(helped, kadi)
    assert correct(kadi, incident).gbv_type == "sexual_assault"


@pytest.mark.parametrize("to", ["unknown", "declined"])
def test_a_correction_names_one_type(helped, kadi, to):
    incident = tell(helped, type={"q_penetration": "yes"})
    with pytest.raises(RefusedError, match=r"incident\.type"):
        correct(kadi, incident, to=to)


def test_a_caregiver_who_may_be_accused_makes_the_supervisor_look(aissata, deme_keys):
    """Scenario 13: the yes of a father who is named later does not stand alone."""
    child = help_someone(
        aissata, deme_keys, age_group="6_11", given_by="caregiver", giver_safe="yes",
        assent="yes",
    )  # fmt: skip
    tell(child, accused={"relationship": "schoolmate"})
    assert not Look.objects.exists()
    for _again in range(2):
        tell(child, accused={"relationship": "primary_caregiver"})
        look = Look.objects.get(survivor_id=child.survivor)
        assert (look.why, look.state) == ("doubt", "waiting")
    yes = Consent.objects.get(survivor_id=child.survivor, purpose="services")
    assert yes.withdrawn_at is None, "help goes on"
