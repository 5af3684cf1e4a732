"""Derive the coded facts from what stays sealed.

Computed where the plaintext is: in the browser (web/src/forms/derive.ts) and
in the reference client, over the same cases (tests/kernel/derive_cases.json).
"""

from calendar import monthrange
from collections.abc import Callable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from demeso.kernel.checking import is_day, is_month
from demeso.kernel.clock import moment, stamp
from demeso.kernel.forms import TODAY, Form, Question

# GBVIMS age groups, gbvims.md 1.3; "at the time" means on the day of the event.
AGE_BANDS = ((11, "0_11"), (17, "12_17"), (25, "18_25"), (40, "26_40"), (60, "41_60"))
OLDEST_BAND = "61+"
OLDEST = 120
# GBVIMS reporting delay with day 4 in its right place (gbvims.md 1.7, defect 3).
DELAYS = ((3, "0_3_days"), (5, "4_5_days"), (14, "6_14_days"), (30, "15_30_days"))
LONGEST_DELAY = "over_1_month"
UNKNOWN = "unknown"
# Washington Group short set, and the older words that GBVIMS exports.
EASY, HARD = ("none", "some"), ("lot", "cannot")
NO_DISABILITY = "no"
DISABILITIES = {
    (True, False): "physical_disability",
    (False, True): "mental_disability",
    (True, True): "both",
}
# Hours from the event until something stops being useful: the two that press.
PRESSING = (72, 120)
BAND_HOURS = {"under_3_days": 72, "3_5_days": 48}  # left at most, from the telling
DEEPEST = 6

Tree = Mapping[str, str]
Rule = Callable[[Question, Sequence[str], Tree], str]


def _day(text: str) -> date | None:
    return date.fromisoformat(text) if is_day(text) else None


def month(day: str) -> str:
    """Return the month `YYYY-MM` of an exact day, or `unknown`."""
    return day[:7] if is_day(day) else UNKNOWN


def age_on(born: str, day: str) -> int | None:
    """Return whole years of age on a day; None when it cannot be told."""
    birth, then = _day(born), _day(day)
    if birth is None or then is None or then < birth:
        return None
    return then.year - birth.year - ((then.month, then.day) < (birth.month, birth.day))


def band_of(years: int | None) -> str:
    """Return the age band of an age in years."""
    if years is None or not 0 <= years <= OLDEST:
        return UNKNOWN
    found = (band for last, band in AGE_BANDS if years <= last)
    return next(found, OLDEST_BAND)


def age_band(born: str, day: str, month: str = "") -> str:
    """Return the age band on the day of the event, not today's.

    Where only a month is known, it counts if the whole month gives one band.
    """
    if is_day(day) or not is_month(month):
        return band_of(age_on(born, day))
    bands = {band_of(age_on(born, f"{month}-{end}")) for end in _ends(month)}
    return bands.pop() if len(bands) == 1 else UNKNOWN


def _ends(month: str) -> tuple[str, str]:
    _first, days = monthrange(int(month[:4]), int(month[5:]))
    return "01", str(days)


def delay_band(event: str, told: str) -> str:
    """Return the band of days from the event to the first report."""
    happened, reported = _day(event), _day(told)
    if happened is None or reported is None or reported < happened:
        return UNKNOWN
    days = (reported - happened).days
    found = (band for last, band in DELAYS if days <= last)
    return next(found, LONGEST_DELAY)


def cercle(place: str, tree: Tree) -> str:
    """Return the cercle that a place code belongs to, walking up the tree.

    `tree` maps a place to its parent; a cercle's parent starts with `region:`.
    """
    here = place
    for _step in range(DEEPEST):
        above = tree.get(here, "")
        if above.startswith("region:"):
            return here
        if not above:
            return UNKNOWN
        here = above
    return UNKNOWN


def first_yes(codes: Sequence[str], answers: Sequence[str]) -> str:
    """Return the code of the first yes; the last code when every answer is no.

    One code a question, in the order of asking, and one more for none of them.
    """
    for code, answer in zip(codes, answers, strict=False):
        if answer == "yes":
            return code
    return codes[-1] if all(answer == "no" for answer in answers) else UNKNOWN


def disability(answers: Sequence[str]) -> str:
    """Return GBVIMS' word for the six answers of the Washington Group.

    In their order: seeing, hearing, walking, remembering, self-care,
    communicating; "a lot of difficulty" counts, as the Group advises. The last
    two alone say neither body nor mind: a person then chooses.
    """
    if not all(answer in (*EASY, *HARD) for answer in answers):
        return UNKNOWN
    hard = [answer in HARD for answer in answers]
    found = (any(hard[:3]), hard[3])
    return NO_DISABILITY if not any(hard) else DISABILITIES.get(found, UNKNOWN)


def urgent_until(since: str, band: str, now: str) -> str:
    """Return up to when it presses: from the hours if told, or from the band."""
    told, event = _moment(now), _moment(since)
    if told is None:
        return UNKNOWN
    if event is None or event > told:
        hours = BAND_HOURS.get(band)
        return stamp(told + timedelta(hours=hours)) if hours else UNKNOWN
    ends = (event + timedelta(hours=hours) for hours in PRESSING)
    return next((stamp(end) for end in ends if end > told), UNKNOWN)


def _moment(text: str) -> datetime | None:
    try:
        return moment(text)
    except ValueError:
        return None


RULES: dict[str, Rule] = {
    "month": lambda _question, given, _tree: month(given[0]),
    "age_band": lambda _question, given, _tree: age_band(*given),
    "delay_band": lambda _question, given, _tree: delay_band(given[0], given[1]),
    "cercle": lambda _question, given, tree: cercle(given[0], tree),
    "disability": lambda _question, given, _tree: disability(given),
    "urgent_until": lambda _question, given, _tree: urgent_until(*given),
    "first_yes": lambda question, given, _tree: first_yes(question.codes, given),
}


def derived(
    form: Form, known: Mapping[str, Any], *, today: str, tree: Tree
) -> dict[str, str]:
    """Return the coded answers that can be told from what is known.

    `known` holds this form's answers, and what other sealed parts say under
    `compartment.question` (`identity.birth_date`), and `@now`. What cannot be
    told is left out: the worker may then choose by hand.
    """
    found = {
        question.name: _derive(question, {**known, TODAY: today}, tree)
        for question in form.questions
        if question.derive
    }
    return {name: value for name, value in found.items() if value != UNKNOWN}


def _derive(question: Question, known: Mapping[str, Any], tree: Tree) -> str:
    rule, *sources = question.derive
    given = [str(known.get(source) or "") for source in sources]
    return RULES[rule](question, given, tree)
