"""What the release lists is what the server serves, byte for byte."""

import hashlib

import pytest
from django.test import Client

from demeso.kernel.canon import b64
from demeso.worker import release
from demeso.worker.manifest import is_signed, listed, public_of, signed

SEED = bytes(range(32))


@pytest.fixture
def dist(tmp_path, settings):
    """Return a folder of built files without a signed release."""
    settings.DIST, settings.VAR = tmp_path / "dist", tmp_path / "var"
    settings.DIST.mkdir()
    for name, text in (("app.js", "1;"), ("keeper.js", "2;"), ("retired.js", "3;")):
        (settings.DIST / name).write_text(text)
    (settings.DIST / "app.js.LEGAL.txt").write_text("whose")
    return settings


def test_every_listed_address_serves_what_is_listed(db):
    wrong = []
    for address, digest in release.renew().files.items():
        answer = Client().get(address)
        body = answer.getvalue()
        answer.close()
        if b64(hashlib.sha256(body).digest()) != digest:
            wrong.append(address)
    assert wrong == []


def test_pages_in_both_languages_and_all_code_are_listed(dist):
    files = release.renew().files
    assert {"/app/", "/app/en/", "/app/arret.fr.html", "/static/app.js"} <= files.keys()
    assert "/app/forms/consent@1.en.html" in files
    assert "/static/keeper.js" not in files
    assert "/static/app.js.LEGAL.txt" not in files


def test_the_servers_own_list_changes_its_number_only_with_what_is_served(dist):
    first = release.renew()
    assert first.version == 1
    assert release.renew() == first
    (dist.DIST / "app.js").write_text("other;")
    assert release.renew().version == 2
    assert '"development":true' in first.manifest
    assert is_signed(first, public_of(bytes.fromhex(dist.DEVELOPMENT_SEED)))


def test_a_signed_release_is_served_as_it_is(dist):
    made = signed(listed(7, release.served(), development=False), SEED)
    release.keep(dist.DIST, made)
    assert release.standing() == made
    assert not release.is_development()
    said = Client().get("/app/version")
    assert said.json() == {"manifest": made.manifest, "sig": made.sig}
    tag = {"If-None-Match": said.headers["ETag"]}
    assert Client().get("/app/version", headers=tag).status_code == 304


def test_only_a_development_keeper_is_told_the_servers_key(dist):
    told = Client().get("/app/garde.js").content.decode()
    own = public_of(bytes.fromhex(dist.DEVELOPMENT_SEED))
    assert told == f"self.carnetKey='{own}';\n2;"
    release.keep(dist.DIST, signed(listed(7, {}, development=False), SEED))
    answer = Client().get("/app/garde.js")
    assert answer.content == b"2;"
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert answer.headers["Cache-Control"] == "no-cache"


def test_the_kill_switch_hands_out_the_keeper_that_retires(dist):
    dist.KEEPER_RETIRED = True
    assert Client().get("/app/garde.js").content.endswith(b"3;")


def test_what_was_never_built_is_not_there(dist):
    (dist.DIST / "keeper.js").unlink()
    assert Client().get("/app/garde.js").status_code == 404
    assert Client().get("/app/arret.xx.html").status_code == 404
