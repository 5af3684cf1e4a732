import json
from datetime import timedelta

import pytest

from config.commands.working import tick
from demeso.casework.forms.orienting import URGENCY
from demeso.casework.models import Urgency
from demeso.casework.queries.cases import get_case
from demeso.casework.services.urgency import forget_urgencies
from demeso.field.queries import changes, view_of
from demeso.kernel.actor import door
from demeso.kernel.clock import moment, stamp
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Payload, Value
from demeso.ledger.queries import head, positions
from demeso.ledger.services import quarantine
from demeso.ledger.verification import verify
from demeso.vault.models import Body
from tests.casework.following import press
from tests.handing import help_someone, withdraw
from tests.sealing import sealed

pytestmark = pytest.mark.django_db(databases="__all__")


def ahead(helped, **spent):
    return stamp(helped.by.stage.time + timedelta(**spent))


def forget(helped, **spent):
    at = helped.by.stage.time + timedelta(**spent)
    return forget_urgencies(actor=door("work"), at=at)


def held(person):
    """Return what her devices would pull, as text."""
    view = view_of(person.actor, at=person.stage.time)
    found = changes(view, view.reach(), after=-1, upto=head().size)
    return json.dumps(list(found))


def test_up_to_when_it_presses_is_kept_and_the_hours_stay_sealed(helped):
    said = ahead(helped, hours=-20)
    until = ahead(helped, hours=52)
    part = sealed(helped.case, "sensitive", since=said)
    case = press(helped, part, band="under_3_days", urgent_until=until, cercle="mopti")
    assert case.urgent_until == moment(until)
    assert said not in json.dumps(list(Payload.objects.values_list("body", flat=True)))
    [urgency] = Urgency.objects.all()
    assert str(urgency) == urgency.id


def test_a_later_word_replaces_the_first(helped):
    press(helped, band="under_3_days", urgent_until=ahead(helped, hours=72))
    assert press(helped, band="over_5_days").urgent_until is None


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ({"urgent_until": "2027-11-02T09:00:00.000Z"}, "urgency.until"),
        ({"urgent_until": "après-demain"}, "urgency.until"),
        ({"cercle": "village-fictif"}, "form.faults"),
        ({"band": "yesterday"}, "form.faults"),
    ],
)
def test_what_cannot_be_is_refused(helped, said, code):
    with pytest.raises(RefusedError, match=code.replace(".", r"\.")):
        press(helped, **{"band": "under_3_days", **said})


def test_urgency_belongs_to_one_case_of_her_worker(helped, salif, deme_keys):
    record = helped.by.new_id()
    press(helped, record=record, band="under_3_days")
    other = help_someone(salif, deme_keys)
    with pytest.raises(UnknownError):
        press(other, band="not_said", case=helped.case)
    with pytest.raises(RefusedError, match=r"urgency\.other_case"):
        press(other, record=record, band="not_said")
    with pytest.raises(RefusedError, match=r"vault\.other_compartment"):
        press(helped, sealed(helped.case, "narrative", since="…"), band="not_said")
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        press(helped, band="under_3_days")


def test_after_fourteen_days_no_trace_is_left_and_the_ledger_verifies(helped):
    until = ahead(helped, hours=72)
    part = sealed(helped.case, "sensitive", since=ahead(helped, hours=-1))
    press(helped, part, band="under_3_days", urgent_until=until)
    [act] = Urgency.objects.values_list("id", flat=True)
    [place] = positions([act]).values()
    assert forget(helped, days=13, hours=23) == 0
    assert until in held(helped.by)
    assert forget(helped, days=14, minutes=1) == 1
    assert until not in held(helped.by)
    assert '"sealed": []' in held(helped.by)
    assert act in held(helped.by), "that something was told stays"
    assert not Payload.objects.filter(pk=place).exists()
    assert not Value.objects.filter(position=place, live=True).exists()
    assert not Body.objects.filter(act_id=act).exists()
    assert not Urgency.objects.exists()
    assert get_case(helped.case, actor=helped.by.actor).urgent_until is None
    assert verify().broken == []
    assert forget(helped, days=20) == 0


def test_what_was_told_since_stays_as_long_as_it_may(helped):
    press(helped, band="under_3_days", urgent_until=ahead(helped, hours=72))
    helped.by.stage.time += timedelta(days=10)
    until = ahead(helped, hours=48)
    press(helped, band="3_5_days", urgent_until=until)
    assert forget(helped, days=5) == 1
    case = get_case(helped.case, actor=helped.by.actor)
    assert case.urgent_until == moment(until)


def test_what_waits_in_quarantine_is_forgotten_too(helped):
    groups = {"clock": {"urgent_until": ahead(helped, hours=72)}}
    act = helped.by.write(
        "urgency.recorded", helped.by.new_id(), "urgency@1", groups=groups
    )
    at = helped.by.stage.now()
    quarantine(act, actor=helped.by.actor, code="record.unknown", received_at=at)
    assert forget(helped, days=15) == 1
    until = groups["clock"]["urgent_until"]
    bodies = Payload.objects.values_list("body", flat=True)
    assert until not in json.dumps(list(bodies))
    assert forget(helped, days=16) == 0


def test_the_minute_tick_forgets_by_itself(helped):
    press(helped, band="under_3_days", urgent_until=ahead(helped, hours=72))
    tick(helped.by.stage.time + timedelta(days=13))
    assert Urgency.objects.exists()
    tick(helped.by.stage.time + timedelta(days=15))
    assert not Urgency.objects.exists()


def test_a_pregnancy_is_said_sealed_and_goes_with_the_hours(helped):
    asked = {question.name: question for question in URGENCY.questions}
    assert asked["pregnant"].compartment == asked["since"].compartment == "sensitive"
    part = sealed(helped.case, "sensitive", pregnant="yes")
    press(helped, part, band="under_3_days", urgent_until=ahead(helped, hours=72))
    assert "pregnant" not in json.dumps(
        list(Payload.objects.values_list("body", flat=True))
    )
    assert Body.objects.count() == 1
    assert forget(helped, days=15) == 1
    assert not Body.objects.exists()
