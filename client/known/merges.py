"""Known answers for answers given at once: what stands, and what is in force."""

from collections.abc import Mapping
from typing import Any

from demeso.kernel.forms import Kind, Merge, Question
from demeso.ledger.merging import PENDING, LiveValue, in_force, is_disputed, merged

WISHES = tuple((code, code) for code in ("health", "legal", "livelihoods"))
AGES = tuple((code, "") for code in ("0_5", "15_17", "adult"))
QUESTIONS = {
    "place": Question("place", ""),
    "risk": Question(
        "risk", "", Kind.CHOICE, choices=(("high", ""), ("medium", ""), ("low", ""))
    ),
    "wishes": Question("wishes", "", Kind.CHOICES, choices=WISHES),
    "age": Question("age", "", Kind.CHOICE, choices=AGES, surer=2),
    "remark": Question("remark", ""),
    "act": Question("act", ""),
}

# An answer: who gave it on which device, its clock, its base, what it says.
Step = tuple[str, str, int, int, Mapping[str, Any]]
ME, PHONE, TABLET = "aissata", "phone", "tablet"
Case = tuple[str, Merge, tuple[Step, ...]]


def _risk(device: str, clock: int, base: int, *risk: Any) -> Step:
    names = dict(zip(("risk", "wishes", "remark"), risk, strict=False))
    return (ME, device, clock, base, names)


def _wish(device: str, clock: int, base: int, *wishes: str) -> Step:
    return (ME, device, clock, base, {"wishes": list(wishes)})


def _age(device: str, clock: int, age: str) -> Step:
    return (ME, device, clock, 0, {"age": age})


def _place(device: str, clock: int, base: int, place: str, who: str = ME) -> Step:
    return (who, device, clock, base, {"place": place})


CASES: tuple[Case, ...] = (
    ("nothing answered", Merge.PLAIN, ()),
    ("one answer", Merge.PLAIN, (_place(PHONE, 1, 0, "Mopti"),)),
    ("an answer that knew the last one replaces it", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(TABLET, 2, 1, "Gao"))),
    ("two that did not know of each other both stand; the later clock shows",
     Merge.PLAIN, (_place(PHONE, 5, 0, "Mopti"), _place(TABLET, 2, 0, "Gao"))),
    ("equal answers are no conflict", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(TABLET, 2, 0, "Mopti"))),
    ("the same person on the same device has always seen her own", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(PHONE, 2, 0, "Gao"))),
    ("two people at one device do not know of each other", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(PHONE, 2, 0, "Gao", "kadi"))),
    ("one that knew one sibling leaves the other", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(TABLET, 2, 0, "Gao"),
      _place("third", 3, 1, "Ségou"))),
    ("one that knew all siblings ends the conflict", Merge.PLAIN,
     (_place(PHONE, 1, 0, "Mopti"), _place(TABLET, 2, 0, "Gao"),
      _place(PHONE, 3, 2, "Mopti"))),
    ("the most protective is in force whoever came last", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high"), _risk(TABLET, 2, 0, "low"))),
    ("the most protective is in force whoever came first", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "low"), _risk(TABLET, 2, 0, "high"))),
    ("who has seen it may lower it", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high"), _risk(TABLET, 2, 1, "low"))),
    ("not knowing protects more than any answer but the first", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "unknown"), _risk(TABLET, 2, 0, "medium"))),
    ("but less than the first", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high"), _risk(TABLET, 2, 0, "declined"))),
    ("a child's age protects more than one that nobody knows", Merge.PROTECTIVE,
     (_age(PHONE, 1, "15_17"), _age(TABLET, 2, "unknown"))),
    ("the youngest age protects most", Merge.PROTECTIVE,
     (_age(PHONE, 1, "0_5"), _age(TABLET, 2, "15_17"))),
    ("an age that nobody knows protects more than a grown one", Merge.PROTECTIVE,
     (_age(PHONE, 1, "unknown"), _age(TABLET, 2, "adult"))),
    ("an unknown code protects least", Merge.PROTECTIVE,
     (_risk(PHONE, 2, 0, "odd"), _risk(TABLET, 1, 0, "low"))),
    ("reasons of both sides stand beside it, the newest first", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high", ["legal"]), _risk(TABLET, 2, 0, "low", ["health"]))),
    ("other answers are the newest", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high", ["legal"], "old"),
      _risk(TABLET, 2, 0, "low", ["legal"], "new"))),
    ("what only one of them said stands too", Merge.PROTECTIVE,
     (_risk(PHONE, 1, 0, "high", ["legal"]), _risk(TABLET, 2, 0, "low"))),
    ("a set keeps what others added and drops what was seen and removed", Merge.SET,
     (_wish(PHONE, 1, 0, "health", "legal"),
      _wish(TABLET, 2, 1, "health", "livelihoods"), _wish("third", 3, 1, "legal"))),
    ("a set of one is as it was said", Merge.SET,
     (_wish(PHONE, 1, 0, "legal", "health"),)),
    ("what is appended stays", Merge.APPEND,
     tuple((ME, device, clock, 0, {"remark": str(clock)})
           for clock, device in enumerate((PHONE, TABLET, PHONE), start=1))),
    ("a state is the last one", Merge.STATE,
     ((ME, PHONE, 2, 0, {"remark": "sent"}), (ME, TABLET, 1, 0, {"remark": "gone"}))),
    ("two sealed answers are in conflict, and nobody compares them", Merge.SEALED,
     ((ME, PHONE, 1, 0, {"act": "1"}), (ME, TABLET, 2, 0, {"act": "2"}))),
)  # fmt: skip


def _value(merge: Merge, place: int, step: Step, *, waits: bool) -> LiveValue:
    actor, device, clock, _base, answers = step
    return LiveValue(
        record="record", group="group", act=str(place), device=device, actor=actor,
        hlc=f"{clock:013d}-0000-{device}", form="", merge=merge,
        version=PENDING if waits else place, answers=answers,
    )  # fmt: skip


def _told(merge: Merge, steps: tuple[Step, ...], *, waits: bool) -> dict[str, Any]:
    live: tuple[LiveValue, ...] = ()
    told = []
    for place, step in enumerate(steps, start=1):
        value = _value(merge, place, step, waits=waits and place == len(steps))
        live = merged(live, value, step[3])
        told.append(
            {"act": value.act, "device": value.device, "actor": value.actor,
             "hlc": value.hlc, "version": None if value.version == PENDING else place,
             "base": step[3], "answers": dict(step[4])}
        )  # fmt: skip
    return {
        "steps": told,
        "live": [value.act for value in live],
        "disputed": is_disputed(live),
        "in_force": in_force(live, list(QUESTIONS.values())),
    }


def merging_vectors() -> dict[str, Any]:
    """Return what server and device must decide alike, sent or still waiting."""
    questions = [
        {"name": question.name, "kind": question.kind.value,
         "codes": list(question.codes), "surer": question.surer}
        for question in QUESTIONS.values()
    ]  # fmt: skip
    cases = [
        {"name": f"{name}{', not sent yet' if waits else ''}", "merge": merge.value,
         **_told(merge, steps, waits=waits)}
        for name, merge, steps in CASES
        for waits in (False, True)
        if steps or not waits
    ]  # fmt: skip
    return {"questions": questions, "cases": cases}
