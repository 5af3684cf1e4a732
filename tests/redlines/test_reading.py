"""Red lines about who can read: nobody but those whom she chose."""

import re

import pytest
from django.apps import apps
from hypothesis import given
from hypothesis import strategies as st

from client.sealing import Place, new_key, open_body, seal_body
from demeso.agencies.rules.roles import ROLES
from demeso.casework.models import Incident
from demeso.casework.queries.cases import get_case, get_incident, get_plan_line
from demeso.casework.queries.tracking import team_cases, tracked
from demeso.disclosure.rules import show
from demeso.field.queries import changes, view_of
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.queries import head
from demeso.referrals.queries.referring import get_referral, inbox
from demeso.survivors.queries import get_survivor, roots
from demeso.vault.models import Body, Grant
from demeso.vault.queries import fingerprints_of
from tests.cast import hire
from tests.handing import hand_over
from tests.redlines.conftest import SECRETS

# Whoever does not lead, supervise or answer has no way to one person.
FAR = sorted(set(ROLES) - {"caseworker", "supervisor", "focal_point"})
TECHNICAL = ("administrator", "dpo")


@pytest.fixture
def far(awa, deme):
    """Return a way to get a colleague of the same agency by role."""
    return lambda role: hire(awa, deme.id, f"f.{role.replace('_', '-')}", role)


def held(person) -> str:
    """Return everything that a person's device may hold, as text."""
    view = view_of(person.actor, at=now())
    return repr(list(changes(view, view.reach(), after=-1, upto=head().size)))


@pytest.mark.parametrize("role", FAR)
def test_redline_04_no_other_role_reads_or_holds_a_case(role, far, told, place, oumou):
    """Not even in the agency that leads the case."""
    referral, person = hand_over(told, place, oumou), far(role)
    incident = Incident.objects.get(case=told.case).id
    reads = (
        (get_survivor, told.survivor), (get_case, told.case),
        (get_plan_line, told.line()), (get_incident, incident),
        (get_referral, referral),
    )  # fmt: skip
    for read, record in reads:
        with pytest.raises(UnknownError):
            read(record, actor=person.actor)
    with pytest.raises(UnknownError):
        tracked(team_cases(person.actor))
    assert roots(person.actor) == frozenset()
    assert inbox(person.actor, at=now()) == []
    known = (told.survivor, told.case, told.code, referral, incident)
    assert [one for one in known if one in held(person)] == []


def test_redline_04_who_leads_does_hold_it(told):
    """So that the test above is not true of a product that gives nothing."""
    assert told.case in held(told.by)
    assert get_case(told.case, actor=told.by.actor).id == told.case


def test_redline_04_the_coordinators_page_cannot_be_cut_finer(
    enter, fatoumata, told, place, oumou
):
    """No filter exists: what is asked beside the page changes no byte of it."""
    browser = enter(fatoumata)
    whole = body(browser.get("/desk/chiffres"))
    for asked in (
        "region=mopti",
        "sex=female",
        "age_band=12_17",
        "agency=x",
        "type=rape",
        "from=2026-10&to=2026-10",
        f"code={told.code}",
    ):
        assert body(browser.get(f"/desk/chiffres?{asked}")) == whole
    for page in ("suivi", "a-revoir"):
        assert browser.get(f"/desk/{page}").status_code == 404
    for one in (told.code, told.case, told.survivor, "Dɛmɛ"):
        assert one not in whole


def body(answer) -> str:
    """Return a page without its form token, which is new at every reading."""
    return re.sub(r'value="[A-Za-z0-9]{64}"', "", answer.content.decode())


@given(st.integers(min_value=0, max_value=10_000))
def test_redline_04_a_number_of_one_to_four_is_never_said(count):
    said = show(count)
    assert said == ("<5" if 1 <= count <= 4 else str(count))


def everything() -> dict[str, str]:
    """Return table → all that it holds, of both databases, as text."""
    found = {}
    for model in apps.get_models():
        alias = "grants" if model._meta.label in SEALED_APART else "default"
        rows = list(model._base_manager.using(alias).values())
        found[model._meta.label] = repr([[plain(v) for v in r.values()] for r in rows])
    return found


def plain(value):
    """Return bytes for what PostgreSQL gives as a view of them."""
    return bytes(value) if isinstance(value, memoryview) else value


SEALED_APART = {"vault.Grant", "vault.KeyringPage"}


def test_redline_03_no_table_holds_her_words_beside_what_happened(told):
    tables = everything()
    assert "'rape'" in tables["casework.Incident"]
    for word in SECRETS.values():
        assert [name for name, text in tables.items() if word in text] == []


def test_redline_03_the_key_of_her_name_does_not_open_what_happened(helped):
    keys = {name: new_key(0) for name in ("identity", "sensitive")}
    spot = Place(helped.case, "sensitive", 1)
    part = seal_body({"place": "x"}, place=spot, key=keys["sensitive"])
    assert open_body(part, place=spot, key=keys["sensitive"]) == {"place": "x"}
    with pytest.raises(RefusedError):
        open_body(part, place=spot, key=keys["identity"])
    moved = Place(helped.case, "identity", 1)
    with pytest.raises(RefusedError):
        open_body(part, place=moved, key=keys["sensitive"])


@pytest.mark.parametrize("role", TECHNICAL)
def test_redline_21_technical_staff_get_no_key_and_no_body(role, far, told, awa):
    person = awa if role == "administrator" else far(role)
    prints = fingerprints_of([person.id])
    assert prints
    assert not Grant.objects.filter(to__in=prints).exists()
    bodies = [part["ct"] for part in Body.objects.values_list("part", flat=True)]
    assert len(bodies) == 5
    assert [ct for ct in bodies if ct in held(person)] == []


def test_redline_21_the_server_keeps_no_private_key(told):
    """What opens is kept wrapped or shared out: each grant names who may open it."""
    everyone = {told.by.keys.fingerprint}
    rights = {}
    for grant in Grant.objects.filter(object=told.case):
        rights.setdefault(grant.rights, set()).add(grant.to)
    assert set(rights) == {"read", "half-vault", "half-oversight"}
    assert rights["read"] == everyone
    assert len({frozenset(to) for to in rights.values()}) == 3
    text = "".join(everything().values())
    seeds = (told.by.keys.kem_seed, told.by.keys.sign_seed, told.by.user_key)
    for seed in seeds:
        assert repr(seed)[2:-1] not in text
        assert seed.hex() not in text


def test_the_search_of_tables_finds_what_is_planted(kadi):
    """Worker names stand in the open, so the same search must find one."""
    named = {name for name, text in everything().items() if "Kadi" in text}
    assert named == {"agencies.Worker", "ledger.Payload"}
    assert kadi.id
