"""What she says, typed into Chromium, is nowhere on the server either."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from demeso.directory.rules import SERVICES
from tests.journeys import steps
from tests.journeys.canary import Scanner
from tests.journeys.house import House, rows
from tests.journeys.machine import require_silence
from tests.journeys.said import Secret, word
from tests.journeys.village import DEME, YELEN, Village

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]


def record_person(page: Page, secret: Secret) -> None:
    """Fill in who she is and how to reach her."""
    steps.follow(page, "Identité et contact")
    page.locator("#identity-called").fill(secret.called)
    page.locator("#identity-birth_date").fill(secret.born.isoformat())
    page.locator("#identity-address").fill(secret.village)
    steps.choose(page, "may_phone", "Oui")
    page.locator("#identity-phone").fill(secret.phone)
    steps.press(page, "Enregistrer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def record_what_happened(page: Page, secret: Secret) -> None:
    """Answer the first of the six questions with yes, and tell the rest."""
    steps.follow(page, "Ce qui s’est passé")
    steps.press(page, "Oui")
    steps.heading(page, "Le reste, seulement si elle veut")
    page.locator("#incident-day").fill(secret.day.isoformat())
    page.locator("#incident-told_on").fill(secret.day.isoformat())
    page.locator("#incident-place").fill(secret.village)
    page.locator("#incident-story").fill(secret.told())
    steps.press(page, "Enregistrer")
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def test_canary_typed_into_the_app_is_nowhere_on_the_server(
    chromium: Browser, village: Village, village_house: House, tmp_path: Path
) -> None:
    secret, phrase = Secret(), " ".join(word(3) for _word in range(5))
    admin = village.assetou.page
    token = steps.invite(admin, "Nènè", DEME, ["Gestionnaire de cas"])
    steps.refresh(admin)
    page = steps.sit_down(chromium)
    person = steps.join(page, village_house.origin, token, "nene", phrase)
    code = steps.new_case(page)
    record_person(page, secret)
    record_what_happened(page, secret)
    steps.record_needs(page, CARE)
    steps.record_safety(page, "Non", "Bas", secret.told())
    steps.orient(page, CARE, YELEN, "Le besoin, et s’il est urgent")
    steps.sent(page)
    page.reload()
    steps.unlock(person)
    steps.sent(page)
    kept = rows(village_house, "SELECT DISTINCT compartment FROM vault_body")
    assert {name for (name,) in kept} >= {"identity", "contact", "sensitive"}
    known = {"passphrase": phrase, "code": code.replace("-", "")}
    require_silence(Scanner(secret.needles() | known), village_house, tmp_path)
