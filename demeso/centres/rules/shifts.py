"""Who is on duty when, and for which service nobody is there. Pure.

A day has two shifts. What nobody has told is not known, and is never an absence.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from demeso.directory.absences import MOST, ON_CALL, Absence
from demeso.kernel.clock import stamp
from demeso.kernel.ids import is_uuid7
from demeso.kernel.text import _

SPECIALTIES = (
    ("clinician", _("Soins : personne formée aux soins urgents")),
    ("psychologist", _("Psychologue")),
    ("social_worker", _("Travail social, gestion de cas")),
    ("lawyer", _("Aide juridique")),
    ("officer", _("Liaison avec la police")),
    ("guide", _("Accueil, accompagnement dans le centre")),
)
EMPLOYERS = (
    ("health", _("Ministère de la Santé")),
    ("women", _("Ministère de la Promotion de la femme")),
    ("justice", _("Justice")),
    ("security", _("Police, gendarmerie")),
    ("partner", _("Organisation partenaire")),
    ("other", _("Autre employeur")),
)
HERE = "here"
HOWS = ((HERE, _("Sur place")), (ON_CALL, _("D’astreinte")))
DAY, NIGHT = "day", "night"
SHIFTS = (
    (DAY, _("Jour, de 8 h à 18 h")),
    (NIGHT, _("Nuit, de 18 h à 8 h")),
)
HOURS = {DAY: (8, 18), NIGHT: (18, 32)}  # since midnight of its day, local
URGENT_CARE = "health"
# Who must be there so that a service can be given.
GIVEN_BY = {
    "health": frozenset({"clinician"}),
    "psychosocial": frozenset({"psychologist", "social_worker"}),
    "legal": frozenset({"lawyer"}),
    "police": frozenset({"officer"}),
}
BIGGEST_TEAM = 20
AHEAD = timedelta(days=14)  # how long before a team may be told


@dataclass(frozen=True)
class DutyAnswers:
    """The answers of `duty@1`: everybody of one shift, each time."""

    centre: str = ""
    day: str = ""
    shift: str = ""
    team: tuple[str, ...] = ()


@dataclass(frozen=True)
class Duty:
    """One person of a shift, by specialty and employer; `worker` if she has an id."""

    specialty: str
    employer: str
    how: str
    worker: str = ""

    def line(self) -> str:
        """Return it as the form carries it."""
        return " ".join((self.specialty, self.employer, self.how, self.worker)).strip()


@dataclass(frozen=True)
class Shift:
    """One shift that somebody has told, and who is in it."""

    day: date
    shift: str
    team: tuple[Duty, ...] = ()


def read_duty(line: str) -> Duty | None:
    """Read one line of a team; None when it says nothing that is known."""
    specialty, employer, how, worker, *rest = [*line.split(), "", "", "", ""]
    coded = (
        specialty in dict(SPECIALTIES)
        and employer in dict(EMPLOYERS)
        and how in dict(HOWS)
    )
    known = worker == "" or is_uuid7(worker)
    return Duty(specialty, employer, how, worker) if coded and known and not any(
        rest
    ) else None  # fmt: skip


def read_team(lines: Iterable[object]) -> tuple[Duty, ...] | None:
    """Read a team; None when a line is unreadable, or somebody stands there twice."""
    read = [read_duty(str(line)) for line in lines]
    found = tuple(one for one in read if one is not None)
    named = [one.worker for one in found if one.worker]
    whole = len(found) == len(read) <= BIGGEST_TEAM
    return found if whole and len(set(named)) == len(named) else None


def is_timely(day: date, today: date) -> bool:
    """Tell whether a team may be told for a day: since yesterday, not too far ahead."""
    return today - timedelta(days=1) <= day <= today + AHEAD


def window(day: date, shift: str, minutes_ahead: int) -> tuple[datetime, datetime]:
    """Return from when until when a shift lasts, in UTC."""
    start, end = HOURS[shift]
    midnight = datetime.fromisoformat(f"{day}T00:00:00+00:00")
    midnight -= timedelta(minutes=minutes_ahead)
    return midnight + timedelta(hours=start), midnight + timedelta(hours=end)


def local_day(at: datetime, minutes_ahead: int) -> date:
    """Return the day that it is at a centre."""
    return (at + timedelta(minutes=minutes_ahead)).date()


def shift_at(at: datetime, minutes_ahead: int) -> tuple[date, str]:
    """Return the shift that a moment lies in; early morning is last day's night."""
    local = at + timedelta(minutes=minutes_ahead)
    start, end = HOURS[DAY]
    if local.hour < start:
        return local.date() - timedelta(days=1), NIGHT
    return local.date(), DAY if local.hour < end else NIGHT


def next_shift(day: date, shift: str) -> tuple[date, str]:
    """Return the shift that follows."""
    return (day, NIGHT) if shift == DAY else (day + timedelta(days=1), DAY)


def cover(team: Iterable[Duty], service: str) -> str:
    """Return how a service is covered: by somebody here, on call, or by nobody."""
    able = {one.how for one in team if one.specialty in GIVEN_BY[service]}
    return HERE if HERE in able else ON_CALL if able else ""


def absences(
    told: Iterable[Shift], services: Collection[str], at: datetime, minutes_ahead: int
) -> tuple[Absence, ...]:
    """Return when nobody is there for a service, from now on; what touches is one."""
    found = [
        Absence(stamp(since), stamp(until), service, found)
        for one in sorted(told, key=lambda shift: (shift.day, HOURS[shift.shift]))
        for since, until in [window(one.day, one.shift, minutes_ahead)]
        if until > at
        for service in GIVEN_BY
        if service in services and (found := cover(one.team, service)) != HERE
    ]
    joined = sorted(_joined(found), key=lambda one: (one.since, one.service))
    return tuple(joined[:MOST])


def _joined(found: Iterable[Absence]) -> list[Absence]:
    joined: list[Absence] = []
    for one in sorted(found, key=lambda one: (one.service, one.cover, one.since)):
        last = joined[-1] if joined else None
        if (
            last
            and replace(last, since=one.since, until=one.until) == one
            and (last.until == one.since)
        ):
            joined[-1] = replace(last, until=one.until)
        else:
            joined.append(one)
    return joined
