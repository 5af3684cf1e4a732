"""The acts of `agencies`."""

from demeso.agencies.forms import (
    devices,
    fronts,
    joining,
    keeping,
    leaving,
    renewing,
    roles,
)
from demeso.agencies.rules.clearing import Cleared, Looked
from demeso.agencies.rules.devices import Enrolling, Revoking
from demeso.agencies.rules.fronts import FrontChosen
from demeso.agencies.rules.joining import Inviting, Registration
from demeso.agencies.rules.keys import Agreeing, KeyEntry, Naming, Parting, Publishing
from demeso.agencies.rules.leases import BlockadeAnswers, SecondWord
from demeso.agencies.rules.leaving import Departing, Leaving, Staying
from demeso.agencies.rules.passphrase import PassphraseChanged
from demeso.agencies.rules.recovery import Activating, Drilling, Keeping, Making
from demeso.agencies.rules.renewal import Confirming, Reopening, Rewrapping, Taking
from demeso.agencies.rules.roles import RoleEnded, RoleGiven
from demeso.agencies.rules.rota import RotaAnswers
from demeso.agencies.rules.seconding import KeyRefusing, Refusing, Seconding
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.agencies.services"
# Who leaves is asked first about cases: that room stands above.
ABOVE = "demeso.casework.services"

KINDS: tuple[Kind, ...] = (
    Kind(
        "agency.registered", "agency", "agency@1", Registration,
        f"{SERVICES}.people.register_agency",
    ),
    Kind(
        "front.chosen", "agency", "front@1", FrontChosen,
        f"{SERVICES}.fronts.choose_front",
    ),
    Kind(
        "worker.invited", "worker", "invitation@1", Inviting,
        f"{SERVICES}.people.invite_worker",
    ),
    Kind(
        "worker.joined", "worker", "joining@1", KeyEntry,
        f"{SERVICES}.people.welcome_worker",
    ),
    Kind(
        "role.granted", "role", "role@1", RoleGiven,
        f"{SERVICES}.roles.grant_role",
    ),
    Kind(
        "role.ended", "role", "role_end@1", RoleEnded,
        f"{SERVICES}.roles.end_role",
    ),
    Kind(
        "role.seconded", "role", "second@1", Seconding,
        f"{SERVICES}.roles.second_role",
    ),
    Kind(
        "role.refused", "role", "role_refusal@1", Refusing,
        f"{SERVICES}.roles.refuse_role",
    ),
    Kind(
        "key.published", "key", "key@1", Publishing,
        f"{SERVICES}.keys.publish_key",
    ),
    Kind(
        "key.seconded", "key", "second@1", Seconding,
        f"{SERVICES}.seconding.second_key",
    ),
    Kind(
        "key.refused", "key", "key_refusal@1", KeyRefusing,
        f"{SERVICES}.seconding.refuse_key",
    ),
    Kind(
        "device.enrolled", "device", "device@1", Enrolling,
        f"{SERVICES}.devices.enroll_device",
    ),
    Kind(
        "device.revoked", "device", "revocation@1", Revoking,
        f"{SERVICES}.devices.revoke_device",
    ),
    Kind(
        "device.cleared", "clearing", "clearing@1", Cleared,
        f"{SERVICES}.clearing.tell_clearing",
    ),
    Kind(
        "clearing.settled", "clearing", "clearing_look@1", Looked,
        f"{SERVICES}.clearing.settle_clearing",
    ),
    Kind(
        "blockade.declared", "blockade", "blockade@1", BlockadeAnswers,
        f"{SERVICES}.leases.declare_blockade",
    ),
    Kind(
        "blockade.confirmed", "blockade", "blockade_word@1", SecondWord,
        f"{SERVICES}.leases.confirm_blockade",
    ),
    Kind(
        "holder.named", "holder", "holder@1", Naming,
        f"{SERVICES}.keys.name_holder",
    ),
    Kind(
        "holder.seconded", "holder", "second@1", Seconding,
        f"{SERVICES}.seconding.second_key",
    ),
    Kind(
        "holder.refused", "holder", "key_refusal@1", KeyRefusing,
        f"{SERVICES}.seconding.refuse_key",
    ),
    Kind(
        "agreement.signed", "agreement", "agreement@1", Agreeing,
        f"{SERVICES}.partners.sign_agreement",
    ),
    Kind(
        "agreement.ended", "agreement", "agreement_end@1", Parting,
        f"{SERVICES}.partners.end_agreement",
    ),
    Kind(
        "shares.made", "sheets", "sheets@1", Making,
        f"{SERVICES}.recovery.make_sheets",
    ),
    Kind(
        "share.acknowledged", "sheet", "sheet@1", Keeping,
        f"{SERVICES}.recovery.keep_sheet",
    ),
    Kind(
        "drill.passed", "drill", "drill@1", Drilling,
        f"{SERVICES}.recovery.pass_drill",
    ),
    Kind(
        "agency.activated", "agency", "activation@1", Activating,
        f"{SERVICES}.recovery.activate_agency",
    ),
    Kind(
        "renewal.opened", "renewal", "renewal@1", Reopening,
        f"{SERVICES}.renewal.open_renewal",
    ),
    Kind(
        "renewal.asked", "renewal", "comeback@1", KeyEntry,
        f"{SERVICES}.renewal.take_request",
    ),
    Kind(
        "renewal.confirmed", "confirmation", "confirmation@1", Confirming,
        f"{SERVICES}.renewal.confirm_renewal",
    ),
    Kind(
        "keys.renewed", "key", "joining@1", KeyEntry,
        f"{SERVICES}.renewal.renew_keys",
    ),
    Kind(
        "caseload.rewrapped", "rewrapping", "rewrapping@1", Rewrapping,
        f"{SERVICES}.renewal.rewrap_caseload",
    ),
    Kind(
        "caseload.taken", "taking", "taking@1", Taking,
        f"{SERVICES}.renewal.take_caseload",
    ),
    Kind(
        "departure.opened", "departure", "departure@1", Departing,
        f"{SERVICES}.leaving.open_departure",
    ),
    Kind(
        "departure.dropped", "departure", "staying@1", Staying,
        f"{SERVICES}.leaving.drop_departure",
    ),
    Kind(
        "worker.left", "departure", "leaving@1", Leaving,
        f"{ABOVE}.handing.leave_worker",
    ),
    Kind(
        "passphrase.changed", "worker", "passphrase@1", PassphraseChanged,
        f"{SERVICES}.passphrase.note_passphrase",
    ),
    Kind(
        "rota.set", "rota", "rota@1", RotaAnswers,
        f"{SERVICES}.rota.set_rota",
    ),
)  # fmt: skip
FORMS: tuple[Form, ...] = (
    joining.AGENCY,
    fronts.FRONT,
    joining.INVITATION,
    joining.JOINING,
    roles.ROLE,
    roles.ROLE_END,
    roles.SECOND,
    roles.ROLE_REFUSAL,
    roles.KEY_REFUSAL,
    joining.KEY,
    joining.DEVICE,
    joining.REVOCATION,
    devices.BLOCKADE,
    devices.BLOCKADE_WORD,
    devices.CLEARING,
    devices.CLEARING_LOOK,
    keeping.HOLDER,
    keeping.AGREEMENT,
    keeping.AGREEMENT_END,
    keeping.SHEETS,
    keeping.SHEET,
    keeping.DRILL,
    keeping.ACTIVATION,
    renewing.RENEWAL,
    renewing.COMEBACK,
    renewing.CONFIRMATION,
    renewing.REWRAPPING,
    renewing.TAKING,
    renewing.PASSPHRASE,
    leaving.DEPARTURE,
    leaving.STAYING,
    leaving.LEAVING,
    keeping.ROTA,
)
