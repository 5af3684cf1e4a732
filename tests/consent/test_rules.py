import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from demeso.consent.rules.allowing import (
    CATEGORIES,
    LONGEST,
    ConsentAnswers,
    May,
    Purpose,
    ReleaseFacts,
    Standing,
    consent_id,
    may_keep,
    release_fault,
    release_until,
    standing,
    stands,
)
from demeso.consent.rules.children import (
    AGE_GROUPS,
    COMPANIONS,
    GIVERS,
    asks_private,
    is_giver_suspected,
    may_consent,
    may_tell_family,
    needs_approval,
    needs_notice,
)
from demeso.kernel.ids import is_uuid7

pytestmark = pytest.mark.rules

HERE = Path(__file__).parents[1] / "vectors" / "consenting.json"
SHARED = json.loads(HERE.read_text(encoding="utf-8"))
NOON = datetime(2026, 8, 14, 12, tzinfo=UTC)
ALL = frozenset(code for code, _label in CATEGORIES)
YES = ConsentAnswers(services="yes", language="bm", consent_form="oral_witness")
FACTS = ReleaseFacts(
    survivor="her", recipient="H", categories=frozenset({"need", "contact"}),
    given_at=NOON, until=NOON + LONGEST, withdrawn_at=None, helped=True,
)  # fmt: skip
answers = st.sampled_from(["", "yes", "no", "not_now", "unknown", "declined", "Yes"])
some = st.frozensets(st.sampled_from(sorted(ALL)))
days = st.dates(date(2026, 1, 1), date(2027, 12, 31))
moments = st.builds(datetime.combine, days, st.times(), st.just(UTC))


@given(answers, answers)
def test_only_a_plain_yes_opens_anything(services, statistics):
    kept = may_keep(ConsentAnswers(services=services, statistics=statistics))
    assert (kept is May.DECISION) == (services != "yes")
    assert (kept is May.COUNT) == (services == "yes" and statistics == "yes")


@given(st.sampled_from([code for code, _label in GIVERS]), answers, answers)
def test_nobody_else_ever_consents_for_an_adult(giver, safe, assent):
    said = replace(YES, given_by=giver, giver_safe=safe, assent=assent)
    for age in ("adult", "", "unknown", "declined", "15_17"):
        allowed = may_consent(replace(said, age_group=age))
        assert allowed == (giver == "survivor"), age


@given(st.sampled_from([code for code, _label in AGE_GROUPS]), answers, answers)
def test_a_suspected_adult_never_consents_for_a_child(age, safe, assent):
    assume(safe != "yes")
    for giver in ("caregiver", "trusted_adult"):
        said = replace(
            YES, age_group=age, given_by=giver, giver_safe=safe, assent=assent
        )
        assert not may_consent(said)


@pytest.mark.parametrize("giver", ["husband", "spouse", "relative", "brother"])
@pytest.mark.parametrize("age", [code for code, _label in AGE_GROUPS])
def test_a_husband_or_other_relative_is_in_no_row(age, giver):
    said = replace(YES, age_group=age, given_by=giver, giver_safe="yes", assent="yes")
    assert not may_consent(said)


@pytest.mark.parametrize(
    ("age", "giver", "assent", "allowed"),
    [
        ("15_17", "survivor", "", True),
        ("12_14", "survivor", "", True),
        ("12_14", "caregiver", "yes", True),
        ("12_14", "caregiver", "", False),
        ("6_11", "caregiver", "yes", True),
        ("6_11", "caregiver", "no", False),
        ("6_11", "survivor", "", False),
        ("6_11", "worker", "yes", True),
        ("0_5", "caregiver", "", True),
        ("0_5", "survivor", "", False),
        ("adult", "", "", True),
    ],
)
def test_children_are_heard_by_age(age, giver, assent, allowed):
    said = replace(YES, age_group=age, given_by=giver, giver_safe="yes", assent=assent)
    assert may_consent(said) is allowed


@pytest.mark.parametrize("case", SHARED["cases"], ids=lambda case: case["name"])
def test_a_consent_asks_for_what_the_shared_cases_say(case):
    said = ConsentAnswers(**case["given"])
    assert needs_approval(said) is case["approval"]
    assert needs_notice(said) is case["notice"]
    assert may_tell_family(said) is case["family"]
    assert asks_private(said) is case["alone"]
    assert may_consent(said) is case["may"]


def test_the_rules_of_scenario_13_a_girl_of_eight_whose_father_is_suspected():
    with_aunt = replace(
        YES, age_group="6_11", given_by="caregiver", giver_safe="yes", assent="yes"
    )
    assert may_consent(with_aunt)
    assert not needs_approval(with_aunt)
    assert not may_consent(replace(with_aunt, assent="no")), "she must agree too"
    father = replace(with_aunt, giver_safe="no")
    assert not may_consent(father)
    for giver in ("trusted_adult", "worker"):
        path = replace(with_aunt, given_by=giver, no_caregiver="harm")
        assert may_consent(path)
        assert needs_approval(path), "in her best interest, and a supervisor looks"
    assert is_giver_suspected("caregiver", {"primary_caregiver"})
    assert not is_giver_suspected("trusted_adult", {"primary_caregiver"})
    assert not is_giver_suspected("caregiver", {"schoolmate"})


def test_the_rules_of_scenario_14_a_girl_of_sixteen_who_comes_alone():
    alone = replace(YES, age_group="15_17", given_by="survivor")
    assert may_consent(alone), "her own yes is enough"
    assert not needs_approval(alone)
    assert needs_notice(alone), "the supervisor hears of it, without a code"
    assert not may_tell_family(alone)
    assert not may_tell_family(replace(alone, family_told="unknown"))
    assert may_tell_family(replace(alone, family_told="yes"))


def test_the_rules_of_scenario_15_a_married_girl_of_fifteen():
    came = replace(YES, age_group="15_17", accompanied_by="spouse")
    assert asks_private(came)
    assert not asks_private(replace(came, heard_alone="yes"))
    assert may_consent(came), "she decides herself"
    for giver in ("spouse", "caregiver", "trusted_adult"):
        assert not may_consent(replace(came, given_by=giver, giver_safe="yes"))
    assert "spouse" in dict(COMPANIONS)
    assert "spouse" not in dict(GIVERS), "he may come along, and never decides"


@pytest.mark.parametrize("age", ["15_17", "12_14", "6_11", "0_5"])
def test_a_childs_path_never_blocks_help(age):
    """Whoever is asked to look, the yes opens a record at once."""
    for giver, _label in GIVERS:
        said = replace(
            YES, age_group=age, given_by=giver, giver_safe="yes", assent="yes"
        )
        if may_consent(said):
            assert may_keep(said) is May.RECORD


@pytest.mark.parametrize(
    ("until", "withdrawn", "found"),
    [
        (None, None, Standing.STANDS),
        (NOON + LONGEST, None, Standing.STANDS),
        (NOON, None, Standing.EXPIRED),
        (None, NOON, Standing.WITHDRAWN),
        (NOON, NOON, Standing.WITHDRAWN),
        (None, NOON + LONGEST, Standing.STANDS),
    ],
)
def test_a_yes_stands_runs_out_or_is_taken_back(until, withdrawn, found):
    assert standing(until=until, withdrawn_at=withdrawn, at=NOON) is found


@given(moments, days)
def test_a_release_never_lasts_beyond_ninety_days(given_at, day):
    until = release_until(given_at, day.isoformat())
    assert until <= given_at + timedelta(days=90)
    assert until.date() <= day or until == given_at + LONGEST


@pytest.mark.parametrize("day", ["", "unknown", "declined"])
def test_a_release_without_a_day_ends_after_ninety(day):
    assert release_until(NOON, day) == NOON + LONGEST


def test_the_day_she_said_is_whole():
    assert release_until(NOON, "2026-08-20") == datetime(
        2026, 8, 20, 23, 59, 59, 999000, UTC
    )


@given(some, some, st.sampled_from("HLP"), moments, st.booleans(), st.booleans())
def test_nothing_leaves_beyond_exactly_what_she_allowed(
    allowed, asked, recipient, at, helped, withdrawn
):
    facts = replace(
        FACTS, categories=allowed, helped=helped,
        withdrawn_at=NOON if withdrawn else None,
    )  # fmt: skip
    leaves = not release_fault(facts, recipient=recipient, categories=asked, at=at)
    assert leaves == (
        helped and not withdrawn and recipient == "H"
        and bool(asked) and asked <= allowed and NOON <= at < NOON + LONGEST
    )  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "asked", "code"),
    [
        (FACTS, {}, ""),
        (replace(FACTS, helped=False), {}, "consent.missing"),
        (replace(FACTS, withdrawn_at=NOON), {}, "consent.withdrawn"),
        (FACTS, {"at": NOON + LONGEST}, "consent.expired"),
        (FACTS, {"at": NOON - timedelta(seconds=1)}, "consent.expired"),
        (FACTS, {"recipient": "L"}, "consent.other_recipient"),
        (FACTS, {"categories": frozenset({"medical"})}, "consent.other_categories"),
        (FACTS, {"categories": frozenset()}, "consent.other_categories"),
    ],
)
def test_a_refusal_says_what_is_missing(facts, asked, code):
    wanted = {"recipient": "H", "categories": frozenset({"need"}), "at": NOON, **asked}
    assert release_fault(facts, **wanted) == code


def test_what_stands_is_read_from_its_own_groups():
    in_force = {
        "services": {"services": "yes", "language": "bm"},
        "withdrawal": {"what": "services"},
    }
    assert stands(in_force, YES) == ConsentAnswers(services="yes", language="bm")
    assert stands({}, YES) == ConsentAnswers()


@given(answers, answers)
def test_an_earlier_yes_to_statistics_counts_in_no_later_act(before, said):
    in_force = {"services": {"services": "yes"}, "statistics": {"statistics": before}}
    kept = may_keep(stands(in_force, replace(YES, statistics=said)))
    assert (kept is May.COUNT) == (before == said == "yes")


def test_an_answer_that_is_no_yes_ends_help_as_a_withdrawal_does():
    assert ConsentAnswers(services="not_now").what == "services"
    assert ConsentAnswers(services="yes").what == "statistics"


def test_each_purpose_of_an_act_has_its_own_row():
    act = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab"
    rows = {consent_id(act, purpose) for purpose in Purpose}
    assert len(rows) == len(Purpose)
    assert all(is_uuid7(row) for row in rows)
    assert consent_id(act, Purpose.SERVICES) == consent_id(act, Purpose.SERVICES)
