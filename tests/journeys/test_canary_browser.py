"""What she says, typed into Chromium, is nowhere on the server either."""

from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from demeso.directory.rules.listing import SERVICES
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
    fields = {
        "#identity-called": secret.called,
        "#identity-birth_date": secret.born.isoformat(),
        "#identity-address": secret.village,
        steps.ticked("may_phone", "yes"): "",
        "#identity-phone": secret.phone,
    }
    steps.fill_in(page, fields)
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def record_what_happened(page: Page, secret: Secret) -> None:
    """Answer the first of the six questions with yes, and tell the rest."""
    steps.follow(page, "Ce qui s’est passé")
    steps.press(page, "Oui")
    fields = {
        "#incident-day": secret.day.isoformat(),
        "#incident-told_on": secret.day.isoformat(),
        "#incident-place": secret.village,
        "#incident-story": secret.told(),
    }
    steps.fill_in(page, fields)
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def test_canary_typed_into_the_app_is_nowhere_on_the_server(
    chromium: Browser, village: Village, village_house: House, tmp_path: Path
) -> None:
    secret, phrase = Secret(), " ".join(word(3) for _word in range(5))
    admin = village.assetou.page
    token = steps.invite(admin, "Nènè", DEME, ["Gestionnaire de cas"])
    steps.refresh(admin)
    village.second()
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
