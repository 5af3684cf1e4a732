"""Come back to a demo that is loaded: its people at another device, Nana told anew."""

from collections.abc import Mapping
from typing import Any

from client.acts import Pen
from client.centre import KEEPER, tell_days
from client.nana import tell_nana
from client.session import Chance, Person, Session, new_pen, sign_in
from client.stories import Provider
from client.totp import code_at
from client.townspeople import require_quiet
from client.troubles import give_nana_a_number
from client.wire import Wire, WireError
from client.worker import Worker
from demeso.kernel.clock import now

TELLER = "aissata"
NEAR = (0, 1, -1)  # codes that signing in takes just now


def come_back(origin: str, card: Mapping[str, str]) -> Worker:
    """Sign a demo person in at a device that is new."""
    wire, pen = Wire(origin), new_pen(Chance())
    person = Person(card["username"], card["passphrase"], card["totp"])
    session = _sign_in(wire, person, pen)
    wire.ask("POST", "/app/v1/devices", _device(pen), session.headers)
    return Worker(session)


def _come_back(origin: str, left: Mapping[str, Any], username: str) -> Worker:
    cards = {one["username"]: one for one in left["people"]}
    return come_back(origin, cards[username])


def _sign_in(wire: Wire, person: Person, pen: Pen) -> Session:
    """Sign in with a code that nobody has used: each is taken once."""
    for step in NEAR:
        code = code_at(person.secret, pen.clock(), step=step)
        try:
            return sign_in(wire, person, pen=pen, code=code)
        except WireError as error:
            refused = error
    raise refused


def _device(pen: Pen) -> dict[str, str]:
    return {"id": pen.device, "public": pen.public, "label": "client"}


def tell_again(
    origin: str, left: Mapping[str, Any], *, numbered: bool = True
) -> dict[str, str]:
    """Tell Nana's story once more; what earlier visits did stays as it is.

    She gets a number where a porter is at its window.
    """
    worker = _come_back(origin, left, TELLER)
    health, livelihoods = (
        Provider(one["organisation"], tuple(one["readers"])) for one in left["nana"]
    )
    story = tell_nana(worker, health, livelihoods)
    require_quiet(worker, pull=False)
    if numbered:
        give_nana_a_number(worker, story)
    worker.session.wire.close()
    return story


def come_to_work(origin: str, left: Mapping[str, Any]) -> None:
    """Say who is on duty in the centres from now on: a board is never a week old."""
    keeper = _come_back(origin, left, KEEPER)
    tell_days(keeper, left["centres"], now().date())
    require_quiet(keeper, pull=False)
    keeper.session.wire.close()
