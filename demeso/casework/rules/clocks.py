"""Tell what is still useful after an assault, and for how long; never what is over.

The browser reckons the same in web/src/formats/clocks.ts, over the same cases
(tests/vectors/clocks.json). Nobody is asked which act it was, no dose is named, and
samples for a court are never pushed: what is listed here is care (domain 1.5).
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf

from demeso.kernel.clock import moment

HOUR = timedelta(hours=1)
PEP, CONTRACEPTION, HEPATITIS_B = "pep", "contraception", "hepatitis_b"
PREGNANCY_TEST = "pregnancy_test"
# Hours from the event, by what ends first.
WINDOWS = ((PEP, 72), (CONTRACEPTION, 120), (HEPATITIS_B, 336))
AT_ONCE = ("wounds", "pfa")
ANY_TIME = ("infections", "tetanus", PREGNANCY_TEST, "clinical_followup", "certificate")
# Between how many hours ago, as it was told.
BANDS: dict[str, tuple[float, float]] = {
    "under_3_days": (0, 72),
    "3_5_days": (72, 120),
    "over_5_days": (120, inf),
}

NOW, WINDOW, ALWAYS = "now", "window", "always"
SEE_CLINICIAN, FOLLOW_SCHEDULE = "see_clinician", "follow_schedule"
# For a child and in a pregnancy a clinician chooses these, not a plan for adults.
CHOSEN = frozenset({PEP, CONTRACEPTION, HEPATITIS_B, "infections", "tetanus"})
CHILDREN = frozenset({"0_11", "12_17"})
TOO_SMALL = "0_11"


@dataclass(frozen=True)
class Told:
    """What is known of when it was, and for whom."""

    band: str = ""
    since: str = ""
    told_at: str = ""
    now: str = ""
    sex: str = ""
    age_band: str = ""
    pregnant_said: bool = False


@dataclass(frozen=True)
class Useful:
    """One kind of care that is still useful, and between how many hours are left."""

    code: str
    state: str
    least_hours: int | None = None
    most_hours: int | None = None
    note: str = ""


@dataclass(frozen=True)
class Elapsed:
    """Between how many hours ago it was; said, or only since it was told."""

    least: float
    most: float
    is_said: bool = True


def useful(told: Told) -> list[Useful]:
    """Return what is still useful: windows by what ends first, then all the rest."""
    since = elapsed(told)
    windows = [one for code, last in WINDOWS if (one := _in_window(code, last, since))]
    found = [one for one in windows if one.state == WINDOW]
    found += [Useful(code, NOW) for code in AT_ONCE]
    found += [Useful(code, ALWAYS) for code in ANY_TIME]
    found += [one for one in windows if one.state != WINDOW]
    return [_noted(one, told) for one in found if concerns(one.code, told)]


def elapsed(told: Told) -> Elapsed:
    """Return between how many hours ago it was; exact hours go before a band."""
    now, since = _read(told.now), _read(told.since)
    if now and since and since <= now:
        return Elapsed((now - since) / HOUR, (now - since) / HOUR)
    told_at = _read(told.told_at)
    waited = max((now - told_at) / HOUR, 0.0) if now and told_at else 0.0
    if told.band not in BANDS:
        return Elapsed(waited, inf, is_said=False)
    least, most = BANDS[told.band]
    return Elapsed(least + waited, most + waited)


def concerns(code: str, told: Told) -> bool:
    """Tell whether this care is for this person at all."""
    if code == PREGNANCY_TEST and told.pregnant_said:
        return False
    if code in (CONTRACEPTION, PREGNANCY_TEST):
        return told.sex != "male" and told.age_band != TOO_SMALL
    return True


def _in_window(code: str, last: int, since: Elapsed) -> Useful | None:
    if since.least >= last:
        after = Useful(code, ALWAYS, note=FOLLOW_SCHEDULE)
        return after if code == HEPATITIS_B else None
    if not since.is_said:
        return Useful(code, WINDOW)
    least = 0 if since.most >= last else int(last - since.most)
    return Useful(code, WINDOW, least, int(last - since.least))


def _noted(one: Useful, told: Told) -> Useful:
    careful = told.age_band in CHILDREN or told.pregnant_said
    if not (careful and one.code in CHOSEN):
        return one
    return Useful(one.code, one.state, one.least_hours, one.most_hours, SEE_CLINICIAN)


def _read(text: str) -> datetime | None:
    try:
        return moment(text)
    except ValueError:
        return None
