"""Scenario 22: a story that seems to name somebody is noticed before it is kept.

The log of a community committee is refused such words when there is one.
"""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.village import Village

pytestmark = pytest.mark.browser


def test_scenario_22_a_number_or_a_name_is_noticed_before_it_is_kept(
    village: Village,
) -> None:
    page = village.aissata.page
    steps.new_case(page)
    steps.follow(page, "Sécurité")
    plan, note = page.locator("#safety-plan"), page.locator("#safety-plan-named")
    plan.fill("Aller chez sa tante, le signal est un foulard.")
    expect(note).to_be_hidden()
    plan.fill("Appeler Wassa Zoumana au 20 00 00 01, quartier Tombokiri.")
    expect(note).to_contain_text("On dirait un numéro de téléphone.")
    expect(note).to_contain_text("On dirait un nom complet.")
    expect(note).to_contain_text("On dirait un lieu précis, ou un nom.")
    expect(note).to_contain_text("Relisez avant d’enregistrer")
    assert "safety-plan-named" in str(plan.get_attribute("aria-describedby"))
    plan.fill("Elle appelle sa tante.")
    expect(note).to_be_hidden()


def test_scenario_70_her_worker_reads_her_all_that_is_kept_from_one_page(
    village: Village,
) -> None:
    page = village.aissata.page
    steps.new_case(page)
    steps.record_identity(page, "Nana Essai", "un numéro à taire")
    steps.follow(page, "Tout lui lire")
    steps.heading(page, "Tout ce que nous gardons")
    for said in ("Nana Essai", "un numéro à taire"):
        expect(page.get_by_text(said).first).to_be_visible()
    page.set_viewport_size({"width": 320, "height": 640})
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= page.evaluate("window.innerWidth")
