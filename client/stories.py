"""Forty fictional cases of the last months, the same for every seed."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from random import Random

from client.following import record_follow_up
from client.walk import (
    Case,
    Handing,
    Yes,
    complete_assessment,
    earlier,
    open_case,
    record_identity,
    record_incident,
    record_needs,
    record_outcome,
    record_safety,
    refer,
    release,
)
from client.worker import Worker
from demeso.kernel.canon import Json
from demeso.kernel.clock import now

CALLED = ("Nana", "Safi", "Mama", "Tènè", "Awa", "Ami", "Fanta", "Korotoumou", "Rokia")
SECTORS = ("quartier des Nattes", "quartier du Puits", "hameau des Trois Rôniers")
TYPES = (
    ("rape", 24),
    ("sexual_assault", 13),
    ("physical_assault", 20),
    ("forced_marriage", 11),
    ("denial", 14),
    ("psychological", 18),
)
BANDS = (("12_17", 17), ("18_25", 32), ("26_40", 36), ("41_60", 15))
DELAYS = (("0_3_days", 34), ("4_5_days", 7), ("6_14_days", 14), ("over_1_month", 45))
INCIDENTS = (("0", 1), ("1", 3), ("2", 4), ("3", 2))  # some never want it noted
ENDINGS = (("open", 1), ("accepted", 2), ("declined", 3), ("received", 3),
           ("confirmed", 11))  # fmt: skip
SECOND_NEEDS = ("legal", "livelihoods", "health", "safehouse", "child_protection")


@dataclass(frozen=True)
class Told:
    """A referral that was sent, and what the story wants of its answer."""

    case: Case
    referral: str
    reader: str
    ending: str  # open, accepted, declined, received, confirmed
    at: datetime  # when it was handed on

    @property
    def month(self) -> str:
        """Return the month in which the service is given, if it is."""
        return f"{self.at:%Y-%m}"


@dataclass(frozen=True)
class Provider:
    """Whom the stories refer to, for one service: its place and its readers."""

    organisation: str
    readers: tuple[str, ...]


def pick(dice: Random, weighted: tuple[tuple[str, int], ...]) -> str:
    """Draw one of several, by weight."""
    values, weights = zip(*weighted, strict=True)
    return str(dice.choices(values, weights)[0])


def months_before(today: date, count: int) -> list[str]:
    """Return the last months, the nearest first, `YYYY-MM`."""
    here = today.year * 12 + today.month - 1
    places = (divmod(here - back, 12) for back in range(count))
    return [f"{year:04d}-{month + 1:02d}" for year, month in places]


def day_of(dice: Random, weights: tuple[int, ...], today: date) -> datetime:
    """Draw a moment in one of the months that are over, the nearest first.

    It is early enough in its month for an answer in the same one.
    """
    months = months_before(today, len(weights) + 1)[1:]
    [month] = dice.choices(months, weights)
    year, number = (int(part) for part in month.split("-"))
    hour, minute = dice.randrange(8, 17), dice.randrange(60)
    return datetime(year, number, dice.randrange(1, 23), hour, minute, tzinfo=UTC)


def tell_awa(worker: Worker, providers: dict[str, Provider], dice: Random) -> None:
    """Awa, 19, Gao, with a baby: she chose help without a complaint."""
    case = open_case(worker, Yes(language="ses"), dice.randrange)
    record_identity(
        worker,
        case,
        identity={"called": "Awa", "address": SECTORS[2]},
        contact={"may_phone": "no", "may_meet": "yes", "meet_where": "au puits",
                 "code_word": "calebasse"},
        profile={"sex": "female", "age_band": "18_25"},
    )  # fmt: skip
    record_needs(worker, case, ["psychosocial", "legal", "livelihoods"])
    record_safety(worker, case, danger="no", risk="medium")
    told: dict[str, Json] = {"need": {"service": "psychosocial", "urgent": "no"}}
    listening = providers["psychosocial"]
    allowed = release(worker, case, listening.organisation, ["need"])
    refer(worker, case, Handing(listening.organisation, "psychosocial", told,
                                listening.readers), allowed)  # fmt: skip
    record_outcome(worker, case, "legal", "unavailable", barriers=["offer.none"])
    complete_assessment(worker, case)


def tell_one(
    worker: Worker,
    providers: dict[str, Provider],
    dice: Random,
    at: datetime,
    cercles: tuple[str, str] = ("mopti", "djenne"),
) -> list[Told]:
    """Tell one drawn case as of a day gone by; the two meet again this week."""
    with earlier(worker, now() - at):
        agreed = "yes" if dice.random() < 0.92 else "no"  # noqa: PLR2004 -- domain 4.9
        case = open_case(worker, Yes(statistics=agreed), dice.randrange)
        told = _first_talk(worker, case, providers, dice, at)
        for _told in range(int(pick(dice, INCIDENTS))):
            _tell_incident(worker, case, dice, at, cercles)
    with earlier(worker, timedelta(days=dice.randrange(1, 6))):
        _see_again(worker, case, dice)
    return told


def _first_talk(
    worker: Worker, case: Case, providers: dict[str, Provider], dice: Random,
    at: datetime,
) -> list[Told]:  # fmt: skip
    """Tell who she is, what she needs, her safety; hand on what somebody offers."""
    tell_person(worker, case, dice)
    offered = [need for need in SECOND_NEEDS if dice.random() < 0.4]  # noqa: PLR2004
    needs = ["psychosocial", *offered[:2]]
    record_needs(worker, case, needs)
    risk = dice.choice(("high", "medium", "medium", "low"))
    record_safety(worker, case, danger=dice.choice(("no", "no", "unsure")), risk=risk)
    complete_assessment(worker, case)
    told = [
        _hand_on(worker, case, (need, providers[need]), dice, at)
        for need in needs
        if need in providers
    ]
    for need in needs:
        if need not in providers:
            record_outcome(worker, case, need, "unavailable", barriers=["offer.none"])
    return told


def _see_again(worker: Worker, case: Case, dice: Random) -> None:
    """Tell of the last time they met: safety first, and the next day is agreed."""
    safety = ("no", dice.choice(("medium", "low", "low")))
    next_on = now().date() + timedelta(days=dice.randrange(1, 14))
    record_follow_up(worker, case, "elsewhere", safety=safety,
                     next_on=next_on.isoformat())  # fmt: skip


def tell_person(worker: Worker, case: Case, dice: Random) -> None:
    """Tell who somebody is and how to reach her, as drawn."""
    record_identity(
        worker,
        case,
        identity={"called": dice.choice(CALLED), "address": dice.choice(SECTORS)},
        contact={
            "may_phone": "no",
            "may_meet": "yes",
            "meet_where": "au marché",
            "code_word": "panier",
        },
        profile={
            "sex": "female" if dice.random() < 0.96 else "male",  # noqa: PLR2004
            "age_band": pick(dice, BANDS),
        },
    )


def _hand_on(
    worker: Worker, case: Case, asked: tuple[str, Provider], dice: Random, at: datetime
) -> Told:
    need, provider = asked
    told: dict[str, Json] = {"need": {"service": need, "urgent": "no"}}
    allowed = release(worker, case, provider.organisation, ["need"])
    handing = Handing(provider.organisation, need, told, provider.readers)
    referral = refer(worker, case, handing, allowed)
    reader = provider.readers[0] if provider.readers else ""
    return Told(case, referral, reader, pick(dice, ENDINGS), at)


def _tell_incident(
    worker: Worker, case: Case, dice: Random, at: datetime, cercles: tuple[str, str]
) -> None:
    gbv_type, delay, (near, far) = pick(dice, TYPES), pick(dice, DELAYS), cercles
    asked = ("q_penetration", "q_contact", "q_physical", "q_marriage", "q_denial",
             "q_psychological")  # fmt: skip
    place = [name for name, _weight in TYPES].index(gbv_type)
    answers: dict[str, Json] = dict.fromkeys(asked[:place], "no")
    answers |= {asked[place]: "yes", "gbv_type": GBV_CODES[gbv_type]}
    long_ago = 2 if delay == "over_1_month" else 0
    record_incident(
        worker,
        case,
        coded={
            "type": answers,
            "when": {
                "month": months_before(at.date(), long_ago + 1)[-1],
                "delay_band": delay,
                "cercle": near if dice.random() < 0.7 else far,  # noqa: PLR2004
            },
            "person": {"age_band": pick(dice, BANDS), "sex": "female"},
            "circumstances": {"exchange": "no", "abduction": "none"},
        },
        sensitive={},
    )


GBV_CODES = {
    "rape": "rape",
    "sexual_assault": "sexual_assault",
    "physical_assault": "physical_assault",
    "forced_marriage": "forced_marriage",
    "denial": "denial_of_resources_opportunities_or_services",
    "psychological": "psychological_emotional_abuse",
}
