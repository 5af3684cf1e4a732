"""The acts of `referrals`."""

from demeso.kernel.act import Kind
from demeso.kernel.forms import Form
from demeso.referrals.forms import (
    ANSWER,
    DETOUR,
    ESCALATION,
    PUTTING_BACK,
    RECEIPT,
    REFERRAL,
    RESEALING,
    SHREDDING,
)
from demeso.referrals.rules.answering import (
    AnswerAnswers,
    HandoverAnswers,
    ReceiptAnswers,
)
from demeso.referrals.rules.detours import ReturnAnswers, ToldAnswers
from demeso.referrals.rules.resealing import ResealAnswers
from demeso.referrals.rules.shredding import EscalationAnswers, ShreddingAnswers

KINDS: tuple[Kind, ...] = (
    Kind(
        "referral.sent",
        "referral",
        REFERRAL.id,
        HandoverAnswers,
        "demeso.referrals.services.referring.send_referral",
        shared=("handover",),
    ),
    Kind(
        "referral.resealed",
        "referral",
        RESEALING.id,
        ResealAnswers,
        "demeso.referrals.services.resealing.seal_again",
        shared=("sheet",),
    ),
    Kind(
        "referral.accepted",
        "referral",
        ANSWER.id,
        AnswerAnswers,
        "demeso.referrals.services.referring.accept_referral",
        shared=("answer",),
    ),
    Kind(
        "referral.declined",
        "referral",
        ANSWER.id,
        AnswerAnswers,
        "demeso.referrals.services.referring.decline_referral",
        shared=("answer",),
    ),
    Kind(
        "service.received",
        "referral",
        RECEIPT.id,
        ReceiptAnswers,
        "demeso.referrals.services.referring.confirm_receipt",
        shared=("receipt",),
    ),
    Kind(
        "shredding.confirmed",
        "shredding",
        SHREDDING.id,
        ShreddingAnswers,
        "demeso.referrals.services.shredding.confirm_shredding",
    ),
    Kind(
        "shredding.escalated",
        "shredding",
        ESCALATION.id,
        EscalationAnswers,
        "demeso.referrals.services.shredding.escalate_shredding",
    ),
    Kind(
        "referral.returned",
        "referral",
        PUTTING_BACK.id,
        ReturnAnswers,
        "demeso.referrals.services.detours.return_referral",
    ),
    Kind(
        "detour.told",
        "detour",
        DETOUR.id,
        ToldAnswers,
        "demeso.referrals.services.detours.tell_detour",
    ),
)
FORMS: tuple[Form, ...] = (
    REFERRAL, ANSWER, RECEIPT, SHREDDING, ESCALATION, PUTTING_BACK, DETOUR,
    RESEALING,
)  # fmt: skip
