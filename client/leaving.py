"""Leave, hand on, take over: what each of the three or four people's devices does."""

from collections.abc import Iterable
from typing import Any

from client.grants import Terms, joined, make_grant, open_grant
from client.keys import KeyPair
from client.recovering import held_by, my_grants
from client.worker import Keys, Worker
from demeso.kernel.act import Envelope
from demeso.kernel.canon import Json
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import HALF_OF, RIGHT_OF

PLACE, HALVES = "/app/v1/departures", "/app/v1/handovers"


def state_of(worker: Worker) -> dict[str, Any]:
    """Return who leaves, and what waits, as the server says it."""
    session = worker.session
    return session.wire.ask("GET", PLACE, headers=session.headers)


def depart(worker: Worker, whom: str) -> str:
    """Say that somebody is going to leave; return the departure."""
    record, said = worker.new_id(), {"departure": {"worker": whom}}
    worker.say("departure.opened", record, "departure@1", said)
    return record


def stay(worker: Worker, departure: str, whom: str) -> Envelope:
    """Say that somebody stays after all."""
    said = {"staying": {"worker": whom}}
    return worker.say("departure.dropped", departure, "staying@1", said)


def leave(worker: Worker, departure: str, whom: str, reached: str = "yes") -> Envelope:
    """Say that somebody has left."""
    said = {"leaving": {"worker": whom, "reached": reached}}
    return worker.say("worker.left", departure, "leaving@1", said)


def hand_on(worker: Worker, to: str, most: int | None = None) -> list[Envelope]:
    """Give open cases that one leads to a colleague, with their keys; all or some."""
    mine = state_of(worker)["mine"]
    reader = worker.entry(to)
    done = []
    carried = [one for one in mine["carried"] if one["case"]]
    for one in carried[:most]:
        terms = Terms(one["case"])
        keys = worker.held[one["case"]]
        part = make_grant(keys, terms=terms, to=reader, signer=worker.session.keys)
        said: dict[str, Json] = {
            "survivor": one["survivor"], "departure": mine["id"], "to": to,
        }  # fmt: skip
        groups = {"handing": said}
        done.append(
            worker.say("case.handed", terms.object, "handing@1", groups, [part])
        )
    return done


def assign(
    worker: Worker, departure: str, survivors: Iterable[str], to: str
) -> list[Envelope]:
    """Name who goes on with people whose caseworker has left."""
    groups: dict[str, dict[str, Json]] = {"handing": {"departure": departure, "to": to}}
    return [
        worker.say("survivor.assigned", one, "assigning@1", groups) for one in survivors
    ]


def give_halves(worker: Worker, half: str) -> list[Envelope]:
    """Open one half of every case that waits, and seal it to its new lead."""
    session = worker.session
    answer = session.wire.ask("GET", f"{HALVES}/{half}", headers=session.headers)
    return [_give(worker, one, half) for one in answer["halves"]]


def _give(worker: Worker, one: dict[str, Any], half: str) -> Envelope:
    part, case = one["part"], str(one["case"])
    pair, to = held_by(worker, str(part["to"])), worker.directory.signer(one["to"])
    refuse_unless(to["owner"] == "worker", "vault.recipient")
    keys = _opened(worker, part, pair, Terms(case, HALF_OF[half]))
    terms = Terms(case, RIGHT_OF[half], one["departure"])
    sealed = make_grant(keys, terms=terms, to=to, signer=worker.session.keys)
    groups: dict[str, dict[str, Json]] = {
        "giving": {"survivor": one["survivor"], "half": half}
    }
    return worker.say("half.given", case, "half_given@1", groups, [sealed])


def take_over(worker: Worker) -> dict[str, Keys]:
    """Join the halves that two people gave, and keep the keys as one's own."""
    halves: dict[str, dict[str, Any]] = {}
    for part in (
        one for one in my_grants(worker) if one["rights"] in RIGHT_OF.values()
    ):
        halves.setdefault(str(part["object"]), {})[str(part["rights"])] = part
    taken = {}
    for case, found in halves.items():
        if len(found) == len(RIGHT_OF) and case not in worker.held:
            taken[case] = _take(worker, case, found)
    return taken


def _take(worker: Worker, case: str, found: dict[str, Any]) -> Keys:
    mine = worker.session.keys
    opened = [
        _opened(worker, found[right], mine, Terms(case, right, found[right]["consent"]))
        for right in RIGHT_OF.values()
    ]
    keys = worker.held[case] = joined(*opened)
    part = make_grant(keys, terms=Terms(case), to=mine.entry, signer=mine)
    survivor = next(c["root"] for c in worker.acts_of(case))
    groups: dict[str, dict[str, Json]] = {"taking": {"survivor": survivor}}
    worker.say("case.taken", case, "taking_over@1", groups, [part])
    return keys


def _opened(worker: Worker, part: Any, mine: KeyPair, terms: Terms) -> Keys:
    signer = worker.directory.signer(str(part["signer"]))
    return open_grant(part, terms=terms, mine=mine, signer=signer)
