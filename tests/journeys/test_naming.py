"""Scenario 22: a story that seems to name somebody is noticed before it is kept.

The log of a community committee is refused such words when there is one.
"""

import pytest
from playwright.sync_api import Page, expect

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


def to_her_words(page: Page) -> None:
    """Go on from topic to topic, answering nothing, up to her own words."""
    step, next_ = (
        page.locator(".topical > .quiet").first,
        page.locator("[data-act=next]"),
    )
    while not page.locator("#incident-story").is_visible():
        at = step.inner_text()
        next_.click()
        expect(step).not_to_have_text(at)


def test_scenario_22_what_happened_is_noticed_too_and_kept_all_the_same(
    village: Village,
) -> None:
    page = village.aissata.page
    steps.new_case(page)
    steps.follow(page, "Ce qui s’est passé")
    steps.press(page, "Oui")
    to_her_words(page)
    story, note = page.locator("#incident-story"), page.locator("#incident-story-named")
    story.fill("Il est venu le soir.")
    expect(note).to_be_hidden()
    story.fill("Wassa Zoumana, quartier Tombokiri, a appelé le 20 00 00 01.")
    expect(note).to_contain_text("On dirait un numéro de téléphone.")
    expect(note).to_contain_text("On dirait un nom complet.")
    expect(note).to_contain_text("On dirait un lieu précis, ou un nom.")
    page.locator("[data-act=next]").click()
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


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
