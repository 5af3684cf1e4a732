"""The cast: the same people and agencies in every test, made by the services.

Everybody exists only when a test names her. `deme_keys` publishes the two keys
that a case of Association Dɛmɛ needs; without it no case opens.
"""

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache

from client.acts import Draft, Pen
from client.grants import hold_grant
from client.keys import KeyPair, make_bundle, new_agency_keys, new_kdf, new_worker_keys
from client.totp import code_at
from config.commands.founding import found_house
from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.people import actor_of_worker, get_invitation
from demeso.agencies.queries.roles import statement, step_of
from demeso.agencies.rules.devices import Enrolling, Slip, hashed
from demeso.agencies.rules.joining import Newcomer
from demeso.agencies.rules.keys import RECORD_OF
from demeso.agencies.rules.seconding import ENDED, GIVEN, Statement
from demeso.agencies.services.doors import act_at_door
from demeso.agencies.services.people import join_worker
from demeso.kernel.act import Envelope
from demeso.kernel.actor import Actor, door
from demeso.kernel.canon import b64
from demeso.kernel.clock import now, stamp
from demeso.ledger.services import perform
from demeso.vault.signing import PUBLISHED, KeyStatement, Said
from demeso.vault.standing import awaited
from tests.scene import part

START = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
KDF = new_kdf()


@dataclass
class Stage:
    """The time that has come, and what the founding left."""

    time: datetime = START
    tokens: dict[str, str] = field(default_factory=dict)
    founders: "dict[str, Person]" = field(default_factory=dict)

    def look(self) -> datetime:
        """Return the time."""
        return self.time

    def now(self) -> datetime:
        """Return the time; a second passes."""
        self.time += timedelta(seconds=1)
        return self.time


@dataclass
class Person:
    """A worker with her device, her keys, and what signs her in."""

    id: str
    agency: str
    username: str
    keys: KeyPair
    user_key: bytes
    login_key: str
    pen: Pen
    stage: Stage
    totp: str = ""
    token: str = ""

    @property
    def actor(self) -> Actor:
        """Return her as the services know her now."""
        return actor_of_worker(self.id)

    def write(self, kind: str, record: str, form: str, **more: Any) -> Envelope:
        """Write and sign an act on her device."""
        draft = Draft(kind=kind, record=record, form=form, actor=self.id, **more)
        return self.pen.write(draft)

    def do(self, kind: str, record: str, form: str, **more: Any) -> Any:
        """Write an act and let the server apply it."""
        envelope = self.write(kind, record, form, **more)
        return perform(envelope, actor=self.actor, at=self.stage.now())

    def new_id(self) -> str:
        """Draw an id for a record."""
        return self.pen.new_id()


@dataclass(frozen=True)
class Team:
    """An agency, and its keys once they are published."""

    id: str
    name: str
    keys: dict[str, KeyPair] = field(default_factory=dict)


@pytest.fixture(autouse=True)
def forgotten_attempts() -> Iterator[None]:
    """Let no test meet another's failed sign-ins."""
    cache.clear()
    yield
    cache.clear()


@part
def stage() -> Stage:
    """Found the house at a fixed time."""
    stage = Stage()
    house = found_house("Coordination", "mopti", ["Awa", "Moussa"], at=stage.now())
    stage.tokens = {**house.tokens, "house": house.agency}
    return stage


def newcomer(
    stage: Stage, worker: str, username: str, token: str
) -> tuple[Newcomer, Person]:
    """Return what a browser sends to join, and the person who then exists."""
    keys, user_key = new_worker_keys(worker), os.urandom(32)
    pen = Pen(device="", seed=os.urandom(32), clock=stage.look)
    pen.device = pen.new_id()
    bundle = make_bundle(keys, user_key=user_key, wrap=os.urandom(32), kdf=KDF)
    person = Person(
        id=worker, agency="", username=username, keys=keys, user_key=user_key,
        login_key=b64(os.urandom(32)), pen=pen, stage=stage,
    )  # fmt: skip
    sent = Newcomer(
        token=token, username=username, login_key=person.login_key, bundle=bundle,
        entry=keys.entry, device=pen.device, answers=Enrolling(pen.public, "essai"),
        proof="",
    )  # fmt: skip
    return signed(sent, keys), person


def signed(sent: Newcomer, keys: KeyPair) -> Newcomer:
    """Return the same with the new key's signature."""
    key = Ed25519PrivateKey.from_private_bytes(keys.sign_seed)
    proof = key.sign(sent.signed_bytes())
    return Newcomer(**{**sent.__dict__, "proof": b64(proof)})


def join(stage: Stage, worker: str, username: str, token: str) -> Person:
    """Let an invited person in through the door."""
    sent, person = newcomer(stage, worker, username, token)
    joined = join_worker(actor=door("join"), newcomer=sent, at=stage.now())
    person.agency = joined.agency_id
    return person


def invite(by: Person, agency: str, called: str) -> tuple[str, str]:
    """Invite someone; return her worker id and her link's token."""
    worker, token = by.new_id(), b64(os.urandom(24))
    answers = {
        "agency": agency, "called": called, "token_hash": hashed(token),
        "until": stamp(by.stage.time + timedelta(days=7)),
    }  # fmt: skip
    by.do("worker.invited", worker, "invitation@1", groups={"invitation": answers})
    return worker, token


def propose(by: Person, to: str, agency: str, role: str) -> str:
    """Ask that somebody gets a role; return the grant that waits."""
    grant, answers = by.new_id(), {"worker": to, "agency": agency, "role": role}
    signature = words_signed(by, Statement(grant, to, agency, role, GIVEN))
    groups = {"role": answers, "signed": {"signature": signature}}
    by.do("role.granted", grant, "role@1", groups=groups)
    return grant


def second(by: Person, grant: str) -> Any:
    """Sign for what waits of a role."""
    row = RoleGrant.objects.get(pk=grant)
    signature = words_signed(by, statement(row, step=step_of(row)))
    groups = {"seconded": {"signature": signature}}
    return by.do("role.seconded", grant, "second@1", groups=groups)


def give(by: Person, to: str, agency: str, role: str) -> Any:
    """Give a role, and let one of the founders sign second."""
    grant = propose(by, to, agency, role)
    others = by.stage.founders.values()
    return second(next(one for one in others if one.id not in (by.id, to)), grant)


def take(by: Person, grant: str, reason: str = "changed") -> Any:
    """Take a role away: one person does, at once."""
    row = RoleGrant.objects.get(pk=grant)
    signature = words_signed(by, statement(row, step=ENDED))
    groups = {"ending": {"reason": reason}, "ending_signed": {"signature": signature}}
    return by.do("role.ended", grant, "role_end@1", groups=groups)


def words_signed(by: Person, said: Said) -> str:
    """Sign a statement with a person's own key."""
    key = Ed25519PrivateKey.from_private_bytes(by.keys.sign_seed)
    return b64(key.sign(said.signed_bytes()))


def hire(by: Person, agency: str, called: str, *roles: str) -> Person:
    """Invite someone, let her join, give her roles."""
    worker, token = invite(by, agency, called)
    person = join(by.stage, worker, called.lower(), token)
    for role in roles:
        give(by, worker, agency, role)
    return person


def open_agency(by: Person, name: str, region: str = "mopti") -> Team:
    """Register an agency."""
    record, answers = by.new_id(), {"name": name, "region": region}
    by.do("agency.registered", record, "agency@1", groups={"agency": answers})
    return Team(record, name)


def publish(by: Person, team: Team, owner: str, *holders: Person) -> KeyPair:
    """Publish an agency key for its holders; one of the founders signs second."""
    keys = new_agency_keys(owner, team.id)
    second_key(by, offer(by, keys, *holders or (by,)))
    team.keys[owner] = keys
    return keys


def offer(by: Person, keys: KeyPair, *holders: Person) -> str:
    """Publish an agency key; return the record that waits for a second person."""
    record, to = by.new_id(), tuple(sorted(holder.id for holder in holders))
    sealed = [
        hold_grant(keys, record=record, to=holder.keys.entry, signer=by.keys)
        for holder in holders
    ]
    said = key_statement(record, keys, to, PUBLISHED)
    groups = {"key": keys.entry, "signed": {"signature": words_signed(by, said)}}
    by.do("key.published", record, "key@1", groups=groups, sealed=sealed)
    return record


def key_statement(
    record: str, keys: KeyPair, holders: tuple[str, ...], step: str
) -> KeyStatement:
    """Return what two people sign of an agency's key."""
    owner, agency = str(keys.entry["owner"]), str(keys.entry["id"])
    epoch = int(str(keys.entry["epoch"]))
    return KeyStatement(record, keys.fingerprint, owner, agency, epoch, holders, step)


def second_key(first: Person, record: str, by: Person | None = None) -> Any:
    """Sign for what waits of a key: one of the founders, unless somebody is named."""
    others = (one for one in first.stage.founders.values() if one.id != first.id)
    signer = by or next(others)
    said = next(one.said for one in awaited() if one.said.record == record)
    groups = {"seconded": {"signature": words_signed(signer, said)}}
    kind = f"{RECORD_OF[said.step]}.seconded"
    return signer.do(kind, record, "second@1", groups=groups)


def at_desk(person: Person, kind: str, record: str, form: str, groups: Any) -> Any:
    """Do something as a page of the desk does."""
    slip = Slip(kind, record, form, groups)
    at = person.stage.now()
    return act_at_door(door="desk", slip=slip, actor=person.actor, at=at)


def open_session(browser: Any, person: Person) -> str:
    """Sign in as the app does, second factor included; return the session token."""
    place = "/_allauth/app/v1/"
    said = {"username": person.username, "password": person.login_key}
    first = browser.post(f"{place}auth/login", said, "application/json").json()
    told = {"X-Session-Token": first["meta"]["session_token"]}
    if not person.totp:
        factor = f"{place}account/authenticators/totp"
        person.totp = browser.get(factor, headers=told).json()["meta"]["secret"]
        code = {"code": code_at(person.totp, now())}
        done = browser.post(factor, code, "application/json", headers=told)
    else:
        code = {"code": code_at(person.totp, now(), step=1)}
        second = f"{place}auth/2fa/authenticate"
        done = browser.post(second, code, "application/json", headers=told)
    assert done.status_code == 200, done.content
    found = done.json().get("meta", {}).get("session_token")
    person.token = found or told["X-Session-Token"]
    return person.token


@pytest.fixture
def sign_in(client: Any) -> Callable[[Person], dict[str, str]]:
    """Return a way to sign someone in: it gives the headers to send."""
    return lambda person: {"X-Session-Token": open_session(client, person)}


@part
def awa(stage: Stage) -> Person:
    """Awa, administrator of the hosting agency."""
    return founded(stage)["Awa"]


@part
def moussa(stage: Stage) -> Person:
    """Moussa, the other administrator."""
    return founded(stage)["Moussa"]


def founded(stage: Stage) -> dict[str, Person]:
    """Let both founders join, and sign for each other."""
    if not stage.founders:
        both = [founder(stage, called) for called in ("Awa", "Moussa")]
        stage.founders = dict(zip(("Awa", "Moussa"), both, strict=True))
        for one, other in (both, both[::-1]):
            second(one, RoleGrant.objects.get(worker=other.id).pk)
    return stage.founders


def founder(stage: Stage, called: str) -> Person:
    """Let one founder join; alone she may do nothing yet."""
    token = stage.tokens[called]
    worker = get_invitation(token, at=stage.time).worker_id
    return join(stage, worker, called.lower(), token)


@part
def fatoumata(awa: Person) -> Person:
    """Fatoumata, GBV coordinator, in the hosting agency."""
    return hire(awa, awa.agency, "Fatoumata", "coordinator")


@part
def deme(awa: Person) -> Team:
    """Association Dɛmɛ, which leads cases."""
    return open_agency(awa, "Association Dɛmɛ")


@part
def yelen(awa: Person) -> Team:
    """Centre Yèlèn, which gives care."""
    return open_agency(awa, "Centre Yèlèn")


@part
def aissata(awa: Person, deme: Team) -> Person:
    """Aïssata, caseworker of Association Dɛmɛ."""
    return hire(awa, deme.id, "Aissata", "caseworker")


@part
def salif(awa: Person, deme: Team) -> Person:
    """Salif, another caseworker of Association Dɛmɛ."""
    return hire(awa, deme.id, "Salif", "caseworker")


@part
def kadi(awa: Person, deme: Team) -> Person:
    """Kadi, supervisor of Association Dɛmɛ."""
    return hire(awa, deme.id, "Kadi", "supervisor")


@part
def bintou(awa: Person, deme: Team) -> Person:
    """Bintou, data protection officer of Association Dɛmɛ."""
    return hire(awa, deme.id, "Bintou", "dpo")


@part
def adama(awa: Person, deme: Team) -> Person:
    """Adama, data focal point of Association Dɛmɛ."""
    return hire(awa, deme.id, "Adama", "data_focal_point")


@part
def oumou(awa: Person, yelen: Team) -> Person:
    """Oumou, focal point of Centre Yèlèn."""
    return hire(awa, yelen.id, "Oumou", "focal_point")


@part
def nene(awa: Person, yelen: Team) -> Person:
    """Nènè, deputy focal point of Centre Yèlèn."""
    return hire(awa, yelen.id, "Nene", "focal_point")


@part
def sira(awa: Person, yelen: Team) -> Person:
    """Sira, supervisor of Centre Yèlèn."""
    return hire(awa, yelen.id, "Sira", "supervisor")


@part
def deme_keys(deme: Team, kadi: Person, bintou: Person) -> Team:
    """Association Dɛmɛ with both its keys published."""
    publish(kadi, deme, "vault")
    publish(bintou, deme, "oversight")
    return deme
