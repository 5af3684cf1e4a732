"""`demeso ledger`, `backup`, `doctor` and `work`, as an administrator sees them."""

import gzip
import json
import os
import signal
import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta

import pytest
from django.conf import settings as conf
from django.db import DatabaseError, connection, connections

from config.cli import main
from config.commands import backing_up, working
from config.commands.releasing import complaint
from demeso.kernel.actor import door
from demeso.kernel.clock import now
from demeso.ledger.epochs import COPY
from demeso.ledger.models import Access, Backup, Checkpoint, Head, Leaf, Payload
from demeso.ledger.queries import marks
from demeso.ledger.services import note, note_refusal, perform, quarantine, writing
from tests.ledger import sample
from tests.ledger.sample import AT, Writer

CLI = door("cli")
pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def writer(settings):
    for name, value in sample.SETTINGS.items():
        setattr(settings, name, value)
    return Writer(5)


@pytest.fixture
def written(writer):
    with writing():
        for place in ("Mopti", "Gao"):
            act = writer.write(writer.pen.new_id(), place={"place": place})
            perform(act, actor=writer.actor, at=AT)
    return writer


def test_a_whole_ledger_is_said_to_be_whole(written, capsys):
    assert main(["ledger", "verify"]) == 0
    assert capsys.readouterr().out.startswith("OK: 3 leaves, root ")


def test_a_broken_ledger_names_the_first_broken_leaf(written, capsys):
    Payload.objects.filter(pk=2).update(body="{}")
    assert main(["ledger", "verify"]) == 1
    said = capsys.readouterr().out
    assert said == "broken at leaf 2: the payload is not the one committed to\n"


def test_who_was_refused_cannot_be_rewritten(written, capsys):
    named = {"what": "case.closed", "at": AT, "records": [written.pen.new_id()]}
    note_refusal("record.unknown", actor=written.actor, **named)
    assert main(["ledger", "verify"]) == 0
    Access.objects.update(actor="somebody else")
    assert main(["ledger", "verify"]) == 1
    said = capsys.readouterr().out.splitlines()[-1]
    assert said == "broken at leaf 3: the accesses are not those committed to"


def test_a_checkpoint_is_printed_as_a_file_that_verify_takes(written, capsys, tmp_path):
    assert main(["ledger", "checkpoint"]) == 0
    kept = tmp_path / "note"
    kept.write_text(capsys.readouterr().out, encoding="utf-8")
    assert main(["ledger", "verify", str(kept)]) == 0
    Checkpoint.objects.all().delete()
    Head.objects.update(size=2)
    assert main(["ledger", "verify", str(kept)]) == 1
    assert "kept outside has 3 leaves" in capsys.readouterr().out


def test_an_empty_ledger_has_nothing_to_sign(capsys):
    assert main(["ledger", "checkpoint"]) == 1
    assert "empty" in capsys.readouterr().err


def archives(folder):
    found = sorted(folder.iterdir())
    return [path.name.split("-")[0] for path in found], found


def test_a_backup_is_two_archives_and_makes_its_acts_durable(written, tmp_path, capsys):
    assert main(["backup", str(tmp_path / "kept")]) == 0
    names, paths = archives(tmp_path / "kept")
    assert names == ["data", "ended", "grants"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in paths)
    assert sorted(capsys.readouterr().out.splitlines()) == [str(p) for p in paths]
    assert marks(written.pen.device).durable == 2
    act = written.write(written.pen.new_id())
    perform(act, actor=written.actor, at=AT)
    reached = marks(written.pen.device)
    assert (reached.acked, reached.durable) == (3, 2)


def test_a_copy_is_whole_in_no_epoch_and_without_sign_ins(written, tmp_path, client):
    session = client.session
    session["x"] = "y"
    session.save()
    assert main(["backup", str(tmp_path)]) == 0
    _names, (data, _ended, _grants) = archives(tmp_path)
    raw = gzip.decompress(data.read_bytes())
    assert session.session_key.encode() not in raw
    if connection.vendor == "postgresql":
        assert b"UPDATE public.ledger_head SET epoch = 0;" in raw
        assert raw.index(b"COPY public.ledger_leaf") < raw.index(
            b"UPDATE public.ledger"
        )
        return
    copy = tmp_path / "restored.sqlite3"
    copy.write_bytes(raw)
    rows = sqlite3.connect(copy)
    (epoch,) = rows.execute("SELECT epoch FROM ledger_head").fetchone()
    (leaves,) = rows.execute("SELECT count(*) FROM ledger_leaf").fetchone()
    rows.close()
    assert epoch == COPY
    assert leaves == Leaf.objects.count() - 1  # the leaf about the backup came after


def test_a_backup_that_fails_covers_nothing_and_leaves_no_part(
    written, tmp_path, monkeypatch, capsys
):
    def fail(*_rest):
        yield b"begun"
        raise backing_up.BackupError("the disk is full")

    monkeypatch.setattr(backing_up, "_copy_file", fail)
    monkeypatch.setattr(backing_up, "_dump", fail)
    assert main(["backup", str(tmp_path)]) == 1
    assert capsys.readouterr().err == "No backup: the disk is full\n"
    assert list(tmp_path.iterdir()) == []
    assert not Backup.objects.exists()


def test_a_missing_pg_dump_is_said(monkeypatch):
    monkeypatch.setattr(backing_up.shutil, "which", lambda _name: None)
    with pytest.raises(backing_up.BackupError, match="pg_dump is missing"):
        next(backing_up._dump("default"))


def test_the_doctor_asks_for_a_backup_and_a_checkpoint(written, capsys):
    assert main(["doctor"]) == 1
    said = capsys.readouterr().out
    assert "no backup yet" in said
    assert "3 leaves have no checkpoint" in said


def test_the_doctor_is_content_when_all_is_well(written, tmp_path, capsys):
    act = written.write(written.pen.new_id(), "thing.dreamt")
    quarantine(act, actor=written.actor, code="act.unknown_kind", received_at=AT)
    main(["backup", str(tmp_path)])
    working.tick(now())
    capsys.readouterr()
    assert main(["doctor"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "All is well.",
        "For your information: 1 acts are in quarantine.",
        f"For your information: {complaint()}",
    ]


def test_the_doctor_finds_what_is_too_old(written, tmp_path):
    main(["backup", str(tmp_path)])
    _names, (_data, _ended, grants) = archives(tmp_path)
    Backup.objects.update(made_at=now() - timedelta(days=3))
    long_ago = now().timestamp() - 8 * 86400
    os.utime(grants, (long_ago, long_ago))
    said = list(backing_up.complaints(now()))
    assert "The last backup is 3 days old." in said
    assert f"This copy of the grants must go: {grants}" in said


def test_the_doctor_finds_a_clock_that_went_back_and_a_full_disk(written, monkeypatch):
    monkeypatch.setattr(backing_up, "ROOM_NEEDED", 1 << 62)
    said = " ".join(backing_up.complaints(AT - timedelta(days=1)))
    assert "The clock went back" in said
    assert "Less than 1 GiB is free" in said


def test_a_minute_signs_the_ledger_when_it_is_time(written):
    working.tick(AT)
    assert Checkpoint.objects.get().size == 3
    note("role", actor=CLI, body={}, at=AT)
    working.tick(AT + timedelta(minutes=4))
    assert Checkpoint.objects.count() == 1
    working.tick(AT + timedelta(minutes=5))
    assert Checkpoint.objects.count() == 2
    with writing():
        for _leaf in range(256):
            note("role", actor=CLI, body={}, at=AT)
    working.tick(AT + timedelta(minutes=5))
    assert Checkpoint.objects.count() == 3


def test_a_minute_that_fails_is_followed_by_the_next(monkeypatch):
    ticks, stop = [], threading.Event()

    def tick(at):
        ticks.append(at)
        if len(ticks) == 2:
            stop.set()
        raise DatabaseError

    monkeypatch.setattr(working, "tick", tick)
    monkeypatch.setattr(working, "tend", lambda book, at: None)
    monkeypatch.setattr(working, "MINUTE", 0.0)
    monkeypatch.setattr(working, "connections", type("", (), {"close_all": list}))
    working.tick_until(stop, None)
    assert len(ticks) == 2


def test_the_worker_stops_cleanly_when_told(written):
    places = {alias: connections[alias].settings_dict for alias in connections}
    start = (
        "import sys, django; django.setup(); "
        "from django.db import connections; import json; "
        "[connections[a].settings_dict.update(NAME=n) for a, n in "
        "json.loads(sys.argv[1]).items()]; "
        "from config.commands.working import work; print('up', flush=True); work([])"
    )
    names = {alias: str(place["NAME"]) for alias, place in places.items()}
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    line = [sys.executable, "-c", start, json.dumps(names)]
    with subprocess.Popen(
        line, env=environment, cwd=conf.ROOT, stdout=subprocess.PIPE
    ) as child:
        assert child.stdout.readline() == b"up\n"
        for _try in range(200):
            if Checkpoint.objects.exists():
                break
            threading.Event().wait(0.1)
        child.send_signal(signal.SIGTERM)
        assert child.wait(timeout=20) == 0
    assert Checkpoint.objects.count() == 1
