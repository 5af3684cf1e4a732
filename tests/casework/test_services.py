import json

import pytest

from client.grants import Circle, Terms, case_grants, make_grant
from client.sealing import new_key
from demeso.casework.models import Case, PlanLine
from demeso.casework.queries.cases import get_case, get_plan_line, plan_lines
from demeso.casework.services.plan import move_line
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger import catalogue
from demeso.ledger.models import Payload
from demeso.ledger.queries import conflicts, version
from demeso.survivors.queries import get_survivor
from demeso.vault.models import Body, Grant
from tests.handing import help_someone, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")


def record_needs(helped, *needs, **more):
    groups = {"priorities": {"needs": list(needs)}}
    return helped.by.do("needs.recorded", helped.case, "needs@1", groups=groups, **more)


def record_outcome(helped, need, outcome, **more):
    said = {"case": helped.case, "outcome": outcome, **more}
    line = helped.line(need)
    return helped.by.do("outcome.recorded", line, "outcome@1", groups={"outcome": said})


def record_safety(helped, *parts, danger="", level="", reasons=(), **more):
    groups = {"danger": {"in_danger": danger} if danger else {},
              "risk": {"risk_level": level, "risk_reasons": list(reasons)}}  # fmt: skip
    return helped.by.do(
        "safety.recorded", helped.case, "safety@1", groups=groups, sealed=parts, **more
    )


def complete(helped):
    groups = {"assessment": {"complete": "yes"}}
    return helped.by.do(
        "assessment.completed", helped.case, "assessment@1", groups=groups
    )


def tell(helped, *parts, record="", case="", **groups):
    return helped.by.do(
        "incident.recorded", record or helped.by.new_id(), "incident@1",
        groups={"link": {"case": case or helped.case}, **groups}, sealed=parts,
    )  # fmt: skip


def tablet(helped, other):
    """Give the same worker a second device."""
    helped.by.pen = other.pen
    helped.by.pen.seq = 500


def test_a_case_opens_with_keys_of_its_own(helped, aissata, deme_keys):
    case = get_case(helped.case, actor=aissata.actor)
    assert (case.survivor_id, case.lead_id) == (helped.survivor, aissata.id)
    assert str(case) == case.id, "never the code"
    grants = Grant.objects.filter(object=helped.case)
    rights = {grant.rights for grant in grants}
    assert rights == {"read", "half-vault", "half-oversight"}
    survivor = get_survivor(helped.survivor, actor=aissata.actor)
    assert survivor.sealed_under == helped.case


def open_case(by, team, survivor, *, record="", more=()):
    record = record or by.new_id()
    keys = {"identity": new_key(0)}
    circle = Circle(
        by.keys.entry, team.keys["vault"].entry, team.keys["oversight"].entry
    )
    grants = case_grants(keys, terms=Terms(record), circle=circle, signer=by.keys)
    extra = [
        make_grant(keys, terms=Terms(record), to=reader.keys.entry, signer=by.keys)
        for reader in more
    ]
    return by.do(
        "case.opened", record, "case@1",
        groups={"opening": {"survivor": survivor}}, sealed=[*grants, *extra],
    )  # fmt: skip


def test_a_second_case_can_open_and_an_opened_one_cannot_open_again(helped, deme_keys):
    second = open_case(helped.by, deme_keys, helped.survivor)
    assert second.survivor.cases.count() == 2
    with pytest.raises(RefusedError, match=r"case\.known"):
        open_case(helped.by, deme_keys, helped.survivor, record=helped.case)


def test_nobody_gets_a_key_of_a_case_on_the_side(helped, deme_keys, oumou):
    with pytest.raises(RefusedError, match=r"case\.keys"):
        open_case(helped.by, deme_keys, helped.survivor, more=[oumou])


def test_only_her_worker_opens_a_case(helped, deme_keys, salif):
    with pytest.raises(UnknownError):
        open_case(salif, deme_keys, helped.survivor)


def test_each_need_becomes_a_line_in_her_order(helped, aissata):
    lines = record_needs(helped, "legal", "safehouse", "health")
    found = [(line.need, line.rank, line.status) for line in lines]
    assert found == [
        ("legal", 1, "open"),
        ("safehouse", 2, "open"),
        ("health", 3, "open"),
    ]
    line = get_plan_line(helped.line("safehouse"), actor=aissata.actor)
    assert line.case.survivor_id == helped.survivor
    assert str(line) == line.id


def test_a_need_she_no_longer_names_is_set_aside_and_can_return(helped):
    base = version(helped.case)
    *_, legal = record_needs(helped, "health", base=base)
    assert (legal.need, legal.dropped_at is None) == ("legal", False)
    lines = record_needs(helped, "legal", "health", base=version(helped.case))
    assert [line.need for line in lines if line.dropped_at is None] == [
        "legal",
        "health",
    ]


def test_needs_told_on_two_devices_are_joined(helped, salif):
    base = version(helped.case)
    record_needs(helped, "health", "police", base=base)
    tablet(helped, salif)
    lines = record_needs(helped, "safehouse", base=base)
    kept = {line.need for line in lines if line.dropped_at is None}
    assert kept == {"safehouse", "health", "police"}


def test_she_may_name_no_need(helped):
    lines = record_needs(helped, "declined")
    assert all(line.dropped_at for line in lines)


def test_a_no_is_kept_with_respect(helped):
    line = record_outcome(
        helped, "legal", "declined", barriers=["choice.not_ready", "fear.reprisal"]
    )
    assert (line.outcome, line.status, line.reoffer) == ("declined", "declined", "")
    assert line.barriers == ["choice.not_ready", "fear.reprisal"]
    line = record_outcome(helped, "legal", "declined", reoffer="yes")
    assert (line.barriers, line.reoffer) == ([], "yes")
    line = record_outcome(helped, "legal", "provided")
    assert (line.status, line.reoffer) == ("provided", "")


def test_reasons_belong_to_a_no_or_a_gap(helped):
    with pytest.raises(RefusedError, match=r"form\.faults") as refused:
        record_outcome(helped, "legal", "provided", barriers=["cost.care"])
    assert refused.value.field == "barriers"
    line = record_outcome(helped, "legal", "unavailable", barriers=["offer.no_legal"])
    assert line.status == "unavailable"


def test_an_outcome_belongs_to_a_line_of_its_case(helped, salif, deme_keys):
    other = help_someone(salif, deme_keys, "health")
    with pytest.raises(UnknownError):
        record_outcome(helped, "police", "provided")
    said = {"case": helped.case, "outcome": "provided"}
    with pytest.raises(UnknownError):
        helped.by.do("outcome.recorded", other.line(), "outcome@1",
                     groups={"outcome": said})  # fmt: skip
    with pytest.raises(RefusedError, match=r"line\.other_case"):
        helped.by.do("outcome.recorded", helped.line(), "outcome@1",
                     groups={"outcome": {**said, "case": other.case}})  # fmt: skip


def test_danger_and_risk_are_kept_as_people_judge_them(helped):
    plan = sealed(helped.case, "narrative", plan="chez la tante fictive")
    case = record_safety(helped, plan, danger="yes", level="high", reasons=["weapon"])
    assert (case.in_danger, case.risk_level) == ("yes", "high")
    [body] = Body.objects.filter(object=helped.case)
    assert "tante" not in json.dumps(body.part) + str(list(Payload.objects.values()))


def test_reasons_are_never_added_up(helped):
    every = ["escalation", "weapon", "strangling", "death_threats", "own_fear"]
    assert record_safety(helped, level="low", reasons=every).risk_level == "low"
    assert record_safety(helped, reasons=every).risk_level == "low"


def test_of_two_judgements_at_once_the_more_protective_is_in_force(helped, salif):
    base = version(helped.case)
    record_safety(helped, danger="yes", level="high", base=base)
    tablet(helped, salif)
    case = record_safety(helped, danger="no", level="low", base=base)
    assert (case.in_danger, case.risk_level) == ("yes", "high")
    found = conflicts([helped.case], actor=helped.by.actor)
    assert {conflict.group for conflict in found} == {"danger", "risk"}


def test_a_safety_plan_stands_in_its_own_compartment(helped):
    with pytest.raises(RefusedError, match=r"vault\.other_compartment"):
        record_safety(helped, sealed(helped.case, "identity", called="…"))


def test_an_assessment_is_complete_with_needs_and_risk_only(helped):
    with pytest.raises(RefusedError, match=r"assessment\.unfinished"):
        complete(helped)
    record_safety(helped, level="medium")
    first = complete(helped).assessed_at
    assert first is not None
    assert complete(helped).assessed_at == first


def test_after_she_withdraws_nothing_new_is_kept(helped):
    withdraw(helped, helped.survivor, "services")
    for act in (
        lambda: record_needs(helped, "police"),
        lambda: record_outcome(helped, "legal", "declined"),
        lambda: record_safety(helped, level="low"),
        lambda: complete(helped),
        lambda: tell(helped),
    ):
        with pytest.raises(RefusedError, match=r"consent\.missing|record\.unknown"):
            act()
    assert not PlanLine.objects.filter(case_id=helped.case).exists()


def test_a_supervisor_does_not_write_in_a_case(helped, kadi):
    for kind, form, groups in (
        ("needs.recorded", "needs@1", {"priorities": {"needs": ["police"]}}),
        ("safety.recorded", "safety@1", {"risk": {"risk_level": "low"}}),
    ):
        with pytest.raises(UnknownError):
            kadi.do(kind, helped.case, form, groups=groups)
    assert Case.objects.get().risk_level == ""


def test_a_line_follows_its_referral(helped, monkeypatch):
    moved = []

    def follow(*, actor, act):
        for status in ("sent", "accepted", "received", "declined"):
            line = move_line(
                actor=actor, act=act, line=helped.line("health"), status=status
            )
            moved.append((line.status, line.outcome))
        return plan_lines(get_case(helped.case, actor=actor))

    monkeypatch.setattr(catalogue, "service", lambda _kind: follow)
    record_needs(helped, "health", "legal")
    assert moved == [("sent", "referred"), ("accepted", "referred"),
                     ("received", "referred"), ("received", "referred")]  # fmt: skip


def together(helped):
    case = Case.objects.get(id=helped.case)
    return case.needs, case.is_lacking


def test_a_case_tells_a_list_what_its_needs_say(helped):
    """The tracker asks the case alone: whatever moves a line moves this with it."""
    base = version(helped.case)
    record_needs(helped, "legal", "health", base=base)
    assert together(helped) == (" legal health ", True)
    record_outcome(helped, "legal", "declined")
    record_outcome(helped, "health", "provided")
    assert together(helped) == (" legal health ", False)
    record_outcome(helped, "health", "unavailable")
    assert together(helped) == (" legal health ", True)
    record_needs(helped, "legal", base=version(helped.case))
    assert together(helped) == (" legal ", False), "what she dropped lacks nothing"
    record_needs(helped, "declined", base=version(helped.case))
    assert together(helped) == ("", False)
