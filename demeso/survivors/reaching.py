"""Which ways to her are safe, and which while answers stand side by side. Pure.

Asked on the device that opened her answers: the server cannot read them.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any

from demeso.kernel.text import _


class Way(StrEnum):
    """A way to reach her."""

    PHONE = "phone"
    MESSAGE = "message"
    VISIT = "visit"
    MEET = "meet"


# What each way takes: her plain yes, and what it cannot do without.
WAYS = {
    Way.PHONE: ("may_phone", "phone"),
    Way.MESSAGE: ("may_message", "phone"),
    Way.VISIT: ("may_visit", ""),
    Way.MEET: ("may_meet", "meet_where"),
}


def safe_ways(contact: Mapping[str, Any], weekday: str = "") -> tuple[Way, ...]:
    """Return the ways that she allowed; none means: wait until she comes.

    With a weekday (`thursday`), only what is safe on that day.
    """
    days = contact.get("safe_days") or ()
    if weekday and days and weekday not in days:
        return ()
    return tuple(
        way for way, (yes, with_what) in WAYS.items()
        if contact.get(yes) == "yes"
        and (not with_what or str(contact.get(with_what) or "").strip())
    )  # fmt: skip


DAYS = (
    ("monday", _("Lundi")),
    ("tuesday", _("Mardi")),
    ("wednesday", _("Mercredi")),
    ("thursday", _("Jeudi")),
    ("friday", _("Vendredi")),
    ("saturday", _("Samedi")),
    ("sunday", _("Dimanche")),
)
# Of two answers, the one that protects more comes first.
SAFER = {
    "whose_phone": ("shared", "trusted", "own"),
    "if_someone_else": ("hang_up", "wrong_number", "cover"),
    "if_cut": ("wait", "call_back"),
}
# What is heeded whoever said it; who may answer, and where, only if all agree.
# Who else may hear is a risk (domain 1.9, "who else hears"): each one counts.
HEEDED = ("may_hear", "cover", "code_word")
AGREED = ("phone", "may_answer", "meet_where")


def most_protective(contacts: Sequence[Mapping[str, Any]]) -> dict[str, Any]:
    """Return how to reach her while answers stand side by side, the newest first.

    A way is open only if all of them open it, with the same number or place; a day
    is safe only if none of them rules it out. Hours are her words, which nobody can
    join: two that differ close every way, until she says which.
    """
    if len(contacts) == 1:
        return dict(contacts[0])
    found: dict[str, Any] = {}
    days = [set(said) for one in contacts if (said := one.get("safe_days"))]
    common = set.intersection(*days) if days else set()
    hours = set(_said(contacts, "safe_hours"))
    is_safe = bool(common or not days) and len(hours) <= 1
    for yes, with_what in WAYS.values():
        open_ = all(one.get(yes) == "yes" for one in contacts)
        same = not with_what or len({_text(one, with_what) for one in contacts}) == 1
        found[yes] = "yes" if open_ and same and is_safe else "no"
    for name in AGREED:
        if len(told := {_text(one, name) for one in contacts}) == 1:
            found[name] = told.pop()
    for name in HEEDED:
        found[name] = " / ".join(dict.fromkeys(_said(contacts, name)))
    for name, order in SAFER.items():
        known = [said for said in _said(contacts, name) if said in order]
        found[name] = min(known, key=order.index, default="")
    found["safe_hours"] = hours.pop() if len(hours) == 1 else ""
    found["safe_days"] = [day for day, _label in DAYS if day in common]
    return {name: said for name, said in found.items() if said}


def _text(contact: Mapping[str, Any], name: str) -> str:
    return str(contact.get(name) or "").strip()


def _said(contacts: Sequence[Mapping[str, Any]], name: str) -> list[str]:
    return [said for one in contacts if (said := _text(one, name))]
