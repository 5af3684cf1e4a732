"""Pages work without a mouse, without JavaScript, and without anyone else's server."""

import re

from tests.house.source import ROOT, files, name

RULES = {
    "an inline handler": re.compile(r"\son[a-z]+\s*=\s*[\"']", re.I),
    "an inline style": re.compile(r"\sstyle\s*=\s*[\"']|<style\b", re.I),
    "an inline script": re.compile(
        r"<script(?![^>]*\b(src|type=\"application/json\"))[^>]*>", re.I
    ),
    "something of another server": re.compile(
        r"<(?:script|img|link|iframe|audio|video|source)\b[^>]*"
        r"\b(?:src|href)=\"(?:https?:)?//",
        re.I,
    ),
    "a link without an address": re.compile(r"<a\b(?![^>]*\bhref=)[^>]*>", re.I),
    "a script address": re.compile(r"href=\"(?:javascript:|#\")", re.I),
    "a button without a type": re.compile(r"<button\b(?![^>]*\btype=)[^>]*>", re.I),
    "something clickable that is no button or link": re.compile(
        r"<(?:div|span|p|li|td)\b(?![^>]*role=\"region\")[^>]*"
        r"\b(?:role=\"button\"|tabindex=\"0\"|data-click)",
        re.I,
    ),
    "a picture without words": re.compile(r"<img\b(?![^>]*\balt=)[^>]*>", re.I),
    "a tab order of its own": re.compile(r"tabindex=\"[1-9]"),
    "a new tab that keeps a hold on this one": re.compile(
        r"<a\b(?=[^>]*target=\"_blank\")(?![^>]*rel=\"[^\"]*noopener)[^>]*>", re.I
    ),
    "a page without a language": re.compile(r"<html\b(?![^>]*\blang=)[^>]*>", re.I),
    "a forced zoom": re.compile(r"user-scalable=no|maximum-scale=1", re.I),
    "a form that sends by address": re.compile(
        r"<form\b(?![^>]*method=\"(?:post|dialog)\")[^>]*>", re.I
    ),
    "a pre-ticked box": re.compile(
        r"<input\b[^>]*type=\"(?:checkbox|radio)\"[^>]*\schecked\b", re.I
    ),
}  # fmt: skip


def faults(text: str) -> list[str]:
    """Return what is wrong with a page."""
    plain = re.sub(
        r"{% comment %}.*?{% endcomment %}|{#.*?#}|<!--.*?-->", "", text, flags=re.S
    )
    return [what for what, pattern in RULES.items() if pattern.search(plain)]


def test_pages_keep_the_rules():
    found = {
        name(path): faults(path.read_text(encoding="utf-8"))
        for path in files(".html")
        if name(path).startswith(("demeso/", "config/"))
    }
    assert {path: what for path, what in found.items() if what} == {}


PLANTED = {
    "an inline handler": '<button type="button" onclick="x()">',
    "an inline style": '<p style="color: red">',
    "an inline script": "<script>x()</script>",
    "something of another server": '<img alt="" src="//elsewhere.example/x.png">',
    "a link without an address": "<a>x</a>",
    "a script address": '<a href="javascript:x()">',
    "a button without a type": "<button>x</button>",
    "something clickable that is no button or link": '<div role="button">',
    "a picture without words": '<img src="x.png">',
    "a tab order of its own": '<a href="/" tabindex="3">',
    "a new tab that keeps a hold on this one": '<a href="/" target="_blank">',
    "a page without a language": "<html>",
    "a forced zoom": '<meta content="user-scalable=no">',
    "a form that sends by address": '<form action="/x">',
    "a pre-ticked box": '<input type="checkbox" name="x" checked>',
}


def test_each_rule_finds_its_planted_fault():
    assert set(PLANTED) == set(RULES)
    for what, page in PLANTED.items():
        assert what in faults(page), what


def test_a_good_page_passes():
    page = (
        '<html lang="fr"><a href="/aide">x</a><button type="submit">x</button>'
        '<form method="post" action="/x"><input type="checkbox" name="a"></form>'
        '<script type="module" src="/static/app.js"></script>'
        '<a href="/app/" target="_blank" rel="noopener">x</a>'
        '<img alt="" src="/static/x.svg">'
    )
    assert faults(page) == []


GROUP = re.compile(
    r"<section\b[^>]*aria-labelledby=\"(me-[a-z]+)\">(.*?)</section>", re.S
)
WAY = re.compile(r"<(?:a|button) class=\"go second\"")
FEW = 4


def test_what_somebody_does_for_herself_stands_in_few_groups_with_a_heading():
    path = ROOT / "demeso/worker/templates/worker/screens/me.html"
    text = path.read_text(encoding="utf-8").partition("</template>")[0]
    groups = dict(GROUP.findall(text))
    assert [len(WAY.findall(inside)) <= FEW for inside in groups.values()] == [True] * 3
    assert all(f'<h2 id="{name}">' in inside for name, inside in groups.items())
    assert WAY.search(GROUP.sub("", text)) is None
