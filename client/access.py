"""Her own access: a worker gives it, and she uses it, with nothing but a browser."""

import http.client
import re
import secrets
from urllib.parse import urlencode, urlsplit

from client.deposits import open_deposit
from client.grants import Terms, open_grant
from client.keys import KeyPair
from client.sealing import Part
from client.townspeople import require_quiet
from client.walk import Case
from client.worker import Worker
from demeso.kernel.sealing import HOLD

HIDDEN = re.compile(r'name="(form|token)" value="([^"]*)"')
PLACE = "/numero"


def new_number() -> str:
    """Draw eight digits; nothing of hers goes in."""
    return f"{secrets.randbelow(10**8):08d}"


def give_number(worker: Worker, case: Case, number: str, pin: str) -> str:
    """Say that she gets a number, then hand it to the porter; return the access."""
    access = worker.new_id()
    said = {"survivor": case.survivor, "access_wanted": "yes"}
    worker.say("access.given", access, "access@1", {"access": said})
    require_quiet(worker, pull=False)
    session, place = worker.session, f"/app/v1/access/{access}"
    body = {"number": number, "pin": pin}
    session.wire.ask("PUT", place, body, session.headers)
    return access


def open_calls(worker: Worker) -> dict[str, Part]:
    """Return code → what she left for a call, opened with the intake key in hand."""
    session, pair = worker.session, _intake(worker)
    answer = session.wire.ask("GET", "/app/v1/callbacks", headers=session.headers)
    return {
        row["code"]: open_deposit(row["part"], object_=row["id"], mine=pair)
        for row in answer["callbacks"]
    }


def _intake(worker: Worker) -> KeyPair:
    """Return the agency's intake key, from the grant that its holder made herself."""
    session = worker.session
    mine, terms = session.keys, Terms(session.agency, HOLD)
    place = "/app/v1/grants?after=0"
    told = session.wire.ask("GET", place, headers=session.headers)
    for part in (one["part"] for one in told["grants"]):
        if part["rights"] == HOLD and part["object"] == session.agency:
            held = open_grant(part, terms=terms, mine=mine, signer=mine.entry)
            if "intake" in held:
                entry = worker.entry(session.agency, "intake")
                return KeyPair(entry, held["intake"].key, b"")
    raise RuntimeError("no intake key in hand")


class Herself:
    """Somebody at the page of her own number."""

    def __init__(self, origin: str) -> None:
        """Open the page."""
        self._host, self.text = urlsplit(origin).netloc, ""
        self._hidden: dict[str, str] = {}
        self._read("GET", {})

    def come(self, number: str, pin: str) -> str:
        """Type number and PIN; return the page."""
        return self.go("enter", n=number, p=pin)

    def go(self, step: str, **said: str) -> str:
        """Touch a button; return the page."""
        return self._read("POST", {"step": step, **self._hidden, **said})

    def _read(self, method: str, said: dict[str, str]) -> str:
        line = http.client.HTTPConnection(self._host, timeout=60)
        told = {"Content-Type": "application/x-www-form-urlencoded"}
        line.request(method, PLACE, urlencode(said), told)
        self.text = line.getresponse().read().decode()
        line.close()
        self._hidden = dict(HIDDEN.findall(self.text))
        return self.text
