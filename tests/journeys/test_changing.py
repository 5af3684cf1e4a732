"""She changes her mind, two devices differ, and somebody is only reached by phone."""

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.journeys import steps
from tests.journeys.house import House, arrived
from tests.journeys.steps import Person
from tests.journeys.village import Village

pytestmark = pytest.mark.browser
LAW, CARE = "Aide juridique", "Soins médicaux"
BY_PHONE = "Maison du Droit"


def the_thread(page: Page) -> None:
    """Wait for the case page."""
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def to_line(page: Page, need: str) -> None:
    """Open one need of the case."""
    page.get_by_role("rowheader", name=need).get_by_role("link").click()
    steps.heading(page, need)


def note_incident(page: Page, place: str, story: str) -> None:
    """Note one incident after another."""
    page.locator("nav.chips").get_by_role("link", name="Ce qui s’est passé").click()
    steps.press(page, "Oui")
    fields = {
        "#incident-place": place,
        "#incident-occupation": "commerçant",
        "#incident-story": story,
    }
    steps.fill_in(page, fields)
    the_thread(page)


def test_whom_nobody_signs_in_for_is_told_aloud_and_answers_through_her_worker(
    village: Village, village_house: House
) -> None:
    admin, page = village.assetou.page, village.aissata.page
    steps.register_organisation(admin, BY_PHONE, [LAW], "", ("", ""))
    steps.sent(admin)
    steps.refresh(page)
    steps.new_case(page)
    steps.record_needs(page, LAW)
    steps.orient(page, LAW, BY_PHONE, "Le besoin, et s’il est urgent", aloud=True)
    to_line(page, LAW)
    steps.follow(page, "Noter ce qu’ils disent")
    steps.heading(page, "Ce qu’ils disent")
    page.get_by_text("La feuille : exactement").click()
    expect(page.locator('[data-slot="sheet"]')).to_contain_text(LAW)
    page.get_by_label("Par téléphone").check()
    steps.press(page, "Ils disent oui")
    steps.heading(page, LAW)
    steps.press(page, "La personne confirme avoir reçu")
    steps.sent(page)
    assert arrived(
        village_house,
        "SELECT r.status, r.categories FROM referrals_referral r "
        "JOIN directory_organisation o ON o.id = r.recipient_id "
        f"WHERE o.name = '{BY_PHONE}'",
        ("received", "need"),
    )


def test_what_she_takes_out_is_gone(village: Village) -> None:
    page = village.aissata.page
    steps.new_case(page)
    steps.record_identity(page, "Nana Essai", "un numéro à taire")
    steps.follow(page, "Identité et contact")
    steps.fill_in(page, {steps.ticked("may_phone", "no"): ""})
    the_thread(page)
    page.locator("summary").filter(
        has_text="Comment la personne veut qu’on l’appelle"
    ).click()
    expect(page.locator('[data-slot="identity"]')).to_contain_text("Nana Essai")
    expect(page.locator("#screen")).not_to_contain_text("un numéro à taire")


def test_every_incident_keeps_its_own_story_and_is_corrected(village: Village) -> None:
    page = village.aissata.page
    steps.new_case(page)
    steps.open_case(page, page.locator("#place").inner_text())
    note_incident(page, "au puits", "La première fois.")
    note_incident(page, "au champ", "La deuxième fois.")
    expect(page.locator("summary").filter(has_text="plan de sécurité")).to_have_count(0)
    told = page.locator('[data-slot="incidents"] details')
    expect(told).to_have_count(2)
    told.first.locator("summary").click()
    expect(told.first).to_contain_text("au puits")
    expect(told.first).to_contain_text("La première fois.")
    told.first.get_by_role("link", name="Corriger ou compléter").click()
    expect(page.locator("#incident-place")).to_have_value("au puits")
    expect(page.locator("#incident-occupation")).to_have_value("commerçant")
    steps.fill_in(page, {"#incident-place": "au marché"})
    the_thread(page)
    expect(told).to_have_count(2)
    told.first.locator("summary").click()
    expect(told.first).to_contain_text("au marché")
    expect(told.first).not_to_contain_text("au puits")


def test_a_dropped_need_stays_away_and_a_case_that_ended_only_resumes(
    village: Village, village_house: House
) -> None:
    page = village.aissata.page
    code = steps.new_case(page)
    steps.record_needs(page, CARE, LAW)
    steps.follow(page, "Ses besoins")
    steps.choose(page, "needs", LAW)
    steps.press(page, "Enregistrer")
    the_thread(page)
    expect(page.get_by_role("rowheader", name=LAW)).to_have_count(0)
    steps.follow(page, "Ses besoins")
    expect(page.get_by_role("checkbox", name=LAW)).not_to_be_checked()
    steps.open_case(page, code)
    steps.withdraw(page, "Que nous gardions ce qui sert à l’aider.")
    the_thread(page)
    for way in ("Orienter", "Ses besoins", "Sécurité"):
        expect(page.get_by_role("link", name=way, exact=True)).to_have_count(0)
    steps.follow(page, "Reprendre avec son accord")
    steps.give_consent(page, statistics="Non")
    expect(page.locator("#place")).to_have_text(code)  # who she is, is asked anew
    steps.open_case(page, code)
    steps.sent(page)
    steps.follow(page, "Sécurité")
    assert arrived(
        village_house,
        "SELECT count(*) FROM survivors_survivor WHERE ended_at IS NULL "
        f"AND code = '{code.replace('-', '')}'",
        (1,),
    )


def on_another_device(chromium: Browser, known: Person) -> Page:
    """Let somebody open her notebook on a second device."""
    page = steps.sit_down(chromium)
    page.goto(known.page.url.partition("#")[0])
    other = Person(page, known.username, known.phrase, known.secret)
    steps.unlock(other)
    steps.sent(page)
    return page


def test_two_devices_differ_both_answers_are_shown_and_one_tap_keeps_one(
    chromium: Browser, village: Village
) -> None:
    first = village.aissata.page
    code = steps.new_case(first)
    steps.sent(first)
    page = on_another_device(chromium, village.aissata)
    for device in (first, page):
        steps.open_case(device, code)
    first.context.set_offline(True)
    steps.record_safety(first, "Oui", "Élevé")
    steps.record_safety(page, "Non", "Élevé")
    steps.sent(page)
    first.context.set_offline(False)
    steps.refresh(first)
    steps.open_case(first, code)
    expect(first.locator("#screen")).to_contain_text("En danger maintenant")
    dispute = first.locator("details.dispute").filter(has_text="Le danger")
    expect(dispute).to_contain_text("2 réponses")
    expect(first.locator("details.dispute")).to_have_count(1)
    dispute.locator("summary").click()
    kept = dispute.locator("li").filter(has_text="Non").filter(has_text="Aïssata")
    kept.get_by_role("button", name="Garder cette réponse").click()
    expect(first.locator("details.dispute")).to_have_count(0)
    steps.sent(first)
    steps.refresh(page)
    steps.open_case(page, code)
    expect(page.locator("details.dispute")).to_have_count(0)
    expect(page.locator("#screen")).not_to_contain_text("En danger maintenant")
