"""The walk from the reference client: what a caseworker and a provider say."""

import secrets
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import KW_ONLY, dataclass, field
from datetime import timedelta

from client.codes import new_code
from client.grants import Circle, Terms, case_grants, make_grant
from client.package import packed
from client.rekeying import carried, staying
from client.sealing import Part, Place, seal_body
from client.worker import Keys, Worker
from demeso.casework.rules.plan import line_id
from demeso.kernel.act import Envelope, Groups
from demeso.kernel.canon import Json
from demeso.kernel.clock import now
from demeso.kernel.forms import COMPARTMENTS

Answers = Mapping[str, Json]


@dataclass(frozen=True)
class Yes:
    """What was said about consent; everything else is her default: no."""

    statistics: str = "no"
    language: str = "bm"
    consent_form: str = "oral_witness"
    who: Mapping[str, Json] = field(default_factory=dict)  # of a child: age, giver …


@dataclass
class Case:
    """A case as its worker knows it."""

    survivor: str
    case: str
    code: str
    versions: dict[str, int] = field(default_factory=dict)

    def next_version(self, compartment: str) -> int:
        """Return the number of the next body sealed in a compartment."""
        self.versions[compartment] = self.versions.get(compartment, 0) + 1
        return self.versions[compartment]


@dataclass(frozen=True)
class Handing:
    """A referral about to be sent: to whom, for what, and what may be told."""

    recipient: str
    service: str
    told: Mapping[str, Json]  # category → what is told (client/package.py)
    readers: Sequence[str] = ()  # the workers who may open it
    _: KW_ONLY
    heard: Sequence[str] = ()  # those named to her, if their keys are not all there
    urgent: str = "no"


@contextmanager
def earlier(worker: Worker, ago: timedelta) -> Iterator[None]:
    """Let what is written here carry an earlier time, as after days without network."""
    pen = worker.session.pen
    clock, pen.clock = pen.clock, lambda: now() - ago
    try:
        yield
    finally:
        pen.clock = clock


def open_case(
    worker: Worker, yes: Yes | None = None, below: Callable[[int], int] | None = None
) -> Case:
    """Record her yes, make her code, open the case and hand out its keys."""
    said = yes or Yes()
    case = Case(worker.new_id(), worker.new_id(), new_code(below or secrets.randbelow))
    say_yes(worker, case, said)
    opening: dict[str, dict[str, Json]] = {"opening": {"survivor": case.survivor}}
    grants = new_keys(worker, case)
    worker.say("case.opened", case.case, "case@1", opening, grants)
    return case


def say_yes(worker: Worker, case: Case, said: Yes) -> Envelope:
    """Record her yes, for the first time or anew."""
    groups: dict[str, dict[str, Json]] = {
        "services": {
            "services": "yes",
            "language": said.language,
            "consent_form": said.consent_form,
            "given_by": "survivor",
            **said.who,
        },
        "opening": {"code": case.code},
    }
    if said.statistics:
        groups["statistics"] = {"statistics": said.statistics}
    return worker.say("consent.given", case.survivor, "consent@1", groups)


def new_keys(
    worker: Worker,
    case: Case,
    keep: Collection[str] = (),
    carry: Collection[str] = (),
) -> list[Part]:
    """Make the keys of a case; grant them to its worker, and in two halves.

    Compartments to `keep` have the keys that they had; of those to `carry` the
    earlier keys come along, and open what they sealed.
    """
    pen, known = worker.session.pen, worker.held.get(case.case, {})
    kept = staying(known, keep) | carried(known, carry)
    keys: Keys = {name: pen.new_key() for name in COMPARTMENTS} | kept
    worker.held[case.case] = keys
    agency = worker.session.agency
    circle = Circle(
        lead=worker.session.keys.entry,
        vault=worker.entry(agency, "vault"),
        oversight=worker.entry(agency, "oversight"),
    )
    return case_grants(
        keys,
        terms=Terms(case.case),
        circle=circle,
        signer=worker.session.keys,
        random=pen.random,
    )


def record_identity(
    worker: Worker, case: Case, *, identity: Answers, contact: Answers, profile: Answers
) -> Envelope:
    """Seal who she is and how to reach her; only sex and age band are coded."""
    sealed = [
        worker.seal(case.case, name, answers, case.next_version(name))
        for name, answers in (("identity", identity), ("contact", contact))
        if answers
    ]
    groups: Groups = {"profile": dict(profile)} if profile else {}
    return worker.say("identity.recorded", case.survivor, "identity@1", groups, sealed)


def record_needs(worker: Worker, case: Case, needs: Sequence[str]) -> Envelope:
    """Record her needs in her order; each becomes a plan line."""
    groups: Groups = {"priorities": {"needs": list(needs)}}
    return worker.say("needs.recorded", case.case, "needs@1", groups)


def record_safety(
    worker: Worker,
    case: Case,
    *,
    danger: str,
    risk: str,
    reasons: Sequence[str] = (),
    plan: str = "",
) -> Envelope:
    """Record danger and risk, and seal the short plan."""
    levels: dict[str, Json] = {"risk_level": risk}
    if reasons:
        levels["risk_reasons"] = list(reasons)
    version = case.next_version("narrative") if plan else 0
    sealed = (
        [worker.seal(case.case, "narrative", {"plan": plan}, version)] if plan else []
    )
    groups: Groups = {"danger": {"in_danger": danger}, "risk": levels}
    return worker.say("safety.recorded", case.case, "safety@1", groups, sealed)


def complete_assessment(worker: Worker, case: Case) -> Envelope:
    """Mark the first round complete."""
    groups = {"assessment": {"complete": "yes"}}
    return worker.say("assessment.completed", case.case, "assessment@1", groups)


def record_outcome(
    worker: Worker, case: Case, need: str, outcome: str, **more: Json
) -> Envelope:
    """Record what became of a need: one of the six outcomes."""
    said: dict[str, Json] = {"case": case.case, "outcome": outcome, **more}
    line = line_id(case.case, need)
    return worker.say("outcome.recorded", line, "outcome@1", {"outcome": said})


def release(
    worker: Worker, case: Case, recipient: str, categories: Sequence[str]
) -> str:
    """Record what she allows one organisation to be told; return the release."""
    id_ = worker.new_id()
    said: dict[str, Json] = {
        "survivor": case.survivor,
        "recipient": recipient,
        "categories": list(categories),
    }
    worker.say("release.given", id_, "release@1", {"release": said})
    return id_


def refer(worker: Worker, case: Case, handing: Handing, release_id: str) -> str:
    """Send a referral with its own key; return its id."""
    referral = worker.new_id()
    handover: dict[str, Json] = {
        "recipient": handing.recipient,
        "service": handing.service,
        "urgent": handing.urgent,
        "categories": sorted(handing.told),
    }
    line: dict[str, Json] = {
        "survivor": case.survivor,
        "case": case.case,
        "line": line_id(case.case, handing.service),
        "release": release_id,
        "heard": list(handing.heard or handing.readers),
        "sealed_to": list(handing.readers),
    }
    groups = {"handover": handover, "line": line}
    sealed = package(worker, referral, handing, release_id)
    worker.say("referral.sent", referral, "referral@1", groups, sealed)
    return referral


def package(
    worker: Worker, referral: str, handing: Handing, release_id: str
) -> list[Part]:
    """Seal what she allowed under a new key, granted to its readers only."""
    pen, mine = worker.session.pen, worker.session.keys
    key = pen.new_key()
    worker.held[referral] = {"package": key}
    place = Place(referral, "package", 1)
    told = packed(handing.told, handing.told)
    body = seal_body(told, place=place, key=key, random=pen.random)
    terms = Terms(referral, consent=release_id)
    to = [mine.entry, *(worker.entry(reader) for reader in handing.readers)]
    grants = [make_grant({"package": key}, terms=terms, to=e, signer=mine) for e in to]
    return [body, *grants]


def accept(
    worker: Worker, referral: str, day: str = "", said_by: str = "app"
) -> Envelope:
    """Say yes for a provider; whoever sent it says how she heard of it."""
    said: Answers = {"said_by": said_by, **({"appointment_day": day} if day else {})}
    return worker.say("referral.accepted", referral, "answer@1", {"answer": said})


def decline(
    worker: Worker, referral: str, reason: str, said_by: str = "app"
) -> Envelope:
    """Say no for a provider, and why."""
    groups = {"answer": {"reason": reason, "said_by": said_by}}
    return worker.say("referral.declined", referral, "answer@1", groups)


def confirm(worker: Worker, referral: str, by: str, **more: Json) -> Envelope:
    """Confirm that she received the service, as the provider or she says."""
    said: dict[str, Json] = {"received": "yes", "confirmed_by": by, **more}
    if by == "provider":
        said.setdefault("said_by", "app")
    return worker.say("service.received", referral, "receipt@1", {"receipt": said})


def record_incident(
    worker: Worker, case: Case, *, coded: Mapping[str, Answers], sensitive: Answers
) -> str:
    """Record what happened, if she wants; exact days and places stay sealed."""
    incident = worker.new_id()
    sealed = (
        [worker.seal(case.case, "sensitive", sensitive, case.next_version("sensitive"))]
        if sensitive
        else []
    )
    groups: Groups = {
        "link": {"case": case.case},
        **{k: dict(v) for k, v in coded.items()},
    }
    worker.say("incident.recorded", incident, "incident@1", groups, sealed)
    return incident


def package_of(worker: Worker, referral: str) -> Part:
    """Open the package of a referral that this worker may read."""
    parts = [p for c in worker.acts_of(referral) for p in c["act"]["sealed"]]
    body = next(part for part in parts if part["type"] == "body")
    return worker.read(body)
