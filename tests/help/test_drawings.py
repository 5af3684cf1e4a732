"""Drawings beside words: small enough for a slow road, drawn with a pen and no more."""

import re

from demeso.help.drawings import DRAWINGS
from demeso.help.needs import BY_CODE
from demeso.help.views.finding import FACTS
from tests.house.source import ROOT

PEN = re.compile(r"[MmLlHhVvCcAaZzSsQqTt0-9 .,-]+")
TEMPLATES = ROOT / "demeso" / "help" / "templates"
USED = re.compile(r"d=draw\.(\w+)")


def test_every_drawing_is_a_line_of_ink_and_light():
    for name, drawn in DRAWINGS.items():
        assert PEN.fullmatch(drawn), name
        assert drawn.startswith("M")
        assert len(drawn) <= 200, name


def test_every_need_and_every_fact_of_a_place_is_drawn():
    assert {need.drawing for need in BY_CODE.values()} <= set(DRAWINGS)
    assert set(FACTS) <= set(DRAWINGS)


def test_pages_draw_what_is_there_and_every_drawing_is_used():
    pages = "".join(path.read_text("utf-8") for path in TEMPLATES.rglob("*.html"))
    drawn = {*USED.findall(pages), *FACTS, *(one.drawing for one in BY_CODE.values())}
    assert drawn == set(DRAWINGS)
