"""One person for every role, each signed in at every door she has."""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import timedelta

from django.core.cache import cache
from django.db import connections, transaction
from django.test import Client

from client.keys import KeyPair, new_agency_keys
from client.totp import code_at
from config.commands.founding import found_house
from demeso.agencies.queries.roles import roles_held
from demeso.agencies.rules.devices import hashed
from demeso.agencies.rules.roles import ROLES
from demeso.agencies.services.doors import make_desk_code
from demeso.consent.queries import look_at
from demeso.directory.queries.listing import waiting
from demeso.help.services import ask_call
from demeso.kernel.clock import now, stamp
from demeso.referrals.models import Detour
from demeso.referrals.queries.referring import asked_of, get_referral
from demeso.survivors.rules import herself
from tests.access.table import HALF, NO_ROLE, NOBODY, PENDING
from tests.casework.following import propose as propose_end
from tests.cast import (
    Person,
    Stage,
    Team,
    founded,
    hire,
    offer,
    open_agency,
    open_session,
    propose,
    publish,
)
from tests.centring import come, listed_place, open_centre
from tests.glassing import Watch, ask
from tests.handing import (
    Helped,
    hand_over,
    help_someone,
    list_organisation,
    withdraw,
)
from tests.leaving import depart
from tests.locking import listed_site, lock
from tests.places import edit_site, propose_site, review_site
from tests.portering import say_given
from tests.recovering import House, hand_to
from tests.verifying import ask_by_link

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
    own_place: str
    own_revision: str
    own_breach: str
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
    stage = Stage(time=now() - timedelta(minutes=10))
    house = found_house("Coordination", "mopti", ["Awa", "Moussa"], at=stage.now())
    stage.tokens = house.tokens
    awa, moussa = founded(stage).values()
    deme = open_agency(awa, "Association Dɛmɛ")
    yelen = open_agency(awa, "Centre Yèlèn", "gao")
    people = {
        role: hire(awa, deme.id, f"p.{role.replace('_', '-')}", role)
        for role in ROLES
        if role != "administrator"
    } | {"administrator": awa, NO_ROLE: hire(awa, deme.id, "p.none")}
    own = list_organisation(awa, deme.name, "psychosocial", agency=deme.id)
    other = list_organisation(awa, yelen.name, "health", agency=yelen.id)
    away = _case_elsewhere(awa, yelen, other) | _lock_elsewhere(awa, moussa, yelen)
    away |= _centre_elsewhere(awa, moussa, yelen)
    away |= _asked_elsewhere(awa, moussa, yelen)
    breach = open_breach(people["dpo"])
    place = _place(awa, moussa, own)
    town = Town(stage, deme, yelen, own, other, away, *place, breach)
    town.visitors = {role: come_in(role, person) for role, person in people.items()}
    stage.time = now()  # a second passed for each act, fewer in truth
    town.visitors[NOBODY] = Visitor(NOBODY)
    town.visitors[HALF] = half(hire(awa, deme.id, "p.half", *ROLES_OF_HALF))
    town.visitors[PENDING] = pending(people["supervisor"])
    return town


ROLES_OF_HALF = ("supervisor", "coordinator")  # what she would reach when whole


def _place(awa: Person, moussa: Person, entry: str) -> tuple[str, str]:
    """Return a reviewed place, and an edit of it that waits to be read."""
    site = propose_site(awa, entry, services=["psychosocial"])
    review_site(moussa, site, waiting_at(awa, site))
    return site, edit_site(moussa, site, services=["psychosocial"], name="Porte verte")


def waiting_at(by: Person, site: str) -> str:
    """Return the one edit of a place that waits to be read."""
    (found,) = (one.id for one in waiting(by.actor) if one.site_id == site)
    return str(found)


def open_breach(dpo: Person) -> str:
    """Open a breach as whoever watches over the data; return it."""
    breach = dpo.new_id()
    said = {"breach": {"what": "paper", "known_on": str(dpo.stage.time.date())}}
    dpo.do("breach.opened", breach, "breach@1", groups=said)
    return breach


def _watched(dpo: Person, worker: Person, survivor: str) -> dict[str, str]:
    """Return a breach, a hold and a request of another agency."""
    hold, request = dpo.new_id(), worker.new_id()
    held = {"hold": {"survivor": survivor, "hold_why": "trial"}}
    dpo.do("hold.placed", hold, "hold@1", groups=held)
    day = str(worker.stage.time.date())
    asked = {"link": {"survivor": survivor},
             "request": {"asked": ["read"], "asked_on": day}}  # fmt: skip
    worker.do("request.received", request, "request@1", groups=asked)
    return {"breach": open_breach(dpo), "hold": hold, "request": request}


def _cleared(worker: Person) -> str:
    """Return what was cleared on somebody's device."""
    record = worker.new_id()
    told = {"device": worker.pen.device, "seq": 9000, "waiting": 3}
    worker.do("device.cleared", record, "clearing@1", groups={"clearing": told})
    return record


def _case_elsewhere(awa: Person, yelen: Team, entry: str) -> dict[str, str]:
    """Return the ids of everything that one case of another agency has."""
    worker = hire(awa, yelen.id, "y.worker", "caseworker")
    boss = hire(awa, yelen.id, "y.supervisor", "supervisor")
    dpo = hire(awa, yelen.id, "y.dpo", "dpo")
    vault, oversight = publish(boss, yelen, "vault"), publish(dpo, yelen, "oversight")
    helped = help_someone(worker, yelen, "health")
    glass = ask(Watch(yelen, boss, (dpo,), vault, oversight), helped)
    referral = hand_over(helped, entry)
    incident = worker.new_id()
    said = {"link": {"case": helped.case}, "type": {"q_penetration": "no"}}
    worker.do("incident.recorded", incident, "incident@1", groups=said)
    sent = get_referral(referral, actor=worker.actor)
    aloud = hand_over(helped, list_organisation(awa, "Maison du Puits", "health"))
    back = get_referral(aloud, actor=worker.actor)
    withdraw(helped, back.release_id, "release")
    closure = propose_end(helped, left_open=[referral])
    child = help_someone(worker, yelen, age_group="12_14", given_by="survivor")
    girl = help_someone(worker, yelen, age_group="15_17", given_by="survivor")
    site = propose_site(awa, entry, services=["health"])
    renewal = awa.new_id()
    lost = {"worker": worker.id, "token_hash": hashed("x"),
            "until": stamp(awa.stage.time + timedelta(days=3))}  # fmt: skip
    awa.do("renewal.opened", renewal, "renewal@1", groups={"renewal": lost})
    cut_off = boss.new_id()
    said = {"agency": yelen.id, "cercle": "mopti", "devices": [worker.pen.device],
            "until": str((awa.stage.time + timedelta(days=3)).date())}  # fmt: skip
    boss.do("blockade.declared", cut_off, "blockade@1", groups={"blockade": said})
    return {
        "renewal": renewal, "departure": depart(awa, worker),
        "blockade": cut_off, "clearing": _cleared(worker),
        **_her_own(boss, yelen, helped),
        **_watched(dpo, worker, helped.survivor),
        "look": look_at(child.survivor).id, "notice": look_at(girl.survivor).id,
        "closure": closure, "glass": glass, "site": site,
        "revision": waiting_at(awa, site),
        "survivor": helped.survivor, "case": helped.case, "line": helped.line(),
        "referral": referral, "release": sent.release_id,
        "incident": incident, "organisation": entry, "worker": worker.id,
        "device": worker.pen.device, "agency": yelen.id, "code": helped.code,
        "shredding": asked_of(worker.actor)[0].id,
        "grant": roles_held([worker.id])[worker.id][0].grant,
        "asked_role": propose(awa, worker.id, yelen.id, "focal_point"),
        **_asked_keys(awa, yelen, boss, vault),
        "agreement": _agreed(awa, yelen),
    }  # fmt: skip


def _agreed(awa: Person, yelen: Team) -> str:
    """Return what another agency proposed to a third one."""
    boss, record = hire(awa, yelen.id, "y.admin", "administrator"), awa.new_id()
    said = {"agency": yelen.id, "partner": awa.actor.agency, "owner": "vault"}
    boss.do("agreement.signed", record, "agreement@1", groups={"agreement": said})
    return record


def _asked_keys(
    awa: Person, yelen: Team, boss: Person, vault: KeyPair
) -> dict[str, str]:
    """Return a key and a further holder that wait for a second person."""
    other = hire(awa, yelen.id, "y.second", "supervisor")
    newer = new_agency_keys("vault", yelen.id, epoch=2)
    house = House(yelen, awa, (boss, other), (awa, awa), (awa, boss, other))
    held, _made = hand_to(boss, house, vault, other)
    return {"asked_key": offer(boss, newer, boss), "asked_holder": held}


def _lock_elsewhere(awa: Person, moussa: Person, yelen: Team) -> dict[str, str]:
    """Return a locked place, and whom to warn of it."""
    boss = hire(awa, yelen.id, "y.boss", "supervisor")
    worker = hire(awa, yelen.id, "y.sender", "caseworker")
    entry = list_organisation(awa, "Maison du Fleuve", "health", agency=yelen.id)
    site = listed_site(awa, moussa, entry, services=["health"])
    hand_over(help_someone(worker, yelen, "health"), entry)
    held = lock(boss, site)
    return {"lock": held, "detour": Detour.objects.get(lock_id=held).id}


def _asked_elsewhere(awa: Person, moussa: Person, yelen: Team) -> dict[str, str]:
    """Return what was asked about a place of another agency, by a link."""
    entry = list_organisation(awa, "Maison du Sable", "health", agency=yelen.id)
    site = listed_site(awa, moussa, entry, services=["health"])
    asked, _token = ask_by_link(awa, site)
    return {"verification": asked}


def _centre_elsewhere(awa: Person, moussa: Person, yelen: Team) -> dict[str, str]:
    """Return a centre of another agency, and a visit there."""
    keeper = hire(awa, yelen.id, "y.centre", "centre_manager")
    centre = open_centre(keeper, listed_place(awa, moussa, yelen.id))
    return {"centre": centre, "visit": come(keeper, centre, keeper.stage.time.date())}


def _her_own(boss: Person, yelen: Team, helped: Helped) -> dict[str, str]:
    """Give her a number, and let her ask for a call."""
    publish(boss, yelen, "intake")
    her, left = herself(helped.survivor), {"reach": "x"}
    asked = ask_call(actor=her, left=left, at=boss.stage.now())
    return {"access": say_given(helped), "callback": asked}


def come_in(role: str, person: Person) -> Visitor:
    """Sign someone in wholly: password, second factor, desk."""
    token = open_session(BROWSER, person)
    code, _until = make_desk_code(actor=person.actor, at=now())
    came = Visitor(role).browser().post("/desk/enter", {"code": code})
    assert came.status_code == 200
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
