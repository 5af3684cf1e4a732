"""A place is locked: its referrals come back, nothing is lost, nobody goes there."""

import pytest

from client.known.rankings import MALI
from demeso.casework.models import PlanLine
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.models import Entry
from demeso.ledger.services import perform
from demeso.referrals.models import Detour, Referral
from demeso.referrals.queries.detours import (
    Counted,
    agency_detours,
    counted,
    own_detours,
)
from demeso.referrals.queries.referring import alternatives, declines, inbox, is_known
from demeso.referrals.rules.detours import Left, State, What, after, left
from demeso.vault.queries import bodies_of, grants_of
from tests.casework.following import meet
from tests.handing import (
    accept,
    hand_over,
    handover,
    help_someone,
    list_organisation,
    release,
    withdraw,
)
from tests.locking import listed_site, lock, staff, tell
from tests.scene import part

TELL, ORIENT = Left(tell=True, orient=False), Left(tell=False, orient=True)
BOTH = Left(tell=True, orient=True)


@pytest.fixture
def listed(awa, moussa):
    """List an organisation with one place that gives what it offers."""

    def put(name, service, **people):
        organisation = list_organisation(awa, name, service, **people)
        return organisation, listed_site(awa, moussa, organisation, services=[service])

    return put


@part
def clinic(awa, moussa, place, oumou, nene) -> str:
    """List the place of Centre Yèlèn, where Oumou and Nènè work."""
    site = listed_site(awa, moussa, place)
    staff(oumou, site, oumou, nene)
    return site


def grants(referral: str, *people) -> list[bool]:
    act = Entry.objects.get(kind="referral.sent", record=referral).pk
    return [bool(grants_of([act], to=frozenset({one.keys.fingerprint})).get(act))
            for one in people]  # fmt: skip


def test_what_nobody_had_answered_comes_back_and_its_package_is_recalled(
    clinic, sent, helped, aissata, oumou, nene
):
    assert grants(sent, oumou, nene, aissata) == [True, True, True]
    lock(oumou, clinic)
    row = Referral.objects.get(pk=sent)
    assert (row.status, row.reason, row.answered_at) == ("declined", "locked", None)
    assert PlanLine.objects.get(pk=helped.line()).status == "open"
    assert grants(sent, oumou, nene, aissata) == [False, False, True]
    act = Entry.objects.get(kind="referral.sent", record=sent).pk
    assert bodies_of([act])[act], "whoever sent it keeps it"
    assert inbox(oumou.actor, at=oumou.stage.time) == []
    (way,) = own_detours(aissata.actor)
    assert (way.code, way.what, way.left) == (helped.code, What.SENT, ORIENT)


def test_the_sender_s_devices_hear_of_it_by_an_act_of_their_own(
    clinic, sent, helped, oumou
):
    lock(oumou, clinic)
    told = Entry.objects.get(kind="referral.returned")
    assert (told.root, told.record, told.actor) == (helped.survivor, sent, oumou.id)


def test_an_appointment_comes_back_too_and_the_person_is_to_be_told(
    clinic, sent, aissata, oumou, kadi
):
    accept(oumou, sent, "2026-11-05")
    held = lock(oumou, clinic)
    assert grants(sent, oumou, aissata) == [True, True]
    (way,) = own_detours(aissata.actor)
    assert (str(way.on), way.what, way.left) == (
        "2026-11-05", What.APPOINTMENT, BOTH,
    )  # fmt: skip
    tell(aissata, way.id, "not_reached")
    assert Detour.objects.get().state == State.TRIED
    assert own_detours(aissata.actor)[0].left.tell
    tell(aissata, way.id)
    assert own_detours(aissata.actor)[0].left == ORIENT
    assert counted([held]) == {held: Counted(1, 1, 0, 1)}


def test_whoever_took_her_yes_back_is_not_pursued(clinic, sent, helped, oumou):
    accept(oumou, sent, "2026-11-05")
    held = lock(oumou, clinic)
    withdraw(helped, helped.survivor, "services")
    assert own_detours(helped.by.actor) == []
    assert counted([held]) == {held: Counted(1, 1, 0, 0)}


def test_it_is_done_when_another_service_has_her_need(
    clinic, sent, helped, aissata, oumou, kadi, listed
):
    lock(oumou, clinic)
    other, site = listed("Csref", "health")
    at = aissata.stage.time
    found = alternatives(sent, actor=aissata.actor, at=at, here=MALI)
    assert [one.site for one in found] == [site]
    hand_over(helped, other)
    assert own_detours(aissata.actor) == []
    (way,) = agency_detours(kadi.actor)
    assert way.left.is_done


def test_follow_ups_of_whoever_works_there_are_listed(
    helped, aissata, kadi, deme, listed
):
    _house, office = listed("Dɛmɛ", "psychosocial", agency=deme.id)
    staff(kadi, office, aissata)
    meet(helped, next_on="2026-11-09")
    lock(kadi, office)
    (way,) = agency_detours(kadi.actor)
    assert (way.code, way.what, str(way.on)) == (
        helped.code, What.FOLLOW_UP, "2026-11-09",
    )  # fmt: skip
    assert (way.worker, way.left) == (aissata.id, TELL)


def test_codes_are_shown_to_the_agency_that_follows_and_to_no_other(
    clinic, sent, aissata, oumou, kadi, salif, sira
):
    lock(oumou, clinic)
    assert agency_detours(sira.actor) == []
    assert own_detours(salif.actor) == []
    assert own_detours(oumou.actor) == []
    with pytest.raises(UnknownError):
        agency_detours(oumou.actor)
    (way,) = agency_detours(kadi.actor)
    with pytest.raises(UnknownError):
        tell(salif, way.id)


def test_a_referral_written_before_anybody_heard_of_it_comes_back_at_once(
    clinic, helped, place, aissata, oumou, nene
):
    late = handover(helped, place, release(helped, place), oumou, nene)
    record, kind, form = (late.pop(name) for name in ("record", "kind", "form"))
    written = aissata.write(kind, record, form, **late)
    lock(oumou, clinic)
    perform(written, actor=aissata.actor, at=aissata.stage.now())
    row = Referral.objects.get(pk=record)
    assert (row.status, row.reason) == ("declined", "locked")
    assert grants(record, oumou, nene, aissata) == [False, False, True]


def test_whoever_knows_of_the_lock_may_still_hand_on(clinic, helped, place, oumou):
    lock(oumou, clinic)
    helped.by.stage.now()
    sent = hand_over(helped, place, oumou)
    assert Referral.objects.get(pk=sent).status == "sent"


def test_a_lock_leaves_other_services_and_other_places_alone(
    clinic, aissata, deme_keys, place, oumou, nene, listed
):
    legal, _office = listed("Sariya", "legal")
    helped = help_someone(aissata, deme_keys, "psychosocial", "legal")
    other = hand_over(helped, legal, service="legal")
    listening = hand_over(helped, place, oumou, nene, service="psychosocial")
    held = lock(oumou, clinic)
    assert set(Referral.objects.values_list("status", flat=True)) == {"sent"}
    said = {"groups": {"return": {"lock": held, "reason": "locked"}}}
    for referral in (other, listening):
        with pytest.raises(UnknownError):
            oumou.do("referral.returned", referral, "putting_back@1", **said)
    assert is_known(other)


def test_a_referral_is_put_back_by_whoever_locks_there_only(
    clinic, sent, aissata, oumou
):
    held = lock(oumou, clinic)
    said = {"groups": {"return": {"lock": held, "reason": "locked"}}}
    with pytest.raises(UnknownError):
        aissata.do("referral.returned", sent, "putting_back@1", **said)


def test_a_locked_place_is_not_counted_as_a_service_that_said_no(
    clinic, sent, oumou, adama
):
    accept(oumou, sent)
    lock(oumou, clinic)
    assert Referral.objects.get().answered_at is not None
    assert declines(actor=adama.actor) == []


def test_what_is_left_follows_what_was_to_happen_there():
    assert left(What.SENT, State.OPEN, "open") == Left(tell=False, orient=True)
    assert left(What.SENT, State.OPEN, "sent").is_done
    assert left(What.APPOINTMENT, State.TRIED, "sent") == Left(tell=True, orient=False)
    assert left(What.APPOINTMENT, State.TOLD, "open") == Left(tell=False, orient=True)
    assert left(What.FOLLOW_UP, State.TOLD, "").is_done
    assert after(State.OPEN, "wait") is State.TOLD, "without a safe way one waits"
    assert after(State.TOLD, "not_reached") is State.TOLD
    with pytest.raises(RefusedError):
        after(State.OPEN, "later")
