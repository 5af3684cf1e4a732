"""Builders of the later walk: an entry in the directory, a case, a referral.

They speak as devices do, through `Person.do`, so that no impossible state is made.
"""

from dataclasses import dataclass
from typing import Any

from client.codes import new_code
from client.grants import Circle, Terms, case_grants, make_grant
from client.sealing import Place, new_key, seal_body
from demeso.casework.rules.plan import line_id
from demeso.kernel.forms import COMPARTMENTS
from tests.cast import Person, Team

TOLD = {"need": "soins", "contact": "jeudi au marché"}


@dataclass(frozen=True)
class Helped:
    """A case as its worker knows it."""

    by: Person
    survivor: str
    case: str
    code: str

    def line(self, need: str = "health") -> str:
        """Return the plan line of a need."""
        return line_id(self.case, need)


def list_organisation(
    by: Person, name: str, *services: str, record: str = "", **people: str
) -> str:
    """Register an organisation in the directory; return its id."""
    entry = record or by.new_id()
    groups: dict[str, Any] = {
        "organisation": {"name": name, "region": "mopti", "services": list(services)}
    }
    if people:
        groups["people"] = people
    by.do("organisation.registered", entry, "organisation@1", groups=groups)
    return entry


def list_yelen(by: Person, yelen: Team, focal: Person, deputy: Person) -> str:
    """Register Centre Yèlèn, which gives care and listens."""
    people = {"agency": yelen.id, "focal_point": focal.id, "deputy": deputy.id}
    return list_organisation(by, yelen.name, "health", "psychosocial", **people)


def help_someone(
    by: Person, team: Team, *needs: str, statistics: str = "yes", **more: str
) -> Helped:
    """Take her yes, open the case, write down her needs."""
    helped = Helped(by, by.new_id(), by.new_id(), new_code())
    agreed = {"services": "yes", "language": "bm", "consent_form": "oral_witness",
              **more}  # fmt: skip
    by.do(
        "consent.given", helped.survivor, "consent@1",
        groups={"services": agreed, "statistics": {"statistics": statistics},
                "opening": {"code": helped.code}},
    )  # fmt: skip
    open_case(helped, team)
    priorities = {"priorities": {"needs": list(needs or ("health",))}}
    by.do("needs.recorded", helped.case, "needs@1", groups=priorities)
    return helped


def open_case(helped: Helped, team: Team, case: str = "") -> str:
    """Open a case for someone who said yes, by default the one we know; its id."""
    by, here = helped.by, case or helped.case
    keys = {name: new_key(0) for name in COMPARTMENTS}
    circle = Circle(
        by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    grants = case_grants(keys, terms=Terms(here), circle=circle, signer=by.keys)
    by.do(
        "case.opened", here, "case@1",
        groups={"opening": {"survivor": helped.survivor}}, sealed=grants,
    )  # fmt: skip
    return here


def release(helped: Helped, recipient: str, *categories: str) -> str:
    """Take her yes for one organisation; return the release."""
    record = helped.by.new_id()
    said = {
        "survivor": helped.survivor, "recipient": recipient,
        "categories": list(categories or TOLD),
    }  # fmt: skip
    helped.by.do("release.given", record, "release@1", groups={"release": said})
    return record


def handover(
    helped: Helped, recipient: str, allowed: str, *readers: Person, **more: Any
) -> dict[str, Any]:
    """Return what `Person.do` takes to send a referral, package included."""
    record = more.pop("record", "") or helped.by.new_id()
    service = more.pop("service", "health")
    categories = more.pop("categories", list(TOLD))
    line = {
        "survivor": helped.survivor, "case": helped.case,
        "line": helped.line(service), "release": allowed,
    }  # fmt: skip
    said = {"recipient": recipient, "service": service, "urgent": "yes",
            "categories": categories}  # fmt: skip
    key, signer = new_key(0), helped.by.keys
    told = {name: TOLD.get(name, "…") for name in categories}
    body = seal_body(told, place=Place(record, "package", 1), key=key)
    grants = [
        make_grant({"package": key}, terms=Terms(record, consent=allowed),
                   to=reader.keys.entry, signer=signer)
        for reader in (helped.by, *readers)
    ]  # fmt: skip
    return {
        "kind": "referral.sent", "record": record, "form": "referral@1",
        "groups": {"handover": said, "line": {**line, **more}},
        "sealed": [body, *grants],
    }  # fmt: skip


def hand_over(helped: Helped, recipient: str, *readers: Person, **more: Any) -> str:
    """Take her yes and send a referral; return its id."""
    allowed = release(helped, recipient)
    sent = handover(helped, recipient, allowed, *readers, **more)
    helped.by.do(**sent)
    return str(sent["record"])


def accept(
    by: Person, referral: str, day: str = "", said_by: str = "app", base: int = 0
) -> Any:
    """Say yes for a provider."""
    said = {"said_by": said_by} | ({"appointment_day": day} if day else {})
    return by.do(
        "referral.accepted", referral, "answer@1", groups={"answer": said}, base=base
    )


def decline(
    by: Person,
    referral: str,
    reason: str = "no_female_staff",
    said_by: str = "app",
    base: int = 0,
) -> Any:
    """Say no for a provider."""
    said = {"said_by": said_by} | ({"reason": reason} if reason else {})
    return by.do(
        "referral.declined", referral, "answer@1", groups={"answer": said}, base=base
    )


def confirm(
    by: Person,
    referral: str,
    voice: str = "provider",
    received: str = "yes",
    said_by: str = "app",
) -> Any:
    """Say that she received the service."""
    said = {"received": received, "confirmed_by": voice}
    if voice == "provider":
        said["said_by"] = said_by
    return by.do("service.received", referral, "receipt@1", groups={"receipt": said})


def withdraw(helped: Helped, record: str, what: str) -> Any:
    """Take back what she allowed."""
    said = {"withdrawal": {"what": what}}
    return helped.by.do("consent.withdrawn", record, "withdrawal@1", groups=said)
