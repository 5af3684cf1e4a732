"""What she says never reaches the server: searched wherever it could have been.

Every run draws words of its own, so that nothing can hold them but a leak.
"""

import contextlib
import gzip
import secrets
import subprocess
import sys
import zlib
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

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
from tests.journeys.canary import Scanner, spellings
from tests.journeys.house import House
from tests.journeys.machine import places_of, require_silence, search_disks
from tests.journeys.said import Secret, word

TAG = bytes(16)  # as long as what sealing adds


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


def test_canary_told_to_the_client_is_nowhere_on_the_server(
    house: House, town: Town, tmp_path: Path
) -> None:
    worker, secret = town.people["aissata"], Secret()
    case = tell(worker, town, secret)
    words = {"passphrase": worker.session.person.passphrase, "code": case.code}
    scanner = Scanner(secret.needles() | words)
    require_silence(scanner, house, tmp_path)


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
