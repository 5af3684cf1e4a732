"""What binds and what is put right: her conditions, a word by phone, hours, a type."""

import pytest
from playwright.sync_api import Page, expect

from demeso.directory.rules.listing import SERVICES
from tests.journeys import steps
from tests.journeys.house import House, arrived, rows
from tests.journeys.village import YELEN, Village

pytestmark = pytest.mark.browser
CARE, LAW = dict(SERVICES)["health"], dict(SERVICES)["legal"]
NEED = "Le besoin, et s’il est urgent"
WORDS = "Pas à mon frère Fictif, appeler le matin."
PHONED = "Clinique Fictive"
SAID = "Ses conditions, avec ses mots"
ASKED = "Que demande la personne"
TYPE = """
    SELECT gbv_type FROM casework_incident i JOIN casework_case c ON c.id = i.case_id
    JOIN survivors_survivor s ON s.id = c.survivor_id WHERE s.code = '{code}'
"""


def hand_on(page: Page, *, pass_on: bool) -> None:
    """Choose who will receive, write down her words, and send the need alone."""
    page.locator('#screen a[href*="/orienter"]').first.click()
    page.locator(".picks").get_by_text(CARE, exact=True).click()
    card = page.locator("article").filter(has_text=YELEN)
    card.get_by_role("link", name="Choisir").first.click()
    steps.heading(page, "Exactement ce qui part")
    page.get_by_text(SAID).click()
    expect(page.get_by_label(ASKED)).to_have_value("")
    expect(page.get_by_text("mot pour mot")).to_be_hidden()
    page.get_by_label(ASKED).fill(WORDS)
    if pass_on:
        page.get_by_text("mot pour mot").click()
        expect(page.locator(".bound .says")).to_contain_text(WORDS)
    page.get_by_text(NEED, exact=True).click()
    steps.press(page, "C’est oui : envoyer")
    steps.sent(page)


def test_her_conditions_are_heeded_in_her_own_words_and_leave_only_by_her_yes(
    village: Village, village_house: House
) -> None:
    page, provider = village.aissata.page, village.oumou.page
    code = steps.new_case(page)
    hand_on(page, pass_on=True)
    page.locator(".thread").get_by_text(SAID).first.click()
    expect(page.locator(".thread")).to_contain_text(WORDS)
    page.get_by_role("rowheader", name=CARE).get_by_role("link").click()
    expect(page.locator("#screen q")).to_have_text(WORDS)
    steps.refresh(provider)
    steps.open_arrival(provider, CARE)
    expect(provider.locator("#screen")).to_contain_text(WORDS)
    kept = str(rows(village_house, "SELECT body FROM ledger_payload"))
    assert "Fictif, appeler" not in kept
    steps.open_case(page, code)
    steps.follow(page, "Qui peut voir quoi")
    expect(page.locator("article q")).to_have_text(WORDS)


def test_what_she_said_before_is_offered_and_never_filled_in(
    village: Village,
) -> None:
    page = village.aissata.page
    steps.register_organisation(village.assetou.page, PHONED, [LAW], "", ("", ""))
    steps.sent(village.assetou.page)
    steps.refresh(page)
    steps.new_case(page)
    hand_on(page, pass_on=False)
    choose_again(page)
    expect(page.locator(".bound q")).to_have_text(WORDS)
    expect(page.get_by_label(ASKED)).to_have_value("")
    steps.press(page, "Reprendre ces mots")
    expect(page.get_by_label(ASKED)).to_have_value(WORDS)
    assert page.locator("input:checked").count() == 0
    page.get_by_text(NEED, exact=True).click()
    steps.press(page, "C’est oui, et c’est dit")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    said_by_phone(page)


def choose_again(page: Page) -> None:
    """Go to an organisation without keys, for another need."""
    code = page.locator("#place").inner_text()
    page.evaluate(f"location.hash = '#/dossier/{code}/orienter/legal'")
    card = page.locator("article").filter(has_text=PHONED)
    card.get_by_role("link", name="Choisir").first.click()
    steps.heading(page, "Exactement ce qu’il faut dire")


def said_by_phone(page: Page) -> None:
    """Write down what they say: her conditions stand beside, the thread says how."""
    page.get_by_role("rowheader", name=LAW).get_by_role("link").click()
    steps.follow(page, "Noter ce qu’ils disent")
    expect(page.locator("#screen q")).to_have_text(WORDS)
    page.get_by_label("Par téléphone").check()
    steps.press(page, "Ils disent oui")
    steps.heading(page, LAW)
    page.locator("#back").click()
    expect(page.locator(".thread")).to_contain_text("Dit par téléphone.")


def test_the_hours_that_still_count_stand_on_the_case(village: Village) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.follow(page, "Orienter maintenant")
    page.locator(".picks").get_by_text(CARE, exact=True).click()
    steps.choose(page, "band", "Moins de 3 jours")
    card = page.locator("article").filter(has_text=YELEN)
    card.get_by_role("link", name="Choisir").first.click()
    page.get_by_text(NEED, exact=True).click()
    steps.press(page, "C’est oui : envoyer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    panel = page.get_by_role("region", name="Ce qui est encore utile")
    expect(panel).to_contain_text("au plus 71 h")
    steps.way(page, "Aujourd’hui")
    card = page.locator(".due-card").filter(has_text=code)
    expect(card).to_contain_text("au plus 71 h utiles")


def tell(page: Page) -> str:
    """Note what happened by two of the six answers; return the code."""
    code = steps.new_case(page)
    page.locator("#back").click()
    steps.follow(page, "Ce qui s’est passé")
    page.locator('[data-act="no"]').click()
    expect(page.get_by_text("Question 2 sur 6")).to_be_visible()
    page.locator('[data-act="yes"]').click()
    steps.fill_in(page, {})
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()
    steps.sent(page)
    return code


def look_at_type(page: Page, code: str) -> None:
    """Find, as a supervisor, what was noted under a code, and why."""
    steps.way(page, "Équipe")
    steps.follow(page, "Types à vérifier")
    page.get_by_label("Code du dossier").fill(code.lower())
    page.keyboard.press("Enter")
    expect(page.locator("#screen a.card")).to_have_count(1)
    steps.follow(page, code)
    steps.heading(page, "Vérifier le type")
    expect(page.locator(".note").first).to_contain_text("Agression sexuelle")
    expect(page.locator("dl.handed > div")).to_have_count(2)


def test_a_supervisor_sees_why_a_type_is_noted_and_corrects_it(
    village: Village, village_house: House
) -> None:
    page, kadi = village.aissata.page, village.kadi.page
    code = tell(page)
    look_at_type(kadi, code)
    steps.choose(kadi, "corrected_type", "Agression sexuelle")
    steps.choose(kadi, "correction_reason", "Une question a été mal comprise")
    steps.press(kadi, "Enregistrer la correction")
    expect(kadi.get_by_role("alert")).to_contain_text("C’est déjà ce type")
    steps.choose(kadi, "corrected_type", "Agression physique")
    steps.press(kadi, "Enregistrer la correction")
    steps.heading(kadi, "Types à vérifier")
    kept = TYPE.format(code=code.replace("-", ""))
    assert arrived(village_house, kept, ("physical_assault",))
    steps.refresh(page)
    steps.open_case(page, code)
    told = "Type corrigé en supervision : Agression physique."
    expect(page.locator(".thread")).to_contain_text(told)
    listed = page.locator("summary").filter(has_text="Agression physique")
    expect(listed).to_be_visible()
