"""A bad road: acts twice, out of order, half-sent, cut off, from two devices.

Whatever happens on it, every act is applied once, and no answer that its
author's rival had not seen is ever replaced: checked against a plain oracle.
"""

from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from demeso.agencies.models import Device
from demeso.field.rules import Asked
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now
from demeso.ledger.models import Entry, Leaf
from demeso.ledger.queries import conflicts, live, version
from demeso.ledger.services import writing
from demeso.ledger.verification import verify
from tests.field.device import Handset, handset

PLACES = ("Mopti", "Gao")
ANYONE = Actor("", "", label="test")
whose = st.sampled_from((0, 1))


class PowerCutError(Exception):
    """The machine stops before anything is committed."""


@dataclass
class Phone:
    """One device as the test knows it: everything it ever wrote."""

    handset: Handset
    device: Device
    written: list[Envelope] = field(default_factory=list)
    seen: dict[str, int] = field(default_factory=dict)
    acked: int = 0

    @property
    def actor(self) -> Actor:
        return Actor(self.handset.worker, self.handset.agency)

    def send(self, acts: list[Envelope]) -> dict:
        asked = Asked(
            device=self.device.pk, acts=[act.wire() for act in acts], epoch=None,
            ack_cursor=None, scope_hash=None, max_bytes=65536, client_version="x",
            state_hash=None,
        )  # fmt: skip
        sent = Sent(self.device, asked, now(), now())
        return exchange_acts(actor=self.actor, sent=sent, reads=False)


class Road(RuleBasedStateMachine):
    """Two phones, two records, and a road that loses and repeats."""

    seeds = iter(range(100, 60_000))

    @initialize()
    def set_out(self):
        self.phones = []
        for _phone in range(2):
            hand = handset(next(self.seeds))
            device = Device.objects.get(pk=hand.pen.device)
            self.phones.append(Phone(hand, device))
        self.records = [self.phones[0].handset.pen.new_id() for _record in range(2)]

    @rule(who=whose, which=whose, place=st.sampled_from(PLACES), odd=st.booleans())
    def write(self, who, which, place, odd):
        phone, record = self.phones[who], self.records[which]
        kind = "thing.refused" if odd and place == "Gao" else "thing.noted"
        base, group = phone.seen.get(record, 0), {"place": {"place": place}}
        act = phone.handset.note(record, kind, base=base, **group)
        phone.written.append(act)

    @rule(who=whose, data=st.data())
    def send(self, who, data):
        phone = self.phones[who]
        if not phone.written:
            return
        batch = data.draw(st.lists(st.sampled_from(phone.written), max_size=8))
        phone.acked = max(phone.acked, phone.send(batch)["acked_seq"])

    @rule(who=whose)
    def send_everything_and_lose_the_answer(self, who):
        phone = self.phones[who]
        phone.send(phone.written[phone.acked :][::-1])

    @rule(who=whose)
    def cut_the_power_while_sending(self, who):
        before = (Leaf.objects.count(), Entry.objects.count())

        @writing
        def cut():
            self.phones[who].send(self.phones[who].written)
            raise PowerCutError

        with pytest.raises(PowerCutError):
            cut()
        assert (Leaf.objects.count(), Entry.objects.count()) == before

    @rule(who=whose, which=whose)
    def read(self, who, which):
        record = self.records[which]
        self.phones[who].seen[record] = version(record)

    @invariant()
    def nothing_acknowledged_is_missing(self):
        for phone in getattr(self, "phones", ()):
            ids = {act.id for act in phone.written[: phone.acked]}
            assert Entry.objects.filter(pk__in=ids).count() == phone.acked

    def teardown(self):
        for phone in getattr(self, "phones", ()):
            phone.send(phone.written)
            self._require_all_once(phone)
        for record in getattr(self, "records", ()):
            self._require_like_the_oracle(record)
        assert verify().first is None

    def _require_all_once(self, phone):
        kept = Entry.objects.filter(device=phone.device.pk).order_by("seq")
        assert [row.pk for row in kept] == [act.id for act in phone.written]
        states = {True: "quarantined", False: "applied"}
        assert [row.state for row in kept] == [
            states[act.kind == "thing.refused"] for act in phone.written
        ]

    def _require_like_the_oracle(self, record):
        rows = Entry.objects.filter(record=record, state="applied")
        acts = {a.id: a for phone in self.phones for a in phone.written}
        standing: list[Entry] = []
        for row in rows.order_by("position"):
            standing = [
                old
                for old in standing
                if old.device != row.device and old.position > row.base
            ] + [row]
        found = live(record).get("place", [])
        assert [value.act for value in found] == [row.pk for row in standing]
        told = {acts[row.pk].groups["place"]["place"] for row in standing}
        listed = conflicts([record], actor=ANYONE)
        assert len(listed) == (len(told) > 1)


@pytest.mark.django_db
@pytest.mark.usefixtures("sample_kinds")
def test_nothing_is_lost_or_doubled_on_a_bad_road():
    quiet = [HealthCheck.too_slow, HealthCheck.data_too_large]
    limits = settings(
        max_examples=15, stateful_step_count=25, deadline=None,
        suppress_health_check=quiet,
    )  # fmt: skip
    run_state_machine_as_test(Road, settings=limits)
