"""A full day without network: from a cold start, closed in between, then sent once."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from client.townspeople import Town, require_quiet
from client.walk import open_case, record_needs, record_safety
from client.worker import Worker
from demeso.directory.rules.listing import SERVICES
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.house import House, rows
from tests.journeys.kept import kept
from tests.journeys.sitting import NARROW
from tests.journeys.steps import Person
from tests.journeys.test_release import WHOLE

pytestmark = pytest.mark.browser
CARE = dict(SERVICES)["health"]
PLAN, TO, NEED = "le puits bleu", "Centre Yèlèn", "Le besoin, et s’il est urgent"
ANSWERS = {"in_danger": "no", "risk_level": "low", "way": "here"}
# What a village gets: 70 kbit/s, and 1.4 s there and back.
SECOND_GENERATION = {
    "offline": False,
    "latency": 1400,
    "downloadThroughput": 70_000 / 8,
    "uploadThroughput": 70_000 / 8,
}
# Writes down, in order, what was kept for good in the outbox and what was said of it.
WATCH = """() => {
  const seen = (window.seen = []);
  const begin = IDBDatabase.prototype.transaction;
  IDBDatabase.prototype.transaction = function (stores, mode, options) {
    const change = begin.call(this, stores, mode, options);
    if (mode === "readwrite" && [stores].flat().includes("outbox"))
      change.addEventListener("complete", () => seen.push(options?.durability ?? ""));
    return change;
  };
  addEventListener("DOMContentLoaded", () => {
    const news = document.querySelector("#news");
    const read = () => news.textContent.startsWith("Gardé") && seen.push("said");
    new MutationObserver(read).observe(news, { childList: true });
  });
}"""
WAITS = """async () => {
  for (const { name } of await indexedDB.databases()) {
    if (!name.startsWith("carnet-")) continue;
    const db = await new Promise((ready) => {
      indexedDB.open(name).onsuccess = ({ target }) => ready(target.result);
    });
    const count = await new Promise((ready) => {
      const asked = db.transaction("outbox").objectStore("outbox").count();
      asked.onsuccess = () => ready(asked.result);
    });
    db.close();
    return count;
  }
}"""
LONG = 60_000
MADE = {"case.opened": 3, "follow_up.recorded": 5, "referral.sent": 2}
# What acts and screens are called: none of it names anything on the disk.
KINDS = ("case", "consent", "need", "safety", "referral", "incident", "urgency")
ROOMS = ("dossier", "suivi", "surete", "besoins", "orienter", "accord", "clore")
Reopen = Callable[..., Person]


@pytest.fixture
def reopen(
    chromium: Browser, house: House, town: Town, tmp_path: Path
) -> Iterator[Reopen]:
    """Return what closes her browser altogether and opens it again, with its memory."""
    open_now: list[BrowserContext] = []
    known = town.people["aissata"].session.person

    def again(*, offline: bool) -> Person:
        while open_now:
            open_now.pop().close()
        context = chromium.browser_type.launch_persistent_context(
            tmp_path, executable_path=steps.CHROMIUM, locale="fr-FR", offline=offline,
            viewport=NARROW,  # type: ignore[arg-type]  # two numbers
            args=["--no-sandbox", "--disable-gpu"],
        )  # fmt: skip
        open_now.append(context)
        context.set_default_timeout(steps.PATIENCE)
        expect.set_options(timeout=steps.PATIENCE)
        context.add_init_script(f"({WATCH})()")
        person = Person(context.pages[0], known.username, known.passphrase)
        person.secret = known.secret
        person.page.goto(f"{house.origin}/app/")
        steps.unlock(person, online=not offline)
        steps.heading(person.page, "Aujourd’hui")
        return person

    yield again
    while open_now:
        open_now.pop().close()


def two_cases(worker: Worker) -> list[str]:
    """Let her have two cases already; one has a safety plan."""
    found = []
    for plan in (PLAN, ""):
        case = open_case(worker)
        record_needs(worker, case, ["health"])
        record_safety(worker, case, danger="no", risk="low", plan=plan)
        found.append(show_code(case.code))
    require_quiet(worker)
    return found


def ready_to_leave(page: Page) -> None:
    """Wait until everything that a day needs is on the device."""
    steps.sent(page)
    for _try in range(240):
        if page.evaluate(WHOLE):
            return
        page.wait_for_timeout(250)
    pytest.fail("the release never came whole")


def follow_up(page: Page, code: str) -> None:
    """See her again: safe, and on which day next."""
    steps.open_case(page, code)
    steps.follow(page, "Suivi")
    steps.fill_in(page, {steps.ticked(*one): "" for one in ANSWERS.items()})
    expect(page.get_by_role("heading", name="Le fil")).to_be_visible()


def help_somebody(page: Page, *, hand_on: bool) -> str:
    """Hear a new person, and hand her on."""
    code = steps.new_case(page)
    steps.record_needs(page, CARE)
    if hand_on:
        steps.orient(page, CARE, TO, NEED)
    return code


def kept_before_said(page: Page) -> None:
    """See that nothing was said to be saved before the disk had it."""
    seen = page.evaluate("window.seen")
    assert "said" in seen
    assert "" not in seen
    for at, what in enumerate(seen):
        assert what != "said" or "strict" in seen[:at][-1:], seen


def counted(house: House, worker: Worker, kind: str) -> tuple[int, int]:
    """Return how many acts of a kind the server holds, and how many it applied."""
    found = rows(
        house,
        "SELECT state FROM ledger_entry WHERE kind = "
        f"'{kind}' AND actor = '{worker.id}' ",
    )
    return len(found), sum(state == "applied" for (state,) in found)


def morning(page: Page, known: list[str]) -> list[str]:
    """Read a safety plan, help two new persons, see two again."""
    expect(page.locator("#state")).to_contain_text("Hors ligne")
    steps.open_case(page, known[0])
    page.get_by_text("Ses mots").first.click()
    expect(page.get_by_text(PLAN)).to_be_visible()
    new = [help_somebody(page, hand_on=True) for _time in range(2)]
    for code in (known[0], new[0]):
        follow_up(page, code)
    kept_before_said(page)
    return new


def afternoon(page: Page, seen_again: list[str]) -> str:
    """Help a third person, and see three again."""
    third = help_somebody(page, hand_on=False)
    for code in (*seen_again, third):
        follow_up(page, code)
    kept_before_said(page)
    return third


def evening(person: Person) -> None:
    """Come back to the network, such as it is, and sign in."""
    page = person.page
    slowly(page)
    expect(page.locator("#state")).not_to_contain_text("à envoyer", timeout=LONG)
    steps.way(page, "Moi")
    steps.press(page, "Fermer le carnet")
    steps.unlock(person)
    expect(page.locator("#state")).to_have_text("À jour", timeout=LONG)


def test_a_full_day_without_network_arrives_once_by_a_slow_line(
    reopen: Reopen, house: House, town: Town
) -> None:
    worker = town.people["aissata"]
    known = two_cases(worker)
    before = {kind: counted(house, worker, kind) for kind in MADE}
    ready_to_leave(reopen(offline=False).page)
    page = reopen(offline=True).page
    new = morning(page, known)
    waits = page.evaluate(WAITS)
    person = reopen(offline=True)
    assert person.page.evaluate(WAITS) == waits
    new.append(afternoon(person.page, [known[1], new[1]]))
    nothing_can_be_read(person.page, [*known, *new])
    evening(person)
    for kind, more in MADE.items():
        all_, applied = before[kind]
        assert counted(house, worker, kind) == (all_ + more, applied + more)


def nothing_can_be_read(page: Page, codes: list[str]) -> None:
    """See what whoever copies the phone finds: no code, no word of hers, no kind."""
    found = kept(page)
    plain = [code.replace("-", "") for code in codes]
    assert found.said(*codes, *plain, PLAN, TO, "Yèlèn", "health", "recorded") == []
    assert found.called(*KINDS, *ROOMS) == []
    assert "/kept/file/" in found.names


def slowly(page: Page) -> None:
    """Give the page a line of the second generation."""
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    line.send("Network.emulateNetworkConditions", SECOND_GENERATION)
    page.context.set_offline(False)
    line.send("Network.emulateNetworkConditions", SECOND_GENERATION)
