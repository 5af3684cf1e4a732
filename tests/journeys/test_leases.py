"""A phone without contact: it closes its cases, and comes back; stolen, it forgets."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from client.cast import YELEN
from client.session import sign_in
from client.shredding import keyless_of, renew_keys
from client.townspeople import Town, require_quiet, settle
from client.walk import Case, open_case, record_needs, record_safety
from client.worker import Worker
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.clock import now
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.desk import open_desk
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit
from tests.journeys.steps import Person
from tests.journeys.test_offline_day import ready_to_leave

pytestmark = pytest.mark.browser
SHUT = "Les dossiers sont fermés sur cet appareil"
PLAN, CARRIED = "le puits bleu", 25
CARE = dict(SERVICES)["health"]
KEPT = "indexedDB.databases().then((all) => all.map((one) => one.name))"


@dataclass
class Place:
    """A town, one case in it, and Aïssata's phone in a browser."""

    house: House
    town: Town
    case: Case


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    with ExitStack() as stack:
        house = House(tmp_path_factory.mktemp("leases"))
        house.start()
        stack.callback(house.stop)
        town = settle(house.origin, house.found())
        stack.callback(town.close)
        worker = town.people["aissata"]
        case = open_case(worker)
        record_needs(worker, case, ["health"])
        record_safety(worker, case, danger="no", risk="low", plan=PLAN)
        require_quiet(worker)
        yield Place(house, town, case)


def lock(page: Page) -> None:
    steps.way(page, "Moi")
    steps.press(page, "Fermer le carnet")
    steps.heading(page, "Ouvrir le carnet")


def stay_away(phone: Person, days: int) -> None:
    """Let days pass on the phone, without any network."""
    page = phone.page
    lock(page)  # first: it would close by itself as soon as it sees the time
    page.context.route("**/*v1/**", lambda route: route.abort())
    page.clock.set_system_time(now() + timedelta(days=days))
    page.get_by_label("Phrase secrète").fill(phone.phrase)
    steps.press(page, "Ouvrir")


def test_scenario_17_without_contact_its_cases_close_and_a_stolen_one_forgets(
    chromium: Browser, place: Place
) -> None:
    code, people = show_code(place.case.code), place.town.people
    phone = sit(chromium, place.house, people["aissata"])
    page = phone.page
    expect(page.get_by_text(code).first).to_be_visible()
    steps.sent(page)
    _shut_and_back(phone, code)
    boss = sit(chromium, place.house, people["kadi"])
    _cut_off(boss.page)
    _stolen(boss.page, phone)
    _rekeyed(boss.page, place)


def _shut_and_back(phone: Person, code: str) -> None:
    page = phone.page
    stay_away(phone, 8)
    steps.way(page, "Aujourd’hui")
    steps.heading(page, SHUT)
    require_narrow(page, "shut")
    expect(page.get_by_text(code)).to_have_count(0)
    page.get_by_label("Les dix chiffres").fill("00000 00000")
    steps.press(page, "Ouvrir avec ces chiffres")
    expect(page.get_by_text("Ces chiffres n’ouvrent pas")).to_be_visible()
    steps.follow(page, "Aider une nouvelle personne")
    expect(page.locator("#screen h1")).not_to_have_text(SHUT)
    page.context.unroute("**/*v1/**")
    page.clock.set_system_time(now())
    lock(page)
    steps.unlock(phone)
    steps.way(page, "Aujourd’hui")
    expect(page.get_by_text(code).first).to_be_visible()
    steps.way(page, "Moi")
    steps.follow(page, "Appareils")
    steps.heading(page, "Appareils")
    expect(page.get_by_text("Cet appareil", exact=True)).to_be_visible()
    expect(page.get_by_text("ouvert", exact=True).first).to_be_visible()
    require_narrow(page, "mine")


def _cut_off(page: Page) -> None:
    steps.way(page, "Moi")
    steps.follow(page, "Appareils")
    steps.heading(page, "Appareils")
    steps.follow(page, "Dire qu’un lieu est coupé")
    steps.heading(page, "Un lieu est coupé")
    require_narrow(page, "declare")
    page.get_by_label("Quel cercle est coupé ?").select_option("douentza")
    until = str((now() + timedelta(days=12)).date())
    page.get_by_label("Jusqu’à quel jour, au plus ?").fill(until)
    page.get_by_role("checkbox").first.check()
    steps.press(page, "Le dire ; une autre personne confirme")
    steps.heading(page, "Appareils")
    expect(page.get_by_text("à confirmer")).to_be_visible()
    require_narrow(page, "team")


def _stolen(page: Page, phone: Person) -> None:
    """Let the supervisor say it; the phone hears it at its next call."""
    mine = phone.page.locator(".card").filter(has_text="Cet appareil")
    expect(mine).to_be_visible()
    cards = page.locator(".card").filter(has_text="Aïssata")
    cards.filter(has_text="Appareil ").get_by_role("link", name="Perdu ou volé").click()
    steps.heading(page, "Un appareil perdu ou volé")
    require_narrow(page, "lose")
    steps.press(page, "Il est volé : couper")
    steps.heading(page, "Appareils")
    expect(page.get_by_text("perdu", exact=True)).to_be_visible()
    steps.way(phone.page, "Moi")
    steps.press(phone.page, "Envoyer maintenant")
    steps.heading(phone.page, "Ouvrir le carnet")
    expect(phone.page.get_by_label("Nom d’accès")).to_have_value("")
    kept = phone.page.evaluate(KEPT)
    assert kept == ["carnet"]


def _rekeyed(page: Page, place: Place) -> None:
    """Her other device brings new keys; what was sealed before opens all the same."""
    worker = place.town.people["aissata"]
    code = steps.unused_code(page, worker.session.person.secret)
    mine = worker.session
    mine.token = sign_in(mine.wire, mine.person, pen=mine.pen, code=code).token
    assert keyless_of(worker) == [place.case.case]
    before = worker.held[place.case.case]["narrative"].id
    renew_keys(worker, place.case)
    require_quiet(worker)
    assert keyless_of(worker) == []
    parts = [p for c in worker.changes.values() for p in c["act"]["sealed"]]
    plan = next(p for p in parts if p.get("compartment") == "narrative")
    assert plan["key"] == before != worker.held[place.case.case]["narrative"].id
    assert worker.read(plan) == {"plan": PLAN}
    with open_desk(place.town.people["bintou"], place.house.origin) as desk:
        said = desk.text("/desk/appareils-perdus")
        assert show_code(place.case.code) in said
        assert "clés changées" in said


def test_after_the_end_a_new_person_is_helped_whole_and_old_cases_stay_shut(
    chromium: Browser, place: Place
) -> None:
    """Eight days without contact: her yes, needs, safety, a referral; all arrives."""
    worker = place.town.people["fadimata"]
    old = open_case(worker)
    record_safety(worker, old, danger="no", risk="low", plan=PLAN)
    require_quiet(worker)
    phone, kept = sit(chromium, place.house, worker), show_code(old.code)
    ready_to_leave(phone.page)
    _again(phone, days=8)
    steps.heading(phone.page, SHUT)
    code = _helped_whole(phone.page)
    _shut_but(phone.page, kept, code)
    _again(phone, days=8)
    steps.way(phone.page, "Aujourd’hui")
    _shut_but(phone.page, kept, code)
    _again(phone, days=0)
    steps.sent(phone.page)
    assert _arrived(worker, code) == ["consent", "case", "needs", "safety", "sent"]
    steps.open_case(phone.page, kept)
    phone.page.context.close()


def _again(phone: Person, *, days: int) -> None:
    """Close the notebook and open it: days later without any network, or today."""
    if not days:
        phone.page.context.set_offline(False)
    lock(phone.page)
    phone.page.context.set_offline(days > 0)
    phone.page.clock.set_system_time(now() + timedelta(days=days))
    if days:
        phone.page.reload()
    steps.unlock(phone, online=days == 0)


def _helped_whole(page: Page) -> str:
    code = steps.new_case(page)
    steps.record_needs(page, CARE)
    steps.record_safety(page, "Oui", "Élevé", PLAN)
    steps.orient(page, CARE, YELEN, "Le besoin, et s’il est urgent")
    require_narrow(page, "helped")
    return code


def _shut_but(page: Page, old: str, new: str) -> None:
    """See the old case shut by its own address too, and the new one listed and open."""
    page.evaluate(f"location.hash = '#/dossier/{old}'")
    steps.heading(page, SHUT)
    expect(page.get_by_text(old)).to_have_count(0)
    expect(page.get_by_label("Les dix chiffres")).to_have_value("")
    require_narrow(page, "since")
    page.locator("#screen a.line").filter(has_text=new).click()
    page.get_by_text("Ses mots").first.click()
    expect(page.get_by_text(PLAN)).to_be_visible()
    steps.way(page, "Aujourd’hui")
    steps.heading(page, SHUT)


def _arrived(worker: Worker, code: str) -> list[str]:
    """Return what the server applied for a code, in the order of saying it."""
    worker.exchange()
    held = [c for c in worker.changes.values() if c["state"] == "applied"]
    plain = code.replace("-", "")
    (yes,) = [c for c in held if plain in str(c["act"]["groups"])]
    about = [c["act"]["kind"] for c in held if c["root"] == yes["root"]]
    wanted = {
        "consent.given": "consent", "case.opened": "case", "needs.recorded": "needs",
        "safety.recorded": "safety", "referral.sent": "sent",
    }  # fmt: skip
    return [wanted[kind] for kind in about if kind in wanted]


def with_many(worker: Worker, count: int) -> list[str]:
    """Let her accompany many; return their codes, the first of them longest ago."""
    cases = [open_case(worker) for _case in range(count)]
    for case in cases:
        record_needs(worker, case, ["health"])
    record_safety(worker, cases[0], danger="no", risk="low", plan=PLAN)
    require_quiet(worker)
    for case in cases[1:]:
        record_needs(worker, case, ["health", "legal"])
    require_quiet(worker)
    return [show_code(case.code) for case in cases]


def test_a_new_phone_lists_a_long_caseload_and_opens_any_case_of_it(
    chromium: Browser, place: Place
) -> None:
    worker = place.town.people["mariam"]
    first, *_others = codes = with_many(worker, CARRIED + 3)
    phone = sit(chromium, place.house, worker)
    page = phone.page
    steps.sent(page)
    steps.way(page, "Moi")
    page.locator("#screen").get_by_role("link", name="Ce que j’emporte").click()
    steps.heading(page, "Ce que j’emporte")
    expect(page.get_by_text("3 dossiers seulement listés")).to_be_visible()
    for code in (first, codes[-1]):
        page.get_by_label("Chercher un code").fill(code.lower())
        expect(page.locator("#screen .card").filter(has_text=code)).to_be_visible()
    require_narrow(page, "arrived")
    page.evaluate(f"location.hash = '#/dossier/{first}'")
    page.get_by_text("Ses mots").first.click()
    expect(page.get_by_text(PLAN)).to_be_visible()
    page.context.close()
