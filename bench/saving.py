"""Measure how long a weak phone takes to open a case that is known, and to save in it.

A caseworker carries as many cases as a phone carries by itself. Each is opened for the
first time since the notebook was, so its acts are read and drawn anew; then safety is
written down in one of them again and again, with a plan that is sealed on the device.
Timed from the tap until “Gardé” is said: that is after the disk has it for good.
"""

import json
import sys
import tempfile
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import CDPSession, Page

from bench.apart import Row, measured
from bench.drawing import CASEWORKER, DRAW, SLOWER, open_notebook, tell_one
from bench.weight import chromium
from client.townspeople import require_quiet, settle
from client.walk import Case
from demeso.kernel.ids import show_code
from tests.journeys import steps
from tests.journeys.house import House

CASES, TIMES = 25, 40  # what a phone carries by itself; how often is saved
GOALS = {"open": 1500, "save": 100}
PLAN = "chez sa tante"
SAVE = """async () => {
  const turn = () => new Promise((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = () => done();
    requestAnimationFrame(() => line.port2.postMessage(0));
  });
  const news = document.querySelector("#news");
  news.textContent = "";
  const said = new Promise((done) => new MutationObserver((_changes, watch) => {
    if (!news.textContent.startsWith("Gardé")) return;
    watch.disconnect();
    done(performance.now());
  }).observe(news, { childList: true }));
  const begun = performance.now();
  document.querySelector('#screen [data-act="save"]').click();
  const kept = await said;
  while (!document.querySelector("#screen .thread li")) await turn();
  await turn();
  return [kept - begun, performance.now() - begun];
}"""


def rows(times: int = TIMES) -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.saving", "sqlite", str(times))


def measure(times: int) -> list[Row]:
    """Tell the cases, open each of them, save in one."""
    with tempfile.TemporaryDirectory() as var, chromium() as browser:
        house = House(Path(var))
        house.start()
        try:
            town = settle(house.origin, house.found())
            worker = town.people[CASEWORKER]
            cases = [tell_one(worker) for _case in range(CASES)]
            require_quiet(worker)
            page = open_notebook(steps.sit_down(browser), town, house.origin, CASES)
            slow = page.context.new_cdp_session(page)
            opened = [open_one(page, slow, case) for case in cases]
            saved = [save(page, slow, cases[0]) for _time in range(times)]
            town.close()
        finally:
            house.stop()
    return [opening(opened), saving(saved)]


def open_one(page: Page, slow: CDPSession, case: Case) -> float:
    """Open a case on the slowed processor."""
    way = ["#/", f"#/dossier/{show_code(case.code)}", "#screen .thread li"]
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    took = float(page.evaluate(DRAW, way))
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return took


def save(page: Page, slow: CDPSession, case: Case) -> tuple[float, float]:
    """Write her safety down; return when it was kept, and when the case stood again."""
    page.evaluate(f"location.hash = '#/dossier/{show_code(case.code)}/surete'")
    page.locator(steps.ticked("in_danger", "no")).check()
    page.locator(steps.ticked("risk_level", "low")).check()
    page.locator("#safety-plan").fill(PLAN)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    kept, drawn = page.evaluate(SAVE)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    steps.sent(page)
    return float(kept), float(drawn)


def opening(times: list[float]) -> Row:
    """Return the line of the slowest case."""
    told = {
        "name": "opening an existing case",
        "value": round(max(times)),
        "unit": "ms",
    }
    beside = f"the slowest of {len(times)}, each for the first time; median "
    beside += f"{median(times):.0f} ms; processor {SLOWER} times slower"
    return {**told, "goal": GOALS["open"], "most": True, "beside": beside}


def saving(times: list[tuple[float, float]]) -> Row:
    """Return the line of saving."""
    kept, drawn = (sorted(one) for one in zip(*times, strict=True))
    late = quantiles(kept, n=20)[-1] if len(kept) > 1 else kept[0]
    told = {"name": "saving in an existing case, p95", "value": round(late)}
    beside = f"of {len(kept)}, median {median(kept):.0f} ms; the case stands again "
    beside += f"after {median(drawn):.0f} ms; processor {SLOWER} times slower"
    more = {"unit": "ms", "goal": GOALS["save"], "most": True, "beside": beside}
    return told | more


if __name__ == "__main__":
    print(json.dumps(measure(int(sys.argv[2]))))
