"""Load the demo exactly as its devices would: `python -m client.demo ORIGIN FILE`.

The founding links come on standard input (called, tab, token). Contents follow
the seed; keys and passphrases are drawn anew and never reach the server. With
`--again` the demo is there already: Nana's story is told once more.
"""

import argparse
import json
import os
import sys
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path
from random import Random
from typing import Any

from client.cast import OUMOU, SABALI, SMALL, Cast, Shift
from client.centre import keep_centres
from client.nana import tell_nana
from client.opinions import give_opinions
from client.places import open_places
from client.returning import TELLER, come_to_work, tell_again
from client.seconding import ask_role
from client.sizes import sizes
from client.stories import Provider, Told, day_of, tell_awa, tell_one
from client.townspeople import Town, require_quiet, settle
from client.troubles import give_nana_a_number, go_wrong
from client.walk import accept, confirm, decline, earlier
from client.worker import Worker
from demeso.kernel.clock import now

SEED = 20261121
REASONS = ("no_female_staff", "full", "closed")
ANSWERED, RECEIVED = timedelta(days=2), timedelta(days=5)
NANAS = 3  # one story, three moments: each is a case
LIVING = SABALI  # where Nana asks for a living; nobody there opens a notebook


def provider(town: Town, name: str) -> Provider:
    """Return an organisation of the directory as the stories need it."""
    listing = next(one for one in town.cast.listings if one.name == name)
    people = (listing.focal_point, listing.deputy)
    readers = tuple(town.people[username].id for username in people if username)
    return Provider(town.listed[name], readers)


def providers_of(town: Town, shift: Shift) -> tuple[dict[str, Provider], Any]:
    """Return whom a caseworker's stories refer to, by service, and her cercles."""
    area = next(one for one in town.cast.areas if one.name == shift.area)
    return {need: provider(town, name) for need, name in area.near}, area.cercles


def tell_all(town: Town, seed: int, today: date) -> list[Told]:
    """Tell every story, each from its caseworker's own device."""
    told: list[Told] = []
    done, whole = 0, sum(shift.cases for shift in town.cast.shifts)
    for shift in town.cast.shifts:
        told += _tell_shift(town, shift, Random(f"{seed} {shift.username}"), today)  # noqa: S311 -- fiction
        done += shift.cases
        say(f"{done} / {whole} dossiers")
    return told


def _tell_shift(town: Town, shift: Shift, dice: Random, today: date) -> list[Told]:
    worker, told = town.people[shift.username], list[Told]()
    providers, cercles = providers_of(town, shift)
    first = _tell_named(town, shift, worker, dice)
    days = (day_of(dice, town.cast.months, today) for _ in range(shift.cases - first))
    for at in sorted(days):
        told += tell_one(worker, providers, dice, at, cercles)
    require_quiet(worker)
    return told


def _tell_named(town: Town, shift: Shift, worker: Worker, dice: Random) -> int:
    """Tell the stories that the visit knows by name; return how many cases they are."""
    if shift.username == TELLER:
        health = provider(town, OUMOU.organisation)
        town.stories.append(tell_nana(worker, health, provider(town, LIVING)))
        return NANAS
    if shift.username == "fadimata":
        tell_awa(worker, providers_of(town, shift)[0], dice)
        return 1
    return 0


def answer_all(town: Town, told: Iterable[Told]) -> None:
    """Answer the referrals, as the story of each wants."""
    by_id = {worker.id: worker for worker in town.people.values()}
    readers = {one.reader: by_id[one.reader] for one in told if one.reader}
    for reader in readers.values():
        require_quiet(reader)
    answered = [one for one in told if one.reader and one.ending != "open"]
    for place, one in enumerate(sorted(answered, key=lambda one: one.at)):
        with earlier(readers[one.reader], now() - one.at - ANSWERED):
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
    for shift in town.cast.shifts:
        worker = town.people[shift.username]
        worker.exchange()
        for one in told:
            if one.ending == "confirmed" and one.referral in worker.versions:
                with earlier(worker, now() - one.at - RECEIVED):
                    _confirm(worker, one)
        require_quiet(worker)


def _confirm(worker: Worker, told: Told) -> None:
    if not told.reader:
        accept(worker, told.referral, said_by="phone")  # nobody opens a notebook
    confirm(worker, told.referral, "survivor", month=told.month)


def load(
    origin: str, links: dict[str, str], seed: int = SEED, cast: Cast = SMALL
) -> Town:
    """Build the town and tell its stories."""
    say(f"{len(cast.players)} personnes")
    town = settle(origin, links, cast)
    open_places(town)
    keep_centres(town)
    give_opinions(town)
    told = tell_all(town, seed, now().date())
    say(f"{len(told)} orientations")
    answer_all(town, [one for one in told if one.reader])
    confirm_all(town, told)
    _leave_waiting(town)
    go_wrong(town, Random(f"{seed} troubles"))  # noqa: S311 -- fiction
    return town


def _leave_waiting(town: Town) -> None:
    """Let one role wait for a second person: Assétou finds it under Équipe."""
    moussa, aissata = town.people["moussa"], town.people["aissata"]
    ask_role(moussa, aissata.id, aissata.session.agency, "focal_point")
    moussa.exchange(pull=False)


def introduction(town: Town) -> dict[str, Any]:
    """Return what the demo leaves behind: its people, its places, its story."""
    nana = [provider(town, name) for name in (OUMOU.organisation, LIVING)]
    return {
        "seed": SEED,
        "people": town.cards(),
        "listed": town.listed,
        "centres": town.centres,
        "nana": [
            {"organisation": one.organisation, "readers": list(one.readers)}
            for one in nana
        ],
        "stories": town.stories,
    }


def introduce(town: Town, path: Path) -> None:
    """Leave the demo's people in a file that only its owner can read."""
    leave(introduction(town), path)


def leave(left: dict[str, Any], path: Path) -> None:
    """Write what the demo leaves behind, whole or not at all."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(left, file, ensure_ascii=False)
    fresh.replace(path)


def say(words: str) -> None:
    """Show that the loading goes on."""
    print(f"demo: {words}", flush=True)


def main(arguments: list[str]) -> int:
    """Load the demo and leave its people in FILE, readable by its owner only."""
    parser = argparse.ArgumentParser(prog="python -m client.demo")
    parser.add_argument("origin")
    parser.add_argument("file", type=Path)
    parser.add_argument("--size", choices=sorted(sizes()), default="S")
    parser.add_argument("--again", action="store_true")
    asked = parser.parse_args(arguments)
    if asked.again:
        left = json.loads(asked.file.read_text(encoding="utf-8"))
        left["stories"].append(tell_again(asked.origin, left))
        come_to_work(asked.origin, left)
        leave(left, asked.file)
        return 0
    links = dict(line.rstrip("\n").split("\t") for line in sys.stdin if line.strip())
    town = load(asked.origin, links, cast=sizes()[asked.size])
    give_nana_a_number(town.people[TELLER], town.stories[-1])
    introduce(town, asked.file)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
