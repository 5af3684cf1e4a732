"""A place in danger: out of the directory at once, its devices cut, two to open it."""

import pytest
from django.db import IntegrityError, transaction

from client.known.rankings import MALI
from demeso.agencies.models import Device
from demeso.directory.models import Lock, Posting, Site
from demeso.directory.queries.listing import (
    get_site,
    named_sites,
    sites,
    sites_of,
)
from demeso.directory.queries.locking import (
    get_lock,
    lock_between,
    lockable_sites,
    locks_of,
    open_lock,
    untold_locks,
    unverified_since,
)
from demeso.directory.queries.searching import who_can_help
from demeso.directory.rules.locking import (
    State,
    after,
    are_colleagues,
    is_second,
    touches,
)
from demeso.directory.services.locking import mark_locks_told
from demeso.directory.standing import Asked
from demeso.kernel.actor import door
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from tests.cast import Person, Team
from tests.directory.test_services import code_of
from tests.handing import list_yelen
from tests.locking import listed_site, lock, staff, unlock
from tests.places import verify_site
from tests.scene import part


@part
def clinic(
    awa: Person, moussa: Person, yelen: Team, oumou: Person, nene: Person
) -> str:
    """List Centre Yèlèn's place, where Oumou and Nènè work."""
    site = listed_site(awa, moussa, list_yelen(awa, yelen, oumou, nene))
    staff(oumou, site, oumou, nene)
    return site


def shown(person: Person) -> list[str]:
    asked = Asked(service="health", now=stamp(person.stage.time), place="mopti")
    found = who_can_help(asked, actor=person.actor, here=MALI)
    return [one.site for one in found]


def cut(*people: Person) -> list[bool]:
    rows = Device.objects.filter(pk__in=[one.pen.device for one in people])
    found = dict(rows.values_list("pk", "revoked_at"))
    return [found[one.pen.device] is not None for one in people]


def test_a_locked_place_leaves_the_directory_at_once(clinic, oumou, aissata):
    assert shown(aissata) == [clinic]
    lock(oumou, clinic)
    assert shown(aissata) == []
    assert sites(aissata.actor) == []


def test_who_does_not_keep_a_locked_place_finds_it_at_no_address(
    clinic, oumou, aissata
):
    of = Site.objects.get().organisation_id
    assert [site.id for site in sites_of(of, actor=aissata.actor)] == [clinic]
    lock(oumou, clinic)
    assert sites_of(of, actor=aissata.actor) == []
    assert named_sites([clinic], actor=aissata.actor) == {}
    with pytest.raises(UnknownError):
        get_site(clinic, actor=aissata.actor)
    assert get_site(clinic, actor=oumou.actor).suspended_at is not None


def test_whoever_works_there_loses_her_devices_but_not_the_one_that_says_so(
    clinic, oumou, nene, aissata
):
    held = lock(oumou, clinic)
    assert cut(oumou, nene, aissata) == [False, True, False]
    assert Lock.objects.get().devices == 1
    assert Device.objects.get(pk=nene.pen.device).lost == "site"
    revoked = Entry.objects.filter(kind="device.revoked").values_list("actor", "record")
    assert list(revoked) == [(oumou.id, nene.pen.device)]
    assert get_lock(held, actor=oumou.actor).why == "attack"


def test_others_hear_that_it_is_suspended_and_not_why(clinic, oumou):
    lock(oumou, clinic, "search")
    told = Entry.objects.get(kind="site.suspended")
    assert (told.root, told.record) == (Site.objects.get().root, clinic)
    assert Entry.objects.get(kind="site.locked").root == oumou.agency
    assert Entry.objects.get(kind="site.staffed").root == oumou.agency


def test_only_the_places_of_ones_own_agency_are_locked(clinic, kadi, aissata, oumou):
    with pytest.raises(UnknownError):
        lock(kadi, clinic)
    with pytest.raises(UnknownError):
        lock(aissata, clinic)
    assert lockable_sites(kadi.actor) == lockable_sites(aissata.actor) == []
    assert [site.id for site in lockable_sites(oumou.actor)] == [clinic]
    assert locks_of(aissata.actor) == []


def test_a_place_is_locked_once_at_a_time(clinic, oumou):
    held = lock(oumou, clinic)
    assert code_of(lambda: lock(oumou, clinic)) == "lock.standing"
    assert code_of(lambda: lock(oumou, clinic, record=held)) == "lock.known"
    twin = Lock.objects.get()
    twin.pk = oumou.new_id()
    with pytest.raises(IntegrityError), transaction.atomic():
        twin.save(force_insert=True)


@pytest.fixture
def opened(clinic, oumou):
    """Lock the place, and have two people open it again."""
    held = lock(oumou, clinic)
    unlock("unlocking.proposed", oumou, held)
    assert code_of(lambda: unlock("site.unlocked", oumou, held)) == "lock.same_person"
    return held


def test_it_is_opened_by_two_and_comes_back_when_it_is_verified(
    opened, clinic, oumou, aissata, sira
):
    assert code_of(lambda: verify_site(oumou, clinic)) == "site.locked"
    unlock("site.unlocked", sira, opened)
    assert open_lock(clinic) is None
    assert shown(aissata) == []
    assert [site.id for site in unverified_since(oumou.actor)] == [clinic]
    verify_site(oumou, clinic)
    assert shown(aissata) == [clinic]
    assert unverified_since(oumou.actor) == []
    assert code_of(lambda: unlock("site.unlocked", sira, opened)) == "lock.transition"
    lock(oumou, clinic)
    assert shown(aissata) == []


def test_nobody_opens_what_nobody_proposed(clinic, oumou, sira):
    held = lock(oumou, clinic)
    assert code_of(lambda: unlock("site.unlocked", sira, held)) == "lock.transition"


def test_the_database_knows_that_two_people_open_it(opened):
    found = Lock.objects.get(pk=opened)
    found.state, found.unlocked_by = State.OVER, found.proposed_by
    with pytest.raises(IntegrityError), transaction.atomic():
        found.save()


def test_a_suspension_stands_on_a_lock_of_that_place(clinic, oumou, awa, moussa):
    held = lock(oumou, clinic)
    organisation = get_site(clinic, actor=oumou.actor).organisation_id
    other = listed_site(awa, moussa, organisation, name="Porte verte")
    said = {"groups": {"suspension": {"lock": held}}}
    refused = code_of(lambda: oumou.do("site.suspended", other, "suspension@1", **said))
    assert refused == "site.other_lock"


def test_who_works_there_is_said_anew_each_time(clinic, oumou, nene, aissata):
    staff(oumou, clinic, nene)
    assert list(Posting.objects.values_list("worker", flat=True)) == [nene.id]
    refused = code_of(lambda: staff(oumou, clinic, nene, aissata))
    assert refused == "site.other_people"
    staff(oumou, clinic)
    assert not Posting.objects.exists()


def test_a_referral_finds_another_place_of_the_same_organisation(
    clinic, oumou, awa, moussa
):
    organisation = get_site(clinic, actor=oumou.actor).organisation_id
    assert lock_between(organisation, "health") is None
    held = lock(oumou, clinic)
    found = lock_between(organisation, "health")
    assert found is not None
    assert found.id == held
    assert lock_between(organisation, "legal") is None
    listed_site(awa, moussa, organisation, name="Porte verte")
    assert lock_between(organisation, "health") is None


def test_whoever_controls_is_told_once(clinic, oumou, yelen):
    lock(oumou, clinic)
    at = oumou.stage.now()
    assert mark_locks_told(actor=door("work"), at=at) == {yelen.id}
    assert mark_locks_told(actor=door("work"), at=at) == frozenset()
    assert untold_locks() == []


def test_two_people_open_a_place_and_who_proposed_is_not_the_second():
    assert is_second("b", "a")
    assert not is_second("a", "a")
    assert not is_second("", "a")
    assert after("", "site.locked") is State.LOCKED
    with pytest.raises(RefusedError):
        after(State.LOCKED, "site.unlocked")


def test_what_a_place_gives_is_what_its_lock_touches():
    assert touches("health", ("health", "legal"))
    assert not touches("police", ("health",))
    assert are_colleagues(["a"], ["a", "b"])
    assert not are_colleagues(["c"], ["a", "b"])
