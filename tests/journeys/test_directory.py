"""Scenarios 33, 48, 49 and 54: the directory on a small phone, from both sides."""

import re
from dataclasses import replace
from datetime import timedelta

import httpx
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from client.cast import BENKAN, YELEN
from client.townspeople import Town, require_quiet
from client.walk import (
    Handing,
    Yes,
    confirm,
    decline,
    earlier,
    open_case,
    record_identity,
    record_needs,
    refer,
    release,
)
from demeso.kernel.clock import now
from tests.journeys import steps
from tests.journeys.desk import Opener
from tests.journeys.house import House
from tests.journeys.mapping import (
    ask_who_helps,
    at_yelen,
    list_house,
    listed,
    named,
    open_place,
)
from tests.journeys.sitting import NARROW, require_narrow, sit, sit_at_desk

pytestmark = pytest.mark.browser
HOUSE, CARES = "Maison du Détour", "Association du Gué"
RAMP, MARKET, STAIRS, SILENT = "Rampe", "Marche", "Escalier", "Silence"
NEAR, FAR, SHUT = "Rive", "Dune", "Puits"
WAY = "Derrière le marché"
OLD, SHELTER = "Porte ancienne", "Abri du Baobab"
DOORLESS = "Relais du Sentier"  # nobody has told its place yet
LISTEN, CARE = "Écoute et soutien", "Soins médicaux"
TOLD = {"need": {"service": "health", "urgent": "no"}}
CELL = re.compile(r'<td class="number[^"]*">([^<]*)</td>')
# Of nobody who comes: what a page would say if it took her for a woman.
HERS = re.compile(
    r"(?<!-)\b[Ee]lle\b(?!-même)|survivante|[Mm]adame|[Ff]ille\b|[Ee]nceinte|"
    "[Gg]rossesse|[Cc]ontraception"
)


def never_now() -> str:
    """Return a week in which a door opens on one day, three days from now."""
    open_on = (now() + timedelta(days=3)).weekday()
    return "|".join("08:00-16:00" if day == open_on else "" for day in range(7))


@pytest.fixture(scope="module")
def mapped(town: Town) -> Town:
    """List places that differ in one answer each, and in distance and hours."""
    list_house(town, HOUSE, "psychosocial", "safehouse")
    list_house(town, DOORLESS, "psychosocial")
    for name in (NEAR, FAR, SHUT):
        list_house(town, f"Poste {name}", "health")
    asks = {RAMP: ("yes", "no"), MARKET: ("partly", "yes"), STAIRS: ("no", "yes"),
            SILENT: ("", "")}  # fmt: skip
    listed(town, *(
        open_place(HOUSE, name, "youwarou", "psychosocial", access=access, men=men,
                   directions=WAY, languages="ff ses")
        for name, (access, men) in asks.items()
    ))  # fmt: skip
    listed(
        town,
        at_yelen(),
        open_place(f"Poste {NEAR}", NEAR, "mopti", "health"),
        open_place(f"Poste {FAR}", FAR, "bandiagara", "health"),
        open_place(f"Poste {SHUT}", SHUT, "mopti", "health", hours=never_now()),
    )
    return town


def test_scenario_33_alternatives_stand_by_opening_and_distance_and_the_gap_counts(
    chromium: Browser, house: House, mapped: Town, desk_of: Opener
) -> None:
    page = sit(chromium, house, mapped.people["aissata"]).page
    provider = sit(chromium, house, mapped.people["djeneba"]).page
    code = steps.new_case(page)
    _send_and_decline(page, provider)
    card = page.locator(".due-card").filter(has_text=code)
    expect(card).to_contain_text(f"{YELEN} ne peut pas")
    expect(card.get_by_role("link", name="Proposer")).to_be_visible()
    require_narrow(page, "today")
    steps.open_case(page, code)
    cards = ask_who_helps(page, CARE, "mopti")
    assert named(cards, NEAR, FAR, SHUT, YELEN) == [NEAR, FAR, SHUT]
    expect(cards.nth(0)).to_contain_text("Ouvert jour et nuit")
    expect(cards.nth(0)).to_contain_text("Dans le même cercle")
    expect(cards.nth(1)).to_contain_text("km au moins, à vol d’oiseau")
    expect(cards.nth(2)).to_contain_text("Fermé, ouvre")
    require_narrow(page, "alternatives")
    _decline_last_month(mapped, times=6)
    gaps = desk_of(mapped.people["fatoumata"]).text("/desk/manques")
    assert re.search(r"Mopti\D+6\b", gaps)


def _send_and_decline(page: Page, provider: Page) -> None:
    steps.orient(page, CARE, YELEN, "Le besoin, et s’il est urgent")
    steps.sent(page)
    steps.refresh(provider)
    steps.open_arrival(provider, CARE)
    provider.get_by_text("Je ne peux pas").click()
    provider.get_by_text("Pas de femme").click()
    steps.press(provider, "Décliner")
    steps.sent(provider)
    steps.refresh(page)


def _last_month() -> timedelta:
    """Return how long ago the last month had still three days."""
    return now() - now().replace(day=1) + timedelta(days=3)


def _decline_last_month(town: Town, *, times: int) -> None:
    worker, provider, place = (
        town.people["aissata"], town.people["djeneba"], town.listed[YELEN],
    )  # fmt: skip
    sent = []
    with earlier(worker, _last_month()):
        for _time in range(times):
            case = open_case(worker, Yes(statistics="yes"))
            record_needs(worker, case, ["health"])
            allowed = release(worker, case, place, ["need"])
            handing = Handing(place, "health", TOLD, [provider.id])
            sent.append(refer(worker, case, handing, allowed))
    require_quiet(worker)
    require_quiet(provider)
    with earlier(provider, _last_month() - timedelta(days=1)):
        for referral in sent:
            decline(provider, referral, "no_female_staff")
    require_quiet(provider)


def test_scenario_48_who_has_difficulties_goes_where_she_can_enter_and_speaks_herself(
    chromium: Browser, house: House, mapped: Town
) -> None:
    page = sit(chromium, house, mapped.people["aissata"]).page
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    for question, said in (
        ("services", "Oui"), ("consent_form", "À voix haute"),
        ("age_group", "18 ans ou plus"), ("given_by", "Un autre adulte de confiance"),
        ("giver_safe", "Oui"), ("statistics", "Non"),
    ):  # fmt: skip
        steps.choose(page, question, said)
    page.locator("#consent-language").select_option(index=1)
    steps.press(page, "Enregistrer")
    refused = page.get_by_role("alert").filter(has_text="ne peut pas venir de")
    expect(refused).to_be_visible()
    steps.choose(page, "given_by", "La personne elle-même")
    steps.press(page, "Enregistrer")
    steps.heading(page, "Par quoi commencer ?")
    steps.follow(page, "Identité et contact")
    steps.fill_in(page, {
        "#identity-called": "Korotoumou Essai",
        steps.ticked("interpreter", "yes"): "",
        steps.ticked("wg_walking", "cannot"): "",
        steps.ticked("wg_communicating", "lot"): "",
    })  # fmt: skip
    steps.record_needs(page, LISTEN)
    cards = ask_who_helps(page, LISTEN, "youwarou")
    found = named(cards, RAMP, MARKET, STAIRS, SILENT)
    assert (found[0], set(found)) == (RAMP, {RAMP, MARKET, SILENT})
    assert named(cards, DOORLESS, BENKAN) == [DOORLESS], "a network has no door"
    expect(cards.nth(0)).to_contain_text("On y entre avec un handicap")
    for name in (MARKET, SILENT):
        asked = cards.filter(has_text=name)
        expect(asked).to_contain_text("Demandez comment on y entre")
    require_narrow(page, "accessible")
    cards.nth(0).locator("summary").click()
    for words in (WAY, "fulfulde (peul), songhay"):
        expect(cards.nth(0)).to_contain_text(words)
    require_narrow(page, "told")


def test_scenario_49_a_boy_finds_neutral_words_and_who_receives_him(
    chromium: Browser, house: House, mapped: Town, desk_of: Opener
) -> None:
    page = sit(chromium, house, mapped.people["aissata"]).page
    said = _register_a_boy(page)
    steps.record_needs(page, LISTEN)
    cards = ask_who_helps(page, LISTEN, "youwarou")
    found = named(cards, RAMP, MARKET, STAIRS, SILENT)
    assert (set(found[:2]), found[2:]) == ({MARKET, STAIRS}, [SILENT])
    expect(cards.nth(0)).to_contain_text("Les hommes et les garçons y sont reçus")
    said += _hand_him_on(page)
    steps.open_case(page, page.locator("#place").inner_text())
    said.append(page.locator("#screen").inner_text())
    steps.follow(page, "La personne retire son accord")
    steps.heading(page, "Ce que la personne permet")
    said.append(page.locator("#screen").inner_text())
    assert HERS.findall("\n".join(said)) == []
    _help_a_boy_last_month(mapped)
    figures = desk_of(mapped.people["fatoumata"]).get("/desk/chiffres").text
    cells = CELL.findall(figures)
    assert "&lt;5" in cells
    assert not {"1", "2", "3", "4"} & set(cells)


def _register_a_boy(page: Page) -> list[str]:
    """Say yes with him, note that he is a boy; return what the screens said."""
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    for question, answer in (
        ("services", "Oui"), ("consent_form", "À voix haute"),
        ("age_group", "15 à 17 ans"), ("statistics", "Oui"),
    ):  # fmt: skip
        steps.choose(page, question, answer)
    page.locator("#consent-language").select_option(index=1)
    said = [page.locator("#screen").inner_text()]
    steps.press(page, "Enregistrer")
    steps.heading(page, "Par quoi commencer ?")
    said.append(page.locator("#screen").inner_text())
    steps.follow(page, "Identité et contact")
    said.append(page.locator("#screen").inner_text())
    steps.fill_in(page, {steps.ticked("sex", "male"): ""})
    return said


def _hand_him_on(page: Page) -> list[str]:
    """Ask for care in the first days, choose a place; return what the screens said."""
    page.locator(".picked > summary").click()
    page.locator(".picks").get_by_text(CARE, exact=True).click()
    steps.choose(page, "band", "Moins de 3 jours")
    useful = page.get_by_role("region", name="Ce qui est encore utile")
    expect(useful).to_be_visible()
    told = useful.inner_text()
    chosen = page.locator(".found article").filter(has_text="Poste")
    chosen.first.get_by_role("link", name="Choisir").click()
    steps.heading(page, "Exactement ce qu’il faut dire")
    return [told, page.locator("#screen").inner_text()]


def _help_a_boy_last_month(town: Town) -> None:
    """Let one boy receive care in the month that is over: he would be a one."""
    worker, provider, place = (
        town.people["aissata"], town.people["djeneba"], town.listed[YELEN],
    )  # fmt: skip
    who = {"age_group": "15_17"}
    with earlier(worker, _last_month()):
        case = open_case(worker, Yes(statistics="yes", who=who))
        profile = {"sex": "male", "age_band": "12_17"}
        record_identity(worker, case, identity={}, contact={}, profile=profile)
        record_needs(worker, case, ["health"])
        allowed = release(worker, case, place, ["need"])
        handing = Handing(place, "health", TOLD, [provider.id])
        referral = refer(worker, case, handing, allowed)
    require_quiet(worker)
    require_quiet(provider)
    month = (now() - _last_month()).date().isoformat()[:7]
    with earlier(provider, _last_month() - timedelta(days=1)):
        provider.say("referral.accepted", referral, "answer@1",
                     {"answer": {"said_by": "app"}})  # fmt: skip
        confirm(provider, referral, "provider", month=month)
    require_quiet(provider)


@pytest.fixture(scope="module")
def kept(town: Town) -> Town:
    """List an entry whose last look is too long ago, and a shelter."""
    list_house(town, CARES, "psychosocial", "safehouse")
    old = open_place(CARES, OLD, "djenne", "psychosocial", tier="public")
    shelter = open_place(CARES, SHELTER, "djenne", "safehouse", tier="restricted")
    listed(town, replace(old, days=95), shelter)
    return town


def public(browser: Browser, house: House, need: str) -> Page:
    """Look for help in the region as anybody does, on a phone without scripts."""
    page = steps.sit_down(browser, viewport=NARROW, java_script_enabled=False)
    page.goto(f"{house.origin}/")
    page.locator(f'button[name="need"][value="{need}"]').click()
    page.locator('button[name="region"][value="mopti"]').click()
    require_narrow(page, need)
    return page


def test_scenario_54_an_old_entry_is_not_verified_until_two_taps_and_no_shelter_shows(
    chromium: Browser, house: House, kept: Town
) -> None:
    app = sit(chromium, house, kept.people["aissata"]).page
    code = steps.new_case(app)
    steps.record_needs(app, LISTEN)
    mine = ask_who_helps(app, LISTEN, "djenne").filter(has_text=OLD)
    expect(mine).to_contain_text("Non vérifié depuis le")
    expect(_entry(public(chromium, house, "talk"))).to_contain_text("Non vérifié")
    desk = sit_at_desk(chromium, house, kept.people["fatoumata"])
    link = _ask_by_link(desk)
    _confirm_in_two_taps(chromium, link)
    desk.get_by_role("link", name="Revenir à la fiche").click()
    expect(desk.get_by_text("Vérifié le").first).to_be_visible()
    desk.goto(f"{house.origin}/desk/a-verifier")
    expect(desk.locator("li.card").filter(has_text=OLD)).to_have_count(0)
    steps.refresh(app)
    steps.open_case(app, code)
    mine = ask_who_helps(app, LISTEN, "djenne").filter(has_text=OLD)
    expect(mine).to_contain_text("Vérifié le")
    expect(_entry(public(chromium, house, "talk"))).not_to_contain_text("Non vérifié")
    told = httpx.get(f"{house.origin}/api/v1/directory").text
    pages = [public(chromium, house, need).content() for need in ("talk", "safe")]
    assert OLD in told
    assert [one for one in (told, *pages) if SHELTER in one] == []


def _entry(page: Page) -> Locator:
    return page.locator("article").filter(has_text=OLD)


def _ask_by_link(desk: Page) -> str:
    """Go from the directory to what waits, and make a link; return it."""
    for words in ("Annuaire", "À vérifier"):
        desk.get_by_role("link", name=words).first.click()
        steps.heading(desk, words)
        require_narrow(desk, words)
    card = desk.locator("li.card").filter(has_text=OLD)
    expect(card).to_contain_text("non vérifié depuis le")
    card.get_by_role("link").click()
    steps.press(desk, "Faire un lien")
    require_narrow(desk, "link")
    return desk.get_by_label("Le lien").input_value()


def _confirm_in_two_taps(browser: Browser, link: str) -> None:
    """Answer as whoever has the link: she opens it, she says yes, and it is used."""
    page = steps.sit_down(browser, viewport=NARROW, java_script_enabled=False)
    page.goto(link)
    steps.heading(page, OLD)
    require_narrow(page, "question")
    steps.press(page, "Oui, tout est encore juste")
    expect(page.get_by_text("la fiche est vérifiée pour 90 jours")).to_be_visible()
    assert page.context.cookies() == []
    page.goto(link)
    expect(page.get_by_role("heading", name=OLD)).to_have_count(0)
