from demeso.survivors.porter.book import Opened
from demeso.survivors.porter.memory import FORM_FOR, PAGE_FOR, Bucket, Pages

MINE = Opened("mine", 0)


class Clock:
    at = 0.0

    def __call__(self):
        return self.at


def test_the_bucket_gives_out_and_fills_again():
    clock = Clock()
    bucket = Bucket(clock, room=3, every=2)
    assert [bucket.take() for _try in range(4)] == [True, True, True, False]
    clock.at = 1.9
    assert not bucket.take()
    clock.at = 4.1
    assert [bucket.take(), bucket.take(), bucket.take()] == [True, True, False]
    clock.at = 1000
    assert [bucket.take() for _try in range(4)] == [True, True, True, False]


def test_a_token_turns_one_page_and_is_good_for_nothing_afterwards():
    pages = Pages(Clock())
    first = pages.begin(MINE)
    opened, second = pages.turn(first)
    assert opened == MINE
    assert pages.turn(first) is None
    assert pages.turn(second)[0] == MINE
    assert pages.turn("") is None


def test_pages_end_ten_minutes_after_the_pin_however_often_they_are_turned():
    clock = Clock()
    pages = Pages(clock)
    token = pages.begin(MINE)
    clock.at = PAGE_FOR - 1
    _opened, token = pages.turn(token)
    clock.at = PAGE_FOR
    assert pages.turn(token) is None
    assert pages.open == {}


def test_a_form_counts_once_so_that_back_opens_nothing():
    clock = Clock()
    pages = Pages(clock)
    assert pages.take_form("a")
    assert not pages.take_form("a")
    assert pages.take_form("b")
    clock.at = FORM_FOR
    assert pages.take_form("c")
    assert set(pages.used) == {"c"}, "older ones are refused by their own date"


def test_an_access_that_changes_loses_its_open_pages():
    pages = Pages(Clock())
    mine, hers = pages.begin(MINE), pages.begin(Opened("hers", 0))
    pages.drop("mine")
    assert pages.turn(mine) is None
    assert pages.turn(hers) is not None
