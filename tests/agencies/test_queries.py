import pytest

from demeso.agencies.models import Account
from demeso.agencies.queries import people as queries
from demeso.agencies.queries.roles import roles_held
from demeso.kernel.refusal import UnknownError
from tests.cast import invite


def test_an_actor_has_the_permissions_of_her_roles(aissata):
    actor = queries.actor_of(Account.objects.filter(pk=aissata.id).first())
    assert actor == aissata.actor
    assert (actor.agency, actor.label) == (aissata.agency, "Aissata")
    assert actor.permissions == {"case.write"}


def test_whoever_has_not_joined_does_not_act(awa, deme):
    worker, _token = invite(awa, deme.id, "Issa")
    with pytest.raises(UnknownError):
        queries.actor_of_worker(worker)


def test_colleagues_are_known_and_strangers_are_not(aissata, salif, oumou):
    known = [worker.id for worker in queries.people(aissata.actor)]
    assert set(known) == {aissata.id, salif.id}
    assert queries.get_worker(salif.id, actor=aissata.actor).id == salif.id
    with pytest.raises(UnknownError):
        queries.get_worker(oumou.id, actor=aissata.actor)
    with pytest.raises(UnknownError):
        queries.get_agency(oumou.agency, actor=aissata.actor)


def test_coordinators_know_whom_to_name(fatoumata, oumou):
    assert queries.get_worker(oumou.id, actor=fatoumata.actor).id == oumou.id


def test_colleagues_are_those_who_joined(awa, aissata, salif):
    invite(awa, aissata.agency, "Issa")
    found = [worker.id for worker in queries.colleagues(aissata.actor)]
    assert found == [aissata.id, salif.id]


def test_a_device_is_found_or_refused(aissata):
    assert queries.get_device(aissata.pen.device).worker_id == aissata.id
    with pytest.raises(UnknownError):
        queries.get_device(aissata.new_id())


def test_a_session_stands_for_nobody_until_it_is_whole(aissata, sign_in):
    assert queries.actor_of_session("") is None
    assert queries.actor_of_session("made-up") is None
    token = sign_in(aissata)["X-Session-Token"]
    assert queries.actor_of_session(token) == aissata.actor
    Account.objects.filter(pk=aissata.id).update(is_active=False)
    assert queries.actor_of_session(token) is None


def test_roles_are_listed_with_their_grants(awa, aissata):
    held = roles_held([aissata.id])[aissata.id]
    assert [one.role for one in held] == ["caseworker"]
    with pytest.raises(UnknownError):
        queries.get_grant(awa.new_id(), actor=awa.actor)
    assert queries.get_grant(held[0].grant, actor=awa.actor).worker_id == aissata.id


def test_a_username_leads_to_its_worker_whatever_its_case(aissata):
    assert queries.worker_of_username("AISSATA") == aissata.id
    assert queries.worker_of_username("nobody") == ""
    assert queries.is_username_taken("aissata")


def test_a_founded_house_is_known_as_such(stage):
    assert queries.is_founded()
