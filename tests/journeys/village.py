"""Everybody of the main walk, each at a browser of her own."""

from dataclasses import dataclass

from playwright.sync_api import Browser, Page

from client.seconding import second_all
from client.townspeople import enter, require_quiet
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person

DEME, YELEN = "Association Dɛmɛ", "Centre Yèlèn"


@dataclass
class Village:
    """Two agencies and their workers, joined through the app itself."""

    assetou: Person
    moussa: Worker
    aissata: Person
    kadi: Person
    bintou: Person
    oumou: Person

    def second(self) -> None:
        """Let the other administrator sign everything that waits for him."""
        second_all(self.moussa)
        require_quiet(self.moussa)

    def everybody(self) -> tuple[Person, ...]:
        """Return all of them."""
        return self.assetou, self.aissata, self.kadi, self.bintou, self.oumou


def gather(village: Village, origin: str) -> Village:
    """Open the notebook of everybody whose own closed by itself, or was left.

    A key is pressed first: who was idle for almost five minutes would close soon.
    """
    for person in village.everybody():
        person.page.keyboard.press("Shift")
        if not person.page.locator("#dock").is_visible():
            person.page.goto(f"{origin}/app/")
            steps.unlock(person)
    return village


def found_with_moussa(page: Page, origin: str, token: str) -> Worker:
    """Let the other founder join by the client, and both sign for each other."""
    moussa = enter(origin, "moussa", token)
    second_all(moussa)
    require_quiet(moussa)
    steps.found_with(page, "Moussa")
    return moussa


def build(browser: Browser, house: House) -> Village:
    """Found, invite, join, make the agency's two keys, list the provider."""
    links = house.found()
    admin = steps.join(
        steps.sit_down(browser), house.origin, links["Assétou"], "assetou"
    )
    page = admin.page
    moussa = found_with_moussa(page, house.origin, links["Moussa"])
    steps.sent(page)
    for name in (DEME, YELEN):
        steps.register_agency(page, name, "mopti")
    invited = {
        "aissata": steps.invite(page, "Aïssata", DEME, ["Gestionnaire de cas"]),
        "kadi": steps.invite(page, "Kadi", DEME, ["Superviseur"]),
        "bintou": steps.invite(page, "Bintou", DEME, ["Protection des données"]),
        "oumou": steps.invite(page, "Mariam", YELEN, ["Point focal"]),
    }
    steps.sent(page)
    second_all(moussa)
    require_quiet(moussa)
    joined = {
        username: steps.join(steps.sit_down(browser), house.origin, token, username)
        for username, token in invited.items()
    }
    for person in joined.values():
        steps.sent(person.page)
    steps.bear_key(joined["kadi"].page, "Faire naître la clé du coffre")
    steps.bear_key(joined["bintou"].page, "Faire naître la clé de contrôle")
    second_all(moussa)
    require_quiet(moussa)
    steps.refresh(page)
    steps.register_organisation(page, YELEN, ["Soins médicaux"], YELEN, ("Mariam", ""))
    steps.sent(page)
    steps.refresh(joined["aissata"].page)
    return Village(admin, moussa, **joined)
