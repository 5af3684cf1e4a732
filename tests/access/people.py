"""One person for every role, each signed in at every door she has."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field

from django.core.cache import cache
from django.db import connections, transaction
from django.test import Client

from client.totp import code_at
from config.commands.founding import found_house
from demeso.agencies.queries import get_invitation, roles_held
from demeso.agencies.rules import ROLES
from demeso.agencies.services import make_desk_code
from demeso.kernel.clock import now
from demeso.referrals.queries import get_referral
from tests.access.table import HALF, NO_ROLE, NOBODY, PENDING
from tests.cast import (
    Person,
    Stage,
    Team,
    hire,
    join,
    open_agency,
    open_session,
    publish,
)
from tests.handing import hand_over, help_someone, list_organisation

# One for all: a new one would read every static file's date again.
BROWSER = Client(SERVER_NAME="localhost")
LOGIN = "/_allauth/app/v1/auth/login"


@dataclass
class Visitor:
    """Who stands at the doors: her app token and her desk cookie, if any."""

    role: str
    token: str = ""
    cookie: str = ""
    person: Person | None = None

    @property
    def headers(self) -> dict[str, str]:
        """Return what her app sends along."""
        return {"X-Session-Token": self.token} if self.token else {}

    def browser(self, *, shown: str = "") -> Client:
        """Return the browser with her desk session, or what she shows instead."""
        cookie = shown or self.cookie
        BROWSER.cookies.clear()
        if cookie:
            BROWSER.cookies["carnet"] = cookie
        return BROWSER


@dataclass
class Town:
    """Two agencies with a case each, and one visitor a role."""

    stage: Stage
    deme: Team
    yelen: Team
    own_entry: str
    other_entry: str
    elsewhere: dict[str, str]
    visitors: dict[str, Visitor] = field(default_factory=dict)


@contextmanager
def undone() -> Iterator[None]:
    """Take back whatever happens inside, on both databases and in memory."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        try:
            yield
        finally:
            cache.clear()
            for alias in connections:
                transaction.set_rollback(True, using=alias)


def settle() -> Town:
    """Found the house, open two agencies, let everybody join and sign in."""
    stage = Stage(time=now())
    house = found_house("Coordination", "mopti", ["Awa", "Moussa"], at=stage.now())
    invited = get_invitation(house.tokens["Awa"], at=stage.time).worker_id
    awa = join(stage, invited, "awa", house.tokens["Awa"])
    deme = open_agency(awa, "Association Dɛmɛ")
    yelen = open_agency(awa, "Centre Yèlèn", "gao")
    people = {
        role: hire(awa, deme.id, f"p.{role.replace('_', '-')}", role)
        for role in ROLES
        if role != "administrator"
    } | {"administrator": awa, NO_ROLE: hire(awa, deme.id, "p.none")}
    own = list_organisation(awa, deme.name, "psychosocial", agency=deme.id)
    other = list_organisation(awa, yelen.name, "health", agency=yelen.id)
    town = Town(stage, deme, yelen, own, other, _case_elsewhere(awa, yelen, other))
    town.visitors = {role: come_in(role, person) for role, person in people.items()}
    town.visitors[NOBODY] = Visitor(NOBODY)
    town.visitors[HALF] = half(hire(awa, deme.id, "p.half", *ROLES_OF_HALF))
    town.visitors[PENDING] = pending(people["supervisor"])
    return town


ROLES_OF_HALF = ("supervisor", "coordinator")  # what she would reach when whole


def _case_elsewhere(awa: Person, yelen: Team, entry: str) -> dict[str, str]:
    """Return the ids of everything that one case of another agency has."""
    worker = hire(awa, yelen.id, "y.worker", "caseworker")
    publish(hire(awa, yelen.id, "y.supervisor", "supervisor"), yelen, "vault")
    publish(hire(awa, yelen.id, "y.dpo", "dpo"), yelen, "oversight")
    helped = help_someone(worker, yelen, "health")
    referral = hand_over(helped, entry)
    incident = worker.new_id()
    said = {"link": {"case": helped.case}, "type": {"q_penetration": "no"}}
    worker.do("incident.recorded", incident, "incident@1", groups=said)
    sent = get_referral(referral, actor=worker.actor)
    return {
        "survivor": helped.survivor, "case": helped.case, "line": helped.line(),
        "referral": referral, "release": sent.release_id,
        "incident": incident, "organisation": entry, "worker": worker.id,
        "device": worker.pen.device, "agency": yelen.id, "code": helped.code,
        "grant": roles_held([worker.id])[worker.id][0].grant,
    }  # fmt: skip


def come_in(role: str, person: Person) -> Visitor:
    """Sign someone in wholly: password, second factor, desk."""
    token = open_session(BROWSER, person)
    code, _until = make_desk_code(actor=person.actor, at=now())
    came = Visitor(role).browser().post("/desk/enter", {"code": code})
    assert came.status_code == 302
    return Visitor(role, token, BROWSER.cookies["carnet"].value, person)


def half(person: Person) -> Visitor:
    """Sign someone in by password only; she never set up a second factor.

    She also shows her app token where the desk looks for its own.
    """
    token = _password_shown(person)
    return Visitor(HALF, token, token, person)


def pending(person: Person) -> Visitor:
    """Sign in by password only where a code is asked for next."""
    token = _password_shown(person)
    return Visitor(PENDING, token, token, person)


def _password_shown(person: Person) -> str:
    said = {"username": person.username, "password": person.login_key}
    answer = BROWSER.post(LOGIN, said, "application/json")
    return str(answer.json()["meta"]["session_token"])


def wrong_code(person: Person | None) -> str:
    """Return a second-factor code that is not right now."""
    right = code_at(person.totp, now()) if person and person.totp else ""
    return "000000" if right != "000000" else "111111"
