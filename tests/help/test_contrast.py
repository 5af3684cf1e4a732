"""The tokens keep WCAG 2.2 AA in both themes; the styles keep the house's rules."""

import re

import pytest

from tests.house.source import ROOT

STYLES = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "web/styles").glob("*.css"))
}
TOKENS = STYLES["10-tokens.css"]
WASHED = ("indigo", "ochre", "clay", "leaf")
GROUNDS = ("paper", "card")
TEXT = ("ink", "soft", *WASHED)
PHYSICAL = re.compile(
    r"(?:margin|padding|border)-(?:left|right)|(?:^|[;{\s])(?:left|right)\s*:"
    r"|text-align:\s*(?:left|right)|float:",
    re.M,
)


def colours(block: str) -> dict[str, str]:
    """Return the colours that a block of tokens names."""
    return dict(re.findall(r"--([\w-]+):\s*(#[0-9a-f]{6});", block))


def blocks() -> dict[str, dict[str, str]]:
    """Return the light tokens, and the dark ones in both places they stand."""
    light, rest = TOKENS.split("@media", 1)
    device, rest = rest.split("\n.dark {", 1)
    fixed = rest.split("}", 1)[0]
    return {"light": colours(light), "dark": colours(fixed), "device": colours(device)}


def luminance(colour: str) -> float:
    """Return the relative luminance of WCAG."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Return the contrast ratio of WCAG."""
    high, low = sorted((luminance(one), luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_black_on_white_is_twenty_one():
    assert round(contrast("#000000", "#ffffff"), 2) == 21


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_reaches_aa_on_every_ground(theme):
    tokens = blocks()[theme]
    pairs = [(text, ground) for text in TEXT for ground in GROUNDS]
    pairs += [(name, f"{name}-wash") for name in WASHED]
    pairs += [("on", name) for name in (*WASHED, "soft", "indigo-deep", "ink")]
    pairs += [("ink", "indigo-wash"), ("soft", "indigo-wash"), ("paper", "ink")]
    pairs += [("soft", "clay-wash"), ("ink", "clay-wash"), ("ink", "rule")]
    found = {pair: contrast(tokens[pair[0]], tokens[pair[1]]) for pair in pairs}
    assert {pair: ratio for pair, ratio in found.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_what_one_touches_has_an_edge_of_three_to_one(theme):
    tokens = blocks()[theme]
    for ground in GROUNDS:
        assert contrast(tokens["edge"], tokens[ground]) >= 3
        assert contrast(tokens["indigo"], tokens[ground]) >= 3


def test_dark_is_the_same_however_it_is_chosen():
    found = blocks()
    assert found["dark"] == found["device"]
    assert found["dark"].keys() == found["light"].keys()


def test_colours_are_named_in_tokens_only():
    loose = {
        name: re.findall(r"#[0-9a-fA-F]{3,8}\b", text)
        for name, text in STYLES.items()
        if name not in ("10-tokens.css", "90-conditions.css")
    }
    assert {name: found for name, found in loose.items() if found} == {}


def test_styles_are_fit_for_both_directions():
    found = {name: PHYSICAL.findall(text) for name, text in STYLES.items()}
    assert {name: what for name, what in found.items() if what} == {}


def test_styles_fetch_nothing():
    assert [name for name, text in STYLES.items() if "url(" in text] == []
    assert [name for name, text in STYLES.items() if "@import" in text] == []


def test_motion_stops_when_asked_and_paper_stays_empty():
    conditions = STYLES["90-conditions.css"]
    assert "prefers-reduced-motion: reduce" in conditions
    assert "body:not(.printable)" in conditions
