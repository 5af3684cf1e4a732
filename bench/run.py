"""Measure everything and write docs/benchmarks.md: `python -m bench.run`.

`python -m bench.run leaves=20000 incidents=50000` takes the big numbers smaller; the
page names what was taken. `python -m bench.run far saving` measures some parts anew
and leaves the lines of the others, with their day.
"""

import os
import platform
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterable
from importlib.metadata import version
from pathlib import Path
from typing import NamedTuple

from bench import (
    acts,
    asking,
    beside,
    ciphers,
    drawing,
    far,
    helping,
    importing,
    leaving,
    listing,
    memory,
    opening,
    places,
    saving,
    submitting,
    tracker,
    verify,
    weight,
)
from bench.apart import ROOT, Row
from bench.table import kept, lines_of, table
from demeso.kernel.clock import now
from tests.postgres import programs

PLACE = ROOT / "docs" / "benchmarks.md"
PAGE = """# Benchmarks

Written by `make bench`, last on {day}; nothing here is edited by hand, and no test
asserts a time. What is beside a figure was measured in the same run as the figure; a
line of an earlier day was measured by the same part on a machine of the same kind.

{machine}

{figures}

## Method

- *acts* and *duplicates*: signed requests of 100 acts of the walk each, sealed by
  the reference client, straight into the exchange's door: signature, form, service,
  registers, tree, commit. Duplicates are the same requests again. Bare inserts are
  as many rows of the same size, one statement each, a hundred to a transaction, and
  nothing else.
- *server memory*: the demo comes in through the doors, every page of the desk is
  read, then the proportional set sizes of `demeso serve` and `demeso work` are
  summed.
- *bytes to unlock and first form*: a browser that was never here opens the app,
  signs in, unlocks, and shows the consent form; every answer of the server counts,
  the code that is fetched ahead to save the form too, each compressed by brotli at
  quality 11, as a reverse proxy does.
- *cryptography*: how much of each built file comes from the libraries for keys,
  sealing and signatures, as esbuild accounts for it; that share of the file compressed
  by brotli. The worker that stretches passphrases counts, and the keeper, which has a
  copy of Ed25519.
- *exit blanks*: from the tap on “Quitter” in an open case, on a processor slowed down
  six times, to the first picture without a word of the page; the slowest of five
  times. Each time “back” is pressed, and must show the calendar.
- *unlock* and *reveal*: from the tap on “Ouvrir” to the first picture of the day, and
  from the tap on a name to the picture with it, the median of five times, each from a
  page loaded anew. The page's processor is slowed down six times; that does not slow
  workers, so the time of the worker that stretches the passphrase is multiplied by six
  as well, also when the device chose how hard to stretch. Typing is not counted.
- *opening an existing case* and *saving in it*: a caseworker who carries 25 cases, on
  a processor slowed down six times. Each case is opened for the first time since the
  notebook was, from the tap to its picture. Saving is safety with a plan that is sealed
  there: from the tap until “Gardé” is said, which is after the disk has it for good.
- *usable cold*: a phone that was never here comes by 2G (70 kbit/s each way, 1.4 s
  until each answer begins, as Chromium slows a page down; TLS, HTTP/2 and brotli stand
  before the server, as in production), its processor and its workers slowed down six
  times. From the address to the passphrase, and from the tap on “Ouvrir” to the first
  form; typing is not counted, nor the call that carries the second factor. What the
  application fetches while somebody types gains nothing here: all is filled in at once.
- *first fetch*: the same phone, the application already on it; 3G is 700 kbit/s and
  0.4 s. Each case has her yes, its keys, who she is, her needs and her safety, told
  from another phone. From the open notebook until it says “À jour”: changes, lines of
  the list, keyring, who works here. Its *bytes* are counted on the line, both ways, TLS
  and what opened the notebook included.
- *empty exchange*: “Envoyer maintenant” when nothing waits on either side, on a
  connection that stands, every byte of it counted on the line.
- *a code among listed cases*: what is typed on “Ce que j’emporte”, over the lines that
  a device which stays at a site may hold; the search alone, without the drawing.
- *sealed submissions*: each is one signed request with her yes, a case with its keys
  and who she is, sealed beforehand by the reference client; devices that send at once
  to a running server, each the next one when it has an answer. The peer's figures were
  measured on another day on a machine like this one.
- *drawing*: a caseworker's notebook in Chromium, its processor slowed down six times;
  from the tap until the next picture stands, the median of nine times. The long case
  shows its latest acts and folds the older ones by month.
- *changes of two devices*: half of them are new organisations that one device writes
  down and another reads; then both change the same ones, neither having seen the
  other's word, and both exchange until nothing is new. Writing down counts. Ours are
  signed acts through the exchange and its services; the peer, `morango`, serialises
  the same answers from one table, signs its sessions, and waits between its stages by
  its own clock. SQLite on both sides, bytes counted on the line by the same ruler,
  headers included. A losing value counts when a device that exchanged can read it.
- *tracker*: the supervisor's page through the whole web door, session, access rows and
  leaf included, in seven ways of asking; 10 000 cases of one agency, then the same
  beside those of ninety-nine others. Coded rows, written by the database itself.
- *who can help now*: 400 questions from all cercles, at any time of a week, over
  fictional places, three of five with a point of their own; each is the whole query
  of the desk: the growing box, the rows, the rule, the reasons in words; then the same
  as anybody asks them. Twenty of the answers are held against a look at every place:
  order, distances, reasons.
- *page of help*: 200 needs and regions as anyone asks them, the same places public as
  far as a place may be; the whole answer of the web door, in words.
- *help for anyone, 2G*: the road and the phone of *usable cold*, through the three
  pages that lead to a place; from the address or the tap until the words stand there.
- *import*: the workbook that others fill in, one place for each service and 400
  organisations; tried as the page tries it, then taken in as acts, both counted.
"""


class Ticks(NamedTuple):
    """Time of all processors, in ticks: all of it, left over, taken by others."""

    whole: int
    idle: int
    stolen: int


Big = dict[str, int]
BIG: Big = {
    "leaves": verify.LEAVES,
    "incidents": tracker.INCIDENTS,
    "changes": beside.CHANGES,
    "cases": far.MANY,
    "services": importing.SERVICES,
}


PARTS: dict[str, Callable[[Big], list[Row]]] = {
    "acts": lambda _big: acts.rows(),
    "memory": lambda _big: memory.rows(),
    "weight": lambda _big: weight.rows(),
    "ciphers": lambda _big: ciphers.rows(),
    "drawing": lambda _big: drawing.rows(),
    "leaving": lambda _big: leaving.rows(),
    "listing": lambda _big: listing.rows(),
    "opening": lambda _big: opening.rows(),
    "saving": lambda _big: saving.rows(),
    "far": lambda big: far.rows(many=big["cases"]),
    "submitting": lambda _big: submitting.rows(),
    "beside": lambda big: beside.rows(big["changes"]),
    "verify": lambda big: verify.rows(big["leaves"]),
    "places": lambda _big: places.rows(),
    "helping": lambda _big: helping.rows(),
    "asking": lambda _big: asking.rows(),
    "importing": lambda big: importing.rows(big["services"]),
    "tracker": lambda big: tracker.rows(incidents=big["incidents"]),
}


def main(wanted: Iterable[str], big: Big) -> None:
    """Measure the parts that are wanted, write the page, and print it."""
    before, ticked, day = load(), ticks(), f"{now():%Y-%m-%d}"
    found = kept(PLACE.read_text(encoding="utf-8"))
    for part in wanted:
        print(f"{now():%H:%M:%S} {part}", file=sys.stderr, flush=True)
        found[part] = lines_of(PARTS[part](big), part, day)
    about = machine() | {
        "Load before and after": f"{before} and {load()}",
        "Disturbed": disturbed(ticked, ticks()),
    }
    page = PAGE.format(
        day=day,
        machine="\n".join(f"- {name}: {value}" for name, value in about.items()),
        figures=table(found, PARTS),
    )
    PLACE.write_text(page, encoding="utf-8")
    print(page)


def machine() -> dict[str, str]:
    """Return what was measured on."""
    memory_ = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    server = subprocess.run(
        [programs() / "postgres", "--version"],
        check=True,
        capture_output=True,
        text=True,
    )
    return {
        "Processor": f"{os.cpu_count()} × {processor()}",
        "Memory": f"{memory_:.0f} GiB",
        "Kernel": f"{platform.system()} {platform.release().partition('-')[0]}",
        "Python": f"{platform.python_version()}, Django {version('django')}",
        "Databases": f"SQLite {sqlite3.sqlite_version}, {server.stdout.strip()}",
    }


def processor() -> str:
    """Return the processor's model."""
    told = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    models = (line.partition(":")[2] for line in told if line.startswith("model name"))
    return next(models, platform.machine()).strip()


def load() -> str:
    """Return how busy the machine is."""
    return f"{os.getloadavg()[0]:.1f}"


def ticks() -> Ticks:
    """Return what the processors did since the machine began (`man 5 proc_stat`)."""
    first = Path("/proc/stat").read_text(encoding="utf-8").splitlines()[0]
    user, nice, system, idle, waiting, hard, soft, stolen, *_guests = (
        int(word) for word in first.split()[1:]
    )
    whole = user + nice + system + idle + waiting + hard + soft + stolen
    return Ticks(whole, idle + waiting, stolen)


def disturbed(before: Ticks, after: Ticks) -> str:
    """Say how much of the processors' time others took while this was measured."""
    whole, idle, stolen = (
        late - early for early, late in zip(before, after, strict=True)
    )
    return (
        f"of the processors' time during this run {stolen / whole:.1%} went to other "
        f"machines on the same host (steal), and {idle / whole:.0%} was left over"
    )


if __name__ == "__main__":
    sizes = [word.partition("=") for word in sys.argv[1:] if "=" in word]
    parts = [word for word in sys.argv[1:] if "=" not in word]
    main(parts or PARTS, BIG | {name: int(number) for name, _sign, number in sizes})
