import pytest

from client.telling import Around, UnclearError, divided, whole
from demeso.casework.forms.telling import INCIDENT
from demeso.survivors.forms import IDENTITY

CASE = "0190f5c0-7b3a-7c1d-8e2f-0123456789ab"
TODAY = Around("2026-11-02", birth_date="2008-10-20")
TREE = {"mopti": "region:mopti"}


def told(around=TODAY, **answers):
    return whole(INCIDENT, {"case": CASE, **answers}, around)


def test_all_that_follows_is_told_with_the_answers():
    found = told(
        Around("2026-11-02", "2008-10-20", TREE), day="2026-10-19",
        told_on="2026-10-24", q_penetration="yes", place="mopti",
    )  # fmt: skip
    follows = {name: found[name] for name in ("gbv_type", "month", "cercle")}
    assert follows == {"gbv_type": "rape", "month": "2026-10", "cercle": "mopti"}
    assert (found["age_band"], found["delay_band"]) == ("12_17", "4_5_days")


def test_the_age_at_the_time_is_not_todays():
    """Eighteen on 20 October: what happened before counts as a child's."""
    assert told(day="2026-10-19")["age_band"] == "12_17"
    assert told(day="2026-10-20")["age_band"] == "18_25"
    assert told(month="2026-09")["age_band"] == "12_17"
    assert "age_band" not in told(month="2026-10"), "the month alone cannot tell"
    [today] = [q for q in IDENTITY.questions if q.name == "age_band"]
    profile = whole(IDENTITY, {"birth_date": "2008-10-20"}, Around("2026-11-02"))
    assert profile[today.name] == "18_25"


@pytest.mark.parametrize(
    ("answers", "wrong"),
    [
        ({"day": "2026-10-31", "told_on": "2026-10-30"}, {"day": "after.told_on",
                                                          "month": None}),
        ({"day": "2026-11-03"}, {"day": "future"}),
        ({"day": "2008-10-19"}, {"day": "before.birth_date"}),
        ({"month": "2026-12"}, {"month": "future"}),
        ({"month": "2008-09"}, {"month": "before.birth_date"}),
        ({"told_on": "2026-11-03"}, {"told_on": "future"}),
    ],
)  # fmt: skip
def test_days_that_contradict_each_other_are_named(answers, wrong):
    with pytest.raises(UnclearError) as unclear:
        told(**answers)
    [found] = unclear.value.args
    assert found == {name: code for name, code in wrong.items() if code}


def test_what_is_sealed_stands_in_no_group():
    coded, sealed = divided(
        INCIDENT, told(day="2026-10-19", place="au puits", story="…", aid_link="ngo")
    )
    assert set(sealed) == {"sensitive", "narrative"}
    assert set(sealed["sensitive"]) == {"day", "place", "aid_link"}
    names = {name for group in coded.values() for name in group}
    assert names == {"case", "month", "age_band"}
