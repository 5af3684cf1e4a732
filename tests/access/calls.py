"""How each row of the access table is called."""

import json
import os
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

from client.keyring import PagePlace, seal_page
from client.worker import signed_bytes
from demeso.agencies.services import make_desk_code
from demeso.kernel.canon import b64
from demeso.kernel.clock import now, stamp
from tests.access.people import Town, Visitor, wrong_code
from tests.cast import invite, newcomer

Answer = Any
JSON = "application/json"


def call(row: str, visitor: Visitor, town: Town) -> Answer:
    """Make the call of a row as a visitor."""
    return CALLS.get(row, get)(row, visitor, town)


def place(row: str, town: Town) -> str:
    """Return the address of a row."""
    name = row.split(maxsplit=1)[0]
    given = {
        "worker:show-form": {"form": "consent@1", "language": "fr"},
        "desk:edit-organisation": {"organisation": town.own_entry},
        "api-1:app-keyring-page": {"page": 0},
    }
    return reverse(name, kwargs=given.get(name))


def get(row: str, visitor: Visitor, town: Town) -> Answer:
    return visitor.browser().get(place(row, town), headers=visitor.headers)


def sent(row: str, visitor: Visitor, town: Town, body: object) -> Answer:
    method = row.partition(" ")[2].lower() or "post"
    door = getattr(visitor.browser(), method)
    return door(place(row, town), body, JSON, headers=visitor.headers)


def page(row: str, visitor: Visitor, town: Town, body: dict[str, Any]) -> Answer:
    return visitor.browser().post(place(row, town), body)


def enter(row: str, visitor: Visitor, town: Town) -> Answer:
    """Come with a code, which only a whole session can draw."""
    code = ""
    if visitor.cookie != visitor.token:
        code, _until = make_desk_code(actor=visitor.person.actor, at=now())
    return page(row, visitor, town, {"code": code})


def entry(town: Town) -> dict[str, Any]:
    person = town.visitors["administrator"].person
    return {
        "act": person.new_id(), "record": person.new_id(), "base": "0",
        "name": town.deme.name, "region": "mopti", "services": ["legal"],
        "agency": town.deme.id,
    }  # fmt: skip


def organisation(row: str, visitor: Visitor, town: Town) -> Answer:
    return page(row, visitor, town, entry(town))


def language(row: str, visitor: Visitor, town: Town) -> Answer:
    return page(row, visitor, town, {"language": "en"})


def login(row: str, visitor: Visitor, town: Town) -> Answer:
    wrong = {"username": "p.caseworker", "password": b64(bytes(32))}
    return sent(row, visitor, town, wrong)


def code(row: str, visitor: Visitor, town: Town) -> Answer:
    return sent(row, visitor, town, {"code": wrong_code(visitor.person)})


def salt(row: str, visitor: Visitor, town: Town) -> Answer:
    return sent(row, visitor, town, {"username": "p.caseworker"})


def invitation(row: str, visitor: Visitor, town: Town) -> Answer:
    by = town.visitors["administrator"].person
    _worker, token = invite(by, town.deme.id, "Issa")
    return sent(row, visitor, town, {"token": token})


def joining(row: str, visitor: Visitor, town: Town) -> Answer:
    by = town.visitors["administrator"].person
    worker, token = invite(by, town.deme.id, "Issa")
    told, _person = newcomer(town.stage, worker, "issa", token)
    device = {"id": told.device, "public": told.answers.public, "label": "essai"}
    body = {
        "token": token, "username": "issa", "login_key": told.login_key,
        "bundle": told.bundle, "entry": told.entry, "proof": told.proof,
        "device": device,
    }  # fmt: skip
    return sent(row, visitor, town, body)


def device(row: str, visitor: Visitor, town: Town) -> Answer:
    new = town.visitors["administrator"].person.new_id()
    body = {"id": new, "public": b64(os.urandom(32)), "label": "autre"}
    return sent(row, visitor, town, body)


def keyring(row: str, visitor: Visitor, town: Town) -> Answer:
    owner = visitor.person.id if visitor.person else town.elsewhere["worker"]
    spot = PagePlace(owner, 0, 1)
    return sent(row, visitor, town, seal_page({}, place=spot, user_key=bytes(32)))


def exchange(row: str, visitor: Visitor, town: Town) -> Answer:
    if visitor.person is None:
        return sent(row, visitor, town, {})
    return exchanged(visitor, [])


def exchanged(visitor: Visitor, acts: list[Any], **more: Any) -> Answer:
    """Make an exchange with her device, and with her session if she has one."""
    pen, at = visitor.person.pen, stamp(now())
    body = {
        "v": 1, "device": pen.device, "epoch": None, "ack_cursor": None,
        "scope_hash": None, "acts": acts, "max_bytes": 262144,
        "client_version": "test/1", "state_hash": None, **more,
    }  # fmt: skip
    raw = json.dumps(body).encode()
    signer = Ed25519PrivateKey.from_private_bytes(pen.seed)
    signed = {
        "X-Device": pen.device, "X-Signed-At": at,
        "X-Signature": b64(signer.sign(signed_bytes(raw, at))),
    }  # fmt: skip
    told = {**signed, **visitor.headers}
    return visitor.browser().post("/field/v1/exchange", raw, JSON, headers=told)


def nothing(row: str, visitor: Visitor, town: Town) -> Answer:
    return sent(row, visitor, town, {})


CALLS: dict[str, Callable[[str, Visitor, Town], Answer]] = {
    "desk:enter": enter,
    "desk:choose-language": language,
    "desk:leave": language,
    "desk:register-organisation POST": organisation,
    "desk:edit-organisation POST": organisation,
    "sign-in:session DELETE": nothing,
    "sign-in:login": login,
    "sign-in:second-step": code,
    "sign-in:first-code POST": code,
    "api-1:app-salt": salt,
    "api-1:app-invitation": invitation,
    "api-1:app-join": joining,
    "api-1:app-devices": device,
    "api-1:app-keyring-page PUT": keyring,
    "api-1:app-desk-code": nothing,
    "api-1:exchange": exchange,
}
