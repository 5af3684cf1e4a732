"""Who can help now, as the database finds it: equal to a look at every place."""

from dataclasses import replace
from datetime import timedelta
from itertools import permutations, product
from random import Random

import pytest

from demeso.directory.absences import ON_CALL, Absence, absences_text
from demeso.directory.flat import KM_A_DEGREE, flat, least
from demeso.directory.models import Organisation, Site
from demeso.directory.queries import firsts, searching
from demeso.directory.queries.searching import (
    PUBLIC_COLUMNS,
    listed,
    who_can_help,
)
from demeso.directory.ranking import ranked
from demeso.directory.rules.listing import FAMILIES
from demeso.directory.saying import chart
from demeso.directory.standing import Asked, kilometres
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment, now, stamp
from tests.places import ALWAYS, OFFICE

MONDAY = "2026-11-09T09:30:00.000Z"
NIGHT = "2026-11-09T23:10:00.000Z"
SUNDAY = "2026-11-15T02:45:00.000Z"
EVENINGS = "|".join(["00:00-03:00 17:00-24:00"] * 7)
READER = Actor("reader", "", frozenset())
PLACES, MOST = 160, 6
LONG_AGO = "2026-05-01T10:00:00.000Z"
MOPTI = (14.48, -4.18)
POINTS = ((14.49, -4.19), (14.5, -4.2), (14.6, -4.1), (14.9, -4.0), (16.27, -0.04))
RINGS = tuple((14.48 + at / 50, -4.18 + at / 70) for at in range(60))
# Around Mopti, where kilometres are rounded: a hand's breadth within, and beyond.
EDGES = tuple(
    (14.48 + (km + off) / KM_A_DEGREE, -4.18)
    for km in (3.5, 25.5, 50.5, 100.5, 150.5, 200.5, 400.5)
    for off in (-0.5, -1e-6, 1e-6, 0.5)
)
STATES = ("in", "in", "low", "few", "out", "never")
LEFT = absences_text(
    Absence(stamp(moment(since)), stamp(moment(since) + timedelta(hours=9)), "health",
            cover)
    for since, cover in ((MONDAY, ""), (NIGHT, ON_CALL))
)  # fmt: skip


@pytest.fixture(autouse=True)
def _nothing_known(monkeypatch):
    monkeypatch.setattr(searching, "CROWDS", {})
    monkeypatch.setattr(firsts, "FEW", 0)


def list_crowd(points=POINTS, seed=7, absent=0.06):
    """List many places around Mopti; drawn, and for a seed always alike."""
    dice, at = Random(seed), now()
    houses = [
        Organisation(id=f"{n:032x}", name=f"Maison {n}", region="mopti", edited_at=at)
        for n in range(12)
    ]
    Organisation.objects.bulk_create(houses)
    Site.objects.bulk_create(
        _place(dice, n, dice.choice(houses), points, absent) for n in range(PLACES)
    )


def list_tight_crowd(monkeypatch, points=POINTS):
    """List a crowd of which few are wanted, and nobody is absent."""
    list_crowd(points, absent=0)
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(searching, "CROWD", 1)


def _place(dice, number, house, points, absent):
    north, east = dice.choice(points)
    told, is_draft = dice.choice(points), dice.random() < 0.05
    return Site(
        id=f"{dice.getrandbits(64):030x}{number:06x}", organisation=house,
        root="directory", is_draft=is_draft, name="Lieu", region="mopti",
        cercle="mopti", north=north, east=east,
        public_north=told[0], public_east=told[1], precision="exact",
        latitude=f"{north}"[:8], longitude=f"{east}"[:8],
        services=dice.choice(("health psychosocial", "psychosocial", "health")),
        receiving=dice.choice(("yes", "yes", "yes", "no")),
        hours=dice.choice((ALWAYS, OFFICE, OFFICE, EVENINGS, "")),
        on_call=dice.choice(("yes", "no", "no")),
        languages=dice.choice(("bm", "bm ff", "taq ff")),
        children=dice.choice(("yes", "yes", "", "no")), men=dice.choice(("yes", "")),
        access=dice.choice(("yes", "partly")), sea=dice.choice(("yes", "", "no")),
        tier="public", stocked=dice.choice((MONDAY, LONG_AGO)),
        stock={item: dice.choice(STATES) for item in ("pep", "tetanus")
               if dice.random() < 0.8},
        absences=LEFT if dice.random() < absent else "",
        verified="" if is_draft else dice.choice((MONDAY, LONG_AGO, "")),
        edited_at=now(),
    )  # fmt: skip


def questions():
    """Yield what somebody may ask, by day and by night."""
    for at, place, items, wishes in product(
        (MONDAY, NIGHT, SUNDAY),
        ("mopti", "gao", ""),
        ((), ("pep",), ("pep", "tetanus")),
        ({}, {"child": True, "access": True}, {"man": True, "sea": True},
         {"language": "taq"}),
    ):  # fmt: skip
        yield Asked("health", at, items=items, place=place, **wishes)
    yield Asked("psychosocial", NIGHT, place="mopti", without=(f"{3:032x}",))


def unlike(columns=searching.COLUMNS, tier=""):
    """Return the questions to which a look at every place has another answer."""
    seen = Site.objects.filter(is_draft=False, receiving="yes")
    everyone = [listed(site, columns) for site in seen]
    here = chart()
    return [
        asked
        for asked in questions()
        if who_can_help(asked, actor=READER, here=here, tier=tier)
        != ranked(everyone, asked, here)[: searching.MOST]
    ]


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("tier", "columns"), [("", searching.COLUMNS), ("public", PUBLIC_COLUMNS)]
)
@pytest.mark.parametrize(
    ("points", "most", "crowd"),
    [
        (POINTS, 6, 1),
        (POINTS, 6, 30),
        (RINGS, 40, 1),
        ((MOPTI,), 6, 1),
        (RINGS, 6, 900),
        (EDGES, 6, 1),
        (EDGES, 40, 1),
    ],
)
def test_what_is_found_is_what_a_look_at_every_place_finds(
    monkeypatch, points, most, crowd, tier, columns
):  # fmt: skip
    list_crowd(points)
    monkeypatch.setattr(searching, "MOST", most)
    monkeypatch.setattr(searching, "CROWD", crowd)
    assert unlike(columns, tier) == []


@pytest.mark.django_db
def test_it_is_the_same_when_nearly_everybody_is_absent(monkeypatch):
    list_crowd(absent=0.9)
    monkeypatch.setattr(searching, "CROWD", 1)
    assert unlike() == []


@pytest.mark.django_db
def test_it_is_the_same_when_few_are_read_at_once(monkeypatch):
    list_crowd(EDGES)
    monkeypatch.setattr(searching, "MOST", MOST)
    monkeypatch.setattr(searching, "CROWD", 1)
    monkeypatch.setattr(firsts, "FEW", 20)
    assert unlike() == []


@pytest.mark.django_db
def test_what_stands_alike_is_read_page_by_page_until_there_is_enough(monkeypatch):
    list_tight_crowd(monkeypatch, (MOPTI,))
    monkeypatch.setattr(firsts, "MARGIN", 1)
    monkeypatch.setattr(firsts, "WIDER", 2)
    assert unlike() == []


@pytest.mark.django_db
def test_in_a_crowd_most_places_are_never_read(
    monkeypatch, django_assert_max_num_queries
):
    list_tight_crowd(monkeypatch)
    read = []
    seen = searching.standings
    monkeypatch.setattr(
        searching, "standings", lambda rows, *more: seen(_told(rows, read), *more)
    )
    with django_assert_max_num_queries(4):
        asked = Asked("health", MONDAY, place="mopti")
        assert len(who_can_help(asked, actor=READER, here=chart())) == MOST
    assert len(read) < PLACES / 4


def _told(rows, read):
    for row in rows:
        read.append(row.id)
        yield row


@pytest.mark.django_db
def test_that_a_box_was_crowded_is_remembered_and_changes_no_answer(
    monkeypatch, django_assert_max_num_queries
):
    list_tight_crowd(monkeypatch)
    asked = Asked("health", MONDAY, place="mopti")
    first = who_can_help(asked, actor=READER, here=chart())
    with django_assert_max_num_queries(3):
        assert who_can_help(asked, actor=READER, here=chart()) == first
    Site.objects.filter(id__in=[one.site for one in first[1:]]).delete()
    assert unlike() == []


@pytest.mark.django_db
def test_after_a_crowd_the_next_place_is_taken_for_one_until_it_is_seen(monkeypatch):
    list_crowd(absent=0)
    monkeypatch.setattr(searching, "CROWD", 30)
    seen, crowded = searching._crowded, []
    monkeypatch.setattr(
        searching,
        "_crowded",
        lambda found, look, around: (
            crowded.append((look.asked.place, look.reaches[-1]))
            or seen(found, look, around)
        ),
    )
    places = ("mopti", "gao", "kayes", "kidal")
    asked = [Asked("health", MONDAY, place=place) for place in places]
    apart = []
    for one in asked:
        searching.CROWDS.clear()
        apart.append(who_can_help(one, actor=READER, here=chart()))
    searching.CROWDS.clear()
    crowded.clear()
    assert [who_can_help(one, actor=READER, here=chart()) for one in asked] == apart
    # Gao has enough close by; Kayes has not, and so Kidal is looked at first.
    first = [place for place, most in crowded if most == searching.BOXES[0]]
    assert first == ["mopti", "gao", "kayes"]


@pytest.mark.django_db
def test_of_those_equally_far_ids_decide_though_the_earth_is_flat(monkeypatch):
    """A metre beyond half a kilometre the flat earth says one kilometre less."""
    monkeypatch.setattr(firsts, "FEW", 120)
    north, east = chart().centres["mopti"]
    short, clear = ((north + km / KM_A_DEGREE, east) for km in (100.501, 100.9))
    around = flat((north, east))
    assert [least(around.square(*point)) for point in (short, clear)] == [100, 101]
    assert {kilometres((north, east), point) for point in (short, clear)} == {101}
    list_crowd((MOPTI,), absent=0)
    helps = {"services": "health", "receiving": "yes", "is_draft": False,
             "hours": ALWAYS, "on_call": "yes", "stock": {}, "verified": MONDAY,
             "latitude": "1", "public_east": east, "east": east,
             "organisation": Organisation.objects.first()}  # fmt: skip
    for number, site in enumerate(Site.objects.order_by("id")):
        place = clear if number < PLACES - 30 else short
        Site.objects.filter(id=site.id).update(**helps, north=place[0])
    asked = Asked("health", MONDAY, place="mopti")
    found = [one.site for one in who_can_help(asked, actor=READER, here=chart())]
    assert found == list(Site.objects.order_by("id").values_list("id", flat=True)[:40])


@pytest.mark.django_db
def test_what_rounds_to_the_edge_of_a_circle_lies_in_it(monkeypatch):
    """25.4 km are said as 25: two places there are enough of a choice."""
    list_crowd((MOPTI,), absent=0)
    monkeypatch.setattr(searching, "CROWD", 1)
    monkeypatch.setattr(searching, "BOXES", (25,))
    north, east = chart().centres["mopti"]
    far, last = (north + 25.4 / 111.195, east), Site.objects.filter(is_draft=False)
    helps = {"receiving": "yes", "hours": ALWAYS, "services": "health",
             "latitude": "1", "north": far[0], "east": east}  # fmt: skip
    few = [one.id for one in last[:2]]
    Site.objects.exclude(id__in=few).delete()
    Site.objects.filter(id__in=few).update(**helps)
    asked = Asked("health", MONDAY, place="mopti")
    found = who_can_help(asked, actor=READER, here=chart())
    assert kilometres((north, east), far) == 25
    assert sorted(one.site for one in found) == sorted(few)
    assert {one.km for one in found} == {25}


@pytest.mark.django_db
def test_the_database_itself_knows_who_receives_for_what():
    list_crowd()
    for site in Site.objects.all():
        shown = site.receiving == "yes" and not site.is_draft
        given = {one for one in FAMILIES if getattr(site, f"gives_{one}")}
        assert given == (set(site.offers) if shown else set())
        assert site.has_absences is bool(site.absences)
    Site.objects.update(suspended_at=now())
    assert not Site.objects.filter(gives_health=True).exists()


def test_no_service_is_found_under_the_name_of_another():
    assert not [pair for pair in permutations(FAMILIES, 2) if pair[0] in pair[1]]


@pytest.mark.django_db
def test_what_nobody_may_read_is_not_found():
    list_crowd()
    Site.objects.update(tier="restricted", root="directory.restricted")
    at = stamp(now() + timedelta(days=1))
    asked = Asked("health", at, place="mopti")
    assert who_can_help(asked, actor=READER, here=chart()) == []


@pytest.mark.django_db
def test_nobody_gives_a_service_that_there_is_not():
    list_crowd()
    asked = Asked("health", MONDAY, place="mopti")
    assert who_can_help(asked, actor=READER, here=chart())
    other = replace(asked, service="healt")
    assert who_can_help(other, actor=READER, here=chart()) == []
