"""Bring the demo's people in: invited, joined, given roles, keys and a listing."""

import secrets
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from client.cast import ADMINISTRATORS, SMALL, Cast, Listing, Player
from client.grants import hold_grant
from client.keys import new_agency_keys
from client.seconding import ask_role, second_all, signed_key
from client.session import Person, hashed, join
from client.wire import Wire
from client.worker import Worker
from demeso.kernel.act import Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import now, stamp
from demeso.vault.signing import PUBLISHED

INVITED_FOR = timedelta(days=7)
WORDS = (  # noqa: SIM905 -- ninety words read better as text
    "abri acier ambre ancre arbre astre avril barque baume berge bison bocal boule "
    "brise brume cabri cadre calme canal canot carte cerf chant clair corde coton "
    "crabe craie cumin dalle datte dune eclat ecole epice etang fable figue fleur "
    "fonio forge foule gomme grain griot halte hamac havre herbe jarre jeton jupon "
    "lampe lilas lotus lune mangue melon merle miel moulin natte neige nuage ombre "
    "orage pagne palme perle pilon plume poire puits racine rive sable savon sorgho "
    "tambour tapis tente toile tomate tresse tuile vague vent verger village zebre"
).split()


@dataclass
class Town:
    """Everybody in the demo, by username; every organisation and place, by name."""

    origin: str
    cast: Cast = SMALL
    people: dict[str, Worker] = field(default_factory=dict)
    agencies: dict[str, str] = field(default_factory=dict)
    listed: dict[str, str] = field(default_factory=dict)
    sites: dict[str, str] = field(default_factory=dict)
    centres: list[str] = field(default_factory=list)  # as client/centre.py orders them
    stories: list[dict[str, str]] = field(default_factory=list)  # Nana's, by moment

    def close(self) -> None:
        """Hang up everybody's line."""
        for worker in self.people.values():
            worker.session.wire.close()

    def cards(self) -> list[dict[str, Any]]:
        """Return what `make run` prints, and `make code` reads."""
        return [
            {
                "username": player.username,
                "called": player.called,
                "agency": player.agency,
                "role": player.roles[0],
                "passphrase": self.people[player.username].session.person.passphrase,
                "totp": self.people[player.username].session.person.secret,
            }
            for player in (*ADMINISTRATORS, *self.cast.players)
        ]


def passphrase() -> str:
    """Draw five words; the demo's people are no better guarded than others."""
    return " ".join(secrets.choice(WORDS) for _word in range(5))


def enter(origin: str, username: str, token: str) -> Worker:
    """Let one invited person join at a device of her own."""
    return Worker(join(Wire(origin), token, Person(username, passphrase())))


def settle(origin: str, links: dict[str, str], cast: Cast = SMALL) -> Town:
    """Build the whole town from the founding links (called → token)."""
    town = Town(origin, cast)
    for player in ADMINISTRATORS:
        town.people[player.username] = enter(
            origin, player.username, links[player.called]
        )
    found_together(town)
    first = town.people[ADMINISTRATORS[0].username]
    _register_agencies(town, first)
    tokens = {player.username: invite(town, first, player) for player in cast.players}
    second_roles(town)
    for player in cast.players:
        town.people[player.username] = enter(
            origin, player.username, tokens[player.username]
        )
    for username, owner in cast.keys:
        publish_agency_key(town.people[username], owner)
        require_quiet(town.people[username])
    second_roles(town)
    _list_organisations(town)
    return town


def found_together(town: Town) -> None:
    """Let the two founders sign for each other: before that neither may do anything."""
    for player in ADMINISTRATORS:
        _sign_second(town.people[player.username])


def second_roles(town: Town) -> None:
    """Send what the first administrator asks for, and let the other sign it all.

    Keys, too: whoever makes one signs first, and the other administrator second.
    """
    first, other = (town.people[player.username] for player in ADMINISTRATORS)
    require_quiet(first)
    _sign_second(other)


def _sign_second(worker: Worker) -> None:
    second_all(worker)
    problems = worker.exchange(pull=False)
    if problems:
        raise RuntimeError(f"{worker.session.person.username}: {problems[0]}")


def _register_agencies(town: Town, administrator: Worker) -> None:
    town.agencies[ADMINISTRATORS[0].agency] = administrator.session.agency
    for agency in town.cast.agencies:
        town.agencies[agency.name] = administrator.new_id()
        groups: Groups = {"agency": {"name": agency.name, "region": agency.region}}
        administrator.say(
            "agency.registered", town.agencies[agency.name], "agency@1", groups
        )


def invite(town: Town, administrator: Worker, player: Player) -> str:
    """Invite somebody and ask for her roles; return the token of her link."""
    token, worker = secrets.token_urlsafe(32), administrator.new_id()
    agency = town.agencies[player.agency]
    groups: Groups = {
        "invitation": {
            "agency": agency,
            "called": player.called,
            "token_hash": hashed(token),
            "until": stamp(now() + INVITED_FOR),
        }
    }
    administrator.say("worker.invited", worker, "invitation@1", groups)
    for role in player.roles:
        ask_role(administrator, worker, agency, role)
    return token


def publish_agency_key(worker: Worker, owner: str) -> None:
    """Make an agency's vault, oversight or intake key, held by the one who makes it."""
    session = worker.session
    pair = new_agency_keys(owner, session.agency, random=session.pen.random)
    record = worker.new_id()
    held = hold_grant(pair, record=record, to=session.keys.entry, signer=session.keys)
    signature = signed_key(session, record, pair, [worker.id], PUBLISHED)
    groups: Groups = {"key": pair.entry, **signature}
    worker.say("key.published", record, "key@1", groups, [held])


def _list_organisations(town: Town) -> None:
    coordinator = town.people["fatoumata"]
    for listing in town.cast.listings:
        town.listed[listing.name] = coordinator.new_id()
        coordinator.say(
            "organisation.registered",
            town.listed[listing.name],
            "organisation@1",
            _listing_groups(town, listing),
        )
    require_quiet(coordinator)


def _listing_groups(town: Town, listing: Listing) -> Groups:
    people = {"agency": town.agencies.get(listing.agency, "")}
    for place, username in (
        ("focal_point", listing.focal_point),
        ("deputy", listing.deputy),
    ):
        if username:
            people[place] = town.people[username].id
    networks: list[Json] = [town.listed[name] for name in listing.networks]
    said: dict[str, Json] = {
        "name": listing.name, "region": listing.region, "cercle": listing.cercle,
        "services": list(listing.services), "kind": listing.kind,
    }  # fmt: skip
    return {
        "organisation": said | ({"networks": networks} if networks else {}),
        "people": {name: value for name, value in people.items() if value},
    }


def require_quiet(worker: Worker, *, pull: bool = True) -> None:
    """Exchange, and stop at the first problem: the demo has no excuse."""
    problems = worker.exchange(pull=pull)
    if problems:
        raise RuntimeError(f"{worker.session.person.username}: {problems[0]}")
