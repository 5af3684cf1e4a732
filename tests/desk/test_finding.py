"""Whom the directory proposes, from what was said about a person to the page."""

from datetime import timedelta
from html import unescape

import pytest

from client.codes import new_code
from demeso.directory.models import Site
from demeso.directory.queries.listing import waiting
from demeso.directory.queries.searching import who_can_help
from demeso.directory.saying import chart
from demeso.directory.standing import Asked
from demeso.figures.queries import services_received
from demeso.kernel.clock import now, stamp
from tests.directory.test_services import code_of
from tests.handing import (
    accept,
    confirm,
    hand_over,
    help_someone,
    list_organisation,
    list_yelen,
)
from tests.house.french import unbound
from tests.places import propose_site, review_site, tell_capacity

ADULT = {"services": "yes", "age_group": "adult", "language": "bm",
         "consent_form": "oral_witness"}  # fmt: skip
FINDER = "/desk/qui-peut-aider"


@pytest.fixture
def places(awa, fatoumata):
    """List three places that differ in one answer; return a way to say which."""
    house = list_organisation(awa, "Maison d’écoute", "psychosocial")

    def differ(question: str, **answers: str) -> None:
        for name, answer in answers.items():
            more = {question: answer, "name": name, "services": ["psychosocial"]}
            site = propose_site(awa, house, **more)
            (one,) = waiting(fatoumata.actor)
            review_site(fatoumata, site, one.id)

    return differ


def test_a_full_house_says_so_where_one_looks_for_help(enter, fatoumata, places):
    places("men", **{"Porte pleine": "yes"})
    tell_capacity(fatoumata, Site.objects.get().id, unit="beds", most=4, available=0)
    found = enter(fatoumata).post(FINDER, {"service": "psychosocial"})
    page = unbound(found.content.decode())
    assert "Lits : 0 libres sur 4" in page


@pytest.fixture
def boy(awa, yelen, oumou, nene, aissata, deme_keys):
    """Register a boy whom somebody helps, until he received care."""
    place = list_yelen(awa, yelen, oumou, nene)
    helped = help_someone(aissata, deme_keys, "health", age_group="15_17")
    aissata.do(
        "identity.recorded", helped.survivor, "identity@1",
        groups={"profile": {"sex": "male", "age_band": "12_17"}},
    )  # fmt: skip
    referral = hand_over(helped, place, oumou)
    accept(oumou, referral)
    confirm(oumou, referral)
    return helped


def proposed(browser, **asked: str) -> str:
    page = browser.post(FINDER, {"service": "psychosocial", "place": "mopti", **asked})
    return unescape(page.content.decode()).partition('<ol class="cards"')[2]


def test_scenario_48_who_has_difficulties_goes_where_she_can_enter_and_speaks_herself(
    enter, places, aissata, kadi, deme_keys
):
    places("access", Rampe="yes", Marche="partly", Escalier="no", Silence="unknown")
    helped = help_someone(aissata, deme_keys, "psychosocial")
    aissata.do(
        "identity.recorded", helped.survivor, "identity@1",
        groups={"talking": {"best_language": "bm", "interpreter": "yes"},
                "functioning": {"wg_walking": "cannot", "wg_hearing": "lot"}},
    )  # fmt: skip
    found = proposed(enter(kadi), access="yes")
    assert "Escalier" not in found
    assert found.index("Rampe") < found.index("Marche")
    assert "On y entre avec un handicap" in found
    assert found.count("Demandez comment on y entre avec un handicap") == 2
    for giver in ("worker", "trusted_adult", "caregiver"):
        safe = {} if giver == "worker" else {"giver_safe": "yes"}
        speaks = ADULT | {"given_by": giver} | safe
        groups = {"services": speaks, "opening": {"code": new_code()}}
        said = code_of(
            lambda groups=groups: aissata.do(
                "consent.given", aissata.new_id(), "consent@1", groups=groups
            )
        )
        assert said.startswith("consent."), giver


def test_scenario_49_a_boy_finds_who_receives_boys_and_is_hidden_in_small_tables(
    enter, places, boy, kadi, fatoumata, stage
):
    places("men", Ouverte="yes", Fermée="no", Inconnue="unknown")
    found = proposed(enter(kadi), man="yes", child="yes")
    assert "Fermée" not in found
    assert found.index("Ouverte") < found.index("Inconnue")
    assert "Les hommes et les garçons y sont reçus" in found
    assert "Demandez si les hommes et les garçons y sont reçus" in found
    table = services_received(actor=fatoumata.actor, at=stage.time + timedelta(40))
    assert "<5" in dict(table.rows)["health"]
    assert "1" not in dict(table.rows)["health"]
    assert boy.code not in str(table)


def test_victims_of_sea_and_care_within_72_hours_are_asked_for_alike(
    enter, places, kadi
):
    places("sea", Ouverte="yes", Fermée="no", Inconnue="unknown")
    found = proposed(enter(kadi), sea="yes")
    assert "Fermée" not in found
    assert found.index("Ouverte") < found.index("Inconnue")
    assert "Les victimes d’EAS y sont reçues" in found
    asked = Asked("psychosocial", stamp(now()), care_72h=True)
    everyone = who_can_help(asked, actor=kadi.actor, here=chart())
    assert all({"code": "ask.care_72h"} in one.why for one in everyone)


def test_what_narrows_a_search_is_folded_and_said_in_its_line(enter, kadi):
    asked = {"service": "health", "items": ["pep"], "man": "yes"}
    page = unescape(enter(kadi).post(FINDER, asked).content.decode())
    line = page.partition("<summary>")[2].partition("</summary>")[0]
    for said in ("Kit PEP", "un homme ou un garçon"):
        assert f'<span class="tag">{said}</span>' in line
    assert "Tétanos" not in line
    assert '<details class="filters" open' not in page
