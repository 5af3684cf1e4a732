"""Everybody of the main walk, each at a browser of her own."""

from dataclasses import dataclass

from playwright.sync_api import Browser

from tests.journeys import steps
from tests.journeys.house import House
from tests.journeys.steps import Person

DEME, YELEN = "Association Dɛmɛ", "Centre Yèlèn"


@dataclass
class Village:
    """Two agencies and their workers, joined through the app itself."""

    assetou: Person
    aissata: Person
    kadi: Person
    bintou: Person
    oumou: Person


def build(browser: Browser, house: House) -> Village:
    """Found, invite, join, make the agency's two keys, list the provider."""
    links = house.found()
    admin = steps.join(
        steps.sit_down(browser), house.origin, links["Assétou"], "assetou"
    )
    page = admin.page
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
    joined = {
        username: steps.join(steps.sit_down(browser), house.origin, token, username)
        for username, token in invited.items()
    }
    for person in joined.values():
        steps.sent(person.page)
    steps.bear_key(joined["kadi"].page, "Faire naître la clé du coffre")
    steps.bear_key(joined["bintou"].page, "Faire naître la clé de contrôle")
    steps.refresh(page)
    steps.register_organisation(page, YELEN, ["Soins médicaux"], YELEN, ("Mariam", ""))
    steps.sent(page)
    steps.refresh(joined["aissata"].page)
    return Village(admin, **joined)
