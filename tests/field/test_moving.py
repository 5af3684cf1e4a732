"""Devices learn that somebody joined, was given a role, or left."""

from demeso.agencies.models import Device
from demeso.field.rules import Asked
from demeso.field.services import Sent, exchange_acts
from tests.cast import Person, give, hire
from tests.partnering import end, sign


def told(person: Person) -> int:
    """Return where the directory stands, as her device hears it."""
    at = person.stage.now()
    device = Device.objects.get(pk=person.pen.device)
    asked = Asked(
        device=device.pk, acts=[], epoch=None, ack_cursor=None, scope_hash=None,
        max_bytes=65536, client_version="x", state_hash=None,
    )  # fmt: skip
    sent = Sent(device, asked, at, at)
    answer = exchange_acts(actor=person.actor, sent=sent, reads=False)
    return int(answer["directory_v"])


def test_a_device_asks_anew_who_works_in_its_agency_after_a_change(awa, deme, kadi):
    before, elsewhere = told(kadi), told(awa)
    fanta = hire(awa, deme.id, "Fanta")
    joined = told(kadi)
    give(awa, fanta.id, deme.id, "caseworker")
    assert before < joined < told(kadi)
    assert told(kadi) == told(kadi)
    assert told(awa) == elsewhere


def test_a_device_asks_anew_who_may_keep_its_agencys_keys(awa, deme, yelen, kadi, sira):
    boss = hire(awa, deme.id, "Fanta", "administrator")
    other = hire(awa, yelen.id, "Nana", "administrator")
    third, record = told(awa), boss.new_id()
    before = told(kadi)
    for by in (boss, other):
        sign(by, deme.id, yelen.id, "vault", record)
    agreed = told(kadi)
    end(other, record)
    assert before < agreed < told(kadi)
    assert told(awa) == third
