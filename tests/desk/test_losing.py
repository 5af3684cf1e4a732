"""Scenario 17: a device is stolen. What it keeps, what is cut, what is told to whom.

The phone's own side – the offline store that takes its key from the lease – is
`web/src/outbox/lease.test.ts` now, and the drill on a real phone comes with issue 5.
"""

from datetime import timedelta

import pytest

from client.grants import Circle, Terms, case_grants, open_grant
from client.leasing import shelf_key
from client.rekeying import carried, key_of
from client.sealing import Place, new_key, open_body, seal_body
from demeso.agencies.models import Device
from demeso.agencies.services.leases import meet_device, read_lease
from demeso.desk.models import Breach
from demeso.field.rules import Asked
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.canon import unb64
from demeso.kernel.clock import now, stamp
from demeso.kernel.forms import COMPARTMENTS
from demeso.kernel.ids import show_code
from demeso.kernel.refusal import RefusedError
from demeso.ledger.queries import version
from demeso.ledger.services import note_reading
from demeso.ledger.verification import verify
from demeso.vault.models import Body, Grant
from tests.desk.watching import hidden, words
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases="__all__")
PAGE = "/desk/appareils-perdus"
SECRET = {"plan": "le puits bleu"}


@pytest.fixture
def three(aissata, deme_keys):
    """Three cases on one tablet, and one text sealed under the real keys."""
    aissata.stage.time = now() - timedelta(days=2)
    cases = [help_someone(aissata, deme_keys) for _time in range(3)]
    first = cases[0]
    key = opened(first)["narrative"]
    part = seal_body(SECRET, place=Place(first.case, "narrative", 1), key=key)
    said = {"danger": {"in_danger": "no"}}
    aissata.do("safety.recorded", first.case, "safety@1", groups=said, sealed=[part])
    told = [one.survivor for one in cases]
    note_reading("field.device", told, actor=aissata.actor, at=aissata.stage.now())
    meet(aissata)
    return cases


def meet(by):
    device = Device.objects.get(pk=by.pen.device)
    return meet_device(actor=by.actor, device=device, whole=True, at=by.stage.now())


def opened(helped):
    """Return the keys that the newest grant gives to the lead."""
    mine = helped.by.keys
    rows = Grant.objects.filter(object=helped.case, to=mine.fingerprint)
    terms = Terms(helped.case)
    part = rows.order_by("pk").last().part
    return open_grant(part, terms=terms, mine=mine, signer=mine.entry)


def steal(by, device):
    groups = {"revocation": {"reason": "stolen"}}
    return by.do("device.revoked", device, "revocation@1", groups=groups)


def bring_keys(helped, team, earlier):
    """Bring new keys from the lead's next device; the earlier ones come along."""
    keys = {name: new_key(2) for name in COMPARTMENTS} | carried(earlier, COMPARTMENTS)
    circle = Circle(
        helped.by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    parts = case_grants(
        keys, terms=Terms(helped.case), circle=circle, signer=helped.by.keys
    )
    groups = {"keys": {"survivor": helped.survivor}}
    helped.by.do("keys.replaced", helped.case, "new_keys@1", groups=groups,
                 sealed=parts, base=version(helped.case))  # fmt: skip
    return keys


def test_scenario_17_a_stolen_device_is_cut_and_the_codes_are_listed(
    enter, three, awa, kadi, bintou, salif, deme_keys
):
    by, other = three[0].by, help_someone(salif, deme_keys)
    gone = steal(kadi, by.pen.device)
    browser = enter(bintou)
    said = words(browser.get(PAGE))
    for helped in three:
        assert show_code(helped.code) in said
    assert show_code(other.code) not in said
    assert "3 codes touchés" in said
    assert said.count("nouvelles clés attendues") == 3
    assert "volé" in said
    assert gone.lease_until <= gone.heard_at + timedelta(days=7)
    assert enter(awa).get(PAGE).status_code == 404
    assert enter(kadi).get(PAGE).status_code == 404


def test_scenario_17_the_dpo_opens_the_incident_with_one_press(
    enter, three, kadi, bintou
):
    device = three[0].by.pen.device
    paper = {"breach": {"what": "paper", "known_on": f"{now():%Y-%m-%d}"}}
    bintou.do("breach.opened", bintou.new_id(), "breach@1", groups=paper)
    gone = steal(kadi, device)
    browser = enter(bintou)
    page = browser.get(PAGE)
    answers = {"what": "stolen", "known_on": f"{gone.revoked_at:%Y-%m-%d}",
               "device": device}  # fmt: skip
    for name, value in answers.items():
        assert f'name="{name}" value="{value}"' in page.content.decode()
    browser.post("/desk/incidents/nouveau", {**hidden(page), **answers})
    breach = Breach.objects.get(what="stolen")
    touched = set(breach.touched.values_list("survivor_id", flat=True))
    assert touched == {one.survivor for one in three}
    again = browser.get(PAGE).content.decode()
    assert f"/desk/incidents/{breach.id}" in again
    assert 'name="known_on"' not in again


def test_scenario_17_its_queue_is_refused_from_that_moment(three, kadi):
    by = three[0].by
    steal(kadi, by.pen.device)
    device = Device.objects.get(pk=by.pen.device)
    asked = Asked(device.pk, [], None, None, None, 4096, "x", None)
    at = by.stage.now()
    with pytest.raises(RefusedError, match=r"device\.lost"):
        exchange_acts(actor=by.actor, sent=Sent(device, asked, at, at), reads=True)
    with pytest.raises(RefusedError, match=r"record\.unknown"):
        read_lease(actor=by.actor, device=device.pk, at=at)


def test_scenario_17_what_it_held_is_rotated_and_nothing_is_lost(
    enter, three, kadi, bintou, deme_keys
):
    stolen = opened(three[0])
    steal(kadi, three[0].by.pen.device)
    keys = bring_keys(three[0], deme_keys, stolen)
    body = Body.objects.get(object=three[0].case)
    place = Place(three[0].case, "narrative", 1)
    for now_held in (keys, opened(three[0])):
        key = key_of(now_held, "narrative", body.part["key"])
        assert open_body(body.part, place=place, key=key) == SECRET
    later = Place(three[0].case, "narrative", 2)
    part = seal_body(SECRET, place=later, key=keys["narrative"])
    for key in stolen.values():
        with pytest.raises(RefusedError, match="sealed"):
            open_body(part, place=later, key=key)
    said = words(enter(bintou).get(PAGE))
    assert (said.count("clés changées"), said.count("nouvelles clés")) == (1, 2)
    assert verify().first is None


def test_scenario_17_its_store_opens_with_her_half_and_the_leases_only(three, kadi):
    by = three[0].by
    lease = read_lease(actor=by.actor, device=by.pen.device, at=by.stage.now())
    secret = unb64(lease["secret"])
    kept = shelf_key(by.user_key, secret, by.pen.device)
    assert kept != shelf_key(bytes(32), secret, by.pen.device)
    assert kept != shelf_key(by.user_key, bytes(32), by.pen.device)
    steal(kadi, by.pen.device)
    device = Device.objects.get(pk=by.pen.device)
    assert device.lease_secret == ""
    assert lease["until"] == stamp(device.lease_until)
