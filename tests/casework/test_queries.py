import pytest

from demeso.casework.queries import cases, following, tracking
from demeso.kernel.actor import door
from demeso.kernel.refusal import UnknownError
from tests.casework.following import approve, close, propose
from tests.cast import hire, open_agency, publish
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def elsewhere(awa):
    """Return a supervisor of another agency, and a case of that agency."""
    team = open_agency(awa, "Association Jigi", "gao")
    rokia = hire(awa, team.id, "Rokia", "supervisor")
    publish(rokia, team, "vault")
    publish(hire(awa, team.id, "Hawa", "dpo"), team, "oversight")
    sira = hire(awa, team.id, "Sira", "caseworker")
    return rokia, help_someone(sira, team, "police")


def test_lead_and_supervisor_read_a_case_and_only_the_lead_writes(
    helped, aissata, kadi
):
    for person in (aissata, kadi):
        assert cases.get_case(helped.case, actor=person.actor).id == helped.case
    assert cases.get_led_case(helped.case, actor=aissata.actor).id == helped.case
    with pytest.raises(UnknownError):
        cases.get_led_case(helped.case, actor=kadi.actor)
    with pytest.raises(UnknownError):
        cases.get_plan_line(helped.line(), actor=kadi.actor)


def test_unknown_and_forbidden_look_the_same(helped, salif, oumou, bintou, elsewhere):
    rokia, other = elsewhere
    actors = [salif.actor, oumou.actor, bintou.actor, rokia.actor, other.by.actor]
    refusals = set()
    for actor in (*actors, door("jobs")):
        for get, record in (
            (cases.get_case, helped.case),
            (cases.get_case, other.by.new_id()),
            (cases.get_plan_line, helped.line()),
            (cases.get_plan_line, other.by.new_id()),
            (cases.get_incident, helped.case),
        ):
            with pytest.raises(UnknownError) as refused:
                get(record, actor=actor)
            refusals.add((str(refused.value), refused.value.field))
    assert len(refusals) == 1


def test_an_incident_is_read_with_its_case(helped, kadi, salif):
    record = helped.by.new_id()
    groups = {"link": {"case": helped.case}, "type": {"q_penetration": "yes"}}
    helped.by.do("incident.recorded", record, "incident@1", groups=groups)
    for person in (helped.by, kadi):
        assert cases.get_incident(record, actor=person.actor).gbv_type == "rape"
    with pytest.raises(UnknownError):
        cases.get_incident(record, actor=salif.actor)


def test_a_line_that_is_not_there_cannot_move(helped):
    assert cases.line_to_move(helped.line()).need == "health"
    with pytest.raises(UnknownError):
        cases.line_to_move(helped.case)


def test_the_desk_shows_the_agencys_cases_coded(
    helped, kadi, salif, deme_keys, elsewhere
):
    newer = help_someone(salif, deme_keys, "legal", "health")
    team = tracking.team_cases(kadi.actor)
    shown = tracking.tracked(team.order_by("-opened_at", "-id"))
    assert [case.code for case in shown] == [newer.code, helped.code]
    assert [line.need for line in shown[0].lines] == ["legal", "health"]
    assert {line.status for line in shown[0].lines} == {"open"}
    assert (shown[1].lead, shown[1].is_assessed) == (helped.by.id, False)
    rokia, other = elsewhere
    assert [
        case.code for case in tracking.tracked(tracking.team_cases(rokia.actor))
    ] == [other.code]


def test_the_desk_asks_two_questions_however_many_cases(
    helped, kadi, salif, deme_keys, django_assert_num_queries
):
    help_someone(salif, deme_keys)
    actor = kadi.actor
    with django_assert_num_queries(2):
        assert len(tracking.tracked(tracking.team_cases(actor))) == 2


def test_a_dropped_need_is_hidden_only_if_nothing_came_of_it(helped, kadi):
    said = {"case": helped.case, "outcome": "declined"}
    helped.by.do("outcome.recorded", helped.line("legal"), "outcome@1",
                 groups={"outcome": said})  # fmt: skip
    helped.by.do("needs.recorded", helped.case, "needs@1",
                 groups={"priorities": {"needs": ["police"]}})  # fmt: skip
    [case] = tracking.tracked(tracking.team_cases(kadi.actor))
    assert {line.need for line in case.lines} == {"police", "legal"}


def test_only_a_supervisor_sees_the_team(aissata, oumou, deme_keys):
    for person in (aissata, oumou):
        with pytest.raises(UnknownError):
            tracking.tracked(tracking.team_cases(person.actor))


def test_what_waits_for_review_is_shown_to_the_agencys_supervisors(
    helped, kadi, salif, deme_keys, elsewhere, aissata
):
    other = help_someone(salif, deme_keys)
    first, second = propose(helped), propose(other, "asked")
    assert [row.id for row in following.proposals(kadi.actor)] == [first, second]
    rokia, _case = elsewhere
    assert following.proposals(rokia.actor) == []
    with pytest.raises(UnknownError):
        following.proposals(aissata.actor)
    for closure, person in ((first, rokia), (kadi.new_id(), kadi), (first, aissata)):
        with pytest.raises(UnknownError):
            following.get_closure(closure, actor=person.actor)
    approve(kadi, first)
    assert [row.id for row in following.proposals(kadi.actor)] == [second]


def test_a_closed_case_leaves_a_line_to_its_own_worker(helped, kadi, salif):
    closure = close(helped, kadi)
    assert following.closed_lines(helped.by.actor) == {closure}
    assert following.put_away(helped.by.actor) == {helped.survivor}
    for person in (kadi, salif):
        assert following.closed_lines(person.actor) == frozenset()
        assert following.put_away(person.actor) == frozenset()
