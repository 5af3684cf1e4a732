from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from demeso.figures.rules import (
    LONGEST,
    RECEIVED,
    STUB,
    TABLES,
    UNMET,
    UNSAID,
    bars,
    chosen_month,
    closed_months,
    drawn,
    region_of,
)

MOMENTS = st.datetimes(timezones=st.just(UTC)).filter(lambda at: at.year > 1900)


@given(MOMENTS)
def test_the_present_month_is_never_shown(at):
    months = closed_months(at)
    assert len(set(months)) == 12
    assert f"{at:%Y-%m}" not in months
    assert all(month < f"{at:%Y-%m}" for month in months)


@given(MOMENTS)
def test_the_latest_closed_month_is_the_one_before(at):
    last = at.replace(day=1) - timedelta(days=1)
    assert closed_months(at)[0] == f"{last:%Y-%m}"


def test_a_year_turns():
    at = datetime(2027, 1, 1, tzinfo=UTC)
    assert closed_months(at, 2) == ("2026-12", "2026-11")


CELLS = st.dictionaries(
    st.tuples(st.sampled_from(["health", "legal"]), st.sampled_from(["a", "b"])),
    st.frozensets(st.text(min_size=1, max_size=3), max_size=12),
)


@given(CELLS)
def test_a_table_shows_no_small_number_and_no_total(people):
    shown = drawn(RECEIVED, ["health", "legal"], ("a", "b"), people)
    assert [family for family, _ in shown.rows] == ["health", "legal"]
    for _family, cells in shown.rows:
        assert len(cells) == 2
        assert all(cell in ("0", "<5") or int(cell) >= 5 for cell in cells)


def test_what_one_house_could_subtract_is_said_as_five_or_more():
    people = {("health", "a"): frozenset("abcdef"), ("legal", "a"): frozenset("abcde")}
    house = {**dict.fromkeys("abcde", "deme"), "f": "yelen"}
    shown = drawn(UNMET, ["health", "legal"], ("a",), people, house)
    assert shown.rows == (("health", ("5+",)), ("legal", ("5",)))
    [(_column, (first, _second))] = bars(shown)
    assert (first.shown, first.length, first.hidden) == ("5+", STUB, True)


def test_every_table_says_whom_it_counts_and_what_it_does_not_mean():
    for table in TABLES:
        assert all((table.title, table.counts, table.means_not, table.caveat))


@given(CELLS)
def test_a_bar_says_no_more_than_the_number_beside_it(people):
    shown = drawn(RECEIVED, ["health", "legal"], ("a", "b"), people)
    cells = {
        (row, column): cell
        for row, found in shown.rows
        for column, cell in zip(shown.columns, found, strict=True)
    }
    drawn_bars = {(bar.row, c): bar for c, found in bars(shown) for bar in found}
    assert set(drawn_bars) == {place for place, cell in cells.items() if cell != "0"}
    for place, bar in drawn_bars.items():
        assert bar.shown == cells[place]
        assert 0 < bar.length <= LONGEST
        assert bar.length == STUB or not bar.hidden


def test_only_a_closed_month_is_chosen():
    months = ("2026-10", "2026-09")
    assert chosen_month("2026-09", months) == "2026-09"
    for asked in ("", "2026-11", "nonsense"):
        assert chosen_month(asked, months) == "2026-10"


def test_a_cercle_leads_to_its_region_and_nothing_to_not_said():
    tree = {"djenne": "region:mopti"}
    assert region_of("djenne", tree) == "mopti"
    assert region_of("", tree) == region_of("unknown", tree) == UNSAID
