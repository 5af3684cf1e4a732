"""The same sources give the same bytes, wherever they are built."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

WEB = settings.ROOT / "web"
NODE = Path(sys.executable).parent / "node"
SOURCES = ("src", "styles", "build.mjs", "package.json", "tsconfig.json")
KEY = "A" * 43


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
