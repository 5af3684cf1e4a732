"""The threat model names a test for each thing that it says nobody can do."""

import re
from collections.abc import Iterator

from tests.house.source import ROOT, files

DOCUMENT = "docs/threat-model.md"
ORDER = ["Stories", "What compromise can achieve", "What we cannot promise"]
SPOKEN = re.compile(r"`([^`\n]+)`")
FILE = re.compile(r"(?:^|/)(?:test_\w+\.py|[\w-]+\.test\.ts)$")
FUNCTION = re.compile(r"^test_\w+$")
DEFINED = re.compile(r"^\s*def (test_\w+)\(", re.M)


def sections(text: str) -> dict[str, str]:
    """Return heading → what stands below it."""
    parts = re.split(r"^## (.+)$", text, flags=re.M)[1:]
    return dict(zip(parts[::2], parts[1::2], strict=True))


def named(text: str) -> list[str]:
    """Return the tests that a text names: whole files by path, functions by name."""
    said = [one.partition("::")[0] for one in SPOKEN.findall(text)]
    return [one for one in said if FILE.search(one) or FUNCTION.match(one)]


def lost(names: list[str], known: set[str]) -> list[str]:
    """Return the tests that are not there."""
    there = [
        name
        for name in names
        if (ROOT / name).is_file() or (FUNCTION.match(name) and name in known)
    ]
    return sorted(set(names) - set(there))


def rows(text: str) -> Iterator[str]:
    """Yield the last cell of each row of each table, its head apart."""
    lines = text.splitlines()
    for at, line in enumerate(lines):
        is_head = at + 1 < len(lines) and lines[at + 1].startswith("|---")
        if line.startswith("|") and not line.startswith("|---") and not is_head:
            yield line.strip(" |").split("|")[-1]


def claims(text: str) -> Iterator[str]:
    """Yield each paragraph that says what somebody cannot do, with its table."""
    for one in re.split(r"\n(?=- |\*\*)", text):
        if re.match(r"- Cannot\b", one):
            yield one


def unproved(text: str) -> list[str]:
    """Return the rows and the claims that name no test."""
    said = [*rows(text), *claims(text)]
    return [" ".join(one.split())[:60] for one in said if not named(one)]


def test_stories_come_first_and_what_is_not_promised_is_a_plain_list():
    parts = sections((ROOT / DOCUMENT).read_text(encoding="utf-8"))
    assert [heading for heading in parts if heading in ORDER] == ORDER
    assert next(iter(parts)) == "Stories"
    plain = parts["What we cannot promise"].strip().splitlines()
    assert len([line for line in plain if line.startswith("- ")]) >= 5
    assert [line for line in plain if line and not line.startswith(("- ", "  "))] == []


def test_every_row_and_every_cannot_names_a_test():
    text = (ROOT / DOCUMENT).read_text(encoding="utf-8")
    assert len(list(rows(text))) > 20
    assert len(list(claims(text))) > 20
    assert unproved(text) == []


def test_every_test_that_it_names_is_there():
    known = {
        name
        for path in files(".py")
        for name in DEFINED.findall(path.read_text(encoding="utf-8"))
    }
    names = named((ROOT / DOCUMENT).read_text(encoding="utf-8"))
    assert len(set(names)) > 40
    assert lost(names, known) == []


def test_what_is_missing_is_found():
    text = """
- Can: see.
- Cannot: open it, whatever the day,
  or at night.
- Cannot: open it (`tests/evil/test_keys.py`).
- Cannot, as follows:

| what | proved by |
|---|---|
| one | `test_planted_never` |
| two | a promise |
"""
    cannot = "- Cannot: open it, whatever the day, or at night."
    assert unproved(text) == ["a promise", cannot]
    names = named(text)
    assert names == ["tests/evil/test_keys.py", "test_planted_never"]
    assert lost([*names, "test_keys.py", "evil/no.test.ts"], {"test_kept"}) == [
        "evil/no.test.ts", "test_keys.py", "test_planted_never",
    ]  # fmt: skip
