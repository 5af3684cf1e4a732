from datetime import timedelta

import pytest

from demeso.casework.models import Glass
from demeso.casework.queries.glass import get_glass, waiting_for
from demeso.casework.rules.glass import OPEN_FOR
from demeso.casework.services.glass import (
    CLOSE,
    are_untold,
    close_over,
    forget_glasses,
    mark_told,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Access
from demeso.ledger.services import writing
from demeso.ledger.verification import verify
from demeso.vault.models import Body, Grant
from tests.cast import hire
from tests.glassing import (
    ask,
    asking,
    close,
    giving,
    half_of,
    read,
    reason_of,
    refuse,
    release,
    write_down,
)
from tests.handing import help_someone

pytestmark = pytest.mark.django_db(databases=["default", "grants"])
TOLD = {"called": "Djélika", "phone": "10 00 00 11"}
WORK = door("work", CLOSE)


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


def glass_grants():
    return list(Grant.objects.filter(rights="glass").values_list("object", flat=True))


def test_two_people_open_exactly_that_case_for_four_hours(watch, threatened, aissata):
    other = help_someone(aissata, watch.team, "legal")
    write_down(other, called="Awa")
    request = ask(watch, threatened)
    assert reason_of(watch.on_call[1], request)["glass_reason"].startswith(
        "On l’attend"
    )
    release(watch.on_call[1], request, watch)
    assert read(watch, request) == TOLD
    assert glass_grants() == [threatened.case]
    found = Glass.objects.get()
    assert found.until - found.answered_at == OPEN_FOR


def test_the_newest_word_of_a_record_is_what_is_read(watch, threatened):
    write_down(threatened, version=2, phone="11 00 00 22")
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    assert read(watch, request)["phone"] == "11 00 00 22"


def test_nothing_is_read_before_the_other_half_is_given(watch, threatened):
    request = ask(watch, threatened)
    refused("glass.over", read, watch, request)
    refuse(watch.on_call[0], request)
    refused("glass.over", read, watch, request)
    assert glass_grants() == []


def test_it_closes_by_hand_and_the_half_is_gone(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    read(watch, request)
    close(watch.asker, request)
    assert glass_grants() == []
    refused("glass.over", read, watch, request)
    refused("glass.settled", close, watch.asker, request)
    assert Glass.objects.get().state == "closed"


def test_whoever_is_on_call_may_stop_it(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    close(watch.on_call[2], request, "stopped")
    refused("glass.over", read, watch, request)


def test_scenario_20_it_closes_itself_after_four_hours(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    until = Glass.objects.get().until
    assert close_over(actor=WORK, at=until - timedelta(seconds=1)) == 0
    assert read(watch, request, until - timedelta(seconds=1)) == TOLD
    refused("glass.over", read, watch, request, until)  # before the clock came by
    assert close_over(actor=WORK, at=until) == 1
    assert glass_grants() == []
    assert Glass.objects.get().state == "closed"
    assert verify().first is None


def test_what_nobody_answers_lapses_and_may_be_asked_anew(watch, threatened):
    request = ask(watch, threatened)
    refused("glass.waiting", ask, watch, threatened)
    watch.asker.stage.time += timedelta(hours=2)
    refused("glass.over", half_of, watch.on_call[0], request, watch.oversight)
    assert close_over(actor=WORK, at=watch.asker.stage.now()) == 1
    assert Glass.objects.get().state == "lapsed"
    again = ask(watch, threatened)
    release(watch.on_call[0], again, watch)
    assert read(watch, again) == TOLD


def test_only_a_supervisor_who_holds_the_vault_asks_in_her_own_agency(
    watch, threatened, aissata, salif, awa, deme
):
    coumba = hire(awa, deme.id, "Coumba", "supervisor")  # holds no key
    refused("glass.not_you", ask, watch, threatened, by=coumba)
    refused("glass.not_you", ask, watch, threatened, by=aissata)
    for stranger in (salif, awa, watch.on_call[0]):
        refused("record.unknown", ask, watch, threatened, by=stranger)


def test_a_reason_is_written_and_sealed_to_who_is_on_call_and_nobody_else(
    watch, threatened, salif
):
    mute = asking(watch, threatened)
    refused("glass.readers", watch.asker.do, **{**mute, "sealed": mute["sealed"][1:]})
    few = (watch.asker, *watch.on_call[:2])
    refused("glass.readers", ask, watch, threatened, readers=few)
    more = (watch.asker, *watch.on_call, salif)
    refused("glass.readers", ask, watch, threatened, readers=more)
    other = watch.asker.new_id()
    refused("glass.readers", ask, watch, threatened, consent=other)
    refused("form.faults", ask, watch, threatened, why="")
    wrong = {"survivor": watch.asker.new_id()}
    refused("closure.other_case", ask, watch, threatened, link=wrong)


def test_nobody_asks_for_who_took_her_yes_back(watch, threatened):
    said = {"withdrawal": {"what": "services"}}
    threatened.by.do(
        "consent.withdrawn", threatened.survivor, "withdrawal@1", groups=said
    )
    refused("consent.missing", ask, watch, threatened)


def test_withdrawing_ends_what_is_open_at_once(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    said = {"withdrawal": {"what": "services"}}
    threatened.by.do(
        "consent.withdrawn", threatened.survivor, "withdrawal@1", groups=said
    )
    refused("glass.over", read, watch, request)


def test_the_half_goes_to_who_asked_for_that_case_under_that_request(
    watch, threatened, aissata, salif
):
    other = help_someone(aissata, watch.team, "legal")
    request, by = ask(watch, threatened), watch.on_call[0]
    refused("vault.recipient", release, by, request, watch, to=salif)
    refused("vault.recipient", release, by, request, watch, consent=other.case)
    refused("vault.recipient", release, by, request, watch, consent=None)
    refused("vault.other_object", release, by, request, watch, object=other.case)
    refused("vault.other_rights", release, by, request, watch, rights="read")
    act = giving(by, request, watch.asker, watch.oversight)
    refused("vault.malformed", by.do, **{**act, "sealed": []})
    twice = {**act, "sealed": act["sealed"] * 2}
    refused("vault.malformed", by.do, **twice)
    by.do(**act)
    refused("glass.settled", refuse, watch.on_call[1], request)


def test_only_who_is_on_call_reads_the_reason_and_answers(
    watch, threatened, aissata, awa, deme
):
    request = ask(watch, threatened)
    sara = hire(awa, deme.id, "Sara", "dpo")  # holds no key: not on call
    for by in (aissata, sara, awa):
        refused("record.unknown", reason_of, by, request)
        refused("record.unknown", refuse, by, request)
        refused("record.unknown", close, by, request)
    refused("record.unknown", reason_of, watch.asker, request)
    refused("glass.own", refuse, watch.asker, request)


def test_only_who_asked_reads_the_case(watch, threatened):
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    for by in watch.on_call:
        refused("record.unknown", half_of, by, "x", watch.oversight)
        with pytest.raises(RefusedError):
            read(type(watch)(**{**watch.__dict__, "asker": by}), request)


def test_each_look_is_written_down(watch, threatened):
    request = ask(watch, threatened)
    reason_of(watch.on_call[0], request)
    release(watch.on_call[0], request, watch)
    for _each in range(2):
        read(watch, request)
    rows = Access.objects.filter(record=threatened.case)
    looks = list(rows.values_list("actor", "what").order_by("pk"))
    keeper = (watch.on_call[0].id, "app.glass_half")
    assert looks == [keeper, keeper, *[(watch.asker.id, "app.glass")] * 2]


def test_who_is_on_call_is_told_once(watch, threatened):
    at = watch.asker.stage.time
    assert not are_untold(actor=WORK)
    request = ask(watch, threatened)
    assert are_untold(actor=WORK)
    assert mark_told(actor=WORK, at=at) == {one.id for one in watch.on_call}
    assert not are_untold(actor=WORK)
    assert mark_told(actor=WORK, at=at) == frozenset()
    actor = watch.on_call[0].actor
    assert waiting_for(actor, at=at) == 1
    assert waiting_for(watch.asker.actor, at=at) == 0
    assert get_glass(request, actor=actor).told_at == at


def test_a_closed_case_opens_again_by_two(watch, threatened):
    Grant.objects.filter(object=threatened.case, rights="read").delete()
    request = ask(watch, threatened)
    release(watch.on_call[0], request, watch)
    assert read(watch, request) == TOLD


def test_what_was_asked_goes_with_an_erased_case(watch, threatened):
    request = ask(watch, threatened)
    written = threatened.by.write("case.closed", threatened.case, "x@1")
    act = Act(written, None, watch.asker.stage.now())
    with writing():
        forget_glasses(actor=WORK, act=act, cases=[threatened.case])
    assert not Glass.objects.exists()
    assert not Body.objects.filter(object=request).exists()
    assert not Grant.objects.filter(object=request).exists()
    assert Body.objects.filter(object=threatened.case).exists()
