"""The same sources give the same bytes, wherever they are built."""

import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

WEB = settings.ROOT / "web"
NODE = Path(sys.executable).parent / "node"
SOURCES = (
    "src", "styles", "build.mjs", "together.mjs", "package.json", "tsconfig.json",
)  # fmt: skip
KEY = "A" * 43
MOST = 4  # parts until the first form: the document, the door, the day
BEHIND = re.compile(rb'(?:from|import)"\./(part-[A-Z0-9]+\.js)"')
BEGUN = re.compile(rb'import\("\./(part-[A-Z0-9]+\.js)"\)')
HANDED_ON = re.compile(rb'(?:import(?:\{[^}]*\}from)?"[^"]+";)*export\{[^}]*\};?\s*')


def build(web: Path, folder: Path, key: str = "") -> dict[str, bytes]:
    """Build the sources of a tree into a folder; return its files."""
    done = subprocess.run(
        [NODE, web / "build.mjs", "", folder],
        env={**os.environ, "DEMESO_RELEASE_PUBLIC": key},
        capture_output=True, text=True, timeout=120, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    return build(WEB, tmp_path_factory.mktemp("first") / "dist")


def test_a_second_build_in_another_place_is_the_same_to_the_byte(built, tmp_path):
    for name in SOURCES:
        source = WEB / name
        copy = shutil.copytree if source.is_dir() else shutil.copy
        copy(source, tmp_path / name)
    (tmp_path / "node_modules").symlink_to(WEB / "node_modules")
    again = build(tmp_path, tmp_path / "elsewhere")
    assert built.keys() == again.keys()
    assert [name for name in built if built[name] != again[name]] == []
    assert str(tmp_path).encode() not in b"".join(again.values())


def test_only_the_keeper_knows_the_release_key(built, tmp_path):
    release = build(WEB, tmp_path / "release", KEY)
    assert [name for name in built if built[name] != release[name]] == ["keeper.js"]
    assert KEY.encode() in release["keeper.js"]
    assert b"carnetKey" in built["keeper.js"]
    assert b"carnetKey" not in release["keeper.js"]  # no other key can be told


def test_no_file_of_the_build_asks_another_server(built):
    assert [
        name
        for name, raw in built.items()
        if name.endswith((".js", ".css")) and b"sourceMappingURL" in raw
    ] == []


def named(built: dict[str, bytes]) -> set[str]:
    """Return what the document asks for by name: docs/adr/0044."""
    told = json.loads(built["ahead.json"])
    return {"app.js", *told["door"], *told["day"]}


def parts(pattern: re.Pattern[bytes], built: dict[str, bytes]) -> set[str]:
    """Return the parts that the named files import or begin."""
    return {
        part.decode() for name in named(built) for part in pattern.findall(built[name])
    }


def test_all_until_the_first_form_comes_in_a_few_parts_and_begins_no_other(built):
    assert len(named(built)) <= MOST
    assert parts(BEHIND, built) <= named(built)


def test_no_part_is_fetched_only_to_hand_on_what_is_there(built):
    late = parts(BEGUN, built) - named(built)
    stubs = {part for part in late if HANDED_ON.fullmatch(built[part])}
    idle = [
        part
        for part in sorted(stubs)
        if {name.decode() for name in BEHIND.findall(built[part])} <= named(built)
    ]
    assert (len(late) > 0, idle) == (True, [])
