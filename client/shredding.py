"""Take something back, bring new keys, and say that what was handed on is gone."""

from typing import Any

from client.forgetting import SERVICES
from client.walk import Case, new_keys
from client.worker import Worker
from demeso.casework.rules.shredding import shredded
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.forms import COMPARTMENTS

PATH = "/app/v1/shreddings"


def take_back(
    worker: Worker, case: Case, what: str, *, record: str = "", bring: bool = True
) -> Envelope:
    """Withdraw a yes, or what she told; new keys come in the same act."""
    gone = shredded(what)
    asked = bool(gone) and bring and what != SERVICES
    sealed = new_keys(worker, case, keep=_kept(gone)) if asked else []
    groups: Groups = {"withdrawal": {"what": what}}
    place = record or case.survivor
    return worker.say("consent.withdrawn", place, "withdrawal@1", groups, sealed)


def replace_keys(worker: Worker, case: Case, what: str = SERVICES) -> Envelope:
    """Bring the new keys of a case whose old ones were shredded."""
    sealed = new_keys(worker, case, keep=_kept(shredded(what)))
    groups: Groups = {"keys": {"survivor": case.survivor}}
    return worker.say("keys.replaced", case.case, "new_keys@1", groups, sealed)


def renew_keys(worker: Worker, case: Case) -> Envelope:
    """Bring new keys of a case whose keys a lost device may have held."""
    sealed = new_keys(worker, case, carry=COMPARTMENTS)
    groups: Groups = {"keys": {"survivor": case.survivor}}
    return worker.say("keys.replaced", case.case, "new_keys@1", groups, sealed)


def keyless_of(worker: Worker) -> list[str]:
    """Return the cases for which this person's device is to bring new keys."""
    session = worker.session
    return list(session.wire.ask("GET", PATH, headers=session.headers)["keyless"])


def _kept(gone: frozenset[str]) -> frozenset[str]:
    return frozenset(COMPARTMENTS) - gone


def asked_of(worker: Worker) -> list[dict[str, Any]]:
    """Return what this person is asked to say gone."""
    session = worker.session
    found = session.wire.ask("GET", PATH, headers=session.headers)["shreddings"]
    return list(found)


def confirm_gone(worker: Worker) -> list[str]:
    """Sign for this device that nothing is left of what was handed on; by referral."""
    done = []
    for one in asked_of(worker):
        held = any(c["root"] == one["referral"] for c in worker.changes.values())
        if one["how"] != "device" or one["state"] == "confirmed" or held:
            continue
        worker.held.pop(one["referral"], None)
        say_gone(worker, one, "device")
        done.append(str(one["referral"]))
    return done


def say_gone(worker: Worker, asked: dict[str, Any], gone: str) -> Envelope:
    """Say what is gone: of the device, of a paper, as somebody told."""
    said: Groups = {"shredding": {"referral": asked["referral"], "gone": gone}}
    return worker.say("shredding.confirmed", asked["id"], "shredding@1", said)
