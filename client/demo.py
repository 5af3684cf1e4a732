"""Load the demo exactly as its devices would: `python -m client.demo ORIGIN FILE`.

The founding links come on standard input (called, tab, token). Contents follow
the seed; keys and passphrases are drawn anew and never reach the server.
"""

import json
import os
import sys
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from random import Random

from client.cast import BADENYA, CASEWORKERS, DEME, JIGI, SARIYA, YELEN
from client.stories import Provider, Told, months_before, tell_nana, tell_one
from client.townspeople import Town, require_quiet, settle
from client.walk import accept, confirm, decline
from client.worker import Worker
from demeso.kernel.clock import now

SEED = 20261121
MONTHS = 4
REASONS = ("no_female_staff", "full", "closed")


def providers_of(town: Town, area: str) -> dict[str, Provider]:
    """Return whom the stories refer to, by service."""
    yelen = Provider(
        town.listed[YELEN], (town.people["djeneba"].id, town.people["salif"].id)
    )
    sariya = Provider(town.listed[SARIYA], (town.people["sitan"].id,))
    near = {"health": yelen, "psychosocial": yelen, "legal": sariya}
    if area == "gao":
        near["safehouse"] = Provider(town.listed[JIGI], ())
    return near


def tell_all(town: Town, seed: int, today: date) -> list[Told]:
    """Tell every story, each from its caseworker's own device."""
    told: list[Told] = []
    months = months_before(today, MONTHS)
    for username, count in CASEWORKERS:
        worker, dice = town.people[username], Random(f"{seed} {username}")  # noqa: S311 -- fiction
        providers = providers_of(town, "mopti" if username == "aissata" else "gao")
        if username == "aissata":
            told.append(tell_nana(worker, providers, dice))
            count -= 1  # noqa: PLW2901 -- Nana is one of hers
        for _case in range(count):
            told += tell_one(worker, providers, dice, months[1:])
        require_quiet(worker)
    return told


def answer_all(town: Town, told: Iterable[Told]) -> None:
    """Answer the referrals, as the story of each wants."""
    by_id = {worker.id: worker for worker in town.people.values()}
    readers = {one.reader: by_id[one.reader] for one in told if one.reader}
    for reader in readers.values():
        require_quiet(reader)
    for place, one in enumerate(told):
        if one.reader and one.ending != "open":
            _answer(readers[one.reader], one, place)
    for reader in readers.values():
        require_quiet(reader)


def _answer(reader: Worker, told: Told, place: int) -> None:
    if told.ending == "declined":
        decline(reader, told.referral, REASONS[place % len(REASONS)])
        return
    accept(reader, told.referral)
    if told.ending in ("received", "confirmed"):
        confirm(reader, told.referral, "provider", month=told.month)


def confirm_all(town: Town, told: Iterable[Told]) -> None:
    """Let her say, through her caseworker, that she received the service."""
    for username, _count in CASEWORKERS:
        worker = town.people[username]
        worker.exchange()
        for one in told:
            if one.ending == "confirmed" and one.referral in worker.versions:
                _confirm(worker, one)
        require_quiet(worker)


def _confirm(worker: Worker, told: Told) -> None:
    if not told.reader:
        accept(worker, told.referral)  # said by phone: nobody there opens a notebook
    confirm(worker, told.referral, "survivor", month=told.month)


def load(origin: str, links: dict[str, str], seed: int = SEED) -> Town:
    """Build the town and tell its stories."""
    town = settle(origin, links)
    told = tell_all(town, seed, now().date())
    answer_all(town, [one for one in told if one.reader])
    confirm_all(town, told)
    return town


def introduce(town: Town, path: Path) -> None:
    """Leave the demo's people in a file that only its owner can read."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump({"seed": SEED, "people": town.cards()}, file, ensure_ascii=False)


def main(arguments: list[str]) -> int:
    """Load the demo and leave its people in FILE, readable by its owner only."""
    origin, place = arguments
    links = dict(line.rstrip("\n").split("\t") for line in sys.stdin if line.strip())
    introduce(load(origin, links), Path(place))
    print(f"demo: {DEME}, {BADENYA}: {sum(n for _, n in CASEWORKERS)} dossiers")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
