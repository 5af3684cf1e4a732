"""A stranger follows the cards of the demo, from the first to the last, on a phone."""

import json
from dataclasses import dataclass, field

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, Request, expect

from client.returning import tell_again
from tests.journeys import steps
from tests.journeys.demo import PEOPLE, Demo
from tests.journeys.house import House, rows

pytestmark = pytest.mark.browser
SMALL = {"width": 320, "height": 640}
NAME = "Nyéléni Wassalou"
CARDS = (
    "follow", "today", "consent", "orient", "sheet", "server", "received",
    "withdrawn", "number", "danger", "figures",
)  # fmt: skip

IS_IN = """() => !location.pathname.startsWith("/app/")
  || document.querySelector("#dock")?.checkVisibility()"""


@dataclass
class Visitor:
    """Somebody with three minutes, and everything that her browser sent."""

    page: Page
    sent: list[str] = field(default_factory=list)

    def listen(self) -> None:
        self.page.context.on("request", self.note)

    def note(self, request: Request) -> None:
        body = request.post_data_buffer or b""
        head = json.dumps(request.headers, ensure_ascii=False)
        self.sent.append(f"{request.url} {head} {body.decode('utf-8', 'replace')}")

    def fits(self) -> None:
        """Nothing is wider than the phone, and the way on is in sight."""
        wide = self.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= SMALL["width"], (self.page.url, wide)
        expect(self.page.locator("#mark").get_by_role("link")).to_be_visible()

    def arrive(self, *, empty: bool = False) -> None:
        """Wait until the door is open; there is something there, unless it is gone."""
        page = self.page
        expect(page.locator(".guide > details")).to_be_attached(timeout=60_000)
        # A code that was used makes her wait; who goes to the desk passes here.
        page.wait_for_function(IS_IN, timeout=60_000)
        expect(page.locator("#mark [role=status]")).to_be_empty(timeout=60_000)
        expect(page.locator("main h1")).to_be_visible()
        nothing = page.get_by_role("heading", name="Rien ici")
        expect(nothing).to_have_count(1 if empty else 0)
        self.fits()

    def doors(self) -> Locator:
        return self.page.locator(".guide .deeds > a")

    def go_on(self) -> None:
        self.page.locator("#mark").get_by_role("link", name="Carte suivante").click()
        expect(self.page.locator("section.guide h2")).to_be_focused()


@pytest.fixture
def visitor(chromium: Browser, demo: Demo) -> Visitor:
    someone = Visitor(steps.sit_down(chromium, viewport=SMALL))
    someone.listen()
    someone.page.goto(f"{demo.house.origin}/")
    return someone


def open_doors(visitor: Visitor) -> None:
    """Go through every door of the card in hand."""
    for place in range(max(visitor.doors().count(), 1)):
        visitor.doors().nth(place).click()
        visitor.page.wait_for_timeout(300)  # a page may be left behind
        visitor.arrive()


def look_for(visitor: Visitor, name: str) -> None:
    page = visitor.page
    page.get_by_label("Un nom").fill(name)
    page.get_by_role("button", name="Chercher").click()
    found = page.locator("table-search [data-part=result]")
    expect(found.locator("[data-slot=count]")).to_have_text("0")
    expect(found.locator("[data-part=unknown]")).to_be_visible()
    assert int(found.locator("[data-slot=control]").inner_text()) >= 1
    assert '"compartment":"identity"' in found.locator("code").last.inner_text()


def test_each_start_tells_the_story_anew_and_takes_nothing_back(demo: Demo) -> None:
    file = demo.house.var.joinpath(*PEOPLE)
    left = json.loads(file.read_text())
    cases = demo.count("casework_case")
    story = tell_again(demo.house.origin, left, numbered=False)
    assert demo.count("casework_case") == int(str(cases)) + 3
    assert story["tonight"] not in left["stories"][-1].values()


def test_a_stranger_follows_the_cards_and_the_name_is_never_sent(
    visitor: Visitor,
) -> None:
    page = visitor.page
    page.locator("#mark").get_by_role("link", name="Suivre Nana").click()
    steps.heading(page, "Nana, en trois minutes")
    stops = page.locator(".stop")
    assert [one.get_attribute("id") for one in stops.all()] == list(CARDS)
    assert page.evaluate("document.documentElement.scrollWidth") <= SMALL["width"]
    page.locator("#follow .deeds > a").click()
    visitor.arrive()
    for card in CARDS[1:]:
        visitor.go_on()
        if card == "server":
            look_for(visitor, NAME)
            visitor.fits()
        elif card == "number":  # a page of its own, in another tab
            expect(visitor.doors()).to_have_attribute("target", "_blank")
            visitor.fits()
        else:
            open_doors(visitor)
    page.locator("#mark").get_by_role("link", name="Retour aux cartes").click()
    expect(page.get_by_role("heading", name="Et maintenant")).to_be_visible()
    assert len(visitor.sent) > 20
    for word in NAME.split():
        assert not [one for one in visitor.sent if word in one]


def test_what_a_card_promises_is_on_the_screen_behind_it(visitor: Visitor) -> None:
    page = visitor.page
    page.goto(f"{page.url}visite")
    page.locator("#orient .deeds > a").click()
    visitor.arrive()
    useful = page.get_by_role("region", name="Ce qui est encore utile")
    expect(useful).to_contain_text("52 h")
    expect(useful).to_contain_text("100 h")
    visitor.go_on()
    page.locator(".guide .deeds > a").last.click()
    visitor.arrive()
    page.get_by_role("button", name="envoyer").click()
    expect(page.get_by_role("alert").filter(visible=True)).not_to_be_empty()


def test_before_she_takes_it_back_the_provider_reads_what_she_allowed(
    visitor: Visitor,
) -> None:
    page = visitor.page
    page.goto(f"{page.url}visite")
    page.locator("#withdrawn .deeds > a").nth(1).click()
    visitor.arrive()
    expect(page.locator("#screen")).to_contain_text("tissu")


def test_she_takes_a_yes_back_and_the_other_page_empties(
    visitor: Visitor, demo: Demo
) -> None:
    page = visitor.page
    page.goto(f"{page.url}visite")
    page.locator("#withdrawn .deeds > a").first.click()
    visitor.arrive()
    told = page.locator("#screen article").filter(has_text="Centre Yèlèn")
    told.locator("summary").first.click()
    told.get_by_role("button", name="Arrêter maintenant").first.click()
    steps.sent(page)
    visitor.doors().nth(1).click()
    page.wait_for_timeout(300)
    visitor.arrive(empty=True)
    done = demo.house.command("ledger", "verify")
    assert (done.returncode, done.stdout[:4]) == (0, "OK: "), done.stderr


def test_the_story_names_real_people_and_rings_no_false_alarm(demo: Demo) -> None:
    """Who was heard is a worker; else the day began with sheets that cannot leave."""
    workers = {one for (one,) in rows(demo.house, "SELECT id FROM agencies_worker")}
    told = rows(demo.house, "SELECT body FROM ledger_payload")
    acts = [json.loads(str(body)).get("act", {}) for (body,) in told if body]
    sent = [act for act in acts if act.get("kind") == "referral.sent"]
    heard = [one for act in sent for one in act["groups"]["line"].get("heard", ())]
    assert heard
    assert set(heard) <= workers
    assert "yes" in {act["groups"]["handover"]["urgent"] for act in sent}


def test_outside_demo_mode_the_visit_is_not_there(house: House) -> None:
    for place in ("/visite", "/en/visite", "/visite/tables"):
        assert httpx.get(house.origin + place).status_code == 404
    asked = httpx.post(f"{house.origin}/visite/cle", data={"who": "aissata"})
    assert asked.status_code == 404
    assert "visite" not in httpx.get(f"{house.origin}/app/").text
