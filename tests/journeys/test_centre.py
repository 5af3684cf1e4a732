"""Scenarios 52 and 53: a centre's board on a small phone, and who obeys it at once."""

from dataclasses import dataclass, replace

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from client.cast import YELEN
from client.centre import open_centre
from client.townspeople import Town, require_quiet
from tests.journeys import steps
from tests.journeys.house import House, rows
from tests.journeys.mapping import (
    ask_who_helps,
    at_yelen,
    list_house,
    listed,
    named,
    open_place,
)
from tests.journeys.sitting import require_narrow, sit, sit_at_desk

pytestmark = pytest.mark.browser
OTHER, CARE, CERCLE = "Hôpital du Verger", "Soins médicaux", "kayes"
OURS, THEIRS = "Porte claire", "Porte haute"
LOW = "Kit PEP : presque fini"
COLOUR = "node => getComputedStyle(node).backgroundColor"


@dataclass
class Keeper:
    """Whoever keeps the board, and the page on which she does."""

    page: Page
    board: str

    def see(self) -> Page:
        """Open the board; nothing is wider than her phone."""
        self.page.goto(self.board)
        steps.heading(self.page, OURS)
        require_narrow(self.page, "board")
        return self.page

    def count(self, **left: str) -> None:
        """Write down what is left, and send it."""
        page = self.see()
        for item, number in left.items():
            page.locator(f"#{item}").fill(number)
        steps.press(page, "Dire ce qui reste")
        expect(page.get_by_text("Compté le")).to_be_visible()
        require_narrow(page, "counted")

    def set_team(self, *team: str) -> None:
        """Say who is there now: specialty, employer, here or on call."""
        page = self.see()
        now = page.locator("article").filter(has_text="Maintenant")
        now.get_by_role("link").click()
        steps.heading(page, "Qui est de garde")
        require_narrow(page, "team")
        lines = page.locator("fieldset.card")
        for place in range(lines.count()):
            said = team[place].split() if place < len(team) else ["", "", ""]
            for name, code in zip(("specialty", "employer", "how"), said, strict=True):
                lines.nth(place).locator(f"[name={name}]").select_option(code)
        steps.press(page, "Dire qui est là")
        steps.heading(page, OURS)

    def state(self) -> Locator:
        """Return what the board says at a glance."""
        return self.page.locator("section[aria-labelledby=ready]")


@pytest.fixture(scope="module")
def centre(town: Town) -> str:
    """Open a board for a place that is never closed, beside another that has all."""
    list_house(town, OTHER, "health")
    full = open_place(OTHER, THEIRS, CERCLE, "health", tier="public")
    listed(
        town, replace(full, stock=(("pep", "in"), ("contraception", "in"))),
        open_place(YELEN, OURS, CERCLE, "health", "psychosocial", tier="public"),
        at_yelen(),
    )  # fmt: skip
    keeper = town.people["rokia"]
    found = open_centre(keeper, town.sites[OURS], beds=4)
    require_quiet(keeper)
    return found


@pytest.fixture
def keeper(chromium: Browser, house: House, town: Town, centre: str) -> Keeper:
    """Let whoever keeps the board find it from the desk's first page."""
    page = sit_at_desk(chromium, house, town.people["rokia"])
    page.get_by_role("main").get_by_role("link", name="Centres").click()
    steps.heading(page, "Centres")
    page.get_by_role("link", name=OURS).click()
    steps.heading(page, OURS)
    assert page.url.endswith(centre)
    return Keeper(page, page.url)


@dataclass
class Seeker:
    """Somebody who asks for a person in a case, again and again."""

    page: Page
    code: str

    def offers(self) -> Locator:
        """Ask who can help now, after what came meanwhile; return the cards."""
        page = self.page
        steps.sent(page)
        steps.refresh(page)
        steps.open_case(page, self.code)
        cards = ask_who_helps(page, CARE, CERCLE)
        if page.locator("details.band[open]").count():
            steps.choose(page, "band", "Moins de 3 jours")
        expect(cards.filter(has_text=OURS)).to_contain_text("Kit PEP")
        return cards


@pytest.fixture
def seeker(chromium: Browser, house: House, town: Town, centre: str) -> Seeker:
    """Let a caseworker begin with somebody to whom it happened yesterday."""
    page = sit(chromium, house, town.people["aissata"]).page
    code = steps.new_case(page)
    steps.record_needs(page, CARE)
    return Seeker(page, code)


def _follow(page: Page, words: str) -> None:
    page.get_by_role("main").get_by_role("link", name=words).click()


def test_scenario_52_a_shelf_runs_short_and_everybody_hears_until_it_is_filled(
    chromium: Browser, house: House, town: Town, keeper: Keeper, seeker: Seeker
) -> None:
    keeper.set_team("clinician health here")
    keeper.count(pep="9", contraception="9")
    calm = keeper.state().evaluate(COLOUR)
    expect(seeker.offers().filter(has_text=OURS)).to_contain_text("il y en a")

    keeper.count(pep="2")
    expect(keeper.state()).to_contain_text("Il manque quelque chose")
    expect(keeper.state()).to_contain_text(LOW)
    assert keeper.state().evaluate(COLOUR) != calm
    beside = keeper.page.locator("section[aria-labelledby=elsewhere]")
    expect(beside).to_contain_text(THEIRS)
    cards = seeker.offers()
    assert named(cards, OURS, THEIRS) == [THEIRS, OURS]
    expect(cards.filter(has_text=OURS).locator(".wait")).to_contain_text("presque fini")

    gap = sit_at_desk(chromium, house, town.people["fatoumata"])
    gap.goto(f"{house.origin}/desk/centres")
    card = gap.locator("li.card").filter(has_text=OURS)
    expect(card).to_contain_text(LOW)
    require_narrow(gap, "gap")

    keeper.count(pep="12")
    expect(keeper.state()).not_to_contain_text(LOW)
    expect(beside).to_have_count(0)
    expect(seeker.offers().filter(has_text=OURS)).not_to_contain_text("presque fini")
    gap.reload()
    expect(card).not_to_contain_text("Kit PEP")


def test_scenario_53_nobody_for_care_now_another_way_is_offered_and_counted(
    chromium: Browser, house: House, keeper: Keeper, seeker: Seeker
) -> None:
    """Tonight is whichever shift lies in the hour at which the journey is gone."""
    keeper.count(pep="9", contraception="9")
    keeper.set_team("psychologist women here")
    expect(keeper.state()).to_contain_text(": personne pour les soins")
    cards = seeker.offers()
    assert named(cards, OURS, THEIRS) == [THEIRS, OURS]
    ours = cards.filter(has_text=OURS)
    expect(ours).to_contain_text("Personne sur place pour ce besoin en ce moment")
    anybody = steps.sit_down(chromium, java_script_enabled=False)
    anybody.goto(f"{house.origin}/")
    anybody.locator('button[name="need"]').first.click()
    anybody.locator('button[name="region"][value="kayes"]').click()
    told = anybody.locator("article").filter(has_text=OURS)
    expect(told).to_contain_text("Personne sur place pour ce besoin en ce moment")

    keeper.set_team("psychologist women here", "clinician health on_call")
    expect(keeper.state()).to_contain_text("soins sur appel seulement")
    expect(seeker.offers().filter(has_text=OURS)).to_contain_text("mais une astreinte")

    _count_who_was_not_received(keeper.page)
    kept = rows(house, "SELECT DISTINCT missing, wanted FROM centres_turnaway")
    assert kept == [("no_clinician", "")]


def _count_who_was_not_received(page: Page) -> None:
    """Say what was missing, where nothing can be written, and see it in the month."""
    _follow(page, "Une personne non reçue")
    steps.heading(page, "Une personne non reçue")
    assert page.locator("main input[type=text], main textarea").count() == 0
    require_narrow(page, "not received")
    page.get_by_text("Personne pour soigner", exact=True).click()
    steps.press(page, "Compter")
    steps.heading(page, OURS)
    expect(page.get_by_text("aujourd’hui").filter(has_text="non reçue")).to_be_visible()
    _follow(page, "Le mois en chiffres")
    expect(page.get_by_role("row", name="Personne pour soigner")).to_be_visible()
