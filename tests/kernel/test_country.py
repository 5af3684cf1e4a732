import pytest
from django.conf import settings

from config.acts import FORMS
from demeso.consent.rules.children import AGE_GROUPS
from demeso.directory.rules.listing import FAMILIES
from demeso.directory.standing import distance
from demeso.kernel.country import country
from demeso.kernel.derive import cercle

pytestmark = pytest.mark.rules

MALI = country(settings.COUNTRY)
# From another hand than places.toml: rounded, as an atlas prints them.
TOWNS = {
    "kayes": (14.4, -11.4), "koulikoro": (12.9, -7.6), "sikasso": (11.3, -5.7),
    "segou": (13.45, -6.25), "mopti": (14.5, -4.2), "tombouctou": (16.8, -3.0),
    "gao": (16.25, -0.05), "kidal": (18.45, 1.4), "menaka": (15.9, 2.4),
    "bamako": (12.65, -8.0),
}  # fmt: skip
DESERT = {"taoudenit": 480}  # km: its settlements lie by the wells of the south


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


def test_every_town_lies_in_mali():
    for place in (*MALI.regions, *MALI.cercles):
        if place.at:
            north, east = place.at
            assert 10.1 < north < 25.0, place.code
            assert -12.3 < east < 4.3, place.code
    assert {place.code for place in MALI.regions if not place.at} == set()
    assert set(MALI.centres) >= {place.code for place in MALI.cercles}
    assert MALI.minutes_ahead == 0


def test_the_large_towns_lie_where_any_map_has_them():
    for code, town in TOWNS.items():
        assert distance(MALI.centres[f"region:{code}"], town) < 10, code
        assert MALI.centres[code] == MALI.centres[f"region:{code}"]


def test_a_cercle_lies_near_its_regions_town_and_at_a_place_of_its_own():
    """Two places at one point, or a day's drive apart, are a slip of the pen."""
    for place in MALI.cercles:
        home = MALI.centres[f"region:{place.within}"]
        reach = DESERT.get(place.within, 210)
        assert distance(MALI.centres[place.code], home) < reach, place.code
    told = [place.at for place in MALI.cercles if place.at]
    assert len(set(told)) == len(told)


def test_lists_are_offered_under_their_headings():
    regions = dict(MALI.options("cercles"))
    assert ("djenne", "Djenné") in regions["Mopti"]
    assert set(regions) == {region.name for region in MALI.regions}
    [(heading, listed)] = MALI.options("regions")
    assert (heading, len(listed)) == ("", 20)
    [(_heading, spoken)] = MALI.options("languages")
    assert ("bm", "bamanankan (bambara)") in spoken
    assert MALI.codes("languages") >= {"fr", "bm", "ff", "ses", "taq"}
    [(_heading, english)] = MALI.options("languages", "en")
    assert ("ff", "Fulfulde (Fula)") in english
    [(_heading, origins)] = MALI.options("origins", "en")
    assert {name for _code, name in origins} >= {"Mali", "Senegal", "another country"}


def test_a_code_that_stands_in_no_list_is_found():
    incident, identity = FORMS["incident@1"], FORMS["identity@1"]
    assert MALI.unlisted(incident, {"cercle": "village-fictif"}) == ["cercle"]
    for code in ("mopti", "", "unknown", "declined"):
        assert MALI.unlisted(incident, {"cercle": code, "sex": "x"}) == []
    found = MALI.unlisted(identity, {"origin": "xx", "best_language": "bm"})
    assert found == ["origin"]
    assert ("ml", "Mali") in dict(MALI.options("origins"))[""]


def test_the_rules_and_the_country_speak_of_the_same_ages_and_services():
    groups = [row["group"] for row in MALI.ages["consent"]]
    assert {*groups, "adult"} == {code for code, _label in AGE_GROUPS}
    years = [(row["from"], row["to"]) for row in MALI.ages["consent"]]
    assert years == [(0, 5), (6, 11), (12, 14), (15, MALI.ages["adult_from"] - 1)]
    assert set(MALI.report_groups) == set(FAMILIES)
