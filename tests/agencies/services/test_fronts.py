"""An administrator proposes a name and a picture; devices hear of it, nobody must."""

import pytest

from demeso.agencies.models import Agency
from demeso.kernel.clock import now
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from demeso.worker.queries import show_me

pytestmark = pytest.mark.django_db(databases=["default", "grants"])


def choose(by, agency, label="agenda", icon="goutte"):
    said = {"front_label": label, "front_icon": icon}
    return by.do("front.chosen", agency, "front@1", groups={"front": said})


def heard(by):
    return show_me(by.actor, at=now())["front"]


def test_nothing_is_proposed_until_somebody_chooses(aissata):
    assert heard(aissata) is None


def test_what_is_chosen_is_heard_by_everybody_of_the_agency_and_written_down(
    awa, aissata, kadi, fatoumata
):
    agency = aissata.actor.agency
    choose(awa, agency)
    assert heard(aissata) == heard(kadi) == {"label": "agenda", "icon": "goutte"}
    assert heard(fatoumata) is None  # another agency's
    entry = Entry.objects.get(kind="front.chosen")
    assert (entry.record, entry.root) == (agency, agency)


def test_choosing_again_replaces_it(awa, aissata):
    choose(awa, aissata.actor.agency)
    choose(awa, aissata.actor.agency, "memo", "tasse")
    assert heard(aissata) == {"label": "memo", "icon": "tasse"}


@pytest.mark.parametrize(
    ("label", "icon"), [("violence", "goutte"), ("agenda", "arme"), ("", "goutte")]
)
def test_nothing_else_can_be_proposed(awa, aissata, label, icon):
    with pytest.raises(RefusedError) as refused:
        choose(awa, aissata.actor.agency, label, icon)
    assert refused.value.code == "form.faults"
    assert heard(aissata) is None


def test_only_who_keeps_people_may_choose(kadi, aissata, awa):
    for person in (aissata, kadi):
        with pytest.raises(UnknownError):
            choose(person, person.actor.agency)
    with pytest.raises(UnknownError):
        choose(awa, awa.new_id())
    assert not Agency.objects.exclude(front_label="").exists()
