"""Forty fictional cases, the same for every seed; small enough to read."""

from dataclasses import dataclass
from datetime import date
from random import Random

from client.walk import (
    Case,
    Handing,
    Yes,
    complete_assessment,
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
SECOND_NEEDS = ("legal", "livelihoods", "health", "safehouse", "child_protection")


@dataclass(frozen=True)
class Told:
    """A referral that was sent, and what the story wants of its answer."""

    case: Case
    referral: str
    reader: str
    ending: str  # open, accepted, declined, received, confirmed
    month: str


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


def tell_nana(worker: Worker, providers: dict[str, Provider], below: Random) -> Told:
    """Nana, 24, displaced: care yes, lawyer not now, statistics no."""
    case = open_case(worker, Yes(statistics="no", language="ff"), below.randrange)
    record_identity(
        worker,
        case,
        identity={"called": "Nana", "address": SECTORS[0]},
        contact={
            "may_phone": "no",
            "meet_where": "jeudi au marché",
            "code_word": "tissu",
        },
        profile={"sex": "female", "age_band": "18_25"},
    )
    record_needs(worker, case, ["health", "psychosocial", "legal"])
    record_safety(worker, case, danger="unsure", risk="high", reasons=["within_reach"],
                  plan="Chez la tante, sac prêt derrière la porte.")  # fmt: skip
    record_outcome(
        worker, case, "legal", "declined", barriers=["choice.not_ready"], reoffer="yes"
    )
    provider = providers["health"]
    told: dict[str, Json] = {
        "need": {"service": "health", "urgent": "yes"},
        "contact": {"meet_where": "jeudi au marché", "code_word": "tissu"},
    }
    allowed = release(worker, case, provider.organisation, sorted(told))
    handing = Handing(provider.organisation, "health", told, provider.readers, "yes")
    referral = refer(worker, case, handing, allowed)
    return Told(case, referral, provider.readers[0], "accepted", "")


def tell_one(
    worker: Worker, providers: dict[str, Provider], dice: Random, months: list[str]
) -> list[Told]:
    """Tell one drawn case: consent, person, needs, safety, hand-overs, incident."""
    said = "yes" if dice.random() < 0.92 else "no"  # noqa: PLR2004 -- domain 4.9
    case = open_case(worker, Yes(statistics=said), dice.randrange)
    _person(worker, case, dice)
    offered = [need for need in SECOND_NEEDS if dice.random() < 0.4]  # noqa: PLR2004
    needs = ["psychosocial", *offered[:2]]
    record_needs(worker, case, needs)
    risk = dice.choice(("high", "medium", "medium", "low"))
    record_safety(worker, case, danger=dice.choice(("no", "no", "unsure")), risk=risk)
    complete_assessment(worker, case)
    told = [
        _hand_on(worker, case, need, providers[need], dice, months)
        for need in needs
        if need in providers
    ]
    for need in needs:
        if need not in providers:
            record_outcome(worker, case, need, "unavailable", barriers=["offer.none"])
    if dice.random() < 0.8:  # noqa: PLR2004 -- most want it noted, some never do
        _incident(worker, case, dice, months)
    return told


def _person(worker: Worker, case: Case, dice: Random) -> None:
    record_identity(
        worker,
        case,
        identity={"called": dice.choice(CALLED), "address": dice.choice(SECTORS)},
        contact={"may_phone": "no", "meet_where": "au marché", "code_word": "panier"},
        profile={
            "sex": "female" if dice.random() < 0.96 else "male",  # noqa: PLR2004
            "age_band": pick(dice, BANDS),
        },
    )


def _hand_on(
    worker: Worker,
    case: Case,
    need: str,
    provider: Provider,
    dice: Random,
    months: list[str],
) -> Told:
    told: dict[str, Json] = {"need": {"service": need, "urgent": "no"}}
    allowed = release(worker, case, provider.organisation, ["need"])
    handing = Handing(provider.organisation, need, told, provider.readers)
    referral = refer(worker, case, handing, allowed)
    endings = ("open", "accepted", "declined", "received", *["confirmed"] * 6)
    reader = provider.readers[0] if provider.readers else ""
    return Told(case, referral, reader, dice.choice(endings), dice.choice(months))


def _incident(worker: Worker, case: Case, dice: Random, months: list[str]) -> None:
    gbv_type = pick(dice, TYPES)
    asked = ("q_penetration", "q_contact", "q_physical", "q_marriage", "q_denial",
             "q_psychological")  # fmt: skip
    place = [name for name, _weight in TYPES].index(gbv_type)
    answers: dict[str, Json] = dict.fromkeys(asked[:place], "no")
    answers |= {asked[place]: "yes", "gbv_type": GBV_CODES[gbv_type]}
    record_incident(
        worker,
        case,
        coded={
            "type": answers,
            "when": {
                "month": dice.choice(months),
                "delay_band": pick(dice, DELAYS),
                "cercle": "mopti" if dice.random() < 0.7 else "djenne",  # noqa: PLR2004
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
