"""The starter kit fits in half an hour, and names what is really on the screens."""

import re

from tests.house.source import PRODUCT, ROOT

KIT = "docs/starter-kit.md"
HALF_AN_HOUR = 30
SAID = re.compile(r"\{% translate \"([^\"]+)\"")
STEP = re.compile(r'data-code="keys\.step\.\w+">\{% translate "([^"]+)"')
ROW = re.compile(r"^\| (\d) \| (\d+) \|.*\| ([^|]+) \|$", re.M)
LISTED = re.compile(r"^\d\. .*\. (\d+) min$", re.M)
TICK = re.compile(r"^- \[ \] (.+)$", re.M)


def kit() -> str:
    return (ROOT / KIT).read_text(encoding="utf-8")


def on_screen() -> str:
    """Return every text of the worker's application."""
    folder = PRODUCT / "worker" / "templates"
    pages = (path.read_text(encoding="utf-8") for path in folder.rglob("*.html"))
    return "\n".join(one for page in pages for one in SAID.findall(page))


def unknown(rows: list[tuple[str, str, str]], screens: str) -> list[str]:
    """Return the labels of the walk that no screen carries."""
    said = [label.strip() for _n, _min, way in rows for label in way.split("→")]
    return [label for label in said if label not in screens]


def test_the_steps_take_half_an_hour_in_both_languages():
    rows, listed = ROW.findall(kit()), LISTED.findall(kit())
    assert [row[0] for row in rows] == [str(n) for n in range(1, len(rows) + 1)]
    assert len(rows) == len(listed) == 8
    minutes = [int(row[1]) for row in rows]
    assert minutes == [int(one) for one in listed]
    assert sum(minutes) <= HALF_AN_HOUR


def test_every_step_is_called_as_on_the_screen():
    screens = on_screen()
    assert unknown(ROW.findall(kit()), screens) == []
    planted = [("1", "5", "Équipe → Inventer une clé")]
    assert unknown(planted, screens) == ["Inventer une clé"]


def test_what_is_ticked_off_is_what_the_page_waits_for():
    page = PRODUCT / "worker/templates/worker/screens/messages_keeping.html"
    steps = STEP.findall(page.read_text(encoding="utf-8"))
    assert len(steps) == 8
    assert TICK.findall(kit()) == steps
