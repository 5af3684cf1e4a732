"""Measure a cheap phone on a slow road: cold start, first fetch, an empty exchange.

The phone's processor is slowed down six times, its workers too, as bench/opening.py
does it. The cold start is a phone that has never been here. For the first fetch the
application is on the phone already, as at an office: what is timed begins when the
notebook is open and ends when every case, the lines of the list, the keyring and who
works here are on the phone and it says “À jour”.
"""

import json
import re
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

from playwright.sync_api import Browser, Page, expect

from bench.apart import Row, measured
from bench.drawing import SLOWER, tell_one
from bench.opening import Slow
from bench.roads import SECOND, THIRD, TRUSTING, Far, Road, far_house, let_go, slowed
from bench.weight import FIRST, chromium
from client.totp import code_at
from client.townspeople import Town, require_quiet, settle
from client.worker import Worker
from demeso.kernel.clock import now
from tests.journeys import steps
from tests.journeys.test_release import WHOLE

FEW, MANY = 500, 10_000
TOLD = 100  # cases, before what was told of them leaves
GOALS = {"cold": 30, "few": 45, "many": 90, "empty": 1.0}
LENGTHS = {"few": 250, "many": 5 * 1024}  # KiB
PATIENCE, ENOUGH = 3 * 60, 20 * 60  # seconds: for a page, for a whole caseload
CASEWORKERS = ("aissata", "fadimata")  # of few cases, of many
SECOND_FACTOR = "2fa"
CODE = """name => performance.getEntriesByType("resource")
  .filter((one) => one.name.includes(name))
  .reduce((sum, one) => sum + one.duration, 0)"""
# Open the notebook; a hand is at it, or it would close itself. Give up in the end.
FETCH = """async (most) => {
  const seen = (where) => document.querySelector(where)?.offsetParent;
  const pause = () => new Promise((done) => setTimeout(done, 50));
  const begun = performance.now();
  let [opened, touched] = [0, begun];
  document.querySelector('#screen [data-act="open"]').click();
  while (performance.now() - begun < most) {
    await pause();
    const now = performance.now();
    if (!opened && seen("#dock")) opened = now;
    if (opened && document.querySelector("#state").textContent === "À jour")
      return [opened - begun, now - opened, true];
    if (now - touched > 60_000) {
      dispatchEvent(new PointerEvent("pointerdown"));
      touched = now;
    }
  }
  return [opened - begun, performance.now() - opened, false];
}"""


@dataclass(frozen=True)
class Fetched:
    """How long it took to open and to fetch, the bytes, and how many cases came."""

    opened: float
    took: float
    carried: int
    is_whole: bool
    cases: int


def rows(few: int = FEW, many: int = MANY) -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.far", "sqlite", str(few), str(many))


def measure(few: int, many: int) -> list[Row]:
    """Let one phone come cold, call once more, and two others fetch their cases."""
    with (
        tempfile.TemporaryDirectory() as var,
        chromium(TRUSTING) as browser,
        far_house(Path(var)) as far,
    ):
        town = settle(far.house.origin, far.house.found())
        slow = cast("Browser", Slow(browser))
        person = newcomer(slow, town, CASEWORKERS[0])
        found = [cold(person, far), empty(person, far)]
        person.page.context.close()
        for name, cases, road in zip(
            CASEWORKERS, (few, many), (SECOND, THIRD), strict=True
        ):
            tell(town.people[name], cases)
            phone = at_office(slow, town, far)
            known = newcomer_at(phone, town, name)
            found += first(fetched(known, far, road), cases, road)
            phone.context.close()
        town.close()
    return found


def newcomer(browser: Browser, town: Town, name: str) -> steps.Person:
    """Let somebody sit down at a phone that was never here."""
    page = steps.sit_down(browser, ignore_https_errors=True)
    return newcomer_at(page, town, name)


def newcomer_at(page: Page, town: Town, name: str) -> steps.Person:
    """Give a phone to somebody else; whoever had it has closed the notebook."""
    page.context.set_default_timeout(PATIENCE * 1000)
    expect.set_options(timeout=PATIENCE * 1000)
    known = town.people[name].session.person
    return steps.Person(page, known.username, known.passphrase, known.secret)


def cold(person: steps.Person, far: Far) -> Row:
    """Come by the road, open the notebook, and go to the first form."""
    page = person.page
    road = slowed(page, SECOND)
    far.line.carried()
    begun = time.perf_counter()
    page.goto(f"{far.origin}/app/", wait_until="commit")
    steps.heading(page, "Ouvrir le carnet")
    there = time.perf_counter() - begun
    fill_in(person)
    begun = time.perf_counter()
    steps.press(page, "Ouvrir")
    expect(page.locator("#dock")).to_be_visible()
    opened = time.perf_counter() - begun
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    page.locator(f'[data-form="{FIRST}"]').wait_for()
    took, bytes_ = time.perf_counter() - begun, far.line.carried()
    second = page.evaluate(CODE, SECOND_FACTOR) / 1000
    let_go(road)
    form = took - opened
    beside = (
        f"page {there:.1f} s, notebook {opened - second:.1f} s, form {form:.1f} s; "
    )
    beside += f"{bytes_ / 1024:.0f} KiB; the second factor, not counted: {second:.1f} s"
    return {
        "name": "usable cold, 2G",
        "value": round(there + took - second, 1),
        "unit": "s",
        "goal": GOALS["cold"],
        "most": True,
        "beside": f"{beside}; processor {SLOWER} times slower",
    }


def fill_in(person: steps.Person) -> None:
    """Type what opens the notebook; the next code, for it is a while on its way."""
    page, code = person.page, code_at(person.secret, now(), step=1)
    page.get_by_label("Nom d’accès").fill(person.username)
    page.get_by_label("Phrase secrète").fill(person.phrase)
    page.get_by_label("Code à 6 chiffres").fill(code)


def empty(person: steps.Person, far: Far) -> Row:
    """Ask for news when there are none; the second time, when all else is settled."""
    page = person.page
    settled(page)
    steps.way(page, "Moi")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    for _time in range(2):
        page.wait_for_timeout(2000)
        far.line.carried()
        asked.clear()
        steps.press(page, "Envoyer maintenant")
        again = page.get_by_role("button", name="Envoyer maintenant", disabled=False)
        expect(again).to_be_visible()
        page.wait_for_timeout(1000)
        up, down = far.line.up, far.line.down
    return {
        "name": "empty exchange, the longer way",
        "value": round(max(up, down) / 1024, 2),
        "unit": "KiB on the line",
        "goal": GOALS["empty"],
        "most": True,
        "beside": f"{up} bytes up, {down} down, TLS and HTTP/2 included; "
        f"calls: {len(asked)}",
    }


def settled(page: Page) -> None:
    """Wait until everything that a day needs is on the phone."""
    steps.sent(page)
    while not page.evaluate(WHOLE):
        page.wait_for_timeout(500)


def tell(worker: Worker, cases: int) -> None:
    """Tell cases from another phone: it only pushes, then puts its keyring there."""
    for number in range(1, cases + 1):
        tell_one(worker)
        if number % TOLD == 0 or number == cases:
            require_quiet(worker, pull=False)
    worker.ring.share(worker.session, worker.held)


def at_office(browser: Browser, town: Town, far: Far) -> Page:
    """Let an administrator bring the application onto a phone, and hand it on."""
    person = newcomer(browser, town, "assetou")
    page = person.page
    page.goto(f"{far.origin}/app/")
    steps.unlock(person)
    settled(page)
    steps.way(page, "Moi")
    steps.press(page, "Fermer le carnet")
    page.locator('[data-act="other"]').click()
    page.get_by_label("Code à 6 chiffres").wait_for()
    return page


def fetched(person: steps.Person, far: Far, road: Road) -> Fetched:
    """Open the notebook by a road, and wait until all is there."""
    page = person.page
    fill_in(person)
    line = slowed(page, road)
    far.line.carried()
    opened, took, is_whole = page.evaluate(FETCH, ENOUGH * 1000)
    carried = far.line.carried()
    let_go(line)
    return Fetched(opened / 1000, took / 1000, carried, is_whole, counted(page))


def counted(page: Page) -> int:
    """Count the cases on the phone: those that it carries, and those it lists."""
    page.evaluate("location.hash = '#/emporter'")
    steps.heading(page, "Ce que j’emporte")
    told = page.locator("#screen").inner_text()
    return sum(int(one) for one in re.findall(r"(\d+) dossiers? (?:sur|seul)", told))


def first(found: Fetched, cases: int, road: Road) -> list[Row]:
    """Return the lines of a first fetch: how long it took, and how much came."""
    size = "few" if road is SECOND else "many"
    cut = "" if found.is_whole else f"; given up after {ENOUGH} s"
    told = f"{found.cases} cases on the phone; opening before it: {found.opened:.0f} s"
    name = f"first fetch of {cases} cases, {road.name}"
    return [
        {
            "name": name,
            "value": round(found.took, 1),
            "unit": "s",
            "goal": GOALS[size],
            "most": True,
            "beside": f"{told}{cut}; processor {SLOWER} times slower",
        },
        {
            "name": f"{name}: bytes",
            "value": round(found.carried / 1024),
            "unit": "KiB on the line",
            "goal": LENGTHS[size],
            "most": True,
            "beside": f"{found.carried / cases:.0f} bytes a case",
        },
    ]


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[2]), int(sys.argv[3]))))
