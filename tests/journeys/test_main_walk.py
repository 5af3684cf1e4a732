"""The main walk in Chromium: from her yes to a service that she received."""

import pytest
from playwright.sync_api import expect

from demeso.kernel.ids import is_survivor_code
from tests.journeys import steps
from tests.journeys.house import House, arrived, rows
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
NAME = "Nana Essai"
KEPT = """
    SELECT count(*), max(position) FROM ledger_entry
    WHERE kind IN ('consent.given', 'case.opened', 'identity.recorded',
                   'needs.recorded', 'safety.recorded', 'incident.recorded')
"""


def test_scenario_01_nothing_is_kept_before_her_decision_and_the_name_never(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    steps.way(page, "Nouveau")
    steps.heading(page, "Peut-on parler ici sans danger ?")
    steps.follow(page, "Oui")
    before = rows(village_house, KEPT)
    steps.press(page, "Enregistrer")  # no decision, language or form of consent yet
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert "dossier" not in page.url
    steps.sent(page)  # and nothing waits on the device to be sent later
    assert rows(village_house, KEPT) == before
    steps.give_consent(page, statistics="Non")
    steps.heading(page, "Par quoi commencer ?")
    code = page.locator("#place").inner_text()
    assert is_survivor_code(code.replace("-", ""))
    assert page.url.endswith(f"/app/#/dossier/{code}") or code in page.url
    steps.record_identity(page, NAME)
    assert page.title() == "Carnet"
    assert NAME not in page.url
    steps.sent(page)
    assert rows(village_house, KEPT) > before
    kept = (code.replace("-", ""),)
    assert arrived(village_house, "SELECT code FROM survivors_survivor", kept)
    assert NAME not in repr(rows(village_house, "SELECT * FROM survivors_survivor"))
    assert NAME not in page.locator("#screen").inner_text()  # only on tap


def test_the_main_walk_from_her_yes_to_the_service_received(
    village: Village, village_house: House
) -> None:
    page, provider = village.aissata.page, village.oumou.page
    code = steps.new_case(page)
    steps.record_needs(page, "Soins médicaux", "Aide juridique")
    steps.record_safety(page, "Ce n’est pas sûr", "Élevé", "Sac prêt chez la tante.")
    steps.orient(page, "Soins médicaux", YELEN, "Le besoin, et s’il est urgent")
    steps.sent(page)
    steps.refresh(provider)
    steps.accept(provider, "Soins médicaux")
    steps.refresh(page)
    steps.open_case(page, code)
    steps.refresh(provider)
    steps.service_given(provider, "Soins médicaux")
    steps.refresh(page)
    steps.open_case(page, code)
    steps.she_confirms(page, "Soins médicaux")
    steps.sent(page)
    assert arrived(
        village_house,
        "SELECT status, confirmed_by, categories FROM referrals_referral",
        ("received", "both", "need"),
    )


def test_smoke_a_locked_notebook_opens_again_with_phrase_and_code(
    village: Village,
) -> None:
    kadi = village.kadi
    kadi.page.reload()
    steps.unlock(kadi)
    steps.way(kadi.page, "Aujourd’hui")
    steps.heading(kadi.page, "Aujourd’hui")
