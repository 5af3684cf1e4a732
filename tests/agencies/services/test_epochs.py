"""Keys get newer, and what older ones sealed still opens: no case is lost."""

import pytest

from client.grants import Terms, open_grant
from demeso.agencies.models import Holding
from demeso.agencies.queries.leaving import epochs_held, left_with
from demeso.agencies.queries.recovery import outgrown, readiness
from demeso.agencies.services.recovery import read_sealed_key
from demeso.casework.models import Case
from demeso.kernel.refusal import RefusedError
from demeso.vault.queries import epochs_in_use
from tests.epochs import publish_epoch
from tests.glassing import read_objects_of
from tests.handing import help_someone
from tests.leaving import assign, depart, give_halves, leave, take_over
from tests.recovering import get_ready, name_holder, rebuild, take_key

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def test_a_case_of_the_first_epoch_opens_after_the_second_and_the_third(
    house, kadi, bintou, aissata, salif, deme_keys
):
    team, pairs, cases, before = house.team, {"vault": [], "oversight": []}, [], {}
    for epoch in (1, 2, 3):
        for half, by in (("vault", kadi), ("oversight", bintou)):
            if epoch > 1:
                publish_epoch(by, team, half, epoch)
            pairs[half].append(team.keys[half])
        cases.append(help_someone(aissata, team))
        before[cases[-1].case] = read_objects_of(aissata, cases[-1].case)
    assert epochs_in_use("vault", team.id) == {1, 2, 3}
    departure = depart(kadi, aissata)
    leave(kadi, departure, aissata, "no")
    for one in cases:
        assign(kadi, one, departure, salif)
    for by, half in ((kadi, "vault"), (bintou, "oversight")):
        assert len(give_halves(by, half, salif, *pairs[half])) == 3
    for one in cases:
        assert take_over(salif, one, departure) == before[one.case]
    assert Case.objects.filter(lead=salif.id, closed_at=None).count() == 3


def test_whoever_holds_the_newest_alone_does_not_replace_who_holds_the_older(
    house, awa, kadi, aissata, deme_keys
):
    help_someone(aissata, deme_keys)
    second, agency = house.vault[1], house.team.id
    older = house.team.keys["vault"]
    publish_epoch(second, house.team, "vault", 2)
    departure = depart(awa, kadi)
    with pytest.raises(RefusedError, match=r"departure\.vault"):
        leave(awa, departure, kadi)
    hold_older(kadi, house, older, second)
    leave(awa, departure, kadi)
    assert epochs_held(second.id, agency) == [("vault", 1), ("vault", 2)]


def hold_older(by, house, pair, to):
    """Hand an older epoch on, as a holder's browser does with every one it holds."""
    take_key(by, house, pair, to)


def test_a_newer_key_is_due_once_somebody_left_who_held_the_last(house, awa, kadi):
    second, agency = house.vault[1], house.team.id
    name_holder(kadi, house, "vault", second)
    assert outgrown(agency) == []
    leave(awa, depart(awa, kadi), kadi)
    assert outgrown(agency) == ["vault"]
    publish_epoch(second, house.team, "vault", 2)
    assert outgrown(agency) == []


def test_the_sheets_give_back_every_epoch_that_halves_need(
    house, kadi, aissata, deme_keys
):
    get_ready(house)
    older = house.team.keys["vault"]
    help_someone(aissata, deme_keys)
    newer = publish_epoch(house.vault[1], house.team, "vault", 2, *house.vault)
    assert readiness(house.team.id).recoverable == {"oversight"}
    name_holder(house.vault[1], house, "vault", None)
    assert readiness(house.team.id).recoverable == {"vault", "oversight"}
    at = kadi.stage.now()
    parts = read_sealed_key(actor=kadi.actor, owner="vault", at=at)
    terms, mine = Terms(house.team.id, "hold"), rebuild(house)
    signer = house.vault[1].keys.entry
    opened = [open_grant(p, terms=terms, mine=mine, signer=signer) for p in parts]
    seeds = [keys["vault"].key for keys in opened]
    assert seeds == [newer.kem_seed, older.kem_seed]


def test_of_an_agency_without_halves_the_newest_epoch_alone_counts(house, kadi):
    publish_epoch(kadi, house.team, "vault", 2)
    assert epochs_in_use("vault", house.team.id) == {2}
    assert Holding.objects.filter(worker=kadi.id, owner="vault").count() == 2
    worker = Holding.objects.filter(worker=kadi.id).first()
    assert left_with(worker.agency, kadi.id).vault == 0


def test_no_key_takes_the_place_of_another_without_the_next_epoch(house, kadi):
    for epoch in (1, 3):
        with pytest.raises(RefusedError, match=r"key\.epoch"):
            publish_epoch(kadi, house.team, "vault", epoch)
