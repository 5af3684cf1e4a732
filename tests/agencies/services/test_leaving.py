import pytest

from demeso.agencies.models import Worker
from demeso.agencies.queries.leaving import epochs_held, left_with
from demeso.agencies.queries.recovery import readiness
from demeso.agencies.rules.leaving import wanting
from demeso.kernel.refusal import RefusedError
from tests.cast import hire
from tests.epochs import publish_epoch
from tests.handing import help_someone
from tests.leaving import depart, leave, stay
from tests.recovering import activate, get_ready, name_holder

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def refused(code, doing, *given, **more):
    with pytest.raises(RefusedError) as told:
        doing(*given, **more)
    assert told.value.code == code


@pytest.fixture
def ready(house):
    """Give an agency two holders of each half and three sheets, and let it work."""
    get_ready(house)
    activate(house)
    return house


def test_a_supervisor_or_administrator_says_that_another_leaves(
    house, kadi, aissata, salif, oumou, yelen, awa
):
    refused("record.unknown", depart, salif, aissata)
    refused("record.unknown", depart, kadi, kadi)
    refused("record.unknown", depart, kadi, oumou)
    departure = depart(kadi, aissata)
    refused("departure.known", depart, awa, aissata)
    refused("departure.unknown", leave, kadi, kadi.new_id(), aissata)
    leave(awa, departure, aissata)
    refused("departure.over", leave, awa, departure, aissata)


def test_a_departure_is_taken_back_as_long_as_she_is_there(kadi, awa, aissata, salif):
    departure = depart(kadi, aissata)
    refused("record.unknown", stay, salif, departure, aissata)
    refused("record.unknown", stay, aissata, departure, aissata)
    refused("departure.unknown", stay, kadi, kadi.new_id(), aissata)
    stay(awa, departure, aissata)
    worker = Worker.objects.get(pk=aissata.id)
    assert (worker.departure, worker.leaving_at) == ("", None)
    refused("departure.unknown", leave, kadi, departure, aissata)
    assert "case.write" in aissata.actor.permissions
    again = depart(kadi, aissata)
    leave(kadi, again, aissata)
    refused("departure.over", stay, kadi, again, aissata)


@pytest.mark.parametrize(
    ("half", "owner"), [("vault", "vault"), ("oversight", "oversight")]
)
def test_nobody_goes_who_would_leave_one_holder_alone(ready, awa, half, owner):
    leaver, other = getattr(ready, half)
    departure = depart(awa, leaver)
    refused(f"departure.{owner}", leave, awa, departure, leaver)
    role = "supervisor" if half == "vault" else "dpo"
    third = hire(awa, ready.team.id, "Djeneba", role)
    name_holder(other, ready, owner, third)
    leave(awa, departure, leaver)
    hands = getattr(readiness(ready.team.id), owner)
    assert hands == {other.id, third.id}


def test_in_training_too_one_holder_stays(house, awa):
    departure = depart(awa, house.vault[0])
    refused("departure.vault", leave, awa, departure, house.vault[0])
    name_holder(house.vault[0], house, "vault", house.vault[1])
    leave(awa, departure, house.vault[0])


def test_two_sheets_stay_in_hands_and_the_third_is_said_to_be_missing(ready, awa):
    keeper, holder = ready.keepers[1], ready.keepers[2]
    leave(awa, depart(awa, keeper), keeper)
    assert readiness(ready.team.id).acknowledged == 2
    assert "sheets" in wanting(left_with_of(ready, holder))


def left_with_of(house, worker):
    agency = Worker.objects.select_related("agency").get(pk=worker.id).agency
    return left_with(agency, worker.id)


def test_somebody_stays_who_gives_roles(moussa, awa):
    other = hire(awa, awa.agency, "Fatou", "supervisor")
    leave(awa, depart(awa, moussa), moussa)
    refused("departure.administrators", leave, other, depart(other, awa), awa)


def test_an_older_key_counts_as_long_as_halves_are_sealed_to_it(
    house, awa, kadi, aissata, deme_keys
):
    help_someone(aissata, deme_keys)
    second = house.vault[1]
    agency = house.team.id
    assert epochs_held(kadi.id, agency) == [("vault", 1)]
    publish_next(house, second)
    assert epochs_held(kadi.id, agency) == [("vault", 1)]
    refused("departure.vault", leave, awa, depart(awa, kadi), kadi)


def publish_next(house, by):
    return publish_epoch(by, house.team, "vault", 2)
