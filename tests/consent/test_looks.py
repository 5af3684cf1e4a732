"""A child's yes, and the supervisor who looks at it: nothing waits for her."""

import pytest

from demeso.consent import queries
from demeso.consent.models import Consent, Look
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.queries import version
from demeso.survivors.models import Survivor
from tests.casework.following import close, meet
from tests.cast import give, hire
from tests.handing import hand_over, help_someone, list_organisation, withdraw

pytestmark = pytest.mark.django_db(databases="__all__")

EIGHT = {"age_group": "6_11", "given_by": "worker", "no_caregiver": "harm",
         "assent": "yes"}  # fmt: skip
WITH_AUNT = {"age_group": "6_11", "given_by": "caregiver", "giver_safe": "yes",
             "assent": "yes"}  # fmt: skip
SIXTEEN = {"age_group": "15_17", "given_by": "survivor", "family_told": "no"}
AGREED = {"services": "yes", "language": "bm", "consent_form": "oral_witness"}


def look_of(helped):
    return Look.objects.exclude(state="over").get(survivor_id=helped.survivor)


def say_again(helped, statistics="", **said):
    groups = {"services": {**AGREED, **said}, "opening": {"code": helped.code}}
    if statistics:
        groups["statistics"] = {"statistics": statistics}
    return helped.by.do(
        "consent.given", helped.survivor, "consent@1", groups=groups,
        base=version(helped.survivor),
    )  # fmt: skip


def approve(by, look, said="yes"):
    groups = {"look": {"best_interest": said}}
    return by.do("consent.approved", look, "consent_approval@1", groups=groups)


def give_back(by, look, reason="hear_child"):
    groups = {"look": {"look_reason": reason}}
    return by.do("consent.returned", look, "consent_return@1", groups=groups)


def read(by, look, said="yes"):
    groups = {"look": {"notice_read": said}}
    return by.do("notice.read", look, "notice@1", groups=groups)


@pytest.fixture
def child(aissata, deme_keys):
    return help_someone(aissata, deme_keys, **EIGHT)


@pytest.fixture
def girl(aissata, deme_keys):
    return help_someone(aissata, deme_keys, **SIXTEEN)


def test_scenario_13_a_yes_in_a_childs_interest_waits_for_a_look_and_help_for_nothing(
    child, kadi, awa
):
    look = look_of(child)
    assert (look.why, look.state, look.asked_by) == (
        "best_interest", "waiting", child.by.id,
    )  # fmt: skip
    place = list_organisation(awa, "Centre Yèlèn", "health")
    referral = hand_over(child, place)
    meet(child)
    assert referral, "an urgent hand-over leaves while the look still waits"
    [waiting] = queries.looks(kadi.actor)
    assert (waiting.id, waiting.survivor.code) == (look.id, child.code)
    shown = queries.shown_of(waiting)
    assert shown == {**EIGHT}
    done = approve(kadi, look.id)
    assert (done.state, done.looked_by) == ("approved", kadi.id)
    assert queries.looks(kadi.actor) == []


def test_a_look_that_asks_for_something_stops_nothing(child, kadi):
    done = give_back(kadi, look_of(child).id)
    assert (done.state, done.look_reason) == ("returned", "hear_child")
    assert queries.looks(kadi.actor) == []
    assert (
        Consent.objects.get(survivor_id=child.survivor, purpose="services").withdrawn_at
        is None
    )
    assert Survivor.objects.get(id=child.survivor).ended_at is None
    meet(child)


def test_what_was_asked_for_is_answered_by_another_yes(child, kadi):
    first = look_of(child)
    give_back(kadi, first.id, "caregiver")
    say_again(child, **WITH_AUNT)
    assert not queries.looks(kadi.actor), "a safe caregiver needs nobody's look"
    first.refresh_from_db()
    assert first.state == "over"
    with pytest.raises(RefusedError, match=r"look\.settled"):
        approve(kadi, first.id)


def test_the_same_yes_said_again_after_a_return_waits_again(child, kadi):
    first = look_of(child)
    give_back(kadi, first.id)
    say_again(child, **EIGHT)
    second = look_of(child)
    assert (second.state, second.id != first.id) == ("waiting", True)


def test_a_yes_repeated_for_statistics_is_not_looked_at_again(child, kadi):
    look = look_of(child)
    approve(kadi, look.id)
    say_again(child, statistics="no", **EIGHT)
    assert look_of(child).id == look.id
    assert queries.looks(kadi.actor) == []


def test_another_giver_is_looked_at_anew(child, kadi):
    approve(kadi, look_of(child).id)
    adult = {**EIGHT, "given_by": "trusted_adult", "giver_safe": "yes"}
    say_again(child, **adult)
    [waiting] = queries.looks(kadi.actor)
    assert queries.shown_of(waiting)["given_by"] == "trusted_adult"


def test_of_two_ages_given_at_once_the_one_that_protects_a_child_is_in_force(
    child, kadi, salif
):
    look, seen = look_of(child), version(child.survivor)
    say_again(child, **EIGHT)
    child.by.pen, salif.pen.seq = salif.pen, 500  # another device, which saw less
    groups = {"services": {**AGREED, "age_group": "adult", "given_by": "survivor"}}
    child.by.do(
        "consent.given", child.survivor, "consent@1", groups=groups, base=seen,
    )  # fmt: skip
    assert look_of(child).why == look.why == "best_interest"
    [waiting] = queries.looks(kadi.actor)
    assert queries.shown_of(waiting)["age_group"] == "6_11"


def test_two_supervisors_at_once_the_second_hears_that_it_is_done(
    child, kadi, awa, deme
):
    other = hire(awa, deme.id, "Rokia", "supervisor")
    look = look_of(child).id
    approve(kadi, look)
    for again in (approve, give_back):
        with pytest.raises(RefusedError, match=r"look\.settled"):
            again(other, look)


@pytest.mark.parametrize("said", ["unknown", "declined"])
def test_a_look_says_plainly_what_it_decides(child, girl, kadi, said):
    for way, look in ((approve, child), (give_back, child), (read, girl)):
        with pytest.raises(RefusedError, match=r"look\.unsaid"):
            way(kadi, look_of(look).id, said)


def test_nobody_looks_at_what_she_wrote_herself(aissata, child, girl, awa, deme, kadi):
    give(awa, aissata.id, deme.id, "supervisor")
    for way in (approve, give_back):
        with pytest.raises(RefusedError, match=r"look\.own"):
            way(aissata, look_of(child).id)
    with pytest.raises(RefusedError, match=r"look\.own"):
        read(aissata, look_of(girl).id)
    assert queries.notices(aissata.actor) == [], "she knows whom she helps"


def test_only_a_supervisor_of_the_agency_looks(child, girl, salif, fatoumata, oumou):
    for person in (salif, fatoumata, oumou):
        for look in (child, girl):
            for way in (approve, give_back, read):
                with pytest.raises(UnknownError):
                    way(person, look_of(look).id)
        for asked in (queries.looks, queries.notices):
            with pytest.raises(UnknownError):
                asked(person.actor)


def test_scenario_14_a_girl_of_sixteen_decides_and_the_supervisor_knows_no_code(
    girl, kadi
):
    row = Consent.objects.get(survivor_id=girl.survivor, purpose="services")
    assert row.given_by == "survivor", "her own yes is enough"
    assert queries.looks(kadi.actor) == [], "nobody approves it"
    [told] = queries.notices(kadi.actor)
    assert (told.why, told.state) == ("alone", "told")
    assert queries.shown_of(told)["family_told"] == "no"
    done = read(kadi, told.id)
    assert (done.state, done.looked_by) == ("read", kadi.id)
    assert queries.notices(kadi.actor) == []


def test_a_notice_is_not_approved_and_a_yes_is_not_only_read(child, girl, kadi):
    for way in (approve, give_back):
        with pytest.raises(UnknownError):
            way(kadi, look_of(girl).id)
    with pytest.raises(UnknownError):
        read(kadi, look_of(child).id)


def test_what_she_took_back_nobody_looks_at(child, girl, kadi):
    for helped in (child, girl):
        withdraw(helped, helped.survivor, "services")
    assert queries.looks(kadi.actor) == queries.notices(kadi.actor) == []
    assert set(Look.objects.values_list("state", flat=True)) == {"over"}


def test_when_help_ends_its_look_is_over(child, kadi):
    look = look_of(child).id
    close(child, kadi)
    assert Look.objects.get(id=look).state == "over"
    say_again(child, **EIGHT)
    assert look_of(child).id != look, "who comes back says yes anew"


def test_a_doubt_stays_while_the_same_caregiver_says_yes(aissata, deme_keys, kadi):
    helped = help_someone(aissata, deme_keys, **WITH_AUNT)
    accused = {"link": {"case": helped.case},
               "accused": {"relationship": "primary_caregiver"}}  # fmt: skip
    aissata.do("incident.recorded", aissata.new_id(), "incident@1", groups=accused)
    first = look_of(helped)
    say_again(helped, statistics="no", **WITH_AUNT)
    assert look_of(helped).id == first.id
    give_back(kadi, first.id, "not_this_adult")
    say_again(helped, **WITH_AUNT)
    again = look_of(helped)
    assert (again.why, again.state) == ("doubt", "waiting"), "no way around it"
    say_again(helped, **{**WITH_AUNT, "given_by": "trusted_adult"})
    assert look_of(helped).why == "best_interest"


def test_an_adults_yes_asks_nobody_to_look(helped, kadi):
    assert not Look.objects.exists()
    assert queries.looks(kadi.actor) == queries.notices(kadi.actor) == []
