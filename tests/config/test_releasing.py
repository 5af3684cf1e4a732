import json
import stat

import pytest

from config.cli import main
from config.commands.releasing import complaint, note_release
from demeso.ledger.models import Leaf
from demeso.worker.manifest import is_signed
from demeso.worker.release import standing


@pytest.fixture
def built(tmp_path, settings):
    settings.DIST, settings.VAR = tmp_path / "dist", tmp_path / "var"
    settings.DIST.mkdir()
    (settings.DIST / "app.js").write_text("1;")
    return settings


@pytest.fixture
def key(tmp_path, capsys):
    path = tmp_path / "release"
    assert main(["release", "key", str(path)]) == 0
    return path, capsys.readouterr().out.strip()


def test_a_key_is_its_owners_and_is_never_overwritten(key):
    path, public = key
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert len(public) == 43
    with pytest.raises(FileExistsError):
        main(["release", "key", str(path)])


def test_a_list_is_made_signed_and_shown(built, key, capsys):
    path, public = key
    assert main(["release", "sign", str(path)]) == 1
    assert main(["release", "list", "7"]) == 0
    assert "No signed release" in complaint()
    assert main(["release", "sign", str(path)]) == 0
    assert is_signed(standing(), public)
    assert complaint() == ""
    capsys.readouterr()
    assert main(["release", "show"]) == 0
    assert capsys.readouterr().out == f"version 7, digest {standing().digest}\n"
    assert main(["release", "public", str(path)]) == 0
    assert capsys.readouterr().out.strip() == public


def test_a_new_list_needs_a_new_signature(built, key):
    path, _public = key
    for line in (["list", "7"], ["sign", str(path)], ["list", "8"]):
        assert main(["release", *line]) == 0
    assert "No signed release" in complaint()


def test_a_release_of_another_key_is_told(built, key):
    path, public = key
    for line in (["list", "7"], ["sign", str(path)]):
        main(["release", *line])
    built.RELEASE_PUBLIC = public
    assert complaint() == ""
    built.RELEASE_PUBLIC = "A" * 43
    assert "not signed by" in complaint()


def test_a_demo_is_never_listed(built, capsys):
    built.DEMO = True
    assert main(["release", "list", "7"]) == 1
    assert "DEMESO_DEMO" in capsys.readouterr().err


def test_each_start_of_the_server_notes_what_it_serves(built, db):
    made = note_release()
    leaf = json.loads(bytes(Leaf.objects.latest("position").data))
    assert leaf["type"] == leaf["kind"] == "release"
    assert leaf["open"] == {
        "version": 1, "digest": made.digest, "development": True,
    }  # fmt: skip
