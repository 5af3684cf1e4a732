"""Everything fits a screen or a few."""

from pathlib import Path

from tests.house.source import ROOT, files, name

LIMITS = (
    # folders, suffix, lines
    (("demeso", "config", "client", "bench"), ".py", 300),
    (("tests",), ".py", 400),
    (("demeso", "config"), ".html", 120),
    (("web",), ".ts", 150),
    (("web",), ".mjs", 150),
)
DOCUMENTS = {"README.md": 120, "docs/adr": 40}


def limit_of(path: Path) -> int | None:
    """Return how many lines a file may have; None when it is not limited."""
    parts = path.parts
    if "migrations" in parts or "generated" in parts:
        return None
    for folders, suffix, lines in LIMITS:
        if parts[0] in folders and path.suffix == suffix:
            return lines
    return next(
        (n for place, n in DOCUMENTS.items() if path.as_posix().startswith(place)),
        None,
    )


def too_long(path: Path, text: str) -> list[str]:
    """Return the complaint about a file, if any."""
    limit, lines = limit_of(path), len(text.splitlines())
    over = limit is not None and lines > limit
    return [f"{path.as_posix()}: {lines} lines, at most {limit}"] if over else []


def test_no_file_is_too_long():
    wanted = files(".py", ".html", ".ts", ".mjs", ".md")
    found = [
        fault
        for path in wanted
        for fault in too_long(Path(name(path)), path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_a_long_file_is_found():
    for place, lines in (
        ("demeso/casework/services.py", 301), ("tests/casework/test_rules.py", 401),
        ("demeso/desk/templates/desk/a.html", 121), ("web/src/forms/fill.ts", 151),
        ("docs/adr/0001-x.md", 41), ("README.md", 121),
    ):  # fmt: skip
        assert too_long(Path(place), "x\n" * lines)
        assert not too_long(Path(place), "x\n" * (lines - 1))
    assert not too_long(Path("demeso/x/migrations/0001_x.py"), "x\n" * 999)


def test_the_tree_is_read_from_its_root():
    assert (ROOT / "pyproject.toml").exists()
