"""Somebody leaves: planned, handed on by herself or by two, ended, taken over."""

from typing import Any

from client.grants import Terms, joined, make_grant, open_grant
from client.keys import KeyPair
from demeso.casework.services.handing import Waiting, read_waiting_halves
from demeso.kernel.sealing import HALF_OF, RIGHT_OF
from demeso.vault.queries import grants_about, keys_of
from tests.cast import Person
from tests.glassing import read_objects_of
from tests.handing import Helped


def depart(by: Person, worker: Person) -> str:
    """Say that somebody is going to leave; return the departure."""
    record = by.new_id()
    said = {"departure": {"worker": worker.id}}
    by.do("departure.opened", record, "departure@1", groups=said)
    return record


def stay(by: Person, departure: str, worker: Person) -> Any:
    """Say that she stays after all."""
    said = {"staying": {"worker": worker.id}}
    return by.do("departure.dropped", departure, "staying@1", groups=said)


def leave(by: Person, departure: str, worker: Person, reached: str = "yes") -> Any:
    """Say that she has left."""
    said = {"leaving": {"worker": worker.id, "reached": reached}}
    return by.do("worker.left", departure, "leaving@1", groups=said)


def hand(helped: Helped, departure: str, to: Person, **but: Any) -> Any:
    """Let her device give one case to a colleague, with its keys."""
    by = but.get("by", helped.by)
    keys = but.get("keys") or read_objects_of(by, helped.case)
    reader = but.get("reader", to)
    part = make_grant(
        keys, terms=Terms(helped.case), to=reader.keys.entry, signer=by.keys
    )
    said = {"survivor": helped.survivor, "departure": departure, "to": to.id}
    return by.do(
        "case.handed", helped.case, "handing@1", groups={"handing": said},
        sealed=but.get("sealed", [part]),
    )  # fmt: skip


def assign(by: Person, helped: Helped, departure: str, to: Person) -> Any:
    """Name who goes on with somebody whose caseworker has left."""
    said = {"handing": {"departure": departure, "to": to.id}}
    return by.do("survivor.assigned", helped.survivor, "assigning@1", groups=said)


def give_halves(by: Person, half: str, to: Person, *pairs: KeyPair) -> list[Any]:
    """Open every waiting half with keys that one holds, and seal it to the new lead."""
    found = read_waiting_halves(actor=by.actor, half=half, at=by.stage.now())
    return [give_half(by, one, half, to, *pairs) for one in found]


def give_half(by: Person, one: Waiting, half: str, to: Person, *pairs: KeyPair) -> Any:
    """Give one half of one case."""
    pair = next(pair for pair in pairs if pair.fingerprint == one.part["to"])
    keys = _opened(one.part, pair, HALF_OF[half], None)
    terms = Terms(one.case, RIGHT_OF[half], one.departure)
    sealed = make_grant(keys, terms=terms, to=to.keys.entry, signer=by.keys)
    said = {"survivor": one.survivor, "half": half}
    return by.do(
        "half.given", one.case, "half_given@1", groups={"giving": said}, sealed=[sealed]
    )


def take_over(by: Person, helped: Helped, departure: str) -> Any:
    """Join both halves and keep the keys; return them."""
    halves = {}
    for half, right in RIGHT_OF.items():
        [part] = grants_about(helped.case, rights=right, to=[by.keys.fingerprint])
        halves[half] = _opened(part, by.keys, right, departure)
    keys = joined(halves["vault"], halves["oversight"])
    part = make_grant(keys, terms=Terms(helped.case), to=by.keys.entry, signer=by.keys)
    said = {"taking": {"survivor": helped.survivor}}
    by.do("case.taken", helped.case, "taking_over@1", groups=said, sealed=[part])
    return keys


def _opened(part: Any, mine: KeyPair, rights: str, consent: str | None) -> Any:
    [signer] = keys_of(fingerprints=[part["signer"]])
    terms = Terms(part["object"], rights, consent)
    return open_grant(part, terms=terms, mine=mine, signer=signer.entry)
