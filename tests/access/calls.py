"""How each row of the access table is called."""

import json
import os
from collections.abc import Callable
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.urls import reverse

from client.keyring import PagePlace, seal_page
from client.worker import signed_bytes
from demeso.agencies.services.doors import make_desk_code
from demeso.kernel.canon import b64
from demeso.kernel.clock import now, stamp
from demeso.worker.wording import rest_of
from tests.access.people import Town, Visitor, wrong_code
from tests.cast import invite, newcomer
from tests.places import PLACE

Answer = Any
JSON = "application/json"
UPKEEP = ("upkeep", "ask-place", "doubt-place", "report-way", "open-place")
WAY = {"cercle": "gao", "mode": "car", "season": "dry", "hours": "3", "way": "open"}
CENTRE = ("centre", "edit-centre", "count-shelf", "open-visit", "turn-away")
NIGHT = {"day": "2026-11-02", "shift": "night"}


def call(row: str, visitor: Visitor, town: Town) -> Answer:
    """Make the call of a row as a visitor."""
    return CALLS.get(row, get)(row, visitor, town)


def place(row: str, town: Town) -> str:
    """Return the address of a row."""
    name = row.split(maxsplit=1)[0]
    given = {
        "worker:show-rest": {"digest": rest_of("fr")[0], "language": "fr"},
        "worker:show-stopped": {"language": "fr"},
        "worker:show-recording": {"digest": "x" * 43},
        "help:listen": {"digest": "x" * 43},
        "worker:show-icon": {"icon": "soleil"},
        "worker:show-label": {
            "label": "memo",
            "icon": "soleil",
            "language": "fr",
        },
        "worker:show-form": {"form": "consent@1", "language": "fr"},
        "desk:edit-organisation": {"organisation": town.own_entry},
        "desk:places": {"organisation": town.own_entry},
        "desk:register-place": {"organisation": town.own_entry},
        "desk:place": {"site": town.own_place},
        "desk:edit-place": {"site": town.own_place},
        "desk:tell-stock": {"site": town.own_place},
        "desk:tell-capacity": {"site": town.own_place},
        "desk:verify-place": {"site": town.own_place},
        **{f"desk:{name}": {"site": town.own_place} for name in UPKEEP},
        "help:confirm": {"token": "not-a-token"},
        "help:confirm-en": {"token": "not-a-token"},
        "desk:review-place": {"revision": town.own_revision},
        "desk:export": {"name": "tracker"},
        "interchange:compare": {"before": town.own_entry, "after": town.own_entry},
        "desk:front": {"agency": town.elsewhere["agency"]},
        "desk:breach": {"breach": town.own_breach},
        "desk:lift-hold": {"hold": town.elsewhere["hold"]},
        "desk:request": {"asked": town.elsewhere["request"]},
        "desk:stop-reminder": {"token": "not-a-token"},
        **{f"desk:{name}": {"centre": town.elsewhere["centre"]} for name in CENTRE},
        "desk:set-team": {"centre": town.elsewhere["centre"], **NIGHT},
        "desk:checklist": {"centre": town.elsewhere["centre"], "month": "2026-11"},
        "desk:centre-month": {"centre": town.elsewhere["centre"], "month": "2026-11"},
        "desk:tick-visit": {"visit": town.elsewhere["visit"]},
        "api-1:app-lease": {"device": town.elsewhere["device"]},
        "api-1:app-lease-code": {"device": town.elsewhere["device"]},
        "api-1:app-keyring-page": {"page": 0},
        "api-1:app-sealed-key": {"owner": "vault"},
        "api-1:app-handovers": {"half": "vault"},
        "api-1:app-halves": {"renewal": town.own_entry, "half": "vault"},
        "api-1:app-access": {"access": town.elsewhere["access"]},
        "api-1:app-own-access": {"person": town.elsewhere["survivor"]},
        "api-1:field-root": {"root": town.elsewhere["survivor"]},
        "api-1:app-incident": {"incident": town.elsewhere["incident"]},
        "api-1:app-late": {"record": town.elsewhere["survivor"]},
        "api-1:app-glass-case": {"code": town.elsewhere["code"]},
        "api-1:app-glass-half": {"glass": town.elsewhere["glass"]},
        "api-1:app-glass-texts": {"glass": town.elsewhere["glass"]},
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


def seeking(row: str, visitor: Visitor, town: Town) -> Answer:
    """Look for help, as anybody does."""
    return page(row, visitor, town, {"need": "care", "region": "mopti"})


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


def own_place(row: str, visitor: Visitor, town: Town) -> Answer:
    person, days = town.visitors["administrator"].person, {"hours_0": "8h-16h"}
    body = {
        **PLACE, **days, "act": person.new_id(), "base": "0",
        "services": ["psychosocial"], "languages": ["bm"],
        "record": person.new_id() if "register" in row else town.own_place,
        "pep": "in", "unit": "beds", "how": "called", "edition": "1",
        "decision": "no",
    }  # fmt: skip
    return page(row, visitor, town, body)


def upkeep(row: str, visitor: Visitor, town: Town) -> Answer:
    """Press a button that keeps a place true."""
    person = town.visitors["administrator"].person
    record = town.own_place if row == "desk:doubt-place" else person.new_id()
    ids = {"act": person.new_id(), "record": record, "base": "0"}
    return page(row, visitor, town, {**ids, **WAY, "doubt": "silent"})


def looking(row: str, visitor: Visitor, town: Town) -> Answer:
    return page(row, visitor, town, {"service": "health"})


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


def empty(row: str, visitor: Visitor, town: Town) -> Answer:
    return page(row, visitor, town, {})


def reminder(row: str, visitor: Visitor, town: Town) -> Answer:
    return page(row, visitor, town, {"address": "a@example.org", "deed": "ask"})


def nothing(row: str, visitor: Visitor, town: Town) -> Answer:
    return sent(row, visitor, town, {})


CALLS: dict[str, Callable[[str, Visitor, Town], Answer]] = {
    "help:next POST": seeking,
    "help:next-en POST": seeking,
    "desk:enter": enter,
    "desk:choose-language": language,
    "desk:leave": language,
    "desk:tracker POST": empty,
    "desk:accesses POST": empty,
    "desk:check-log POST": empty,
    "desk:reminder POST": reminder,
    "desk:stop-reminder POST": empty,
    "desk:register-organisation POST": organisation,
    "desk:edit-organisation POST": organisation,
    "desk:directory POST": looking,
    "desk:who-can-help POST": looking,
    "desk:gaps POST": empty,
    "desk:verifications POST": empty,
    "help:tell POST": empty,
    "help:tell-en POST": empty,
    "help:confirm POST": empty,
    "help:confirm-en POST": empty,
    **dict.fromkeys((f"desk:{name}" for name in UPKEEP[1:]), upkeep),
    **dict.fromkeys(
        (
            "desk:export POST",
            "desk:open-breach POST",
            "desk:breach POST",
            "desk:retention POST",
            "desk:requests POST",
            "desk:clearings POST",
            "desk:front POST",
            "desk:place-hold",
            "desk:lift-hold",
            "desk:open-centre POST",
            "desk:count-shelf",
            "desk:open-visit",
            "desk:tick-visit",
        ),
        empty,
    ),
    **dict.fromkeys(
        (
            "desk:register-place POST",
            "desk:edit-place POST",
            "desk:tell-stock",
            "desk:tell-capacity",
            "desk:verify-place",
            "desk:review-place POST",
        ),
        own_place,
    ),
    "sign-in:session DELETE": nothing,
    "sign-in:login": login,
    "sign-in:second-step": code,
    "sign-in:first-code POST": code,
    "sign-in:key-step POST": nothing,
    "sign-in:keys POST": nothing,
    "sign-in:keys DELETE": nothing,
    "api-1:app-salt": salt,
    "api-1:app-invitation": invitation,
    "api-1:app-join": joining,
    "api-1:app-renewal": invitation,
    "api-1:app-comeback": joining,
    "api-1:app-devices POST": device,
    "api-1:app-lease-code": nothing,
    "api-1:parcel POST": nothing,
    "api-1:app-keyring-page PUT": keyring,
    "api-1:app-access": lambda row, visitor, town: sent(
        f"{row} put", visitor, town, {"number": "40718263", "pin": "582047"}
    ),
    "api-1:app-log POST": lambda row, visitor, town: sent(
        row, visitor, town, {"size": 0, "line": ""}
    ),
    "api-1:app-desk-code": nothing,
    "api-1:app-passphrase": nothing,
    "api-1:exchange": exchange,
}
