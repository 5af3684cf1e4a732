"""Who can help now, as the database finds it: equal to a look at every place."""

from datetime import timedelta
from itertools import product
from random import Random

import pytest

from demeso.directory.models import Organisation, Site
from demeso.directory.queries import crowding, searching
from demeso.directory.queries.searching import (
    PUBLIC_COLUMNS,
    listed,
    who_can_help,
)
from demeso.directory.ranking import ranked
from demeso.directory.saying import chart
from demeso.directory.standing import Asked
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now, stamp
from tests.places import ALWAYS, OFFICE

MONDAY = "2026-11-09T09:30:00.000Z"
READER = Actor("reader", "", frozenset())
PLACES, MOST = 160, 6
LONG_AGO = "2026-05-01T10:00:00.000Z"
POINTS = ((14.49, -4.19), (14.5, -4.2), (14.6, -4.1), (14.9, -4.0), (16.27, -0.04))


@pytest.fixture
def crowd(db):
    """List many places around Mopti, a few of them in Gao; drawn, always alike."""
    del db
    dice, at = Random(7), now()
    houses = [
        Organisation(id=f"{n:032x}", name=f"Maison {n}", region="mopti", edited_at=at)
        for n in range(12)
    ]
    Organisation.objects.bulk_create(houses)
    Site.objects.bulk_create(
        _place(dice, n, dice.choice(houses)) for n in range(PLACES)
    )


def _place(dice: Random, number: int, house: Organisation) -> Site:
    north, east = dice.choice(POINTS)
    told = dice.choice(POINTS)
    return Site(
        id=f"{number:036x}", organisation=house, root="directory", is_draft=False,
        name="Lieu", region="mopti", cercle="mopti", north=north, east=east,
        public_north=told[0], public_east=told[1], precision="exact",
        latitude=f"{north}", longitude=f"{east}", services="health psychosocial",
        receiving="yes", hours=dice.choice((ALWAYS, OFFICE, "")),
        on_call=dice.choice(("yes", "no")), languages=dice.choice(("bm", "bm ff")),
        children=dice.choice(("yes", "yes", "", "no")), men="yes", tier="public",
        access=dice.choice(("yes", "partly")), stocked=MONDAY,
        stock={"pep": dice.choice(("in", "in", "low", "out", "never"))},
        verified=dice.choice((MONDAY, LONG_AGO)), edited_at=now(),
    )  # fmt: skip


def questions():
    for place, items, child, language in product(
        ("mopti", "gao", ""), ((), ("pep",)), (False, True), ("", "taq")
    ):
        yield Asked("health", MONDAY, items=items, child=child, access=child,
                    language=language, place=place)  # fmt: skip


@pytest.mark.usefixtures("crowd")
@pytest.mark.parametrize(
    ("tier", "columns"), [("", searching.COLUMNS), ("public", PUBLIC_COLUMNS)]
)
@pytest.mark.parametrize(
    ("rows", "batch", "page"), [(600, 300, 250), (1, 300, 250), (1, 4, 3), (9, 40, 500)]
)
def test_what_is_found_is_what_a_look_at_every_place_finds(
    monkeypatch, rows, batch, page, tier, columns
):  # fmt: skip
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(searching, "CROWD", rows)
    monkeypatch.setattr(crowding, "A_BATCH", batch)
    monkeypatch.setattr(crowding, "A_PAGE", page)
    everyone = [listed(site, columns) for site in Site.objects.all()]
    for asked in questions():
        found = who_can_help(asked, actor=READER, here=chart(), tier=tier)
        assert found == ranked(everyone, asked, chart())[:MOST], asked


@pytest.mark.usefixtures("crowd")
def test_in_a_crowd_most_places_are_never_read(
    monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(searching, "CROWD", 1)
    monkeypatch.setattr(crowding, "A_BATCH", 4)
    read = []
    seen = searching.standings
    monkeypatch.setattr(
        searching, "standings", lambda rows, *more: seen(_told(rows, read), *more)
    )
    monkeypatch.setattr(crowding, "A_PAGE", 20)
    with django_assert_max_num_queries(4):
        asked = Asked("health", MONDAY, place="mopti")
        assert len(who_can_help(asked, actor=READER, here=chart())) == MOST
    assert len(read) < PLACES / 2


def _told(rows, read):
    for row in rows:
        read.append(row.id)
        yield row


@pytest.mark.usefixtures("crowd")
def test_what_nobody_may_read_is_not_found():
    Site.objects.update(tier="restricted", root="directory.restricted")
    at = stamp(now() + timedelta(days=1))
    asked = Asked("health", at, place="mopti")
    assert who_can_help(asked, actor=READER, here=chart()) == []
