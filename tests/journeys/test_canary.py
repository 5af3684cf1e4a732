"""What she says never reaches the server: searched wherever it could have been.

Every run draws words of its own, so that nothing can hold them but a leak.
"""

import contextlib
import gzip
import secrets
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings

from client import sealing
from client.townspeople import Town, require_quiet
from client.walk import (
    Case,
    Handing,
    open_case,
    record_identity,
    record_incident,
    record_needs,
    record_safety,
    refer,
    release,
)
from client.worker import Worker
from tests.journeys.canary import Hit, Scanner, spellings
from tests.journeys.house import House
from tests.journeys.machine import search_disks, search_memory

SYLLABLES = "ba bɛ di fo gà ka kɔ la lo ma mi na ngo nyɛ sé sɔ ta tu wé yi zo zu".split()
NOBODY_SAYS = date(1901, 1, 1)  # so far back that no other text names such a day
DAYS = 20_000
JOBS = "django_tasks_database_dbtaskresult"
TAG = bytes(16)


def word(size: int = 8) -> str:
    """Draw a word that nobody has written before."""
    return "".join(secrets.choice(SYLLABLES) for _syllable in range(size)) + "ɛ"


def some_day() -> date:
    """Draw an exact day."""
    return NOBODY_SAYS + timedelta(days=secrets.randbelow(DAYS))


@dataclass(frozen=True)
class Secret:
    """What one survivor says: drawn, and nobody else's."""

    called: str = field(default_factory=lambda: word().capitalize())
    phone: str = field(
        default_factory=lambda: f"+2237{secrets.randbelow(10**7):07d}", repr=False
    )
    village: str = field(default_factory=lambda: word().capitalize())
    born: date = field(default_factory=some_day)
    day: date = field(default_factory=some_day)
    occupation: str = field(default_factory=lambda: f"combattant, katiba {word()}")
    story: str = field(default_factory=lambda: f"{word()} {word()} {word()}")

    def needles(self) -> dict[str, str]:
        """Return what must not be found, by name."""
        digits = self.phone.removeprefix("+223")
        pairs = " ".join(digits[at : at + 2] for at in range(0, 8, 2))
        return {
            "called": self.called,
            "phone": self.phone,
            "phone, spaced": f"+223 {pairs}",
            "village": self.village,
            "born": self.born.isoformat(),
            "born, as said": f"{self.born:%d/%m/%Y}",
            "day": self.day.isoformat(),
            "day, as said": f"{self.day:%d/%m/%Y}",
            "occupation": self.occupation,
            "story": self.story,
        }

    def told(self) -> str:
        """Return the story with everything in it."""
        return (
            f"{self.called}, de {self.village}, raconte : {self.story}. "
            f"C’était le {self.day:%d/%m/%Y}. Lui : {self.occupation}."
        )


def tell(worker: Worker, town: Town, secret: Secret) -> Case:
    """Enter everything, through the whole walk, and hand it on."""
    case = open_case(worker)
    contact = {"may_phone": "yes", "phone": secret.phone, "meet_where": secret.village}
    identity = {
        "called": secret.called,
        "birth_date": secret.born.isoformat(),
        "address": secret.village,
    }
    record_identity(
        worker, case, identity=identity, contact=contact, profile={"sex": "female"}
    )
    record_needs(worker, case, ["health"])
    record_safety(worker, case, danger="no", risk="low", plan=secret.told())
    sensitive = {
        "day": secret.day.isoformat(),
        "told_on": secret.day.isoformat(),
        "place": secret.village,
        "occupation": secret.occupation,
    }
    coded = {"type": {"q_penetration": "yes"}}
    record_incident(worker, case, coded=coded, sensitive=sensitive)
    yelen, oumou = town.listed["Centre Yèlèn"], town.people["djeneba"]
    package = {
        "need": {"service": "health", "urgent": "yes"},
        "contact": contact,
        "incident": {"summary": secret.told()},
    }
    allowed = release(worker, case, yelen, sorted(package))
    refer(worker, case, Handing(yelen, "health", package, [oumou.id]), allowed)
    require_quiet(worker)
    require_quiet(oumou)
    return case


@pytest.fixture(scope="module")
def jobs(house: House) -> Iterator[int]:
    """Return the process id of the house's job worker."""
    line = [sys.executable, "-m", "config.cli", "work"]
    worker = subprocess.Popen(
        line, env=house.environment, cwd=settings.ROOT, stderr=subprocess.DEVNULL
    )
    yield worker.pid
    worker.terminate()
    worker.wait(timeout=20)


def places_of(found: Mapping[str, set[Hit]], needle: str) -> set[str]:
    """Return where a needle was found."""
    return {
        place for place, hits in found.items() if any(h.needle == needle for h in hits)
    }


def require_silence(scanner: Scanner, found: dict[str, set[Hit]]) -> None:
    """Pass when only what the server may know was found: her code, by design."""
    assert places_of(found, "code") >= {"tables", "backup", "disk"}
    assert {h for hits in found.values() for h in hits if h.needle != "code"} == set()
    assert JOBS in scanner.seen
    assert scanner.unread == []


def test_canary_told_to_the_client_is_nowhere_on_the_server(
    house: House, town: Town, jobs: int, tmp_path: Path
) -> None:
    worker, secret = town.people["aissata"], Secret()
    case = tell(worker, town, secret)
    words = {"passphrase": worker.session.person.passphrase, "code": case.code}
    scanner = Scanner(secret.needles() | words)
    found = search_disks(scanner, house, tmp_path)
    found["memory"] = search_memory(scanner, house, jobs)
    require_silence(scanner, found)


def test_canary_is_found_when_nothing_seals_it(
    house: House, town: Town, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as patch:
        patch.setattr(sealing, "encrypt", lambda *given: given[-1] + TAG)
        secret = Secret()
        tell(town.people["aissata"], town, secret)
    found = search_disks(Scanner(secret.needles()), house, tmp_path)
    entered = set(secret.needles()) - {"phone, spaced", "born, as said"}
    for needle in entered:
        assert places_of(found, needle) == {"tables", "backup", "disk"}, needle
    spelled = {hit.spelling.partition("/")[0] for hit in found["tables"]}
    assert spelled == {"base64"}


SECRET = f"{word()} \U0001f98a {word()}"
WRAPPED: dict[str, Callable[[bytes], bytes]] = {
    "as it is": bytes,
    "gzip": gzip.compress,
    "zlib": zlib.compress,
    "gzip in gzip": lambda raw: gzip.compress(gzip.compress(raw)),
    "cut gzip": lambda raw: gzip.compress(raw + secrets.token_bytes(64))[:-40],
}


@pytest.mark.parametrize("spelled", spellings(SECRET), ids=spellings(SECRET).get)
@pytest.mark.parametrize("wrapped", WRAPPED)
def test_canary_is_found_in_every_spelling(
    spelled: bytes, wrapped: str, tmp_path: Path
) -> None:
    raw = b"x" * 5000 + WRAPPED[wrapped](b'{"a":"' + spelled + b'"}') + b"\0" * 300
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "some.log").write_bytes(raw)
    found = Scanner({"said": SECRET}).in_folder(tmp_path)
    assert {hit.spelling for hit in found} == {spellings(SECRET)[spelled]}
    assert all(hit.place.startswith("inner/some.log") for hit in found)
    assert Scanner({"other": word()}).in_folder(tmp_path) == set()


@contextlib.contextmanager
def holding(text: str) -> Iterator[int]:
    """Yield the id of a process that holds a text."""
    held = "import sys; kept = sys.stdin.readline(); print(flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", held], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(text.encode() + b"\n")
        process.stdin.flush()
        process.stdout.readline()
        yield process.pid
        process.stdin.write(b"\n")


def test_canary_is_found_in_the_memory_of_a_process() -> None:
    said = word()
    scanner = Scanner({"said": said, "unsaid": word()})
    with holding(said) as pid:
        found = scanner.in_memory([pid])
    assert {hit.needle for hit in found} == {"said"}
