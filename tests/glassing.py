"""Open one case with two people: asked with a reason, released, read, closed."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from client.grants import Terms, joined, make_grant, open_grant
from client.keys import KeyPair
from client.sealing import Place, new_key, open_body, seal_body
from demeso.casework.services.unsealing import read_opened, read_waiting
from demeso.kernel.sealing import GLASS, HALF_OVERSIGHT, HALF_VAULT
from demeso.vault.queries import grants_about, keys_of
from tests.cast import Person, Team, hire, publish
from tests.handing import Helped

REASON = {"glass_reason": "On l’attend devant chez elle, il faut la joindre."}


@dataclass
class Watch:
    """An agency whose oversight takes turns: who asks, who may answer."""

    team: Team
    asker: Person
    on_call: tuple[Person, ...]
    vault: KeyPair
    oversight: KeyPair


def keep_watch(awa: Person, team: Team, kadi: Person, bintou: Person) -> Watch:
    """Let three people hold the key of oversight, and take turns."""
    others = [hire(awa, team.id, name, "dpo") for name in ("Tata", "Ousmane")]
    vault = publish(kadi, team, "vault")
    oversight = publish(bintou, team, "oversight", bintou, *others)
    watch = Watch(team, kadi, (bintou, *others), vault, oversight)
    set_rota(bintou, team, *watch.on_call)
    return watch


def set_rota(by: Person, team: Team, *people: Person) -> Any:
    said = {"agency": team.id, "on_call": [one.id for one in people]}
    return by.do("rota.set", by.new_id(), "rota@1", groups={"rota": said})


def asking(watch: Watch, helped: Helped, **more: Any) -> dict[str, Any]:
    """Return what `Person.do` takes to ask, reason included."""
    by = more.get("by", watch.asker)
    request = by.new_id()
    key, place = new_key(0), Place(request, "narrative", 1)
    readers = more.get("readers", (by, *watch.on_call))
    terms = Terms(request, consent=more.get("consent", helped.case))
    said = {"glass_why": more.get("why", "in_danger")}
    link = {"case": helped.case, "survivor": helped.survivor, **more.get("link", {})}
    return {
        "kind": "glass.requested", "record": request, "form": "glass@1",
        "groups": {"glass": said, "link": link},
        "sealed": [
            seal_body(REASON, place=place, key=key),
            *(make_grant({"narrative": key}, terms=terms,
                         to=reader.keys.entry, signer=by.keys)
              for reader in readers),
        ],
    }  # fmt: skip


def ask(watch: Watch, helped: Helped, **more: Any) -> str:
    """Ask to open a case; return the request."""
    act = asking(watch, helped, **more)
    more.get("by", watch.asker).do(**act)
    return str(act["record"])


def half_of(by: Person, request: str, pair: KeyPair) -> Any:
    """Open the other half as whoever is on call does."""
    waiting = read_waiting(asked=request, actor=by.actor, at=by.stage.now())
    [part] = waiting.half
    return part["object"], _opened(part, pair, HALF_OVERSIGHT, None)


def giving(by: Person, request: str, to: Person, pair: KeyPair, **more: Any) -> Any:
    """Return what `Person.do` takes to release a request."""
    case, keys = half_of(by, request, pair)
    terms = Terms(
        more.get("object", case),
        more.get("rights", GLASS),
        more.get("consent", request),
    )
    part = make_grant(keys, terms=terms, to=to.keys.entry, signer=by.keys)
    return {
        "kind": "glass.released", "record": request, "form": "glass_release@1",
        "groups": {"answer": {"released": "yes"}}, "sealed": [part],
    }  # fmt: skip


def release(by: Person, request: str, watch: Watch, **more: Any) -> Any:
    """Give the other half."""
    to = more.pop("to", watch.asker)
    return by.do(**giving(by, request, to, watch.oversight, **more))


def refuse(by: Person, request: str, why: str = "lead_can") -> Any:
    said = {"answer": {"glass_refusal": why}}
    return by.do("glass.refused", request, "glass_refusal@1", groups=said)


def close(by: Person, request: str, why: str = "done") -> Any:
    said = {"end": {"glass_end": why}}
    return by.do("glass.closed", request, "glass_end@1", groups=said)


def read(watch: Watch, request: str, at: datetime | None = None) -> dict[str, Any]:
    """Join both halves and open every text, as the asker's notebook does."""
    by = watch.asker
    opened = read_opened(asked=request, actor=by.actor, at=at or by.stage.now())
    [vault], [other] = opened.vault, opened.oversight
    keys = joined(
        _opened(vault, watch.vault, HALF_VAULT, None),
        _opened(other, by.keys, GLASS, request),
    )
    found: dict[str, Any] = {}
    for text in opened.texts:
        part = text.part
        place = Place(part["object"], part["compartment"], part["version"])
        key = keys[part["compartment"]]
        found |= open_body(part, place=place, key=key)
    return found


def reason_of(by: Person, request: str) -> Any:
    """Open the written reason with one's own grant."""
    waiting = read_waiting(asked=request, actor=by.actor, at=by.stage.now())
    parts = waiting.reason
    [body] = [part for part in parts if part["type"] == "body"]
    [grant] = [part for part in parts if part["type"] == "grant"]
    keys = _opened(grant, by.keys, "read", waiting.glass.case_id)
    place = Place(request, "narrative", 1)
    return open_body(body, place=place, key=keys["narrative"])


def write_down(helped: Helped, version: int = 1, **told: str) -> None:
    """Seal who she is and how to reach her under her case's own keys."""
    by = helped.by
    read = read_objects_of(by, helped.case)
    parts = [
        seal_body({name: value}, place=Place(helped.case, where, version),
                  key=read[where])
        for name, value in told.items()
        for where in ["identity" if name == "called" else "contact"]
    ]  # fmt: skip
    by.do("identity.recorded", helped.survivor, "identity@1", sealed=parts)


def read_objects_of(by: Person, case: str) -> Any:
    """Return the keys of a case as its lead opens them."""
    found = grants_about(case, rights="read", to=[by.keys.fingerprint])
    return _opened(found[-1], by.keys, "read", None)


def _opened(part: Any, mine: KeyPair, rights: str, consent: str | None) -> Any:
    [signer] = keys_of(fingerprints=[part["signer"]])
    terms = Terms(part["object"], rights, consent)
    return open_grant(part, terms=terms, mine=mine, signer=signer.entry)
