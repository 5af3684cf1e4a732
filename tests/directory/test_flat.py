"""On a flat earth near and far are told by sums: what it may err by is known."""

from math import sqrt

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from demeso.directory.flat import KM_A_DEGREE, edges, flat, least, slack
from demeso.directory.models import Organisation, Site
from demeso.directory.queries.nearby import APART, Around
from demeso.directory.saying import chart
from demeso.directory.standing import REACHES, distance, kilometres
from demeso.kernel.clock import now

FURTHEST = 2000  # km
NORTHS, EASTS = st.floats(-60, 60), st.floats(-170, 170)
STEPS = st.floats(-18, 18)
BAMAKO = (12.64, -8.0)


@given(NORTHS, EASTS, STEPS, STEPS)
@example(60, 0, -7, 7)
@example(12.64, -8.0, 0, 0)
def test_it_errs_by_less_than_it_says(north, east, up, side):
    point = (north + up, east + side)
    km = distance((north, east), point)
    assume(km <= FURTHEST and abs(point[0]) <= 60)
    square = flat((north, east)).square(*point)
    assert abs(sqrt(square) * KM_A_DEGREE - km) <= slack(km)
    assert least(square) <= kilometres((north, east), point)


@given(NORTHS, EASTS, STEPS, STEPS, st.sampled_from(REACHES), st.floats(-0.01, 0.01))
def test_what_it_puts_within_or_beyond_an_edge_lies_there(
    north, east, up, side, reach, off
):
    whole = distance((north, east), (north + up, east + side))
    assume(whole > 1)
    part = (reach + 0.5 + off) / whole
    point = (north + up * part, east + side * part)
    km, square = distance((north, east), point), flat((north, east)).square(*point)
    assume(km <= FURTHEST and abs(point[0]) <= 60)
    sure, may_be = edges(reach + 0.5)
    assert square > sure or km < reach + 0.5
    assert square <= may_be or km >= reach + 0.5


def list_far_and_near():
    """List places up and down the country, some of them where nobody knows."""
    at = now()
    house = Organisation.objects.create(
        id="1" * 32, name="Maison", region="mopti", edited_at=at
    )
    points = [*chart().centres.values(), (None, None)]
    Site.objects.bulk_create(
        Site(id=f"{n:032x}", organisation=house, root="directory", name="Lieu",
             region="mopti", services="health", receiving="yes", tier="public",
             north=north, east=east, edited_at=at)
        for n, (north, east) in enumerate(points)
    )  # fmt: skip


@pytest.mark.django_db
def test_the_database_reckons_as_the_rule_does():
    list_far_and_near()
    around, known = Around(BAMAKO, ("north", "east")), Site.objects.exclude(north=None)
    for site in known.annotate(km=around.km):
        assert site.km == least(flat(BAMAKO).square(site.north, site.east))


@pytest.mark.django_db
def test_the_database_knows_the_circle_or_that_it_must_be_measured():
    list_far_and_near()
    around = Around(BAMAKO, ("north", "east"))
    for site in Site.objects.annotate(ring=around.ring(REACHES)):
        if site.north is None:
            assert site.ring == APART
            continue
        km = kilometres(BAMAKO, (site.north, site.east))
        assert site.ring in (APART, sum(km > reach for reach in REACHES))
    rings = {one.ring for one in Site.objects.annotate(ring=around.ring(REACHES))}
    assert len(rings) > len(REACHES) // 2
