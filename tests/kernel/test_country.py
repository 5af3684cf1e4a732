import pytest
from django.conf import settings

from demeso.consent.rules import AGE_GROUPS
from demeso.directory.rules import FAMILIES
from demeso.kernel.country import country
from demeso.kernel.derive import cercle

pytestmark = pytest.mark.rules

MALI = country(settings.COUNTRY)


def test_mali_has_nineteen_regions_and_a_district():
    assert len(MALI.regions) == 20
    assert len({region.code for region in MALI.regions}) == 20


def test_every_cercle_lies_in_a_region_then_and_now():
    regions = MALI.codes("regions")
    old = {region.before for region in MALI.regions}
    assert len(old) == 9
    for place in MALI.cercles:
        assert place.within in regions
        assert place.before in old
        assert cercle(place.code, MALI.tree) == place.code
    assert len(MALI.codes("cercles")) == len(MALI.cercles) >= 60


def test_old_and_new_series_meet():
    where = {place.code: place for place in MALI.cercles}
    assert (where["bankass"].within, where["bankass"].before) == ("bandiagara", "mopti")
    assert (where["menaka"].within, where["menaka"].before) == ("menaka", "gao")


def test_lists_are_offered_under_their_headings():
    regions = dict(MALI.options("cercles"))
    assert ("djenne", "Djenné") in regions["Mopti"]
    assert set(regions) == {region.name for region in MALI.regions}
    [(heading, listed)] = MALI.options("regions")
    assert (heading, len(listed)) == ("", 20)
    [(_heading, spoken)] = MALI.options("languages")
    assert ("bm", "bamanankan (bambara)") in spoken
    assert MALI.codes("languages") >= {"fr", "bm", "ff", "ses", "taq"}


def test_the_rules_and_the_country_speak_of_the_same_ages_and_services():
    groups = [row["group"] for row in MALI.ages["consent"]]
    assert {*groups, "adult"} == {code for code, _label in AGE_GROUPS}
    years = [(row["from"], row["to"]) for row in MALI.ages["consent"]]
    assert years == [(0, 5), (6, 11), (12, 14), (15, MALI.ages["adult_from"] - 1)]
    assert set(MALI.report_groups) == set(FAMILIES)
