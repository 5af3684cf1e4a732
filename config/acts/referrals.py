"""The acts of `referrals`."""

from demeso.kernel.act import Kind
from demeso.kernel.forms import Form
from demeso.referrals.forms import ANSWER, RECEIPT, REFERRAL
from demeso.referrals.rules import AnswerAnswers, HandoverAnswers, ReceiptAnswers

KINDS: tuple[Kind, ...] = (
    Kind(
        "referral.sent",
        "referral",
        REFERRAL.id,
        HandoverAnswers,
        "demeso.referrals.services.send_referral",
        shared=("handover",),
    ),
    Kind(
        "referral.accepted",
        "referral",
        ANSWER.id,
        AnswerAnswers,
        "demeso.referrals.services.accept_referral",
        shared=("answer",),
    ),
    Kind(
        "referral.declined",
        "referral",
        ANSWER.id,
        AnswerAnswers,
        "demeso.referrals.services.decline_referral",
        shared=("answer",),
    ),
    Kind(
        "service.received",
        "referral",
        RECEIPT.id,
        ReceiptAnswers,
        "demeso.referrals.services.confirm_receipt",
        shared=("receipt",),
    ),
)
FORMS: tuple[Form, ...] = (REFERRAL, ANSWER, RECEIPT)
