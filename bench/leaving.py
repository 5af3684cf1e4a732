"""Measure how fast the notebook is blank when somebody leaves at once."""

import json
import tempfile
from pathlib import Path

from bench.apart import Row, measured
from bench.drawing import SLOWER
from bench.weight import chromium
from tests.journeys import steps, village
from tests.journeys.house import House
from tests.journeys.leaving import back, leave

GOAL, TIMES = 300, 5


def rows() -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.leaving", "sqlite")


def measure() -> list[Row]:
    """Leave an open case again and again, on a slow processor."""
    with tempfile.TemporaryDirectory() as var, chromium() as browser:
        house = House(Path(var))
        house.start()
        try:
            person = village.build(browser, house).aissata
            code = steps.new_case(person.page)
            times = [once(person, house.origin, code) for _time in range(TIMES)]
        finally:
            house.stop()
    return [
        {
            "name": "exit blanks",
            "value": round(max(times)),
            "unit": "ms",
            "goal": GOAL,
            "most": True,
            "beside": f"Chromium, processor {SLOWER} times slower; back: the calendar",
        }
    ]


def once(person: steps.Person, origin: str, code: str) -> float:
    """Leave an open case; return how long anything of it was seen."""
    page = person.page
    page.goto(f"{origin}/app/#/dossier/{code}")
    if not page.locator("#dock").is_visible():
        steps.unlock(person)
    page.evaluate("code => { location.hash = `#/dossier/${code}` }", code)
    page.get_by_role("heading", name="Le fil").wait_for()
    slow = page.context.new_cdp_session(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": SLOWER})
    took, left = leave(page)
    slow.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    back(page)
    assert (left, page.title()) == ("", "Calendrier")
    return took


if __name__ == "__main__":
    print(json.dumps(measure()))
