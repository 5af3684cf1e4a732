"""What goes wrong in the demo, so that whoever looks sees how it is held.

Around Gao, at Badenya: a place in danger is locked, a road is cut, somebody leaves and
hands on what she leads, and her phone was lost on the way. In Mopti Nana has a number
of her own. Everything is invented.
"""

import secrets
from datetime import timedelta
from itertools import count
from random import Random

from client.access import give_number, new_number
from client.cast import BADENYA
from client.leaving import depart, hand_on
from client.locking import lock
from client.nana import hand_on as refer_on
from client.stories import Provider, tell_person
from client.townspeople import Town, require_quiet
from client.walk import Case, earlier, open_case, record_needs
from client.worker import Worker
from demeso.kernel.clock import now
from demeso.survivors.rules import PIN_LENGTH, is_pin

ANTENNA = "Badenya, antenne d’Ansongo"
CUT_OFF = timedelta(days=10)
NOTED = timedelta(days=2)


def go_wrong(town: Town, dice: Random) -> None:
    """Let it all happen, each told by whoever tells such a thing."""
    _lock_a_place(town, dice)
    _cut_a_road(town)
    _leave_and_lose(town)


def _lock_a_place(town: Town, dice: Random) -> None:
    """Somebody was awaited there: her worker is told whom to warn."""
    worker, keeper = town.people["fadimata"], town.people["hawa"]
    home = Provider(town.listed[BADENYA], ())
    with earlier(worker, NOTED):
        case = open_case(worker, below=dice.randrange)
        tell_person(worker, case, dice)
        record_needs(worker, case, ["livelihoods"])
        refer_on(worker, case, home, "livelihoods")
    require_quiet(worker, pull=False)
    lock(keeper, town.sites[ANTENNA], "attack")
    require_quiet(keeper, pull=False)


def _cut_a_road(town: Town) -> None:
    """Let two people say that a phone cannot call: what it keeps opens longer."""
    keeper, other = town.people["hawa"], town.people["ibrahim"]
    record = keeper.new_id()
    said = {
        "agency": keeper.session.agency,
        "cercle": "ansongo",
        "until": (now() + CUT_OFF).date().isoformat(),
        "devices": [town.people["fadimata"].session.pen.device],
    }
    keeper.say("blockade.declared", record, "blockade@1", {"blockade": said})
    require_quiet(keeper, pull=False)
    word = {"word": {"confirmed": "yes"}}
    other.say("blockade.confirmed", record, "blockade_word@1", word)
    require_quiet(other, pull=False)


def _leave_and_lose(town: Town) -> None:
    """Mariam leaves and hands on one case; the other waits, and her phone is gone."""
    mariam, keeper = town.people["mariam"], town.people["hawa"]
    depart(keeper, mariam.id)
    require_quiet(keeper, pull=False)
    hand_on(mariam, town.people["fadimata"].id, most=1)
    require_quiet(mariam, pull=False)
    device = mariam.session.pen.device
    lost = {"revocation": {"reason": "lost"}}
    keeper.say("device.revoked", device, "revocation@1", lost)
    require_quiet(keeper, pull=False)
    _open_incident(town.people["ibrahim"], device)


def _open_incident(officer: Worker, device: str) -> None:
    """Open the incident; the server finds which codes the device held."""
    known = now().date().isoformat()
    said = {"breach": {"what": "lost", "known_on": known, "device": device}}
    officer.say("breach.opened", officer.new_id(), "breach@1", said)
    require_quiet(officer, pull=False)


def give_nana_a_number(worker: Worker, story: dict[str, str]) -> None:
    """Give her a way of her own; both numbers are left for the demo's card."""
    number, pin = new_number(), _pin()
    case = Case(story["survivor"], "", story["change"])
    give_number(worker, case, number, pin)
    story |= {"number": number, "pin": pin}


def _pin() -> str:
    """Draw six digits such as the porter takes: no row, no echo, no year."""
    drawn = (f"{secrets.randbelow(10**PIN_LENGTH):06d}" for _try in count())
    return next(pin for pin in drawn if is_pin(pin))
