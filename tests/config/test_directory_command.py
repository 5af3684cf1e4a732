"""`demeso directory`: what is wrong with a file, and what may be shown to anybody."""

import json
import os

import pytest

from config.commands.directory import directory
from demeso.directory.models import Revision
from demeso.interchange.rules.decoding import MOST_BYTES
from demeso.interchange.writing import csv_file
from tests.handing import list_organisation
from tests.interchange.land import NAMES, PLACE, place
from tests.places import propose_site, review_site

OWN = ["organisation_name", "organisation_region", "organisation_services"]
KENEYA = ["Association Kènèya", "Mopti", "health; psychosocial"]
HIDDEN = "Porte cachée"


@pytest.fixture
def written(tmp_path):
    def write(*rows):
        path = tmp_path / "annuaire.csv"
        path.write_bytes(csv_file([[*NAMES, *OWN], *([*row, *KENEYA] for row in rows)]))
        return str(path)

    return write


def test_a_right_file_is_counted_and_nothing_is_taken_in(written, capsys):
    assert directory(["check", written(PLACE)]) == 0
    assert "1 organisations, 1 places, 0 faults" in capsys.readouterr().out


def test_every_wrong_cell_is_named_with_its_row_its_column_and_words(written, capsys):
    wrong = place(latitude="48.85", hours_monday="9h-8h")
    assert directory(["check", written([*PLACE[:-1], "?"], wrong)]) == 1
    told = capsys.readouterr().out
    assert "annuaire.csv 3 H latitude: Ce point est hors du pays" in told
    assert "annuaire.csv 3 J hours_monday: Une heure de fin vient avant" in told
    assert "[48.85]" in told


def test_a_file_over_fifty_megabytes_is_not_even_opened(tmp_path, capsys):
    path = tmp_path / "annuaire.csv"
    path.touch()
    os.truncate(path, MOST_BYTES + 1)
    assert directory(["check", str(path)]) == 1
    assert "50 Mo" in capsys.readouterr().out


def test_a_file_that_is_not_there_is_named(tmp_path, capsys):
    assert directory(["check", str(tmp_path / "rien.csv")]) == 1
    assert "no such file" in capsys.readouterr().out


@pytest.mark.parametrize("name", ["public.csv", "public.json", "public.zip"])
def test_what_is_written_for_anybody_is_public_and_can_be_checked(
    name, awa, moussa, tmp_path, capsys
):
    own = list_organisation(awa, "Clinique Sariya", "health", "psychosocial")
    for title, tier in (("Porte bleue", "public"), (HIDDEN, "professional")):
        site = propose_site(awa, own, name=title, tier=tier)
        review_site(moussa, site, Revision.objects.get(site=site).id)
    path = tmp_path / name
    assert directory(["public", str(path)]) == 0
    assert HIDDEN.encode() not in path.read_bytes()
    if name.endswith("json"):
        said = json.loads(path.read_text("utf-8"))
        assert HIDDEN not in json.dumps(said, ensure_ascii=False)
    assert directory(["check", str(path)]) == 0
    assert "1 organisations, 1 places" in capsys.readouterr().out
    assert directory(["public", str(tmp_path / "public.pdf")]) == 1
