"""Two centres of the demo, and their boards: one is ready, one lacks what counts.

Nobody stands behind a visit: a ticket is drawn from its random id, and all is invented.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from client.places import ANTENNA, DOOR
from client.townspeople import Town, require_quiet
from client.worker import Worker
from demeso.kernel.act import Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import now

KEEPER = "rokia"
AHEAD = 3  # so many days are told beforehand, as a centre does on a Monday
DAY_TEAM = ("clinician health here", "psychologist women here", "guide partner here",
            "lawyer partner on_call", "officer security on_call")  # fmt: skip
NIGHT_TEAM = ("clinician health here", "social_worker women on_call")
Points = Mapping[str, str]


@dataclass(frozen=True)
class Board:
    """What a centre has, and who is there by day and by night."""

    site: str
    beds: int
    left: Mapping[str, int]
    day: tuple[str, ...] = DAY_TEAM
    night: tuple[str, ...] = NIGHT_TEAM


BOARDS = (
    Board(DOOR, beds=6, left={
        "pep": 14, "contraception": 22, "hepatitis_b": 9, "tetanus": 17,
        "infections": 12, "pregnancy_test": 30, "hiv_test": 4, "dignity_kit": 8,
        "beds_free": 3,
    }),
    Board(ANTENNA, beds=2, day=DAY_TEAM[:2], night=(), left={
        "pep": 2, "contraception": 6, "hepatitis_b": 0, "tetanus": 8, "beds_free": 2,
    }),
)  # fmt: skip
# How many days ago somebody came, and what was given to her.
VISITS = (
    (0, "medical psychosocial"), (0, "psychosocial"), (0, ""), (1, "medical"),
    (2, "psychosocial legal"), (4, "medical psychosocial"), (6, "psychosocial"),
    (7, "legal"), (9, "medical"), (12, "psychosocial reintegration"), (15, "medical"),
    (19, "psychosocial"), (24, "medical psychosocial"),
)  # fmt: skip
# How many days ago somebody was not received, and what was missing.
MISSED = (
    (0, {"missing": "no_woman", "shift": "night", "elsewhere": "no"}),
    (3, {"missing": "no_stock", "wanted": "medical", "elsewhere": "yes"}),
    (8, {"missing": "no_clinician", "shift": "night", "elsewhere": "yes"}),
    # Nearly all days of a year: the month before, which the figures count.
    *[(30, {"missing": "no_woman", "wanted": "medical", "elsewhere": "yes"})] * 6,
    (30, {"missing": "no_stock", "wanted": "medical", "elsewhere": "no"}),
)
LISTED: Points = dict.fromkeys(
    ("open_always", "woman_there", "clinician_there", "locked_files", "child_space",
     "kits_clothes", "free_notice", "feedback_box", "staff_safe", "list_fresh"), "yes",
)  # fmt: skip
POINTS: Points = {
    **LISTED, "private_room": "partly", "stock_month": "partly", "access_ramp": "no",
    "transport_fund": "no", "lawyer_days": "yes", "supervision": "yes",
}  # fmt: skip


def keep_centres(town: Town) -> None:
    """Open both boards; write a month down at the first."""
    keeper, today = town.people[KEEPER], now().date()
    centres = [_open(keeper, board, town.sites[board.site]) for board in BOARDS]
    tell_days(keeper, centres, today)
    _write_month(keeper, centres[0], today)
    require_quiet(keeper)
    town.centres = centres


def _open(keeper: Worker, board: Board, site: str) -> str:
    centre = open_centre(keeper, site, board.beds)
    count_shelf(keeper, centre, **board.left)
    return centre


def open_centre(keeper: Worker, site: str, beds: int, low: int = 5) -> str:
    """Give a place a board; return the centre."""
    centre = keeper.new_id()
    said: Groups = {"link": {"site": site}, "centre": {"beds": beds, "low": low}}
    keeper.say("centre.opened", centre, "centre@1", said)
    return centre


def count_shelf(keeper: Worker, centre: str, **left: int) -> None:
    """Say what is left on the shelf."""
    keeper.say("shelf.counted", centre, "shelf@1", {"shelf": dict(left)})


def tell_days(keeper: Worker, centres: list[str], today: date) -> None:
    """Say who is there from last night on, for some days."""
    for centre, board in zip(centres, BOARDS, strict=True):
        for day in _days(today):
            for shift, team in (("day", board.day), ("night", board.night)):
                set_duty(keeper, centre, day, shift, team)


def _days(today: date) -> Iterator[date]:
    for ahead in range(-1, AHEAD):
        yield today + timedelta(days=ahead)


def set_duty(
    keeper: Worker, centre: str, day: date, shift: str, team: tuple[str, ...]
) -> None:
    """Say who is in a shift, all of them."""
    said: dict[str, Json] = {"centre": centre, "day": str(day), "shift": shift}
    told: Groups = {"duty": said | {"team": list(team)}}
    keeper.say("duty.set", keeper.new_id(), "duty@1", told)


def _write_month(keeper: Worker, centre: str, today: date) -> None:
    for ago, given in VISITS:
        _come(keeper, centre, str(today - timedelta(days=ago)), given.split())
    for ago, missed in MISSED:
        day: dict[str, Json] = {"came_on": str(today - timedelta(days=ago))}
        told: Groups = {"turn_away": day | {"centre": centre} | missed}
        keeper.say("turn_away.recorded", keeper.new_id(), "turn_away@1", told)
    month: dict[str, Json] = {"centre": centre, "month": f"{today:%Y-%m}"}
    filled: Groups = {"checklist": month | dict(POINTS)}
    keeper.say("checklist.filled", keeper.new_id(), "checklist@1", filled)


def _come(keeper: Worker, centre: str, day: str, given: list[str]) -> None:
    visit, parts = keeper.new_id(), list[Json](given)
    came: Groups = {"visit": {"centre": centre, "came_on": day}}
    keeper.say("visit.opened", visit, "visit@1", came)
    if parts:
        ticked: Groups = {"parts": {"parts": parts}}
        keeper.say("visit.ticked", visit, "visit_parts@1", ticked)
