"""A stranger finds what they look for in two guesses."""

import re
from pathlib import Path

from tests.house.source import ROOT, Source, files, name, public_functions, sources

BANNED = {
    "utils", "util", "helpers", "helper", "common", "core", "misc", "base",
    "manager", "managers", "handler", "handlers", "data", "info", "lib", "stuff",
    "part1", "part2", "temp", "new", "old",
}  # fmt: skip
# Names that a framework looks for.
GIVEN = {"config/grants_schema/base.py"}
FOLDERS = ("demeso", "config", "client", "bench", "web", "deploy", "countries")
AUTOMATIC = re.compile(r"(_auto_|_initial$|^\d{4}_(initial|auto|alter_|rename_|merge))")
SHAPE = re.compile(r"^\d{4}_[a-z0-9]+(_[a-z0-9]+)*$")


def badly_named(path: Path) -> list[str]:
    """Return the parts of a path that say nothing."""
    if path.as_posix() in GIVEN or path.parts[0] not in FOLDERS:
        return []
    stems = list(path.parts[1:-1])
    if path.suffix in (".py", ".ts", ".mjs", ".js", ".sh"):
        stems.append(path.name.split(".")[0])
    return [f"{path.as_posix()}: {stem}" for stem in stems if stem in BANNED]


def untelling(migration: str) -> bool:
    """Tell whether a migration's name says nothing of what it does."""
    return bool(AUTOMATIC.search(migration)) or not SHAPE.match(migration)


def odd_verbs(source: Source) -> list[str]:
    """Return public services whose name is not `verb_noun`."""
    if source.role != "services" or source.app in ("ledger", "vault"):
        return []
    return [
        f"{source.path}: {function.name}"
        for function in public_functions(source.tree)
        if "_" not in function.name
    ]


def test_modules_have_telling_names():
    found = [f for path in files() for f in badly_named(Path(name(path)))]
    assert found == []


def test_migrations_have_telling_names():
    found = [
        name(path)
        for path in files(".py")
        if path.parent.name == "migrations" and path.stem != "__init__"
        and untelling(path.stem)
    ]  # fmt: skip
    assert found == []


def test_services_are_verb_and_noun():
    assert [f for source in sources("demeso") for f in odd_verbs(source)] == []


def test_poor_names_are_found():
    assert badly_named(Path("demeso/casework/utils.py"))
    assert badly_named(Path("demeso/common/rules.py"))
    assert badly_named(Path("web/src/helpers/x.ts"))
    assert not badly_named(Path("demeso/casework/rules.py"))
    for poor in ("0001_initial", "0002_auto_20260101", "0003_alter_case_x", "keep"):
        assert untelling(poor)
    assert not untelling("0001_cases_and_plan_lines")
    planted = Source("demeso/casework/services.py", "def case(*, actor): ...")
    assert odd_verbs(planted)


def test_the_given_names_are_still_there():
    assert [path for path in GIVEN if not (ROOT / path).exists()] == []
