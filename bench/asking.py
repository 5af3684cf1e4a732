"""Measure help for anyone on a slow road: the first page, and the two taps after it.

A phone that was never here, its processor slowed down six times, comes by 2G: once in
French, once in English. The places are those of bench/places.py, public as far as a
place may be. A page counts as usable when its words stand drawn: links and buttons then
work, with JavaScript or without. What a browser does before it asks for anything (the
name, the connection) Chromium does not slow down; so it is not in the figures.
"""

import json
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path
from random import Random

import django
from django.utils.module_loading import import_string
from playwright.sync_api import Browser, Page, expect

from bench.apart import ROOT, Row, measured
from bench.drawing import SLOWER
from bench.places import SEED, fill
from bench.roads import SECOND, TRUSTING, Far, far_house, slowed
from bench.weight import chromium
from demeso.directory.rules.listing import SHELTER
from tests.journeys import steps
from tests.journeys.house import House

PLACES, GOAL = 2000, 5
LANGUAGES = {"French": "/", "English": "/en/"}
REGION = "mopti"
DRAWN = """() => performance.getEntriesByName("first-contentful-paint")[0]?.startTime"""


@dataclass(frozen=True)
class Asked:
    """Seconds of the first page, of where, of who; and the bytes of all."""

    steps: tuple[float, float, float]
    carried: int


def rows(places: int = PLACES) -> list[Row]:
    """Measure once; the database makes no difference on such a road."""
    return measured("bench.asking", "sqlite", str(places))


def measure(places: int) -> list[Row]:
    """Ask in both languages."""
    with (
        tempfile.TemporaryDirectory() as var,
        chromium(TRUSTING) as browser,
        far_house(Path(var)) as far,
    ):
        stock(far.house, places)
        return [
            row(words, ask(browser, far, path)) for words, path in LANGUAGES.items()
        ]


def row(language: str, asked: Asked) -> Row:
    """Return the line of one language: the slowest of three pages."""
    first, where, who = asked.steps
    beside = f"first page {first:.1f} s, where {where:.1f} s, who {who:.1f} s; "
    beside += f"{asked.carried / 1024:.1f} KiB; processor {SLOWER} times slower"
    return {
        "name": f"help for anyone, the slowest of three pages, 2G, {language}",
        "value": round(max(asked.steps), 1),
        "unit": "s",
        "goal": GOAL,
        "most": True,
        "beside": beside,
    }


def ask(browser: Browser, far: Far, path: str) -> Asked:
    """Come to the first page, say what, say where; see who."""
    page = steps.sit_down(browser, ignore_https_errors=True)
    slowed(page, SECOND)
    far.line.carried()
    page.goto(f"{far.origin}{path}", wait_until="commit")
    page.wait_for_function(f"() => ({DRAWN})() > 0")
    first = float(page.evaluate(DRAWN)) / 1000
    where = tapped(page, 'button[name="need"]', 'button[name="region"]')
    who = tapped(page, f'button[name="region"][value="{REGION}"]', 'input[name="who"]')
    expect(page.locator("article").first).to_be_visible()
    carried = far.line.carried()
    page.context.close()
    return Asked((first, where, who), carried)


def tapped(page: Page, what: str, brings: str) -> float:
    """Tap; return how long it takes until what it brings stands there."""
    begun = time.perf_counter()
    page.locator(what).first.click()
    page.locator(brings).first.wait_for()
    return time.perf_counter() - begun


def stock(house: House, places: int) -> None:
    """Let the house have its places, written as bench/places.py writes them."""
    environment = {**house.environment, "DJANGO_SETTINGS_MODULE": "config.settings"}
    line = [sys.executable, "-m", "bench.asking", "fill", str(places)]
    subprocess.run(line, env=environment, cwd=ROOT, check=True)


def write(places: int) -> None:
    """Write the places, public as far as a place may be."""
    fill(places, Random(SEED))  # noqa: S311 -- fiction
    # It needs the apps, so it is found when the apps are ready.
    site = import_string("demeso.directory.models.Site")
    site.objects.exclude(services__contains=SHELTER).update(tier="public")


if __name__ == "__main__":
    if sys.argv[1] == "fill":
        django.setup()
        write(int(sys.argv[2]))
    else:
        print(json.dumps(measure(int(sys.argv[2]))))
