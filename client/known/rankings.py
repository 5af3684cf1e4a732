"""Known answers for "who can help now": the order, and why each place stands there."""

from dataclasses import asdict, replace
from typing import Any

from demeso.directory.hours import DAYS, opening
from demeso.directory.ranking import ranked
from demeso.directory.standing import Asked, Listed, Map

MALI = Map(0, {
    "mopti": (14.49, -4.19), "djenne": (13.91, -4.55), "bandiagara": (14.35, -3.61),
    "gao": (16.27, -0.04), "bamako": (12.64, -8.0), "region:mopti": (14.48, -4.18),
    "region:gao": (16.27, -0.04),
})  # fmt: skip
OFFICE = "|".join(["08:00-16:00"] * 5 + ["", ""])
SPLIT = "|".join(["07:30-12:00 14:00-18:00"] * 7)
NIGHTS = "|".join(["00:00-06:00 20:00-24:00"] * 7)
ALWAYS = "|".join(["00:00-24:00"] * 7)
MONDAYS = "|".join(["08:00-12:00"] + [""] * 6)
SAID, OLD = "2026-11-03T10:00:00.000Z", "2026-05-01T10:00:00.000Z"
FULL = {"pep": "in", "contraception": "in"}

HEALTH = Listed("a", "yelen", ("health", "psychosocial"), "mopti", "mopti",
                hours=OFFICE, stock=FULL, stocked=SAID, verified=SAID,
                languages=("bm", "ff"), women_staff="always", children="yes",
                men="yes", access="yes", sea="yes", care_72h="yes")  # fmt: skip
SITES = (
    HEALTH,
    HEALTH._replace(id="b", organisation="hopital", hours=ALWAYS, verified=OLD),
    HEALTH._replace(id="c", organisation="csref", cercle="djenne", hours=SPLIT,
            stock={"pep": "out", "contraception": "in"}, children="no",
            access="no", sea="no", care_72h="some"),
    HEALTH._replace(id="d", organisation="poste", cercle="bandiagara", hours="",
            on_call="yes", stock={}, stocked="", verified="", men="", children="",
            access="", sea="", care_72h="",
            languages=(), women_staff="some"),
    HEALTH._replace(id="e", organisation="gao", region="gao", cercle="gao",
            hours=NIGHTS, stock={"pep": "low"}, men="no", access="partly",
            care_72h="no"),
    HEALTH._replace(id="f", organisation="bureau", services=("legal",),
            cercle="", hours=MONDAYS, stock={}, stocked="", point=None),
    HEALTH._replace(id="g", organisation="maison", services=("safehouse",),
            cercle="", hours="", stock={}, stocked="", verified=SAID),
    HEALTH._replace(id="h", organisation="brigade", services=("police",),
            point=(14.7, -4.0), hours=ALWAYS, stock={}, stocked=""),
    HEALTH._replace(id="i", organisation="centre", services=("child_protection",),
            hours=ALWAYS, stock={"pep": "few"}, absences=(
                "2026-11-09T18:00:00.000Z 2026-11-10T08:00:00.000Z child_protection"
                "|2026-11-15T18:00:00.000Z 2026-11-16T08:00:00.000Z child_protection"
                "|2026-11-09T18:00:00.000Z 2026-11-12T08:00:00.000Z health")),
    HEALTH._replace(id="j", organisation="dispensaire",
            services=("child_protection",), hours=OFFICE, absences=(
                "2026-11-09T08:00:00.000Z 2026-11-09T18:00:00.000Z "
                "child_protection on_call")),
)  # fmt: skip

MONDAY = "2026-11-09T09:30:00.000Z"
NIGHT = "2026-11-09T23:10:00.000Z"
SUNDAY = "2026-11-15T21:00:00.000Z"
PEP = Asked("health", MONDAY, items=("pep",), place="mopti")
CHILDREN = replace(PEP, service="child_protection")

CASES: tuple[tuple[str, Asked, int], ...] = (
    ("by day both in town are open; the one verified lately first", PEP, 0),
    ("at night the hospital, then whoever is on call", replace(PEP, now=NIGHT), 0),
    ("on Sunday evening", replace(PEP, now=SUNDAY), 0),
    ("who said no is left out", replace(PEP, without=("yelen",)), 0),
    ("when two said no the box grows", replace(PEP, without=("yelen", "hopital")), 0),
    ("nothing to have in stock: nobody is last for that",
     replace(PEP, items=()), 0),
    ("both are needed", replace(PEP, items=("pep", "contraception")), 0),
    ("an old word about stock is no word",
     replace(PEP, now="2027-01-11T09:30:00.000Z"), 0),
    ("a verification holds for ninety days",
     replace(PEP, now="2027-02-01T10:00:00.000Z"), 0),
    ("and no longer", replace(PEP, now="2027-02-01T10:00:00.001Z"), 0),
    ("a child goes where children are received", replace(PEP, child=True), 0),
    ("a man where men are", replace(PEP, man=True, place="gao"), 0),
    ("with a disability, where one can enter; elsewhere somebody asks first",
     replace(PEP, access=True, place=""), 0),
    ("after SEA, where its victims are received", replace(PEP, sea=True, place=""), 0),
    ("for all the care of the first days",
     replace(PEP, care_72h=True, place=""), 0),
    ("a girl who does not walk, hurt by an aid worker",
     replace(PEP, child=True, access=True, sea=True, care_72h=True), 0),
    ("her language counts, and is asked where nobody knows",
     replace(PEP, language="ff"), 0),
    ("a language nobody there speaks", replace(PEP, language="taq"), 0),
    ("from Gao: near and soon before far and open", replace(PEP, place="gao"), 0),
    ("from a region as a whole", replace(PEP, place="region:mopti"), 0),
    ("from nowhere said, everybody", replace(PEP, place=""), 0),
    ("from a place that is on no map, everybody", replace(PEP, place="ailleurs"), 0),
    ("a lawyer on Mondays only", Asked("legal", MONDAY, place="mopti"), 0),
    ("a lawyer, asked on Tuesday", Asked("legal", "2026-11-10T09:30:00.000Z"), 0),
    ("a lawyer, asked on Sunday", Asked("legal", SUNDAY), 0),
    ("a lawyer, asked on Monday before eight",
     Asked("legal", "2026-11-09T07:59:59.999Z"), 0),
    ("a lawyer, asked at noon", Asked("legal", "2026-11-09T12:00:00.000Z"), 0),
    ("a safe house has no hours and no point",
     Asked("safehouse", MONDAY, place="mopti"), 0),
    ("a place with a point of its own, in her cercle",
     Asked("police", MONDAY, place="mopti"), 0),
    ("a service that nobody offers", Asked("livelihoods", MONDAY, place="mopti"), 0),
    ("few are left: others first; on call by day", CHILDREN, 0),
    ("nobody there tonight, though the door is open", replace(CHILDREN, now=NIGHT), 0),
    ("nobody there on Sunday night: the next one is next week",
     replace(CHILDREN, now=SUNDAY), 0),
    ("in the morning somebody is there again",
     replace(CHILDREN, now="2026-11-10T08:00:00.000Z", items=()), 0),
    ("local time may be ahead of UTC",
     replace(PEP, now="2026-11-09T15:30:00.000Z"), 60),
    ("and behind it", replace(PEP, now="2026-11-09T00:30:00.000Z"), -60),
)  # fmt: skip

WEEKS = {"office": OFFICE, "split": SPLIT, "nights": NIGHTS, "always": ALWAYS,
         "mondays": MONDAYS, "untold": "", "closed": "|" * (len(DAYS) - 1)}  # fmt: skip
MINUTES = (0, 359, 360, 479, 480, 719, 720, 959, 960, 1199, 1200, 1439, 8639, 10079)


def _told(site: Listed) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name, value in site._asdict().items()
    }


def _answers(asked: Asked, offset: int) -> list[dict[str, Any]]:
    found = ranked(SITES, asked, replace(MALI, offset=offset))
    return [asdict(one) | {"why": [dict(why) for why in one.why]} for one in found]


def ranking_vectors() -> dict[str, Any]:
    """Return what server and device must rank alike, and for the same reasons."""
    return {
        "centres": {code: list(point) for code, point in MALI.centres.items()},
        "sites": [_told(site) for site in SITES],
        "cases": [
            {
                "name": name,
                "offset": offset,
                "asked": {
                    key: list(value) if isinstance(value, tuple) else value
                    for key, value in asdict(asked).items()
                },
                "ranked": _answers(asked, offset),
            }
            for name, asked, offset in CASES
        ],
        "hours": [
            {"name": name, "week": week, "minute": minute, "opening": asdict(found)}
            for name, week in WEEKS.items()
            for minute in MINUTES
            for found in [opening(week, minute)]
        ],
    }
