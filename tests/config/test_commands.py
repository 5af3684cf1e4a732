import json

import pytest

from config.cli import main
from config.commands import demo, founding, running
from demeso.agencies.models import Account, Agency, Invitation
from demeso.agencies.queries.people import get_invitation
from demeso.help import demo as help_demo
from demeso.kernel.canon import b64
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Leaf
from demeso.ledger.notes import public_of

SECRET = "JBSWY3DPEHPK3PXP"
PEOPLE = {
    "people": [
        {
            "username": "nana",
            "role": "caseworker",
            "passphrase": "a b c",
            "totp": SECRET,
        }
    ]
}  # fmt: skip


def test_founding_prints_two_links_that_open(capsys, db, settings):
    assert main(["found", "--agency", "Coordination", "--region", "mopti"]) == 0
    lines = capsys.readouterr().out.splitlines()
    start = f"{settings.ORIGIN}/app/#join="
    tokens = [line.partition(start)[2] for line in lines if start in line]
    links = [token.partition(".") for token in tokens]
    found = [get_invitation(token, at=now()) for token, _dot, _key in links]
    key = b64(public_of(bytes.fromhex(settings.LEDGER_SEED)))
    assert {pinned for _token, _dot, pinned in links} == {key}
    assert len({invitation.pk for invitation in found}) == 2
    assert not Account.objects.exists()


def test_tokens_are_nowhere_in_the_database(stage):
    kept = b"".join(bytes(leaf.data) for leaf in Leaf.objects.all())
    hashes = list(Invitation.objects.values_list("token_hash", flat=True))
    for called in ("Awa", "Moussa"):
        assert stage.tokens[called] not in hashes
        assert stage.tokens[called].encode() not in kept


def test_a_house_is_founded_once(capsys, stage):
    assert main(["found", "--agency", "Other", "--region", "mopti"]) == 1
    assert "Already founded" in capsys.readouterr().err
    with pytest.raises(RefusedError, match=r"agency\.founded"):
        founding.found_house("Other", "mopti", ["A", "B"], at=stage.now())
    assert Agency.objects.count() == 1


@pytest.fixture
def loaded(tmp_path, settings):
    settings.VAR, settings.DEMO = tmp_path, True
    help_demo.people_file().parent.mkdir()
    help_demo.people_file().write_text(json.dumps(PEOPLE))
    return settings


def test_a_demo_code_is_six_figures(capsys, loaded):
    assert demo.code(["NANA"]) == 0
    printed = capsys.readouterr().out.strip()
    assert printed.isdigit()
    assert len(printed) == 6
    assert help_demo.code_of(PEOPLE["people"][0], 59) == "996554"


def test_an_unknown_name_is_told_who_plays(capsys, loaded):
    assert demo.code(["issa"]) == 1
    assert "nana" in capsys.readouterr().err


def test_outside_the_demo_there_are_no_codes(capsys, loaded):
    loaded.DEMO = False
    assert demo.code(["nana"]) == 1
    assert help_demo.demo_people() == []
    assert capsys.readouterr().out == ""


def test_the_demo_introduces_its_people(loaded):
    assert "nana" in demo.introduction()
    assert "a b c" in demo.introduction()


def test_a_house_that_is_no_demo_is_left_alone(settings, tmp_path, stage):
    settings.VAR = tmp_path
    with pytest.raises(SystemExit, match="Not a demo"):
        running._load_demo()


def test_migrating_again_changes_nothing(db):
    assert running.migrate([]) == 0
