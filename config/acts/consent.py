"""The acts of `consent`."""

from demeso.consent.forms import (
    APPROVAL,
    CONSENT,
    NOTICE,
    RELEASE,
    RETURN,
    WITHDRAWAL,
)
from demeso.consent.rules.allowing import (
    ConsentAnswers,
    ReleaseAnswers,
    WithdrawalAnswers,
)
from demeso.consent.rules.looking import (
    ApprovalAnswers,
    NoticeAnswers,
    ReturnAnswers,
)
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

SERVICES = "demeso.consent.services"

KINDS: tuple[Kind, ...] = (
    Kind(
        "consent.given",
        record="survivor",
        form=CONSENT.id,
        answers=ConsentAnswers,
        service=f"{SERVICES}.give_consent",
    ),
    Kind(
        "release.given",
        record="release",
        form=RELEASE.id,
        answers=ReleaseAnswers,
        service=f"{SERVICES}.give_release",
    ),
    Kind(
        "consent.withdrawn",
        record="survivor",  # or a release, when that is what stops
        form=WITHDRAWAL.id,
        answers=WithdrawalAnswers,
        service=f"{SERVICES}.withdraw_consent",
    ),
    Kind(
        "consent.approved",
        record="look",
        form=APPROVAL.id,
        answers=ApprovalAnswers,
        service=f"{SERVICES}.approve_consent",
    ),
    Kind(
        "consent.returned",
        record="look",
        form=RETURN.id,
        answers=ReturnAnswers,
        service=f"{SERVICES}.return_consent",
    ),
    Kind(
        "notice.read",
        record="notice",
        form=NOTICE.id,
        answers=NoticeAnswers,
        service=f"{SERVICES}.read_notice",
    ),
)
FORMS: tuple[Form, ...] = (
    CONSENT,
    RELEASE,
    WITHDRAWAL,
    APPROVAL,
    RETURN,
    NOTICE,
)
