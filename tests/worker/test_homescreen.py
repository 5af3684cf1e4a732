"""A home screen shows a neutral name and a neutral picture, whatever is chosen."""

import itertools
import json
import re
from xml.etree import ElementTree

import pytest
from django.test import Client

from demeso.agencies.rules.fronts import ICONS, LABELS, picture
from demeso.worker.release import served

# What a name or a picture on a phone must never say (red lines, house.md section 1).
TELLING = re.compile(r"viol|vbg|gbv|surviv|victim|demeso|aide|help|femme|women", re.I)
EVERY = [*itertools.product(LABELS, ICONS, ("fr", "en"))]


@pytest.mark.parametrize(("label", "icon", "language"), EVERY)
def test_every_choice_is_served_signed_and_says_nothing(label, icon, language):
    address = f"/app/ecran/{label}-{icon}.{language}.webmanifest"
    answer = Client().get(address)
    assert answer.headers["Content-Type"] == "application/manifest+json"
    said = json.loads(answer.content)
    assert served()[address] == answer.content
    assert not TELLING.search(answer.content.decode())
    assert said["name"] == said["short_name"]
    assert said["scope"] == said["id"] == "/app/"
    assert {one["src"] for one in said["icons"]} == {f"/app/ecran/{icon}.svg"}


def test_the_name_is_said_in_the_language_of_the_notebook():
    names = [
        json.loads(Client().get(f"/app/ecran/memo-soleil.{code}.webmanifest").content)
        for code in ("fr", "en")
    ]
    assert [one["name"] for one in names] == ["Mémo", "Memo"]
    assert [one["start_url"] for one in names] == ["/app/", "/app/en/"]


@pytest.mark.parametrize("icon", ICONS)
def test_every_picture_is_one_shape_without_words(icon):
    answer = Client().get(f"/app/ecran/{icon}.svg")
    assert answer.headers["Content-Type"] == "image/svg+xml"
    assert answer.content.decode() == picture(icon)
    drawn = ElementTree.fromstring(answer.content)
    assert [one.tag.partition("}")[2] for one in drawn] == ["path", "path"]
    assert "".join(drawn.itertext()) == ""


@pytest.mark.parametrize(
    "address", ["violence-soleil.fr.webmanifest", "memo-arme.fr.webmanifest",
                "memo-soleil.xx.webmanifest", "arme.svg"],
)  # fmt: skip
def test_nothing_else_can_be_chosen(address):
    assert Client().get(f"/app/ecran/{address}").status_code == 404
