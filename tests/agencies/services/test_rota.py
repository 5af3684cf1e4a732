import pytest

from demeso.agencies.models import Agency, RoleGrant
from demeso.agencies.queries.rota import (
    has_rota,
    on_call_at,
    overseers,
    watched_by,
)
from demeso.kernel.refusal import RefusedError
from tests.cast import Person, Team
from tests.glassing import Watch, keep_watch, set_rota
from tests.scene import part

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


@part
def watch(awa: Person, deme: Team, kadi: Person, bintou: Person) -> Watch:
    """Association Dɛmɛ, with three people who take turns."""
    return keep_watch(awa, deme, kadi, bintou)


def refused(code, doing, *given):
    with pytest.raises(RefusedError) as told:
        doing(*given)
    assert told.value.code == code


def test_three_holders_take_turns_and_a_newer_rota_counts(watch):
    ids = {one.id for one in watch.on_call}
    assert on_call_at(watch.team.id) == overseers(watch.team.id) == ids
    assert has_rota(watch.team.id)
    set_rota(watch.on_call[0], watch.team, *watch.on_call[:2])
    assert on_call_at(watch.team.id) == {one.id for one in watch.on_call[:2]}
    assert not has_rota(watch.team.id)  # training: it warns, and refuses nothing
    assert watched_by(watch.on_call[0].id) == {watch.team.id}
    assert watched_by(watch.on_call[2].id) == watched_by(watch.asker.id) == set()


def test_an_active_agency_has_three_at_least(watch):
    Agency.objects.filter(pk=watch.team.id).update(activated_at=watch.asker.stage.now())
    refused("rota.three", set_rota, watch.on_call[0], watch.team, *watch.on_call[:2])
    set_rota(watch.on_call[0], watch.team, *watch.on_call)


def test_a_rota_names_holders_and_is_set_by_them_or_by_who_keeps_people(
    watch, aissata, awa
):
    people, holder = watch.on_call, watch.on_call[0]
    refused("rota.holders", set_rota, holder, watch.team, *people[:2], aissata)
    refused("rota.holders", set_rota, holder, watch.team, holder, *people)
    refused("form.faults", set_rota, holder, watch.team)
    refused("record.unknown", set_rota, aissata, watch.team, *people)
    refused("record.unknown", set_rota, watch.asker, watch.team, *people)
    refused("key.other_agency", set_rota, awa, watch.team, *people)


def test_who_loses_her_role_is_no_longer_on_call(watch):
    gone = watch.on_call[2]
    RoleGrant.objects.filter(worker=gone.id).update(ended_at=gone.stage.now())
    assert gone.id not in on_call_at(watch.team.id)
    assert not has_rota(watch.team.id)
