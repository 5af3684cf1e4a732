"""Derive the coded facts from what stays sealed.

Computed where the plaintext is: in the browser (web/src/forms/derive.ts) and
in the reference client, over the same cases (tests/kernel/derive_cases.json).
"""

from datetime import date

# GBVIMS age groups, gbvims.md 1.3; "at the time" means on the day of the event.
AGE_BANDS = ((11, "0_11"), (17, "12_17"), (25, "18_25"), (40, "26_40"), (60, "41_60"))
OLDEST_BAND = "61+"
OLDEST = 120
# GBVIMS reporting delay with day 4 in its right place (gbvims.md 1.7, defect 3).
DELAYS = ((3, "0_3_days"), (5, "4_5_days"), (14, "6_14_days"), (30, "15_30_days"))
LONGEST_DELAY = "over_1_month"
UNKNOWN = "unknown"


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def month(day: str) -> str:
    """Return the month `YYYY-MM` of an exact day, or `unknown`."""
    return day[:7] if _day(day) else UNKNOWN


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


def age_band(born: str, day: str) -> str:
    """Return the age band on the day of the event, not today's."""
    return band_of(age_on(born, day))


def delay_band(event: str, told: str) -> str:
    """Return the band of days from the event to the first report."""
    happened, reported = _day(event), _day(told)
    if happened is None or reported is None or reported < happened:
        return UNKNOWN
    days = (reported - happened).days
    found = (band for last, band in DELAYS if days <= last)
    return next(found, LONGEST_DELAY)


def cercle(place: str, tree: dict[str, str]) -> str:
    """Return the cercle that a place code belongs to, walking up the tree.

    `tree` maps a place to its parent; a cercle's parent starts with `region:`.
    """
    here = place
    for _step in range(6):
        above = tree.get(here, "")
        if above.startswith("region:"):
            return here
        if not above:
            return UNKNOWN
        here = above
    return UNKNOWN


RULES = {"month": month, "age_band": age_band, "delay_band": delay_band}
