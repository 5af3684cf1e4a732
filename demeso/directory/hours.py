"""Read opening hours. Pure; `web/src/formats/hours.ts` reads the same.

A week is written as seven days joined by "|", Monday first; a day as its spans,
`08:00-12:00 14:00-18:00`. An empty day is closed; an empty week is not told.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
DAY = 24 * 60
WEEK = len(DAYS) * DAY
SPANS_A_DAY = 4
TYPED = re.compile(r"(\d{1,2})\s*[h:](\d{2})?\s*[-–à]\s*(\d{1,2})\s*[h:](\d{2})?")
BETWEEN = re.compile(r"[\s,;/]*(?:et\b|and\b)?[\s,;/]*")
Span = tuple[int, int]  # minutes since Monday 00:00


@dataclass(frozen=True)
class Opening:
    """Whether a door is open: `open`, `closed` or `unknown`; and until or from when.

    `minute` counts from Monday of this week and may lie in the next one; it is
    -1 when a door never closes, or when nobody told the hours.
    """

    state: str
    minute: int = -1


@lru_cache(maxsize=4096)
def hours_fault(day: str) -> str:
    """Return what is wrong with one day as it is kept: `shape`, `order`, `overlap`.

    A span that ends before it begins is not a night: a night is written in two,
    20:00-24:00 and, on the next day, 00:00-06:00.
    """
    spans = day.split()
    if len(spans) > SPANS_A_DAY or not all(map(_is_span, spans)):
        return "shape"
    read = [_span(text) for text in spans]
    if any(end <= start for start, end in read):
        return "order"
    return "overlap" if any(a[1] > b[0] for a, b in pairwise(read)) else ""


def typed_hours(text: str) -> str:
    """Return a day as it is kept from what a person typed: `8h-12h30, 14h–18h`.

    What cannot be read stays as it is, and `hours_fault` says so.
    """
    rest = BETWEEN.sub("", TYPED.sub("", text))
    if rest:
        return " ".join(text.split())
    return " ".join(
        f"{int(a):02d}:{b or '00'}-{int(c):02d}:{d or '00'}"
        for a, b, c, d in TYPED.findall(text)
    )


def week_fault(week: str) -> str:
    """Return what is wrong with a whole week."""
    days = week.split("|")
    if week and len(days) != len(DAYS):
        return "shape"
    return next(filter(None, map(hours_fault, days)), "")


@lru_cache(maxsize=4096)
def opening(week: str, minute: int) -> Opening:
    """Return whether a door is open at a minute of the week, and when that changes."""
    spans = _spans(week)
    if not spans:
        return Opening("unknown")
    for start, end in spans:
        if start <= minute < end:
            return Opening("open", -1 if end - start >= WEEK else end)
    return Opening("closed", next(start for start, _end in spans if start > minute))


@lru_cache(maxsize=4096)
def _spans(week: str) -> Sequence[Span]:
    """Return the spans of two weeks; those that touch are one."""
    told = list(_told(week))
    joined: list[Span] = []
    for start, end in (*told, *((s + WEEK, e + WEEK) for s, e in told)):
        if joined and joined[-1][1] == start:
            joined[-1] = (joined[-1][0], end)
        else:
            joined.append((start, end))
    return joined


def _told(week: str) -> Iterator[Span]:
    for place, day in enumerate(week.split("|")):
        for text in day.split():
            start, end = _span(text)
            yield place * DAY + start, place * DAY + end


def _span(text: str) -> Span:
    start, _mark, end = text.partition("-")
    return _minutes(start), _minutes(end)


def _minutes(text: str) -> int:
    hours, _mark, minutes = text.partition(":")
    return int(hours) * 60 + int(minutes)


def _is_span(text: str) -> bool:
    if not re.fullmatch(r"\d\d:[0-5]\d-\d\d:[0-5]\d", text, re.ASCII):
        return False
    return all(0 <= minute <= DAY for minute in _span(text))


def clock(minute: int) -> str:
    """Write a minute of the week as a time of day; midnight as 24:00 never shows."""
    return f"{minute % DAY // 60:02d}:{minute % 60:02d}"
