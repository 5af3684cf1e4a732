import re

from django.template.loader import get_template

from demeso.help.rules import COLOURS, COMPONENTS
from tests.house.source import ROOT

STYLES = "\n".join(
    path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "web/styles").glob("*.css"))
)


def test_every_component_is_shown_and_its_classes_are_styled():
    for part in COMPONENTS:
        shown = get_template(part.template).template.source
        assert part.title
        assert part.meaning
        for name in part.classes:
            assert re.search(rf"\.{re.escape(name)}(?![\w-])", STYLES), name
        assert part.classes[0] in shown


def test_every_colour_of_the_page_is_a_token():
    assert all(f"--{name}:" in STYLES for name, _words in COLOURS)


def test_there_are_about_ten_components():
    assert 10 <= len(COMPONENTS) <= 14
