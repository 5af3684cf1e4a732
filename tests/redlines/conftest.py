"""The walk that red lines are tried on: a house, two agencies, a referral."""

from dataclasses import dataclass
from typing import Any

import pytest

from client.sealing import Place, new_key, seal_body
from demeso.agencies.services.doors import make_desk_code
from demeso.kernel.clock import now
from tests.cast import Person, Team
from tests.handing import Helped, help_someone, list_yelen

SECRETS = {
    "called": "Wassa Zoumana-Kelet", "phone": "zz 44 17", "address": "Tombokiri-kura",
    "plan": "Chez la tante du puits bleu", "story": "Le soir du grand vent",
}  # fmt: skip


@pytest.fixture
def place(awa: Person, yelen: Team, oumou: Person, nene: Person) -> str:
    """List Centre Yèlèn in the directory, with Oumou and Nènè."""
    return list_yelen(awa, yelen, oumou, nene)


@pytest.fixture
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Help someone whom Aïssata accompanies; she asks for care and for a lawyer."""
    return help_someone(aissata, deme_keys, "health", "legal")


@dataclass
class Sealed:
    """A part that was sealed, with the key that opens it."""

    part: Any
    key: Any


def seal(object_: str, compartment: str, **answers: str) -> Sealed:
    """Seal answers as a device does."""
    key = new_key(0)
    spot = Place(object_, compartment, 1)
    return Sealed(seal_body(answers, place=spot, key=key), key)


@pytest.fixture
def told(helped: Helped) -> Helped:
    """Let her say who she is, her plan, and what happened: all of it sealed."""
    by, case = helped.by, helped.case
    parts = {
        "identity": seal(case, "identity", called=SECRETS["called"],
                         address=SECRETS["address"]),
        "contact": seal(case, "contact", phone=SECRETS["phone"]),
        "narrative": seal(case, "narrative", plan=SECRETS["plan"]),
        "sensitive": seal(case, "sensitive", day="2026-10-31",
                          place=SECRETS["address"]),
        "story": seal(case, "narrative", story=SECRETS["story"]),
    }  # fmt: skip
    by.do(
        "identity.recorded", helped.survivor, "identity@1",
        groups={"profile": {"sex": "female"}},
        sealed=[parts["identity"].part, parts["contact"].part],
    )  # fmt: skip
    by.do(
        "safety.recorded", case, "safety@1",
        groups={"danger": {"in_danger": "yes"}, "risk": {"risk_level": "high"}},
        sealed=[parts["narrative"].part],
    )  # fmt: skip
    by.do(
        "incident.recorded", by.new_id(), "incident@1",
        groups={"link": {"case": case}, "type": {"q_penetration": "yes"},
                "when": {"month": "2026-10"}},
        sealed=[parts["sensitive"].part, parts["story"].part],
    )  # fmt: skip
    return helped


@pytest.fixture
def enter(client: Any):
    """Return a way to open the desk as someone: it gives the browser."""

    def come_in(person: Person, language: str = "fr") -> Any:
        client.cookies.clear()
        code, _until = make_desk_code(actor=person.actor, at=now())
        came = client.post("/desk/enter", {"code": code, "language": language})
        assert came.status_code == 200
        return client

    return come_in
