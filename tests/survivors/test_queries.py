import pytest

from demeso.kernel.actor import door
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.survivors import queries
from tests.cast import hire
from tests.handing import help_someone, withdraw

pytestmark = pytest.mark.django_db(databases="__all__")


@pytest.fixture
def helped(aissata, deme_keys):
    return help_someone(aissata, deme_keys)


def test_the_lead_worker_and_her_supervisor_read_the_coded_row(helped, aissata, kadi):
    for person in (aissata, kadi):
        found = queries.get_survivor(helped.survivor, actor=person.actor)
        assert found.code == helped.code


def test_unknown_and_forbidden_look_the_same(helped, awa, yelen, salif, oumou, bintou):
    stranger = hire(awa, yelen.id, "Rokia", "supervisor")
    refusals = set()
    for actor in (salif.actor, oumou.actor, bintou.actor, stranger.actor, door("jobs")):
        with pytest.raises(UnknownError) as refused:
            queries.get_survivor(helped.survivor, actor=actor)
        refusals.add((str(refused.value), refused.value.field))
    with pytest.raises(UnknownError) as refused:
        queries.get_survivor(salif.new_id(), actor=salif.actor)
    assert refusals == {(str(refused.value), refused.value.field)}


def test_a_supervisor_reads_and_does_not_write(helped, kadi):
    with pytest.raises(UnknownError):
        queries.get_led_survivor(helped.survivor, actor=kadi.actor)


def test_help_ends_with_her_yes(helped, aissata):
    assert queries.get_helped_survivor(helped.survivor, actor=aissata.actor)
    withdraw(helped, helped.survivor, "services")
    with pytest.raises(RefusedError, match=r"consent\.missing"):
        queries.get_helped_survivor(helped.survivor, actor=aissata.actor)


def test_a_device_holds_the_survivors_that_its_worker_leads(
    helped, aissata, salif, kadi
):
    assert queries.roots(aissata.actor) == {helped.survivor}
    assert queries.roots(salif.actor) == queries.roots(kadi.actor) == frozenset()


def test_the_rooms_above_ask_whether_a_record_and_a_code_are_there(helped, aissata):
    assert queries.is_known(helped.survivor)
    assert not queries.is_known(aissata.new_id())
    asked = [helped.survivor, aissata.new_id()]
    assert queries.known_of(asked) == {helped.survivor}
    assert queries.is_code_taken(helped.code)
    assert not queries.is_code_taken("K7QF2M9T3")
