"""The acts of `agencies`."""

from demeso.agencies import forms, rules
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.agencies.services"

KINDS: tuple[Kind, ...] = (
    Kind(
        "agency.registered", "agency", "agency@1", rules.Registration,
        f"{SERVICES}.register_agency",
    ),
    Kind(
        "worker.invited", "worker", "invitation@1", rules.Inviting,
        f"{SERVICES}.invite_worker",
    ),
    Kind(
        "worker.joined", "worker", "joining@1", rules.KeyEntry,
        f"{SERVICES}.welcome_worker",
    ),
    Kind(
        "role.granted", "role", "role@1", rules.RoleGiven,
        f"{SERVICES}.grant_role",
    ),
    Kind(
        "role.ended", "role", "role_end@1", rules.RoleEnded,
        f"{SERVICES}.end_role",
    ),
    Kind(
        "key.published", "key", "key@1", rules.KeyEntry,
        f"{SERVICES}.publish_key",
    ),
    Kind(
        "device.enrolled", "device", "device@1", rules.Enrolling,
        f"{SERVICES}.enroll_device",
    ),
    Kind(
        "device.revoked", "device", "revocation@1", rules.Revoking,
        f"{SERVICES}.revoke_device",
    ),
)  # fmt: skip
FORMS: tuple[Form, ...] = (
    forms.AGENCY,
    forms.INVITATION,
    forms.JOINING,
    forms.ROLE,
    forms.ROLE_END,
    forms.KEY,
    forms.DEVICE,
    forms.REVOCATION,
)
