"""What a document names is there: links, headings, files, commands."""

import re
from pathlib import Path

from config.cli import COMMANDS
from tests.house.source import ROOT, files, name

LINK = re.compile(r"\]\(([^)\s]+)\)")
ELSEWHERE = re.compile(r"https?:|mailto:")
HEADING = re.compile(r"^#+ (.*)$", re.M)
PATH = re.compile(r"`([\w.-]+(?:/[\w.-]*)+)`")
MADE = re.compile(r"`make ([a-z-]+)")
SAID = re.compile(r"`demeso ([a-z]+)")
TARGET = re.compile(r"^([a-z][a-z-]*):", re.M)
# Named so that somebody puts something there, or as an example of a shape.
OF_NOBODY = {
    "demeso/x/rules.py", "tests/x/test_rules.py", "demeso/worker/ID",
    "countries/ml/audio",
}  # fmt: skip


def marks(text: str) -> set[str]:
    """Return what a link may name inside a document: its headings."""
    plain = (re.sub(r"[^\w\- ]", "", one.lower()) for one in HEADING.findall(text))
    return {one.replace(" ", "-") for one in plain}


def lost_links(path: Path, text: str) -> list[str]:
    """Return the links of a document that lead nowhere."""
    return [one for one in LINK.findall(text) if _is_lost(path, one)]


def _is_lost(path: Path, link: str) -> bool:
    if ELSEWHERE.match(link):
        return False
    place, _sign, mark = link.partition("#")
    found = (path.parent / place).resolve() if place else path
    if not found.exists():
        return True
    return bool(mark) and mark not in marks(found.read_text(encoding="utf-8"))


def lost_names(text: str) -> list[str]:
    """Return the files and commands that a document names and nobody has."""
    tops = {path.name for path in ROOT.iterdir()} - {"var"}
    targets = set(TARGET.findall((ROOT / "Makefile").read_text(encoding="utf-8")))
    return [
        *(
            one
            for one in PATH.findall(text)
            if one.split("/")[0] in tops and one not in OF_NOBODY
            and not (ROOT / one).exists()
        ),
        *(f"make {one}" for one in MADE.findall(text) if one not in targets),
        *(f"demeso {one}" for one in SAID.findall(text) if one not in COMMANDS),
    ]  # fmt: skip


def test_every_link_of_every_document_leads_somewhere():
    found = {name(one): lost_links(one, one.read_text("utf-8")) for one in files(".md")}
    assert len(found) > 50
    assert {place: links for place, links in found.items() if links} == {}


def test_documents_name_only_what_there_is():
    found = {name(one): lost_names(one.read_text("utf-8")) for one in files(".md")}
    assert {place: names for place, names in found.items() if names} == {}


def test_planted_names_are_found():
    here = ROOT / "README.md"
    text = "# Where it is\n[a](docs/nothing.md) [b](#nowhere) [c](docs/openapi.json)"
    assert lost_links(here, text) == ["docs/nothing.md", "#nowhere"]
    names = "`web/src/nothing.ts`, `make nothing`, `demeso nothing`, `make run`"
    assert lost_names(names) == [
        "web/src/nothing.ts", "make nothing", "demeso nothing",
    ]  # fmt: skip
