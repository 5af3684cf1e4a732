from datetime import datetime

from demeso.agencies.models import Agency, Drill, Sheet
from demeso.agencies.queries.people import get_agency
from demeso.agencies.queries.recovery import (
    get_keeper,
    is_kept_here,
    named_to_keep,
    readiness,
    sealed_to_recovery,
    sheets_of,
)
from demeso.agencies.rules.recovery import (
    Activating,
    Drilling,
    Keeping,
    Making,
    are_spread,
    are_three,
    are_two,
    lacking,
)
from demeso.agencies.rules.roles import KEY_PERMISSIONS
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import note_reading, record, writing
from demeso.vault.queries import get_entry, grants_of, last_epoch
from demeso.vault.rules import Part, is_signed
from demeso.vault.signing import RECOVERY
from demeso.vault.standing import is_awaited


@writing
def make_sheets(*, actor: Actor, act: Act[Making]) -> list[Sheet]:
    """Write down who keeps which of the three sheets of the newest recovery key.

    Before its second person signs: so two people name them (docs/adr/0050).
    """
    actor.require("people.write")
    made = act.answers
    refuse_unless(made.agency == actor.agency, "key.other_agency")
    newest = last_epoch(RECOVERY, made.agency)
    fresh = made.epoch == newest > 0 and not named_to_keep(made.agency, newest)
    waits = is_awaited(RECOVERY, made.agency, newest)
    refuse_unless(fresh and waits, "sheets.epoch")
    refuse_unless(are_three(made.keepers), "sheets.three")
    keepers = [
        get_keeper(one, agency=made.agency, owner=RECOVERY) for one in made.keepers
    ]
    houses = [one.agency_id for one in keepers]
    refuse_unless(are_spread(houses, home=made.agency), "sheets.three")
    record(act, actor=actor, root=made.agency)
    return [
        Sheet.objects.create(
            agency_id=made.agency, epoch=made.epoch, part=part, keeper=keeper,
            made_at=act.received_at,
        )
        for part, keeper in enumerate(keepers, start=1)
    ]  # fmt: skip


@writing
def keep_sheet(*, actor: Actor, act: Act[Keeping]) -> Sheet:
    """Let a person say that she has her sheet in her hands."""
    said = act.answers
    rows = sheets_of(said.agency).filter(epoch=said.epoch, part=said.part)
    sheet = rows.filter(keeper=actor.worker).first()
    if sheet is None or not is_kept_here(sheet):
        raise UnknownError
    record(act, actor=actor, root=said.agency)
    sheet.acknowledged_at = sheet.acknowledged_at or act.received_at
    sheet.save(update_fields=["acknowledged_at"])
    return sheet


@writing
def pass_drill(*, actor: Actor, act: Act[Drilling]) -> Drill:
    """Write down that two sheets gave the recovery key back: it signed for it."""
    said = act.answers
    mine = sheets_of(said.agency).filter(keeper=actor.worker)
    keeps = any(is_kept_here(one) for one in mine)
    known = keeps or (actor.may("people.write") and said.agency == actor.agency)
    if not known:
        raise UnknownError
    entry = get_entry(RECOVERY, said.agency)
    refuse_unless(said.epoch == entry["epoch"], "sheets.epoch")
    refuse_unless(are_two(said.one, said.other), "sheets.two")
    signed = is_signed(str(entry["sign"]), said.proof, said.signed_bytes(act.record))
    refuse_unless(signed, "sheets.proof")
    record(act, actor=actor, root=said.agency)
    return Drill.objects.create(
        id=act.record, agency_id=said.agency, epoch=said.epoch,
        parts=sorted((said.one, said.other)), passed_at=act.received_at,
    )  # fmt: skip


@writing
def activate_agency(*, actor: Actor, act: Act[Activating]) -> Agency:
    """End the training: from here on real people may be written down."""
    actor.require("people.write")
    refuse_unless(act.record == actor.agency, "key.other_agency")
    agency = get_agency(act.record, actor=actor)
    refuse_unless(agency.activated_at is None, "agency.active")
    missing = lacking(readiness(agency.pk))
    refuse_unless(not missing, "agency.not_ready", field=",".join(missing))
    record(act, actor=actor, root=agency.pk)
    agency.activated_at = act.received_at
    agency.save(update_fields=["activated_at"])
    return agency


@writing
def read_sealed_key(*, actor: Actor, owner: str, at: datetime) -> list[Part]:
    """Hand out one agency key, every epoch, as it was sealed to the recovery key.

    Only to whoever may hold that key, and never both: the other is another's.
    """
    actor.require(KEY_PERMISSIONS.get(owner, "keys"))
    held = sealed_to_recovery(actor.agency, owner)
    refuse_unless(bool(held), "key.unknown")
    note_reading("app.sealed_key", [actor.agency], actor=actor, at=at)
    acts = [one.act_id for one in held]
    found = grants_of(acts)
    return [part for act in acts for part in found[act]]
