"""Every field of the intake of GBVIMS has its place, with its codes (domain 2.3)."""

import pytest

from config.acts import FORMS
from demeso.casework.forms import gbvims
from demeso.casework.rules.plan import OUTCOME_CODES
from demeso.casework.rules.telling import CONTEXTS, TYPE_CODES
from demeso.kernel.forms import Kind
from demeso.survivors.rules import (
    ALONE,
    CIVIL_STATUSES,
    DISABILITIES,
    DISPLACEMENTS,
    SEXES,
)

pytestmark = pytest.mark.rules

# Field of the intake → where it is asked here, and in which compartment ("" is coded).
PLACES = {
    "date of interview": ("incident@1", "told_on", "sensitive"),
    "date of incident": ("incident@1", "day", "sensitive"),
    "month of incident": ("incident@1", "month", ""),
    "reported by": ("incident@1", "told_by", ""),
    "consent to share": ("consent@1", "statistics", ""),
    "date of birth": ("identity@1", "birth_date", "identity"),
    "age": ("incident@1", "age_band", ""),
    "sex": ("incident@1", "sex", ""),
    "civil status": ("incident@1", "civil_status", ""),
    "country of origin": ("incident@1", "origin", ""),
    "nationality": ("identity@1", "nationality", "identity"),
    "displacement status": ("incident@1", "displacement", ""),
    "disability": ("incident@1", "disability", ""),
    "unaccompanied or separated": ("incident@1", "unaccompanied", ""),
    "number of children": ("identity@1", "children", "identity"),
    "age of children": ("identity@1", "ages", "identity"),
    "occupation": ("identity@1", "work", "identity"),
    "child lives alone": ("identity@1", "lives_alone", "identity"),
    "child lives with": ("identity@1", "lives_with", "identity"),
    "caregiver's civil status": ("identity@1", "caregiver_civil_status", "identity"),
    "caregiver's occupation": ("identity@1", "caregiver_work", "identity"),
    "account": ("incident@1", "story", "narrative"),
    "stage of displacement": ("incident@1", "displacement_stage", ""),
    "time of day": ("incident@1", "time_of_day", ""),
    "place type": ("incident@1", "place_type", ""),
    "cercle": ("incident@1", "cercle", ""),
    "place below cercle": ("incident@1", "place", "sensitive"),
    "type": ("incident@1", "gbv_type", ""),
    "harmful practice": ("incident@1", "harmful_practice", ""),
    "goods exchanged": ("incident@1", "exchange", ""),
    "abduction": ("incident@1", "abduction", ""),
    "reported elsewhere": ("incident@1", "reported_elsewhere", ""),
    "reported to": ("incident@1", "reported_to", ""),
    "previous incidents": ("incident@1", "previous_incidents", ""),
    "number of accused": ("incident@1", "how_many", ""),
    "sex of accused": ("incident@1", "accused_sex", ""),
    "age of accused": ("incident@1", "accused_age", ""),
    "past violence by accused": ("incident@1", "accused_before", ""),
    "relationship": ("incident@1", "relationship", ""),
    "secondary: sex": ("incident@1", "others_sex", ""),
    "secondary: age": ("incident@1", "others_age", ""),
    "secondary: relationship": ("incident@1", "others_relationship", ""),
    "main occupation of accused": ("incident@1", "occupation", "sensitive"),
    "affiliation of accused": ("incident@1", "aid_link", "sensitive"),
    "who referred": ("incident@1", "referred_by", ""),
    "outcome of each service": ("outcome@1", "outcome", ""),
    "wants legal action": ("incident@1", "legal_action", ""),
    "state at start": ("incident@1", "state_start", "narrative"),
    "state at end": ("incident@1", "state_end", "narrative"),
    "safety plan": ("safety@1", "plan", "narrative"),
    "actions and other": ("incident@1", "actions", "narrative"),
}
# The lists of GBVIMS (gbvims.md 1.2, 1.3) → (ours, what a list of theirs has that ours
# leaves out, with the reason beside it).
UNSAID = {"unknown"}  # every question here takes "unknown" and "declined"
LISTS = {
    "type": (
        TYPE_CODES,
        (
            "rape sexual_assault physical_assault forced_marriage "
            "denial_of_resources_opportunities_or_services "
            "psychological_emotional_abuse non-gbv"
        ),
        set(),
    ),
    "context": (
        CONTEXTS,
        (
            "intimate_partner_violence child_sexual_abuse early_marriage "
            "possible_sexual_exploitation possible_sexual_slavery "
            "harmful_traditional_practice"
        ),
        set(),
    ),
    "displacement status": (
        DISPLACEMENTS,
        "resident idp refugee stateless_person returnee foreign_national asylum_seeker",
        set(),
    ),
    "civil status": (
        CIVIL_STATUSES,
        "single married_cohabitating divorced_separated widowed",
        set(),
    ),
    "disability": (
        DISABILITIES,
        "no mental_disability physical_disability both",
        set(),
    ),
    "unaccompanied": (
        ALONE,
        "no unaccompanied_minor separated_child other_vulnerable_child",
        set(),
    ),
    "sex": (SEXES, "male female", set()),
    "stage of displacement": (
        gbvims.STAGES,
        (
            "not_displaced pre_displacement during_flight during_refuge "
            "during_return_transit post_displacement"
        ),
        set(),
    ),
    "time of day": (
        gbvims.TIMES_OF_DAY,
        "morning afternoon evening_night unknown",
        UNSAID,
    ),
    "place type": (
        gbvims.PLACE_TYPES,
        (
            "forest garden school road clients_home perpetrators_home other market "
            "streamside beach farm latrine perpetrators_friends_home "
            "entertainment_centre unfinished_house guest_house_hotel"
        ),
        {"beach", "farm"},  # Mali has no coast; field and garden are one (domain 2.3)
    ),
    "abduction": (
        gbvims.ABDUCTIONS,
        "none forced_conscription trafficked other_abduction_kidnapping",
        set(),
    ),
    "reported elsewhere": (gbvims.ELSEWHERE, "no gbvims-org non-gbvims-org", set()),
    "reported to": (
        gbvims.REPORTED_TO,
        (
            "health_medical_service psychosocial_service police_other_service "
            "legal_assistance_service livelihoods_service safehouse_service other"
        ),
        set(),
    ),
    "referred from": (
        gbvims.REFERRED_BY,
        (
            "health_medical_service psychosocial_service police_other_service "
            "legal_assistance_service livelihoods_service self_referral "
            "teacher_school_official community_or_camp_leader safehouse_service "
            "other_humanitarian_or_development_actor other_government_service other"
        ),
        set(),
    ),
    "relationship": (
        gbvims.RELATIONSHIPS,
        (
            "intimate_partner_former_partner primary_caregiver "
            "family_other_than_spouse_or_caregiver supervisor_employer schoolmate "
            "teacher_school_official service_provider cotenant_housemate "
            "family_friend_neighbor other_refugee_idp_returnee "
            "other_resident_community_member other no_relation unknown"
        ),
        UNSAID,
    ),
    "number of accused": (
        gbvims.HOW_MANY,
        "equal_to_1 equal_to_2 equal_to_3 more_than_3 unknown",
        UNSAID,
    ),
    "delay": (
        gbvims.DELAYS,
        "0_3_days 4_5_days 6_14_days 2_weeks_1_month over_1_month",
        {"2_weeks_1_month"},  # 15_30_days says the same, and where it begins
    ),
    "outcome": (
        OUTCOME_CODES,
        "provided referred already n_a declined unavailable",
        set(),
    ),
}


def codes(listed):
    return {one if isinstance(one, str) else one[0] for one in listed}


@pytest.mark.parametrize("field", PLACES)
def test_each_field_of_the_intake_is_asked_and_lies_where_it_may(field):
    form, name, compartment = PLACES[field]
    asked = {question.name: question for question in FORMS[form].questions}
    assert name in asked, f"{form} does not ask {name}"
    assert asked[name].compartment == compartment
    assert not asked[name].needed or field == "outcome of each service"


@pytest.mark.parametrize("name", LISTS)
def test_a_list_has_the_codes_of_gbvims_but_those_left_out_on_purpose(name):
    ours, theirs, left_out = LISTS[name]
    assert set(theirs.split()) - codes(ours) == left_out


@pytest.mark.parametrize("word", ["ethnicity", "religion", "ethnie", "affiliation"])
def test_what_the_country_decided_against_is_not_asked(word):
    named = {q.name for form in FORMS.values() for q in form.questions}
    assert [name for name in named if word in name] == []


def test_what_is_exact_is_never_coded():
    sealed = {"told_on", "day", "place", "occupation", "aid_link"}
    asked = [q for q in FORMS["incident@1"].questions if q.name in sealed]
    assert {q.name for q in asked} == sealed
    assert {q.compartment for q in asked} == {"sensitive"}
    coded = [q for q in FORMS["incident@1"].questions if not q.compartment]
    assert not [q.name for q in coded if q.kind in (Kind.DAY, Kind.TEXT, Kind.STORY)]
