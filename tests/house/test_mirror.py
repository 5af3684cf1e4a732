"""Tests stand apart and mirror the product: one source file, one test file."""

import re
from pathlib import Path

from tests.house.source import ROOT, files, name

MIRRORED = ("rules", "queries", "services")
SENTENCE = re.compile(r"^test_[a-z0-9]+(_[a-z0-9]+)+$")


def mirror_of(path: Path) -> Path | None:
    """Return the test file that a source file needs; None when it needs none."""
    app, stem = path.parts[1], path.parts[2].removesuffix(".py")
    if stem not in MIRRORED or path.name == "__init__.py":
        return None
    return Path("tests", app, *path.parts[2:-1], f"test_{path.stem}.py")


def unmirrored(paths: list[Path], there: set[Path]) -> list[str]:
    """Return the source files whose test file is missing."""
    needed = ((path, mirror_of(path)) for path in paths)
    return [
        f"{path.as_posix()} needs {wanted.as_posix()}"
        for path, wanted in needed
        if wanted and wanted not in there
        and Path("tests", path.parts[1], f"test_{path.parts[2]}.py") not in there
    ]  # fmt: skip


def strays(tests: list[Path], there: set[Path]) -> list[str]:
    """Return rules tests whose rules are gone."""
    return [
        test.as_posix()
        for test in tests
        if test.name == "test_rules.py"
        and Path("demeso", test.parts[1], "rules.py") not in there
        and not any(p.parts[:3] == ("demeso", test.parts[1], "rules") for p in there)
    ]


def ours() -> list[Path]:
    return [Path(name(path)) for path in files(".py")]


def test_every_rules_queries_and_services_file_has_its_test_file():
    product = [p for p in ours() if p.parts[0] == "demeso" and len(p.parts) > 2]
    assert unmirrored(product, set(ours())) == []


def test_no_rules_test_outlives_its_rules():
    tests = [p for p in ours() if p.parts[0] == "tests" and len(p.parts) == 3]
    assert strays(tests, set(ours())) == []


def test_every_folder_of_tests_is_a_package():
    folders = {p.parent for p in ours() if p.parts[0] == "tests"}
    assert [
        f.as_posix() for f in folders if not (ROOT / f / "__init__.py").exists()
    ] == []


def test_a_tests_name_is_a_sentence():
    found = [
        f"{name(path)}: {match}"
        for path in files(".py")
        if name(path).startswith("tests/")
        for match in re.findall(r"^def (test_\w+)", path.read_text("utf-8"), re.M)
        if not SENTENCE.match(match)
    ]
    assert found == []


def test_missing_mirrors_are_found():
    rules = Path("demeso/casework/rules.py")
    opening = Path("demeso/casework/services/opening.py")
    assert unmirrored([rules], set())
    assert not unmirrored([rules], {Path("tests/casework/test_rules.py")})
    assert unmirrored([opening], set())
    assert not unmirrored([opening], {Path("tests/casework/services/test_opening.py")})
    assert not unmirrored([opening], {Path("tests/casework/test_services.py")})
    assert strays([Path("tests/casework/test_rules.py")], set())
    assert not SENTENCE.match("test_case")
    assert not SENTENCE.match("test_Case_opens")
