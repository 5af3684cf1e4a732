"""Measure what a device downloads until its notebook is open and a form is there.

A browser that has never been here opens the app, signs in, and asks for the
first form. Every answer of the server is written down and compressed by brotli,
as a reverse proxy does it.
"""

import contextlib
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Browser, Page, Response, Route, sync_playwright

from bench.apart import Row, measured
from tests.journeys import steps, village
from tests.journeys.house import House

GOAL = 110
FIRST = "consent@1"
WORKER = "/static/stretch.js"  # the browser keeps no body of it
KEEPER = "/app/garde.js"  # comes last, once everything else is here
SETTLE = 5000  # milliseconds, until nothing more comes
NODE = Path(sys.executable).parent / "node"
COMPRESS = """
import { readFileSync, readdirSync } from "node:fs";
import { brotliCompressSync, constants as c } from "node:zlib";
const best = { params: { [c.BROTLI_PARAM_QUALITY]: 11 } };
const sizes = readdirSync(process.argv[1]).map((name) => {
  const raw = readFileSync(`${process.argv[1]}/${name}`);
  return Math.min(raw.length, brotliCompressSync(raw, best).length);
});
console.log(sizes.reduce((sum, size) => sum + size, 0));
"""


def rows() -> list[Row]:
    """Measure once; the database makes no difference."""
    return measured("bench.weight", "sqlite")


@contextlib.contextmanager
def chromium(*more: str) -> Iterator[Browser]:
    """Yield a browser, with more words on its command line."""
    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=steps.CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", *more],
        )
        yield browser
        browser.close()


def measure() -> list[Row]:
    """Join with one browser, then come with another and weigh what it loads."""
    with tempfile.TemporaryDirectory() as var, chromium() as browser:
        house = House(Path(var))
        house.start()
        try:
            person = village.build(browser, house).aissata
            person.page = steps.sit_down(browser)
            answers = listen(person.page)
            held = hold_other_forms(person.page)
            visit(person, house.origin)
            needed = bodies(answers)
            for route in held:
                route.continue_()
            person.page.wait_for_timeout(SETTLE)
            ahead = bodies(answers)[len(needed) :]
        finally:
            house.stop()
    return [row(needed, ahead)]


def bodies(answers: list[Response]) -> list[bytes]:
    """Return what the answers carried, without what the keeper reads once more."""
    found = [one for one in answers if one.ok and one.request.service_worker is None]
    return [body(one) for one in found if not one.url.endswith(KEEPER)]


def body(answer: Response) -> bytes:
    """Return what an answer carried; a worker's script is asked for once more."""
    if answer.url.endswith(WORKER):
        return answer.frame.page.context.request.get(answer.url).body()
    return answer.body()


def hold_other_forms(page: Page) -> list[Route]:
    """Keep what is fetched ahead waiting; return the list of what waits."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        if FIRST in route.request.url or held:
            route.continue_()
        else:
            held.append(route)

    page.route("**/app/forms/*", hold)
    return held


def listen(page: Page) -> list[Response]:
    """Return the list that every answer to this page will be added to."""
    answers: list[Response] = []

    def keep(answer: Response) -> None:
        answers.append(answer)

    page.context.on("response", keep)
    return answers


def visit(person: steps.Person, origin: str) -> None:
    """Open the app, unlock the notebook, ask for the first form."""
    page = person.page
    page.goto(f"{origin}/app/")
    steps.unlock(person)
    steps.way(page, "Nouveau")
    steps.follow(page, "Oui")
    page.locator(f'[data-form="{FIRST}"]').wait_for()
    page.wait_for_timeout(SETTLE)


def row(needed: list[bytes], ahead: list[bytes]) -> Row:
    """Return the line of the table."""
    weighed, bare = compressed(needed) / 1024, sum(map(len, needed)) / 1024
    return {
        "name": "bytes to unlock and first form",
        "value": round(weighed, 1),
        "unit": "KiB brotli",
        "goal": GOAL,
        "most": True,
        "beside": f"{len(needed)} answers, {bare:.0f} KiB before compression; "
        f"other forms, fetched ahead: {compressed(ahead) / 1024:.1f} KiB",
    }


def compressed(bodies: list[bytes]) -> int:
    """Return the size of all bodies, each compressed by itself."""
    with tempfile.TemporaryDirectory() as folder:
        for place, body in enumerate(bodies):
            (Path(folder) / str(place)).write_bytes(body)
        done = subprocess.run(
            [NODE, "--input-type=module", "--eval", COMPRESS, folder],
            check=True, stdout=subprocess.PIPE,
        )  # fmt: skip
    return int(done.stdout)


if __name__ == "__main__":
    print(json.dumps(measure()))
