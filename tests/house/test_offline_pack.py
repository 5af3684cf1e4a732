"""What a day without network needs is in the release, and so on every device.

The keeper brings each file that the signed list names (web/src/keeper/). What a
screen asks for and the list does not name would be missing in the field, where
nobody can mend it.
"""

import re
from collections.abc import Callable, Mapping

import pytest
from django.conf import settings

from demeso.worker import release
from tests.house.generated import of_the_app
from tests.house.source import ROOT

SCREENS = ROOT / "demeso/worker/templates/worker/screens"
LANGUAGES = [code for code, _name in settings.LANGUAGES]
# Answered by the network alone, and asked for only when there is one.
ONLINE = ("/app/v1/", "/app/version", "/app/garde.js", "/_allauth/", "/field/")
ASKED_ONCE = "/app/ecran/"  # for the home screen, where there is a network
DOORS = ("/quitter", "/app/", "/app/en/")
CODE = re.compile(r"[\"'`]\./(part-[A-Z0-9]+\.js)[\"'`]")
ADDRESS = re.compile(r"[\"'`](/(?:app|static)/[a-z0-9_./@-]*)[\"'`]", re.I)
ON_A_PAGE = re.compile(r"(?:src|href|data-rest|data-src|poster)=\"(/[^\"#?]*)")
IN_A_STYLE = re.compile(r"url\([\"']?([^)\"']+)")
TEMPLATE = re.compile(r"<template id=\"([^\"{]+)\"")
PIECE = re.compile(r"\bpiece\(\s*\"([^\"]+)\"")
Pack = Mapping[str, bytes]
Rule = Callable[[Pack, str], set[str]]


def pack_of(language: str, served: Pack) -> Pack:
    """Return what the keeper brings for a language (`wanted` in manifest.ts)."""
    others = [code for code in LANGUAGES if code != language]
    ends = tuple(f".{other}.html" for other in others)
    homes = {"fr": "/app/", "en": "/app/en/"}
    away = {homes[other] for other in others}
    return {
        at: body
        for at, body in served.items()
        if not at.endswith(ends) and at not in away and not at.startswith(ASKED_ONCE)
    }


def texts(pack: Pack, ends: str) -> list[str]:
    """Return the texts of one kind."""
    return [body.decode() for at, body in pack.items() if at.endswith(ends)]


def pages(pack: Pack) -> list[str]:
    """Return what the server drew."""
    drawn = {at: body for at, body in pack.items() if at.endswith((".html", "/"))}
    return [body.decode() for body in drawn.values()]


def sources() -> list[str]:
    """Return the application's own sources, without its tests and the visit."""
    found = (ROOT / "web/src").rglob("*.ts")
    return [
        path.read_text(encoding="utf-8")
        for path in found
        if not path.name.endswith(".test.ts") and "visit" not in path.parts
    ]


def all_forms(pack: Pack, language: str) -> set[str]:
    """Return forms without a page, or without what checks them."""
    code = "".join(texts(pack, ".js"))
    asked = {form.id: f"/app/forms/{form.id}.{language}.html" for form in of_the_app()}
    return {form for form, at in asked.items() if at not in pack or form not in code}


def all_code(pack: Pack, _language: str) -> set[str]:
    """Return parts of the program that another part begins."""
    begun = {f"/static/{name}" for t in texts(pack, ".js") for name in CODE.findall(t)}
    return {at for at in {"/static/app.js", *begun} if at not in pack}


def all_screens(pack: Pack, _language: str) -> set[str]:
    """Return screens and cards that are drawn nowhere in the pack."""
    drawn = {name for text in pages(pack) for name in TEMPLATE.findall(text)}
    written = [path.read_text(encoding="utf-8") for path in SCREENS.rglob("*.html")]
    named = {name for text in written for name in TEMPLATE.findall(text)}
    filled = {name for text in sources() for name in PIECE.findall(text)}
    return (named | filled) - drawn


def all_addresses(pack: Pack, _language: str) -> set[str]:
    """Return what a page, a style or a script asks for: pictures, icons, sounds."""
    on_pages = [at for text in pages(pack) for at in ON_A_PAGE.findall(text)]
    in_styles = [at for text in texts(pack, ".css") for at in IN_A_STYLE.findall(text)]
    in_code = [at for text in texts(pack, ".js") for at in ADDRESS.findall(text)]
    asked = {
        at for at in (*on_pages, *in_styles, *in_code) if not at.startswith("data:")
    }
    known = (*pack, *DOORS)
    return {at for at in asked if at not in known and not at.startswith(ONLINE)} - STEMS


# Beginnings of addresses: what is put behind them is checked by the other rules.
STEMS = {"/app/forms/", "/app/arret.", "/static/"}
RULES: Mapping[str, Rule] = {
    "a form": all_forms,
    "a part of the program": all_code,
    "a screen or card": all_screens,
    "an address": all_addresses,
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("what", RULES)
def test_nothing_is_missing_from_the_offline_pack(what: str, language: str) -> None:
    assert RULES[what](pack_of(language, release.served()), language) == set()


def test_the_keeper_answers_for_every_address_of_the_pack() -> None:
    listed = release.served()
    passed = [at for at in listed if at.startswith(ONLINE)]
    assert passed == []
    assert all(at.startswith(("/app/", "/static/")) for at in listed)


PLANTED: Mapping[str, Callable[[dict[str, bytes]], None]] = {
    "a form": lambda pack: _drop(pack, "/app/forms/follow_up@1.fr.html"),
    "a part of the program": lambda pack: _drop(pack, "/static/part-"),
    "a screen or card": lambda pack: _drop(pack, "/app/rest/"),
    "an address": lambda pack: pack.update(
        {"/app/forms/x@1.fr.html": b'<img src="/static/danger.svg" alt="">'}
    ),
}


def _drop(pack: dict[str, bytes], begins: str) -> None:
    del pack[next(at for at in pack if at.startswith(begins))]


@pytest.mark.parametrize("what", RULES)
def test_each_rule_finds_its_planted_fault(what: str) -> None:
    pack = dict(pack_of("fr", release.served()))
    PLANTED[what](pack)
    assert RULES[what](pack, "fr") != set()
