"""Two processes on one database, and one that dies between two commits."""

import json
import os
import subprocess
import sys
from dataclasses import asdict

import pytest
from django.conf import settings as conf
from django.db import connections

from demeso.agencies.models import Device
from demeso.kernel.actor import Actor
from demeso.ledger.models import Entry, Leaf
from demeso.ledger.queries import conflicts, live
from demeso.ledger.verification import verify
from demeso.vault.models import Grant
from tests.field.device import handset

pytestmark = pytest.mark.django_db(transaction=True)
KILLED = -9


def start(hand, batches, cut=""):
    order = {
        "names": {a: str(connections[a].settings_dict["NAME"]) for a in connections},
        "device": hand.pen.device,
        "batches": [[act.wire() for act in batch] for batch in batches],
        "cut": cut,
    }
    line = [sys.executable, "-m", "tests.field.one_process", json.dumps(order)]
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "config.settings"}
    return subprocess.Popen(
        line, env=environment, cwd=conf.ROOT, stdout=subprocess.PIPE, text=True
    )


def ended(process):
    said, _nothing = process.communicate(timeout=120)
    return process.returncode, said.splitlines()


def batches_of(hand, record, count, size, **more):
    return [
        [
            hand.note(record, place={"place": hand.worker}, **more)
            for _act in range(size)
        ]
        for _batch in range(count)
    ]


def test_two_processes_at_once_lose_and_double_nothing():
    one, two = handset(31), handset(32)
    shared = one.pen.new_id()
    acts = {hand.worker: batches_of(hand, shared, 8, 5) for hand in (one, two)}
    running = [start(hand, acts[hand.worker]) for hand in (one, two)]
    for process in running:
        code, said = ended(process)
        assert (code, said[-1]) == (0, "40 []")
    for hand in (one, two):
        kept = Entry.objects.filter(device=hand.pen.device).order_by("position")
        written = [act.id for batch in acts[hand.worker] for act in batch]
        assert [row.pk for row in kept] == written
    assert Leaf.objects.count() == 81
    assert verify().first is None
    assert {v.actor for v in live(shared)["place"]} == {one.worker, two.worker}
    assert len(conflicts([shared], actor=Actor("", ""))) == 1


def test_one_device_in_two_processes_at_once_is_still_one_device():
    hand = handset(33)
    batches = batches_of(hand, hand.pen.new_id(), 6, 4)
    running = [start(hand, batches), start(hand, batches)]
    assert [ended(process)[0] for process in running] == [0, 0]
    assert Entry.objects.count() == 24
    assert Leaf.objects.count() == 25
    assert verify().first is None


@pytest.mark.parametrize("cut", ["grants", "default"])
def test_a_power_cut_between_two_commits_leaves_no_act_without_its_grant(cut):
    hand = handset(34)
    grant = {"type": "grant", "object": hand.pen.new_id(), "to": "x", "rights": "read"}
    act = hand.note(hand.pen.new_id(), "thing.granted", sealed=[grant])
    code, _said = ended(start(hand, [[act]], cut))
    assert code == KILLED
    assert (Leaf.objects.count(), Entry.objects.count()) == (0, 0)
    assert Grant.objects.count() == (cut == "default")
    code, said = ended(start(hand, [[act]]))
    assert (code, said) == (0, ["1 []"])
    assert Grant.objects.count() == Entry.objects.count() == 1
    assert verify().first is None


def test_what_a_process_was_told_is_kept_survives_its_death():
    hand = handset(35)
    first, second = batches_of(hand, hand.pen.new_id(), 2, 3)
    assert ended(start(hand, [first]))[0] == 0
    assert ended(start(hand, [second], "default"))[0] == KILLED
    assert Entry.objects.count() == 3
    assert ended(start(hand, [first, second]))[1][-1] == "6 []"
    assert Device.objects.count() == 1
    assert asdict(verify())["broken"] == []
