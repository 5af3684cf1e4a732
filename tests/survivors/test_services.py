import json

import pytest

from client.codes import new_code
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Payload
from demeso.ledger.queries import conflicts
from demeso.survivors.models import Survivor
from demeso.survivors.queries import get_survivor
from demeso.vault.models import Body
from tests.handing import help_someone, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)


def say_yes(person, record, code, **more):
    agreed = {"services": "yes", "language": "bm", "consent_form": "written", **more}
    groups = {"services": agreed, "opening": {"code": code}}
    return person.do("consent.given", record, "consent@1", groups=groups)


def record_identity(helped, *parts, **profile):
    groups = {"profile": profile} if profile else {}
    return helped.by.do(
        "identity.recorded", helped.survivor, "identity@1", groups=groups, sealed=parts
    )


def test_a_yes_opens_a_record_by_code_for_the_worker_who_heard_it(
    helped, aissata, deme
):
    survivor = get_survivor(helped.survivor, actor=aissata.actor)
    assert survivor.code == helped.code
    assert (survivor.lead_id, survivor.agency_id) == (aissata.id, deme.id)
    assert (survivor.language, survivor.ended_at) == ("bm", None)
    assert str(survivor) == survivor.id, "never the code"


def test_a_name_goes_to_the_vault_and_nowhere_else(helped):
    name = sealed(helped.case, "identity", called="Nana Fictive")
    way = sealed(helped.case, "contact", may_phone="no", code_word="tissu")
    survivor = record_identity(helped, name, way, sex="female", age_band="18_25")
    assert (survivor.sex, survivor.age_band) == ("female", "18_25")
    kept = Body.objects.filter(object=helped.case)
    assert {body.compartment for body in kept} == {"identity", "contact"}
    everything = json.dumps([body.part for body in kept])
    everything += str([*Survivor.objects.values(), *Payload.objects.values()])
    assert "Nana" not in everything
    assert "tissu" not in everything


def test_identity_is_optional_and_an_empty_answer_changes_nothing(helped):
    record_identity(helped, sex="male")
    survivor = record_identity(helped)
    assert (survivor.sex, survivor.age_band) == ("male", "")


@pytest.mark.parametrize("left", [{}, {"displacement": "idp"}, {"sex": "female"}])
def test_what_a_correction_takes_out_of_the_profile_is_gone(helped, left):
    record_identity(helped, sex="female", age_band="18_25", displacement="idp")
    corrected = helped.by.do(
        "identity.recorded", helped.survivor, "identity@1", groups={"profile": left}
    )
    assert (corrected.sex, corrected.age_band) == (left.get("sex", ""), "")


def test_the_profile_is_coded_and_what_only_care_needs_is_sealed(helped):
    groups = {
        "profile": {"displacement": "idp", "origin": "ml", "civil_status": "widowed"},
        "talking": {"best_language": "ff", "interpreter": "yes"},
        "functioning": {"wg_seeing": "lot", "wg_walking": "declined",
                        "disability": "physical_disability"},
    }  # fmt: skip
    sealed_part = sealed(helped.case, "identity", nationality="…", work="trade")
    helped.by.do("identity.recorded", helped.survivor, "identity@1", groups=groups,
                 sealed=[sealed_part])  # fmt: skip
    kept = str(list(Payload.objects.values()))
    assert "widowed" in kept
    assert "trade" not in kept


@pytest.mark.parametrize(
    ("group", "said"),
    [
        ("profile", {"origin": "ville-fictive"}),
        ("talking", {"best_language": "quartier-fictif"}),
        ("profile", {"nationality": "x"}),
        ("child", {"unaccompanied": "separated_child"}),
        ("functioning", {"wg_seeing": "yes"}),
    ],
)
def test_what_is_no_answer_of_the_profile_is_refused(helped, group, said):
    with pytest.raises(RefusedError, match=r"form\.faults") as refused:
        helped.by.do("identity.recorded", helped.survivor, "identity@1",
                     groups={group: said})  # fmt: skip
    assert refused.value.field == next(iter(said))


def test_two_answers_about_her_name_are_both_kept(helped, aissata, salif):
    record_identity(helped, sealed(helped.case, "identity", called="Nana"))
    aissata.pen.device, salif.pen.device = salif.pen.device, aissata.pen.device
    aissata.pen.seq, salif.pen.seq = 500, 500
    record_identity(helped, sealed(helped.case, "identity", 2, called="Nènè"))
    [conflict] = conflicts([helped.survivor], actor=aissata.actor)
    assert conflict.group == "sealed:identity"
    assert len(conflict.values) == 2


def test_before_a_yes_nothing_can_be_kept(aissata, deme_keys):
    nobody = aissata.new_id()
    with pytest.raises(UnknownError):
        aissata.do("identity.recorded", nobody, "identity@1",
                   groups={"profile": {"sex": "female"}})  # fmt: skip
    with pytest.raises(UnknownError):
        aissata.do("case.opened", aissata.new_id(), "case@1",
                   groups={"opening": {"survivor": nobody}})  # fmt: skip


def test_after_she_has_changed_her_mind_nothing_new_is_kept(helped):
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        record_identity(helped, sex="female")


def test_a_name_waits_for_the_case_that_carries_its_key(aissata, deme_keys):
    survivor = aissata.new_id()
    say_yes(aissata, survivor, new_code())
    name = sealed(aissata.new_id(), "identity", called="Nana")
    with pytest.raises(RefusedError, match=r"survivor\.no_case"):
        aissata.do("identity.recorded", survivor, "identity@1", sealed=[name])


def test_a_text_of_another_compartment_or_case_is_refused(helped):
    story = sealed(helped.case, "narrative", story="…")
    with pytest.raises(RefusedError, match=r"vault\.other_compartment"):
        record_identity(helped, story)
    elsewhere = sealed(helped.by.new_id(), "identity", called="…")
    with pytest.raises(RefusedError, match=r"vault\.other_object"):
        record_identity(helped, elsewhere)


def test_a_code_is_drawn_again_when_it_is_taken(helped, aissata):
    with pytest.raises(RefusedError, match=r"survivor\.code_taken"):
        say_yes(aissata, aissata.new_id(), helped.code)


@pytest.mark.parametrize("code", ["", "K7QF2M9T", "K7QF2M9TX", "nana-mopt"])
def test_a_code_that_is_none_is_refused(aissata, deme_keys, code):
    with pytest.raises(RefusedError, match=r"survivor\.code_wrong"):
        say_yes(aissata, aissata.new_id(), code)


def test_only_a_caseworker_opens_a_record(kadi, oumou, deme_keys):
    for person in (kadi, oumou):
        with pytest.raises(UnknownError):
            say_yes(person, person.new_id(), new_code())
