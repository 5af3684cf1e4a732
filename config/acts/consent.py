"""The acts of `consent`."""

from demeso.consent.forms import CONSENT, RELEASE, WITHDRAWAL
from demeso.consent.rules import ConsentAnswers, ReleaseAnswers, WithdrawalAnswers
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
)
FORMS: tuple[Form, ...] = (CONSENT, RELEASE, WITHDRAWAL)
