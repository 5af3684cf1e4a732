"""Measure how long a weak phone takes to open the notebook, and a sealed name.

The processor of the page is slowed down six times; that does not slow workers, so
whatever a worker takes is multiplied by six as well, at joining too, where the device
chooses how hard its passphrase is stretched. Timed from the tap to the next picture.
"""

import json
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any, cast

from playwright.sync_api import Browser, BrowserContext, CDPSession

from bench.apart import Row, measured
from bench.drawing import SLOWER
from bench.weight import chromium
from tests.journeys import steps, village
from tests.journeys.house import House

GOALS = {"unlock": 2000, "reveal": 300}
TIMES = 5
CALLED = "Awa"
SLOW_WORKERS = f"""(() => {{
  const Quick = self.Worker;
  self.Worker = class extends Quick {{
    postMessage(...said) {{
      this.begun = performance.now();
      super.postMessage(...said);
    }}
    set onmessage(hear) {{
      super.onmessage = (event) => setTimeout(
        () => hear.call(this, event), (performance.now() - this.begun) * {SLOWER - 1});
    }}
  }};
}})()"""
# Do something, wait until what it brings is there, and until it has been drawn.
TAP = """async ([tapped, brings]) => {
  const turn = () => new Promise((done) => {
    const line = new MessageChannel();
    line.port1.onmessage = () => done();
    requestAnimationFrame(() => line.port2.postMessage(0));
  });
  const there = () =>
    [...document.querySelectorAll(brings)].some((one) => one.offsetParent);
  const begun = performance.now();
  document.querySelector(tapped).click();
  while (!there()) await turn();
  await turn();
  return performance.now() - begun;
}"""
OPEN = ['#screen [data-act="open"]', "#dock"]
SHOW = [
    'details:has([data-slot="identity"]) > summary',
    '[data-slot="identity"] > *',
]


@dataclass
class Slow:
    """A browser whose workers are as slow as its pages."""

    browser: Browser

    def new_context(self, **options: Any) -> BrowserContext:
        """Open a browser of one's own."""
        context = self.browser.new_context(**options)
        context.add_init_script(SLOW_WORKERS)
        return context


def rows() -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.opening", "sqlite")


def measure() -> list[Row]:
    """Open the notebook and a name again and again, each time from a fresh page."""
    with tempfile.TemporaryDirectory() as var, chromium() as browser:
        house = House(Path(var))
        house.start()
        try:
            slow = cast("Browser", Slow(browser))
            person = village.build(slow, house).aissata
            code = steps.new_case(person.page)
            steps.record_identity(person.page, CALLED)
            steps.sent(person.page)
            times = list(opened(person, code))
        finally:
            house.stop()
    unlock, reveal = zip(*times, strict=True)
    return [row("unlock", unlock), row("reveal", reveal)]


def opened(person: steps.Person, code: str) -> Iterator[tuple[float, float]]:
    """Yield how long the notebook took to open, and how long a name."""
    page = person.page
    slow = page.context.new_cdp_session(page)
    for _time in range(TIMES):
        page.reload()
        steps.heading(page, "Ouvrir le carnet")
        page.get_by_label("Nom d’accès").fill(person.username)
        page.get_by_label("Phrase secrète").fill(person.phrase)
        page.get_by_label("Code à 6 chiffres").fill(person.code())
        unlock = timed(person, slow, OPEN)
        page.evaluate("code => { location.hash = `#/dossier/${code}` }", code)
        page.locator(SHOW[0]).wait_for()
        yield unlock, timed(person, slow, SHOW)


def timed(person: steps.Person, slow: CDPSession, what: list[str]) -> float:
    """Tap on the slowed processor."""
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    took = float(person.page.evaluate(TAP, what))
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    return took


def row(name: str, times: tuple[float, ...]) -> Row:
    """Return one line of the table."""
    beside = f"slowest of {TIMES}: {max(times):.0f} ms; processor {SLOWER} times slower"
    told = {"name": name, "value": round(median(times)), "unit": "ms"}
    return {**told, "goal": GOALS[name], "most": True, "beside": beside}


if __name__ == "__main__":
    print(json.dumps(measure()))
