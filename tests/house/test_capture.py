"""Screens on which people write: any direction, nothing left behind, nothing copied."""

import re

from tests.house.source import ROOT, files, name

STYLES = sorted((ROOT / "web" / "styles").glob("*.css"))
SIDES = re.compile(
    r"(?<![\w-])(?:(?:margin|padding|border)-(?:left|right)[\w-]*\s*:|"
    r"(?:left|right)\s*:|border-(?:top|bottom)-(?:left|right)-radius\s*:|"
    r"(?:text-align|float|clear)\s*:\s*(?:left|right)\b)"
)
# Public, or made to be carried elsewhere at once: nothing about a person.
MAY_COPY = {
    "web/src/session/second.ts",  # her second factor, on the way into its own app
    "web/src/pages/invite.ts",  # a link that works once, for a colleague
    "web/src/pages/log.ts",  # a public checkpoint
}
COPYING = re.compile(r"\bclipboard\b|execCommand|ClipboardItem|navigator\.share\b")
WRITTEN = re.compile(r"<(?:input|textarea|select)\b[^>]*>")
NOT_TYPED = re.compile(r"type=\"(?:checkbox|radio|hidden|file|\{% if asked)")


def sided(css: str) -> list[str]:
    """Return what is said of left or right, where start or end would serve."""
    plain = re.sub(r"/\*.*?\*/", "", css, flags=re.S)
    return [found.group() for found in SIDES.finditer(plain)]


def remembered(page: str) -> list[str]:
    """Return fields whose words a browser may keep and offer to the next person."""
    fields = WRITTEN.findall(page)
    typed = [field for field in fields if not NOT_TYPED.search(field)]
    return [field for field in typed if "autocomplete=" not in field]


def test_styles_know_start_and_end_and_no_left_or_right():
    assert STYLES
    found = {path.name: sided(path.read_text("utf-8")) for path in STYLES}
    assert {path: what for path, what in found.items() if what} == {}


def test_nothing_about_a_person_is_put_into_the_clipboard():
    here = [path for path in files(".ts") if not path.name.endswith(".test.ts")]
    copying = {name(p) for p in here if COPYING.search(p.read_text("utf-8"))}
    assert copying == MAY_COPY


def test_no_field_of_the_notebook_is_remembered_by_the_browser():
    pages = [p for p in files(".html") if name(p).startswith("demeso/worker/")]
    found = {name(page): remembered(page.read_text("utf-8")) for page in pages}
    assert {page: what for page, what in found.items() if what} == {}


def test_each_rule_finds_its_planted_fault():
    assert sided("a { margin-left: 1px; text-align: right }")
    assert sided("a { border-top-left-radius: 1px } b { left: 0 }")
    assert not sided("a { margin-inline-start: 1px; inset-inline: 0 } /* left: 1 */")
    assert COPYING.search("await navigator.clipboard.writeText(code)")
    assert remembered('<input type="text" id="x">')
    assert not remembered('<input type="text" autocomplete="off"><input type="radio">')
