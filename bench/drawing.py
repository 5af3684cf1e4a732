"""Measure how long a weak phone takes to draw a long case, and a full day.

The reference client tells 50 cases, one of them in 300 acts; a caseworker opens her
notebook in Chromium, whose processor is slowed down six times. What is timed begins
when she taps and ends when the next picture stands.
"""

import json
import tempfile
from pathlib import Path
from statistics import median

from playwright.sync_api import CDPSession, Page

from bench.apart import Row, measured
from bench.weight import chromium
from client.townspeople import Town, require_quiet, settle
from client.walk import (
    Case,
    open_case,
    record_identity,
    record_needs,
    record_safety,
)
from client.worker import Worker
from tests.journeys import steps
from tests.journeys.house import House

CASES, ACTS = 50, 300
SLOWER = 6
TIMES = 9
GOALS = {"today": 100, "case": 150}
NEEDS = ("health", "psychosocial", "legal", "livelihoods", "safehouse")
CASEWORKER = "aissata"
# Go there from another page and wait until a picture with it has been drawn.
DRAW = """async ([from, to, mark]) => {
  const turn = () => new Promise((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = () => done();
    requestAnimationFrame(() => line.port2.postMessage(0));
  });
  location.hash = from;
  while (document.querySelector(mark)) await turn();
  await turn();
  const begun = performance.now();
  location.hash = to;
  while (!document.querySelector(mark)) await turn();
  return performance.now() - begun;
}"""


def rows() -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.drawing", "sqlite")


def measure() -> list[Row]:
    """Tell the cases, open the notebook, draw both pages again and again."""
    with tempfile.TemporaryDirectory() as var, chromium() as browser:
        house = House(Path(var))
        house.start()
        try:
            town = settle(house.origin, house.found())
            long = tell(town.people[CASEWORKER])
            page = open_notebook(steps.sit_down(browser), town, house.origin)
            times = draw(page, long)
            town.close()
        finally:
            house.stop()
    return [
        row("today", f"Aujourd’hui with {CASES} cases", times["today"]),
        row("case", f"an opened case with {ACTS} acts", times["case"]),
    ]


def tell(worker: Worker) -> Case:
    """Tell all cases from one device; return the long one."""
    told = [tell_one(worker) for _case in range(CASES)]
    for turn in range(ACTS - 5):  # five acts stand there already
        danger = "no" if turn % 2 else "unsure"
        record_safety(worker, told[0], danger=danger, risk="medium")
    require_quiet(worker)
    return told[0]


def tell_one(worker: Worker) -> Case:
    """Tell one case: her yes, its keys, who she is, her needs, her safety."""
    case = open_case(worker)
    contact = {"meet_where": "marché", "safe_days": ["thursday"], "code_word": "tissu"}
    profile = {"sex": "female", "age_band": "18_25"}
    record_identity(worker, case, identity={}, contact=contact, profile=profile)
    record_needs(worker, case, NEEDS)
    record_safety(worker, case, danger="unsure", risk="medium")
    return case


def open_notebook(page: Page, town: Town, origin: str, cases: int = CASES) -> Page:
    """Unlock the notebook and wait until everything has come."""
    known = town.people[CASEWORKER].session.person
    page.goto(f"{origin}/app/")
    person = steps.Person(page, known.username, known.passphrase, known.secret)
    steps.unlock(person)
    steps.sent(page)
    page.wait_for_function(
        "count => document.querySelectorAll('#screen a[href]').length >= count",
        arg=cases,
    )
    return page


def draw(page: Page, case: Case) -> dict[str, float]:
    """Return the median time of each page, in milliseconds."""
    slow = page.context.new_cdp_session(page)
    code = f"{case.code[:3]}-{case.code[3:6]}-{case.code[6:]}"
    ways = {
        "today": ("#/moi", "#/", "#screen .due-card"),
        "case": ("#/moi", f"#/dossier/{code}", "#screen .thread li"),
    }
    return {name: median(timed(page, slow, way)) for name, way in ways.items()}


def timed(page: Page, slow: CDPSession, way: tuple[str, str, str]) -> list[float]:
    """Draw a page often enough on the slowed processor; the first is a rehearsal."""
    page.evaluate(DRAW, list(way))
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    found = [float(page.evaluate(DRAW, list(way))) for _time in range(TIMES)]
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return found


def row(page: str, what: str, value: float) -> Row:
    """Return one line of the table."""
    told = {"name": f"drawing {what}", "value": round(value), "unit": "ms"}
    more = {"goal": GOALS[page], "most": True}
    return {**told, **more, "beside": f"Chromium, processor {SLOWER} times slower"}


if __name__ == "__main__":
    print(json.dumps(measure()))
