"""Put places into the directory of a journey, and read who can help from the app."""

from django.conf import settings
from playwright.sync_api import Locator, Page, expect

from client.cast import YELEN
from client.places import NIGHT_AND_DAY, Place, list_places
from client.townspeople import Town, require_quiet
from demeso.kernel.canon import Json
from demeso.kernel.country import country
from tests.journeys import steps

HOMES = {place.code: place.within for place in country(settings.COUNTRY).cercles}


def list_house(town: Town, name: str, *services: str) -> None:
    """List an organisation in which nobody opens a notebook."""
    coordinator = town.people["fatoumata"]
    town.listed[name] = coordinator.new_id()
    said: dict[str, Json] = {
        "name": name, "region": "mopti", "services": list(services),
    }  # fmt: skip
    groups = {"organisation": said}
    coordinator.say(
        "organisation.registered", town.listed[name], "organisation@1", groups
    )
    require_quiet(coordinator)


def listed(town: Town, *places: Place) -> None:
    """List places that are not there yet: a journey may be gone through twice."""
    list_places(town, [one for one in places if one.name not in town.sites])


def open_place(of: str, name: str, cercle: str, *services: str, **more: Json) -> Place:
    """Return a place that is open day and night; `more` is what its entry says.

    Journeys share one town: each lists its places where no other one looks.
    """
    region = HOMES[cercle]
    said = tuple(more.items())
    return Place(of, name, region, cercle, services, NIGHT_AND_DAY, more=said)


def at_yelen() -> Place:
    """Return the centre's own place, where whoever asks in Mopti finds it."""
    return open_place(YELEN, YELEN, "mopti", "health", "psychosocial")


def ask_who_helps(page: Page, need: str, cercle: str) -> Locator:
    """Say need and cercle on the screen of a case; return the cards, best first."""
    page.locator('#screen a[href*="/orienter"]').first.click()
    steps.heading(page, "Qui peut aider maintenant ?")
    if not page.locator("details.picked[open]").count():
        page.locator(".picked > summary").click()
    page.locator(".picks").get_by_text(need, exact=True).click()
    page.locator(".cercle > summary").click()
    page.locator(".cercle select").select_option(cercle)
    found = page.locator(".found article")
    expect(found.first).to_be_visible()
    return found


def named(cards: Locator, *names: str) -> list[str]:
    """Return which of these places are offered, in the order of the cards."""
    texts = cards.all_inner_texts()
    return [name for text in texts for name in names if name in text]
