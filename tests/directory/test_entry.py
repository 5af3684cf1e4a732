from dataclasses import replace

import pytest

from demeso.directory.forms.listing import SITE
from demeso.directory.rules.entry import (
    BESIDE,
    Known,
    SiteAnswers,
    answers_of,
    columns_of,
    is_exposed,
    site_fault,
    site_faults,
)
from demeso.kernel.forms import Kind

pytestmark = pytest.mark.rules
HERE = Known(
    frozenset({"mopti", "gao"}), {"djenne": "mopti"}, frozenset({"bm"}),
    (10.1, -12.3, 25.1, 4.3),
)  # fmt: skip
RIGHT = SiteAnswers(
    organisation="house", name="Porte bleue", region="mopti", cercle="djenne",
    services=("health",), receiving="yes", tier="professional", languages="bm",
)  # fmt: skip
POINTED = {"latitude": "14.48", "longitude": "-4.18"}
SHELTER = {"services": ("psychosocial", "safehouse")}


def found(**more: object) -> list[str]:
    return site_faults(replace(RIGHT, **more), ("health", "safehouse"), HERE)  # type: ignore[arg-type]  # answers by name


def test_what_is_right_has_no_fault():
    assert found() == []
    assert site_fault(RIGHT, ("health",), HERE) == ""


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({"age_from": 18, "age_to": 12}, "site.ages"),
        ({"documents": ("none", "id")}, "site.papers"),
        ({"documents": ("police_report",), "police_report": "no"},
         "site.police_report"),
        ({"documents": ("none",), "police_report": "yes"}, "site.police_report"),
        ({"precision": "exact"}, "site.precision"),
        ({"outreach": "Konna||||||"}, "site.outreach"),
        ({"mobile": "yes", "outreach": "Konna"}, "site.outreach"),
        ({"services": ("safehouse",), "care_72h": "yes"}, "site.care_72h"),
        ({"services": ("safehouse",), "directions": "marché"}, "site.no_way"),
        ({"latitude": "-4.55", "longitude": "13.91"}, "site.outside"),  # swapped
        ({"latitude": "48.85", "longitude": "2.35"}, "site.outside"),
        ({"services": ("safehouse",), "tier": "public"}, "site.shelter_public"),
    ],
)  # fmt: skip
def test_what_contradicts_itself_is_named(more, code):
    assert found(**more) == [code]


def test_every_fault_is_named_at_once_and_stands_beside_a_question():
    codes = found(age_from=9, age_to=2, region="x", languages="xx", tier="", hours="x")
    assert codes == ["site.place", "site.tier", "hours.shape", "site.language",
                     "site.ages"]  # fmt: skip
    assert set(BESIDE.values()) <= set(SITE.names)
    assert set(codes) <= set(BESIDE)


def test_a_place_is_told_exactly_by_a_point_or_by_a_way():
    assert found(precision="exact", directions="Derrière le marché") == []
    assert found(precision="exact", latitude="14.48", longitude="-4.18") == []


def test_ages_and_rounds_that_go_together_stand():
    assert found(age_from=0, age_to=17) == found(age_from=12) == []
    assert found(mobile="yes", outreach="|Konna|||||") == []
    assert found(police_report="yes", documents=("police_report", "id")) == []


@pytest.mark.parametrize(
    ("before", "now", "fault"),
    [
        (POINTED, SHELTER, True),
        (SHELTER, POINTED, True),
        (SHELTER, SHELTER, False),
        (POINTED, POINTED, False),
        ({}, SHELTER, False),
        ({"directions": "Derrière le marché"}, SHELTER, True),
    ],
)
def test_redline_24_a_place_that_ever_had_a_point_never_shelters(before, now, fault):
    earlier = [{"name": "Porte bleue", **before}, {"name": "Porte bleue"}]
    assert is_exposed([*earlier, vars(replace(RIGHT, **now))]) is fault


def test_what_nobody_knows_is_an_empty_column():
    row = columns_of(replace(RIGHT, access="unknown", documents=("unknown",), sea=""))
    assert (row["access"], row["documents"], row["sea"]) == ("", "", "")
    assert row["services"] == "health"
    assert "organisation" not in row


def test_what_was_kept_before_a_question_existed_can_still_be_read():
    old = {"name": "Porte bleue", "services": ["health"]}
    assert answers_of(old) == SiteAnswers(name="Porte bleue", services=("health",))


def test_the_answers_name_every_question_of_the_form():
    assert set(vars(RIGHT)) == set(SITE.names)
    numbers = [one.name for one in SITE.questions if one.kind is Kind.NUMBER]
    assert all(getattr(RIGHT, name) is None for name in numbers)
