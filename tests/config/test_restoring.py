"""Backups that are put back: what opens, what does not, and what ends again.

The restore drill of `make test`: real archives, the real databases, real keys.
"""

import gzip
import json
from datetime import UTC, date, datetime, timedelta
from types import SimpleNamespace

import pytest

from client.grants import Terms, open_grant
from client.sealing import Place, open_body, seal_body
from config.cli import main
from config.commands import backing_up, day_keys, restoring, working
from config.commands.day_keys import ArchiveError, Sealer, opened
from config.commands.ending import ended_since
from demeso.casework.models import Case
from demeso.consent.models import Consent
from demeso.help.services import stop_alone
from demeso.kernel.clock import now
from demeso.ledger.epochs import FIRST_EPOCH
from demeso.ledger.models import Entry, Epoch, Leaf
from demeso.ledger.services import begin_epoch
from demeso.ledger.verification import verify
from demeso.survivors.models import Survivor
from demeso.survivors.rules import herself
from demeso.vault.models import Body, Grant
from tests.handing import help_someone, list_organisation, release, withdraw

pytestmark = pytest.mark.django_db(transaction=True)
DAY = timedelta(days=1)
SECRET = "village-fictif-de-son-oncle"


@pytest.fixture(autouse=True)
def quiet(monkeypatch, tmp_path, settings):
    settings.DAY_KEYS = tmp_path / "days"
    monkeypatch.setattr(restoring, "is_serving", lambda: False)


@pytest.fixture
def clock(monkeypatch):
    """Let days pass for the commands."""
    time = SimpleNamespace(at=now())
    for module in (backing_up, restoring):
        monkeypatch.setattr(module, "now", lambda: time.at)
    return time


@pytest.fixture
def told(aissata, deme_keys):
    """Help someone who tells a secret, under the real key of her case."""
    aissata.stage.time = now()
    found = help_someone(aissata, deme_keys)
    key = keys_of(found)["narrative"]
    place = Place(found.case, "narrative", 1)
    part = seal_body({"plan": SECRET}, place=place, key=key)
    said = {"danger": {"in_danger": "no"}}
    aissata.do("safety.recorded", found.case, "safety@1", groups=said, sealed=[part])
    return found


@pytest.fixture
def place_for_release(awa):
    return list_organisation(awa, "Sariya", "legal")


def keys_of(helped):
    """Open the grant that the server holds for her worker, or find none."""
    mine = helped.by.keys
    row = Grant.objects.filter(object=helped.case, to=mine.fingerprint).first()
    if row is None:
        return {}
    terms = Terms(helped.case)
    return open_grant(row.part, terms=terms, mine=mine, signer=mine.entry)


def read(helped):
    """Return what her worker reads with everything that the server hands out."""
    keys, found = keys_of(helped), []
    for row in Body.objects.filter(object=helped.case):
        place = Place(helped.case, row.compartment, row.version)
        if row.compartment in keys:
            found.append(open_body(row.part, place=place, key=keys[row.compartment]))
    return found


def kept(tmp_path):
    folder = tmp_path / "kept"
    assert main(["backup", str(folder)]) == 0
    return folder


def test_a_copy_put_back_is_the_house_as_it_was(told, tmp_path, capsys):
    folder = kept(tmp_path)
    Body.objects.all().delete()
    Grant.objects.all().delete()
    assert main(["restore", str(folder)]) == 0
    assert read(told) == [{"plan": SECRET}]
    assert "The ledger verifies." in capsys.readouterr().out
    assert verify([]).first is None


def test_each_server_that_starts_from_one_copy_begins_an_epoch_of_its_own(
    told, tmp_path
):
    folder, names = kept(tmp_path), []
    for _time in range(2):
        assert main(["restore", str(folder)]) == 0
        names.append(begin_epoch(at=now()))
        assert verify([]).first is None
    assert FIRST_EPOCH < names[0] < names[1]
    assert [one.began for one in Epoch.objects.all()] == names[1:]
    assert read(told) == [{"plan": SECRET}]


def test_a_copy_of_before_her_withdrawal_opens_nothing_after_eight_days(
    told, tmp_path, clock, capsys
):
    folder = kept(tmp_path)
    withdraw(told, told.survivor, "story")
    assert read(told) == []
    clock.at += 8 * DAY
    working.tick(clock.at)
    assert day_keys.days() == []
    capsys.readouterr()
    assert main(["restore", str(folder)]) == 1
    said = capsys.readouterr().err
    assert "nothing opens these grants any more" in said
    [grants] = folder.glob("grants-*")
    with grants.open("rb") as raw, pytest.raises(ArchiveError):
        list(opened(raw))
    [data] = folder.glob("data-*")
    restoring.unpack(data, tmp_path / "old")
    restoring.load("default", tmp_path / "old")
    assert Body.objects.filter(object=told.case).exists(), "old ciphertext is there"
    assert read(told) == [], "and nothing that the server holds opens it"


def test_a_copy_put_back_within_the_window_is_followed_by_her_withdrawal(
    told, place_for_release, tmp_path, clock, capsys
):
    allowed = release(told, place_for_release)
    folder = kept(tmp_path)
    withdraw(told, allowed, "release")
    withdraw(told, told.survivor, "story")
    clock.at += 2 * DAY
    assert main(["restore", str(folder)]) == 0
    assert "Ended again: 2." in capsys.readouterr().out
    assert read(told) == []
    assert not Grant.objects.filter(object=told.case).exists()
    assert Case.objects.get(id=told.case).keys_awaited_at is not None
    assert Consent.objects.get(id=allowed).withdrawn_at is not None
    assert verify([]).first is None


def test_what_she_ended_by_her_own_number_is_ended_again_too(
    told, tmp_path, clock, capsys
):
    folder = kept(tmp_path)
    stop_alone(actor=herself(told.survivor), what="services", at=told.by.stage.now())
    assert main(["restore", str(folder)]) == 0
    assert "Ended again: 1." in capsys.readouterr().out
    assert read(told) == []
    assert Survivor.objects.get().ended_at is not None


def test_a_lost_house_learns_from_a_later_backup_what_ended(
    told, tmp_path, clock, capsys, monkeypatch
):
    folder = kept(tmp_path)
    [first] = folder.glob("grants-*")
    stamp = first.name.split(".")[0].partition("-")[2]
    withdraw(told, told.survivor, "services")
    clock.at += DAY
    kept(tmp_path)
    monkeypatch.setattr(restoring, "_ended_here", lambda _at: [])
    assert main(["restore", str(folder), stamp]) == 0
    assert "Ended again: 1." in capsys.readouterr().out
    assert read(told) == []
    assert not Body.objects.filter(object=told.case).exists()


def test_an_act_that_comes_again_from_her_device_changes_nothing(told, tmp_path, clock):
    folder = kept(tmp_path)
    withdraw(told, told.survivor, "story")
    assert main(["restore", str(folder)]) == 0
    withdraw(told, told.survivor, "story")
    assert read(told) == []
    assert Entry.objects.filter(kind="consent.withdrawn").count() == 2


def test_what_ended_is_kept_by_id_and_says_nothing_else(told, tmp_path):
    withdraw(told, told.survivor, "story")
    [path] = kept(tmp_path).glob("ended-*")
    [one] = json.loads(path.read_text())
    assert one["groups"] == {"withdrawal": {"what": "story"}}
    assert told.code not in path.read_text()
    assert path.stat().st_mode & 0o077 == 0


def test_of_a_yes_only_its_noes_are_kept(aissata, deme_keys):
    told = help_someone(aissata, deme_keys, statistics="no")
    at = aissata.stage.now()
    [counted] = ended_since(at)
    assert counted["groups"] == {"withdrawal": {"what": "statistics"}}
    agreed = {"services": {"services": "not_now"}}
    aissata.do(
        "consent.given", told.survivor, "consent@1", groups=agreed,
        base=Leaf.objects.count(),
    )  # fmt: skip
    assert ended_since(aissata.stage.now())[-1]["groups"] == agreed


def test_without_an_archive_nothing_is_touched(tmp_path, told, capsys):
    assert main(["restore", str(tmp_path)]) == 1
    assert "no data archive of any moment here" in capsys.readouterr().err
    assert read(told) == [{"plan": SECRET}]


def test_a_running_server_is_not_replaced(tmp_path, monkeypatch, capsys):
    monkeypatch.setattr(restoring, "is_serving", lambda: True)
    assert main(["restore", str(tmp_path)]) == 1
    assert "Stop the server first." in capsys.readouterr().err


def sealed_archive(place, data, day=date(2026, 11, 2)):
    with place.open("wb") as raw:
        sealer = Sealer(raw, day)
        sealer.write(data)
        sealer.close()
    return place


@pytest.mark.parametrize("size", [0, 1, (1 << 20) - 1, 1 << 20, (1 << 20) + 1, 3 << 20])
def test_an_archive_comes_back_byte_by_byte(tmp_path, size):
    place = sealed_archive(tmp_path / "a", bytes(size))
    assert bytes(size) not in place.read_bytes() or size < 32
    with place.open("rb") as raw:
        assert b"".join(opened(raw)) == bytes(size)


@pytest.mark.parametrize("harm", ["cut", "flip", "swap", "day", "foreign"])
def test_a_harmed_archive_is_refused(tmp_path, harm):
    place = sealed_archive(tmp_path / "a", bytes(range(256)) * (3 << 12))
    head, chunk = day_keys.HEAD_SIZE, day_keys.CHUNK + day_keys.TAG_SIZE
    raw = bytearray(place.read_bytes())
    if harm == "cut":
        del raw[head + chunk :]
    elif harm == "flip":
        raw[head + 7] ^= 1
    elif harm == "swap":
        first, second = raw[head : head + chunk], raw[head + chunk : head + 2 * chunk]
        raw[head : head + 2 * chunk] = second + first
    elif harm == "day":
        day_keys.make_key(date(2026, 11, 3))
        raw[head - 34] = ord("3")
    else:
        raw[:7] = b"another"
    place.write_bytes(raw)
    with place.open("rb") as again, pytest.raises(ArchiveError):
        list(opened(again))


def test_the_grants_archive_is_no_gzip_to_anybody_without_the_key(told, tmp_path):
    [grants] = kept(tmp_path).glob("grants-*")
    with pytest.raises(gzip.BadGzipFile):
        gzip.decompress(grants.read_bytes())
    assert told.case.encode() not in grants.read_bytes()


def test_a_key_of_a_day_ends_before_any_archive_is_older_than_seven_days(tmp_path):
    del tmp_path
    day = date(2026, 11, 2)
    before = datetime(2026, 11, 8, 23, 59, 59, tzinfo=UTC)
    first = day_keys.make_key(day)
    assert day_keys.make_key(day) == first
    assert day_keys.destroy_keys(before) == 0
    assert day_keys.destroy_keys(before + timedelta(seconds=1)) == 1
    with pytest.raises(ArchiveError, match="is gone"):
        day_keys.find_key(day)


def test_the_doctor_sees_a_key_that_nobody_destroyed(told):
    del told
    day_keys.make_key(date(2026, 11, 2))
    said = list(backing_up.complaints(datetime(2026, 11, 9, tzinfo=UTC)))
    assert "The day key of 2026-11-02 must go: is `demeso work` running?" in said
