"""Open one case with two people: ask, give the other half, read, close."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from client.grants import Terms, joined, make_grant, open_grant
from client.keys import KeyPair
from client.recovering import held_by
from client.rekeying import key_of
from client.sealing import Part, Place, open_body, seal_body
from client.worker import Keys, Worker
from demeso.kernel.canon import Json
from demeso.kernel.clock import moment
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import GLASS, HALF_OVERSIGHT, HALF_VAULT, READ

GLASSES = "/app/v1/glass"
REASON = "narrative"


def set_rota(worker: Worker, people: list[str]) -> None:
    """Write down who is on call."""
    named: list[Json] = [*people]
    said: dict[str, Json] = {"agency": worker.session.agency, "on_call": named}
    worker.say("rota.set", worker.new_id(), "rota@1", {"rota": said})


def glasses(worker: Worker) -> dict[str, Any]:
    """Return what is asked or open for this worker, and who is on call."""
    return _asked(worker, GLASSES)


def ask_glass(worker: Worker, code: str, why: str, reason: str) -> str:
    """Ask to open the case of a code; return the request.

    The reason goes to whoever is on call and to nobody else; each key is proved.
    """
    found = _asked(worker, f"{GLASSES}/of/{code}")
    request, key = worker.new_id(), worker.session.pen.new_key()
    place, mine = Place(request, REASON, 1), worker.session.keys
    body = seal_body(
        {"glass_reason": reason}, place=place, key=key, random=worker.session.pen.random
    )
    terms = Terms(request, READ, found["case"])
    to = [worker.directory.recipient(print_) for print_ in found["readers"]]
    sealed = [make_grant({REASON: key}, terms=terms, to=one, signer=mine) for one in to]
    groups: dict[str, dict[str, Json]] = {
        "link": {"case": found["case"], "survivor": found["survivor"]},
        "glass": {"glass_why": why},
    }
    worker.say("glass.requested", request, "glass@1", groups, [body, *sealed])
    return request


def read_reason(worker: Worker, request: str) -> str:
    """Open the written reason of a request, for whoever is on call."""
    found = _asked(worker, f"{GLASSES}/{request}/half")
    return _reason(worker, request, found)[0]


def _reason(worker: Worker, request: str, found: Mapping[str, Any]) -> tuple[str, str]:
    """Return a reason, and the key of who signed it for that case and no other."""
    parts = found["reason"]
    body = next(part for part in parts if part["type"] == "body")
    grant = next(part for part in parts if part["type"] == "grant")
    terms = Terms(request, READ, str(found["case"]))
    keys = _opened(worker, grant, worker.session.keys, terms)
    return str(_read(body, request, keys)["glass_reason"]), str(grant["signer"])


def release_glass(worker: Worker, request: str) -> None:
    """Open the other half of that case, and seal it to the key that signed for it."""
    found = _asked(worker, f"{GLASSES}/{request}/half")
    case, (_words, asker) = str(found["case"]), _reason(worker, request, found)
    half = found["half"][0]
    pair = held_by(worker, str(half["to"]))
    keys = _opened(worker, half, pair, Terms(case, HALF_OVERSIGHT))
    to = worker.directory.recipient(asker)
    terms = Terms(case, GLASS, request)
    part = make_grant(keys, terms=terms, to=to, signer=worker.session.keys)
    groups: dict[str, dict[str, Json]] = {"answer": {"released": "yes"}}
    worker.say("glass.released", request, "glass_release@1", groups, [part])


def refuse_glass(worker: Worker, request: str, why: str) -> None:
    """Say no, and why."""
    groups: dict[str, dict[str, Json]] = {"answer": {"glass_refusal": why}}
    worker.say("glass.refused", request, "glass_refusal@1", groups)


def close_glass(worker: Worker, request: str, why: str = "done") -> None:
    """End what is asked or open."""
    groups: dict[str, dict[str, Json]] = {"end": {"glass_end": why}}
    worker.say("glass.closed", request, "glass_end@1", groups)


def read_glass(worker: Worker, request: str) -> dict[str, Any]:
    """Join both halves and open the case; nothing of it is kept."""
    found = _asked(worker, f"{GLASSES}/{request}/texts")
    return opened(worker, found, at=worker.session.pen.clock())


def opened(worker: Worker, found: Mapping[str, Any], *, at: datetime) -> dict[str, Any]:
    """Open what the server handed out, if its time is not over by this clock either."""
    request, case = str(found["id"]), str(found["case"])
    refuse_unless(at < moment(found["ends_at"]), "glass.over")
    vault, mine = found["vault"][0], worker.session.keys
    pair = held_by(worker, str(vault["to"]))
    other = next(part for part in found["oversight"] if part["to"] == mine.fingerprint)
    keys = joined(
        _opened(worker, vault, pair, Terms(case, HALF_VAULT)),
        _opened(worker, other, mine, Terms(case, GLASS, request)),
    )
    told: dict[str, Any] = {}
    for text in found["texts"]:
        told |= _read(text["part"], case, keys)
    return told


def _read(part: Part, object_: str, keys: Keys) -> Part:
    name = str(part["compartment"])
    place = Place(object_, name, int(str(part["version"])))
    return open_body(part, place=place, key=key_of(keys, name, str(part["key"])))


def _opened(worker: Worker, part: Any, mine: KeyPair, terms: Terms) -> Keys:
    signer = worker.directory.signer(part["signer"])
    return open_grant(part, terms=terms, mine=mine, signer=signer)


def _asked(worker: Worker, path: str) -> dict[str, Any]:
    session = worker.session
    return session.wire.ask("GET", path, headers=session.headers)
