"""A place is attacked: one person locks it, and nobody is sent or awaited there."""

from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta

import pytest
from playwright.sync_api import Browser, Page, expect

from client.cast import YELEN
from client.places import open_places
from client.townspeople import Town, require_quiet, settle
from client.walk import (
    Case,
    Handing,
    accept,
    open_case,
    record_identity,
    record_needs,
    refer,
    release,
)
from client.wire import WireError
from demeso.kernel.clock import now
from tests.journeys import steps
from tests.journeys.desk import open_desk
from tests.journeys.house import House
from tests.journeys.sitting import require_narrow, sit

pytestmark = pytest.mark.browser
PLACE, CALLED = "Yèlèn, porte bleue", "Djélika"
WAY = {"phone": "10 00 00 11", "may_phone": "yes", "safe_hours": "le soir"}


@dataclass
class Yelen:
    """A town whose centre has a day for somebody, and silence for somebody else."""

    house: House
    town: Town
    awaited: Case
    asked: Case


@pytest.fixture(scope="module")
def yelen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Yelen]:
    with ExitStack() as stack:
        house = House(tmp_path_factory.mktemp("locking"))
        house.start()
        stack.callback(house.stop)
        town = settle(house.origin, house.found())
        stack.callback(town.close)
        open_places(town)
        awaited, asked = (_sent(town, has_day=day) for day in (True, False))
        _put_away(town, "salif")
        yield Yelen(house, town, awaited, asked)


def _sent(town: Town, *, has_day: bool) -> Case:
    worker, focal = town.people["aissata"], town.people["djeneba"]
    case = open_case(worker)
    record_identity(
        worker, case, identity={"called": CALLED}, contact=dict(WAY), profile={}
    )
    record_needs(worker, case, ["health"])
    readers = [town.people[name].id for name in ("djeneba", "salif")]
    to = town.listed[YELEN]
    handing = Handing(to, "health", {"need": "soins"}, readers)
    referral = refer(worker, case, handing, release(worker, case, to, ["need"]))
    require_quiet(worker)
    if has_day:
        accept(focal, referral, str((now() + timedelta(days=2)).date()))
        require_quiet(focal)
    return case


def _put_away(town: Town, name: str) -> None:
    """Let somebody keep one device only: the one in the browser that comes."""
    worker = town.people[name]
    device = worker.session.pen.device
    said = {"revocation": {"reason": "replaced"}}
    worker.say("device.revoked", device, "revocation@1", said)
    require_quiet(worker)


def lock(page: Page) -> None:
    """Lock the place: what will happen stands above the button."""
    steps.way(page, "Équipe")
    steps.follow(page, "Lieux en danger")
    steps.heading(page, "Lieux en danger")
    require_narrow(page, "list")
    steps.follow(page, PLACE)
    steps.heading(page, PLACE)
    expect(page.get_by_text("2 orientations reviennent")).to_be_visible()
    expect(page.get_by_text("1 rendez-vous ou suivi")).to_be_visible()
    steps.choose(page, "lock_why", "Attaque, ou menace d’attaque")
    require_narrow(page, "before")
    steps.press(page, "Verrouiller maintenant")
    expect(page.get_by_role("heading", name="C’est fait")).to_be_visible()
    expect(page.get_by_text("1 appareil est coupé.")).to_be_visible()
    expect(page.get_by_text("2 orientations sont revenues")).to_be_visible()
    require_narrow(page, "after")


def warn(page: Page, yelen: Yelen) -> None:
    """See it today, warn by the safe way, and tick it off."""
    steps.refresh(page)
    steps.way(page, "Aujourd’hui")
    expect(page.get_by_text(f"{YELEN} n’est plus joignable").first).to_be_visible()
    require_narrow(page, "today")
    steps.follow(page, "Prévenir la personne")
    steps.heading(page, "Lieux en danger")
    card = page.locator(".card").filter(has=page.get_by_text("rendez-vous à"))
    expect(card.get_by_text("n peut appeler")).to_be_visible()
    expect(page.get_by_text(CALLED)).to_have_count(0)
    require_narrow(page, "ways")
    card.get_by_role("button", name="La personne le sait").click()
    expect(card.get_by_role("button", name="La personne le sait")).to_have_count(0)
    expect(card.get_by_role("link", name="Orienter autrement")).to_be_visible()


def test_a_place_is_locked_and_whoever_was_awaited_there_is_warned(
    chromium: Browser, yelen: Yelen
):
    locker = sit(chromium, yelen.house, yelen.town.people["salif"]).page
    mine = sit(chromium, yelen.house, yelen.town.people["aissata"]).page
    lock(locker)
    town, origin = yelen.town, yelen.house.origin
    with pytest.raises(WireError) as cut:
        town.people["djeneba"].exchange()
    assert cut.value.answer.body["code"] in ("device.revoked", "device.lost")
    warn(mine, yelen)
    with open_desk(town.people["kadi"], origin) as desk:
        said = desk.text("/desk/lieux-verrouilles")
        assert "à prévenir" not in said
        assert "à orienter" in said
        assert CALLED not in said
    with open_desk(town.people["bintou"], origin) as desk:
        assert "Aucun lieu n’est verrouillé" in desk.text("/desk/protection")
        assert "à orienter" in desk.text("/desk/lieux-verrouilles")
    steps.refresh(locker)
    steps.way(locker, "Équipe")
    steps.follow(locker, "Lieux en danger")
    steps.follow(locker, PLACE)
    expect(locker.get_by_text("prévenues par leur moyen sûr : 1 sur 1")).to_be_visible()
    steps.choose(locker, "safe", "Oui")
    steps.press(locker, "Proposer de rouvrir")
    expect(locker.get_by_text("Une autre personne doit maintenant")).to_be_visible()
    require_narrow(locker, "proposed")
