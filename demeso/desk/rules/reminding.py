"""Decide what a reminder may say: that there is something, and nothing else."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from demeso.kernel.text import _

MORNING = time(7)
LONGEST_ADDRESS = 120
ADDRESS = re.compile(r"[\w.+-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)+", re.ASCII)

# The whole of what is ever sent; the number and the link are all that changes.
SUBJECT = _("Rappel")
ONE = _("Vous avez 1 tâche urgente.")
MANY = _("Vous avez %(count)s tâches urgentes.")
STOP = _("Pour ne plus recevoir ce message : %(link)s")


@dataclass(frozen=True)
class Message:
    """A message as it leaves."""

    subject: str
    body: str
    stop: str


def is_time(at: datetime, looked_on: date | None, zone: str) -> bool:
    """Tell whether it is morning there, on a day on which nobody has looked yet."""
    here = at.astimezone(ZoneInfo(zone))
    return here.time() >= MORNING and looked_on != here.date()


def is_address(text: str) -> bool:
    """Tell whether a text is one address that a message can go to."""
    return len(text) <= LONGEST_ADDRESS and ADDRESS.fullmatch(text) is not None
