from datetime import timedelta

import pytest

from client.keys import new_agency_keys
from demeso.agencies.models import Account, DeskCode, Device, RoleGrant
from demeso.agencies.queries.people import actor_of_worker, get_invitation
from demeso.agencies.queries.roles import roles_of
from demeso.agencies.rules.devices import DESK_CODE_FOR, Slip, hashed
from demeso.agencies.rules.joining import Newcomer
from demeso.agencies.services.doors import (
    act_at_door,
    door_envelope,
    make_desk_code,
    spend_desk_code,
)
from demeso.agencies.services.people import join_worker
from demeso.kernel.actor import door
from demeso.kernel.canon import b64
from demeso.kernel.clock import stamp
from demeso.kernel.refusal import RefusedError
from demeso.ledger.models import Leaf
from demeso.ledger.services import writing
from demeso.vault.models import PublicKey
from demeso.vault.queries import agency_keys_held
from demeso.vault.rules import is_signed
from tests.cast import (
    at_desk,
    give,
    hire,
    invite,
    join,
    newcomer,
    offer,
    open_agency,
    publish,
    signed,
    take,
)


def refusal(work, *arguments, **named):
    with pytest.raises(RefusedError) as found:
        work(*arguments, **named)
    return found.value.code


def test_two_administrators_join_by_their_links(awa, moussa):
    assert awa.actor.may("people.write")
    assert moussa.actor.may("agencies.write")
    assert awa.agency == moussa.agency


def test_only_administrators_register_agencies(aissata):
    assert refusal(open_agency, aissata, "Sariya") == "record.unknown"


def test_only_administrators_invite(aissata, deme):
    assert refusal(invite, aissata, deme.id, "Nana") == "record.unknown"


def test_an_invitation_into_no_agency_is_refused(awa):
    assert refusal(invite, awa, awa.new_id(), "Nana") == "record.unknown"


def test_inviting_again_replaces_the_link(awa, deme, stage):
    worker, first = invite(awa, deme.id, "Issa")
    second = b64(bytes(24))
    answers = {
        "agency": deme.id, "called": "Issa", "token_hash": hashed(second),
        "until": stamp(stage.time + timedelta(days=7)),
    }  # fmt: skip
    awa.do("worker.invited", worker, "invitation@1", groups={"invitation": answers})
    assert refusal(join, stage, worker, "issa", first) == "invitation.unknown"
    assert join(stage, worker, "issa", second).id == worker


def test_whoever_has_joined_is_not_invited_again(awa, aissata):
    answers = {
        "agency": aissata.agency, "called": "X", "token_hash": hashed("x"),
        "until": stamp(awa.stage.time),
    }  # fmt: skip
    again = refusal(
        awa.do, "worker.invited", aissata.id, "invitation@1",
        groups={"invitation": answers},
    )  # fmt: skip
    assert again == "invitation.used"


def test_a_link_is_good_once(awa, deme, stage):
    worker, token = invite(awa, deme.id, "Issa")
    join(stage, worker, "issa", token)
    assert refusal(join, stage, worker, "issa2", token) == "invitation.unknown"


def test_a_link_ends(awa, deme, stage):
    worker, token = invite(awa, deme.id, "Issa")
    stage.time += timedelta(days=7)
    assert refusal(join, stage, worker, "issa", token) == "invitation.unknown"


def test_joining_makes_account_keys_and_first_device(aissata):
    account = Account.objects.filter(pk=aissata.id).first()
    assert account.check_password(aissata.login_key)
    assert aissata.login_key not in account.password
    published = PublicKey.objects.filter(owner_id=aissata.id)
    assert [key.fingerprint for key in published] == [aissata.keys.fingerprint]
    device = Device.objects.filter(worker=aissata.id).first()
    assert (device.id, device.public) == (aissata.pen.device, aissata.pen.public)


def test_a_username_is_taken_once(awa, aissata, stage):
    worker, token = invite(awa, aissata.agency, "Other")
    assert refusal(join, stage, worker, "aissata", token) == "username.taken"
    assert refusal(join, stage, worker, "Other", token) == "username.shape"


@pytest.mark.parametrize(
    ("field", "value"),
    [("login_key", "secret"), ("bundle", {}), ("entry", {}), ("device", "x")],
)
def test_what_a_newcomer_sends_is_checked(awa, deme, stage, field, value):
    worker, token = invite(awa, deme.id, "Issa")
    sent, person = newcomer(stage, worker, "issa", token)
    changed = Newcomer(**{**sent.__dict__, field: value})
    code = refusal(join_worker, actor=door("join"), newcomer=changed, at=stage.now())
    assert code == "joining.malformed"
    assert get_invitation(token, at=stage.now()).worker_id == person.id


def test_nobody_brings_another_persons_key(awa, deme, stage):
    worker, token = invite(awa, deme.id, "Issa")
    other, _token = invite(awa, deme.id, "Bouba")
    sent, _person = newcomer(stage, other, "issa", token)
    code = refusal(join_worker, actor=door("join"), newcomer=sent, at=stage.now())
    assert (code, worker != other) == ("joining.malformed", True)


def test_the_new_key_signs_what_is_sent(awa, deme, stage):
    worker, token = invite(awa, deme.id, "Issa")
    sent, _person = newcomer(stage, worker, "issa", token)
    changed = Newcomer(**{**sent.__dict__, "username": "bouba"})
    code = refusal(join_worker, actor=door("join"), newcomer=changed, at=stage.now())
    assert code == "joining.proof"
    _other, stranger = newcomer(stage, worker, "issa", token)
    forged = signed(sent, stranger.keys)
    code = refusal(join_worker, actor=door("join"), newcomer=forged, at=stage.now())
    assert code == "joining.proof"


def test_nobody_joins_for_another(awa, aissata, deme):
    worker, _token = invite(awa, deme.id, "Issa")
    entry = {**aissata.keys.entry, "id": worker}
    code = refusal(
        aissata.do, "worker.joined", worker, "joining@1", groups={"key": entry}
    )
    assert code == "invitation.used"


def test_a_role_is_a_leaf_with_open_facts(awa, aissata):
    data = b"".join(bytes(leaf.data) for leaf in Leaf.objects.all())
    assert b'"type":"role"' in data
    assert aissata.id.encode() in data
    assert aissata.keys.fingerprint.encode() in data


def test_nobody_grants_to_herself(awa):
    assert refusal(give, awa, awa.id, awa.agency, "caseworker") == "role.own"


def test_only_administrators_grant(kadi, salif, deme):
    assert refusal(give, kadi, salif.id, deme.id, "supervisor") == "record.unknown"


def test_a_role_belongs_to_the_workers_own_agency(awa, salif, yelen):
    code = refusal(give, awa, salif.id, yelen.id, "focal_point")
    assert code == "role.other_agency"


def test_a_role_is_held_once(awa, salif, deme):
    assert refusal(give, awa, salif.id, deme.id, "caseworker") == "role.held"


def test_no_one_person_gets_vault_and_oversight(awa, kadi, bintou, deme):
    assert refusal(give, awa, kadi.id, deme.id, "dpo") == "role.apart"
    assert refusal(give, awa, bintou.id, deme.id, "supervisor") == "role.apart"


def test_a_former_supervisor_who_holds_the_vault_key_gets_no_oversight(
    awa, kadi, deme_keys
):
    take(awa, RoleGrant.objects.get(worker=kadi.id).pk)
    assert roles_of(kadi.id) == frozenset()
    assert refusal(give, awa, kadi.id, deme_keys.id, "dpo") == "role.apart"


def test_a_role_ends_once(awa, salif):
    grant = RoleGrant.objects.get(worker=salif.id).pk
    take(awa, grant)
    assert not actor_of_worker(salif.id).permissions
    assert refusal(take, awa, grant) == "record.unknown"


def test_the_last_administrator_stays_one(awa, moussa):
    """One may end the other's role at once, and then nobody the last one's."""
    grants = RoleGrant.objects.filter(role="administrator")
    own, other = (grants.get(worker=one.id).pk for one in (awa, moussa))
    assert refusal(take, awa, own) == "role.own"
    take(moussa, own)
    assert roles_of(awa.id) == frozenset()
    assert refusal(take, awa, other) == "record.unknown"
    assert refusal(take, moussa, other) == "role.last_administrator"
    assert moussa.actor.may("people.write")


def test_a_supervisor_publishes_the_vault_key(kadi, deme):
    publish(kadi, deme, "vault")
    assert agency_keys_held(kadi.id) == {"vault"}
    assert refusal(publish, kadi, deme, "oversight") == "record.unknown"


def test_keys_are_published_for_ones_own_agency(kadi, yelen):
    assert refusal(publish, kadi, yelen, "vault") == "key.other_agency"


def test_whoever_publishes_holds(awa, kadi, deme):
    other = hire(awa, deme.id, "Modibo", "supervisor")
    assert refusal(publish, kadi, deme, "vault", other) == "key.not_held"
    publish(kadi, deme, "vault", kadi, other)
    assert agency_keys_held(other.id) == {"vault"}


def test_a_key_goes_to_nobody_without_its_role(kadi, bintou, salif, oumou, deme):
    for stranger in (bintou, salif, oumou):
        code = refusal(publish, kadi, deme, "vault", kadi, stranger)
        assert code in ("key.apart", "record.unknown")
        assert agency_keys_held(stranger.id) == frozenset()


def test_the_next_key_has_the_next_epoch(kadi, deme):
    publish(kadi, deme, "vault")
    assert refusal(publish, kadi, deme, "vault") == "key.epoch"
    offer(kadi, new_agency_keys("vault", deme.id, epoch=2), kadi)
    assert PublicKey.objects.filter(owner_id=deme.id).count() == 2


def enrol(person, public, record=None):
    groups = {"device": {"public": public, "label": "second"}}
    record = record or person.new_id()
    return person.do("device.enrolled", record, "device@1", groups=groups)


def test_a_worker_adds_and_revokes_her_own_device(aissata):
    device = enrol(aissata, b64(bytes(32)))
    assert (device.worker_id, device.kind) == (aissata.id, "browser")
    reason = {"revocation": {"reason": "lost"}}
    gone = aissata.do("device.revoked", device.id, "revocation@1", groups=reason)
    assert gone.revoked_at is not None


def test_a_device_is_enrolled_once_and_has_a_key(aissata):
    assert refusal(enrol, aissata, "short") == "device.malformed"
    assert refusal(enrol, aissata, aissata.pen.public) == "device.known"
    again = refusal(enrol, aissata, b64(bytes(32)), aissata.pen.device)
    assert again == "device.known"


def test_a_colleagues_device_is_revoked_by_administrators_only(awa, aissata, salif):
    reason = {"groups": {"revocation": {"reason": "stolen"}}}
    lost = aissata.pen.device
    code = refusal(salif.do, "device.revoked", lost, "revocation@1", **reason)
    assert code == "record.unknown"
    assert awa.do("device.revoked", lost, "revocation@1", **reason).revoked_at


def test_a_supervisor_revokes_her_own_teams_devices_only(kadi, aissata, oumou):
    reason = {"groups": {"revocation": {"reason": "replaced"}}}
    code = refusal(
        kadi.do, "device.revoked", oumou.pen.device, "revocation@1", **reason
    )
    assert code == "record.unknown"
    gone = kadi.do("device.revoked", aissata.pen.device, "revocation@1", **reason)
    assert (gone.lost, gone.worker.account.signed_out_at) == ("", None)


def test_a_device_in_other_hands_ends_its_owners_sessions_and_lease(kadi, aissata):
    account, device = Account.objects.get(pk=aissata.id), aissata.pen.device
    before = account.get_session_auth_hash()
    Device.objects.filter(pk=device).update(lease_secret=b64(bytes(32)))
    make_desk_code(actor=aissata.actor, at=aissata.stage.now())
    reason = {"revocation": {"reason": "stolen"}}
    gone = kadi.do("device.revoked", device, "revocation@1", groups=reason)
    account.refresh_from_db()
    assert (gone.lost, gone.lease_secret) == ("stolen", "")
    assert account.signed_out_at == gone.revoked_at
    assert account.get_session_auth_hash() != before
    assert not DeskCode.objects.exists()


def agency_slip(person, act=""):
    groups = {"agency": {"name": "Sariya", "region": "mopti"}}
    return Slip("agency.registered", person.new_id(), "agency@1", groups, id=act)


def test_a_door_signs_and_numbers_what_passes_through(awa, stage):
    with writing():
        first, second = (
            door_envelope(
                door="desk", slip=agency_slip(awa), actor=awa.actor, at=stage.now()
            )
            for _page in range(2)
        )
    device = Device.objects.filter(label="desk").first()
    assert (first.device, first.seq, second.seq) == (device.id, 1, 2)
    assert is_signed(device.public, first.sig, first.signed_bytes())
    assert first.actor == awa.id


def test_doors_have_keys_of_their_own(awa, stage):
    for name in ("desk", "help"):
        act_at_door(door=name, slip=agency_slip(awa), actor=awa.actor, at=stage.now())
    public = Device.objects.filter(kind="door").values_list("public", flat=True)
    assert len(set(public)) == len(public) == 4


def test_a_page_sent_twice_is_done_once(awa, stage):
    slip = agency_slip(awa, awa.new_id())
    made = act_at_door(door="desk", slip=slip, actor=awa.actor, at=stage.now())
    assert made.id == slip.record
    again = act_at_door(door="desk", slip=slip, actor=awa.actor, at=stage.now())
    assert again is None
    assert Device.objects.filter(label="desk").first().seq == 1


def test_a_refused_page_leaves_no_gap(awa, aissata):
    groups = {"agency": {"name": "Sariya", "region": "mopti"}}
    page = ("agency.registered", awa.new_id(), "agency@1", groups)
    assert refusal(at_desk, aissata, *page) == "record.unknown"
    at_desk(awa, *page)
    assert Device.objects.filter(label="desk").first().seq == 1


def test_a_desk_code_is_good_once(kadi, stage):
    code, until = make_desk_code(actor=kadi.actor, at=stage.time)
    assert until == stage.time + DESK_CODE_FOR
    assert spend_desk_code(code=code, at=stage.time).pk == kadi.id
    assert refusal(spend_desk_code, code=code, at=stage.time) == "desk.code"


def test_a_desk_code_ends_after_half_a_minute(kadi, stage):
    code, until = make_desk_code(actor=kadi.actor, at=stage.time)
    assert refusal(spend_desk_code, code=code, at=until) == "desk.code"
    assert refusal(spend_desk_code, code="never made", at=stage.time) == "desk.code"
