"""Let a sheet leave that waited for the keys of those who will read it."""

from demeso.consent.queries import require_consent
from demeso.directory.queries.listing import recipient
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import digest
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.queries import in_force
from demeso.ledger.services import record, writing
from demeso.referrals.models import Referral
from demeso.referrals.queries.referring import get_followed
from demeso.referrals.rules.answering import OPEN
from demeso.referrals.rules.resealing import ResealAnswers, may_read
from demeso.vault.queries import bodies_about
from demeso.vault.services import keep_package


@writing
def seal_again(*, actor: Actor, act: Act[ResealAnswers]) -> Referral:
    """Give the sheet she heard to people who were named to her, and to nobody else."""
    referral = get_followed(act.record, actor=actor)
    refuse_unless(referral.status in OPEN, "referral.transition")
    permit = require_consent(
        referral.survivor_id, release=referral.release_id,
        recipient=referral.recipient_id,
        categories=frozenset(referral.categories.split()), at=act.received_at,
    )  # fmt: skip
    _require_same_sheet(act)
    to = recipient(referral.recipient_id)
    heard = in_force(referral.id).get("line", {}).get("heard") or ()
    readers = may_read(tuple(map(str, heard)), (to.focal_point, to.deputy))  # type: ignore[call-overload]  # a list of ids, as its form says
    refuse_unless(readers.issuperset(act.answers.sealed_to), "vault.recipient")
    record(act, actor=actor, root=referral.survivor_id)
    keep_package(permit, actor=actor, act=act, to=readers)
    return referral


def _require_same_sheet(act: Act[ResealAnswers]) -> None:
    """Refuse another sheet: only keys come, of the one that was sealed."""
    bodies = [p for parts in bodies_about(act.record).values() for p in parts]
    same = [digest(dict(part)) for part in bodies] == [act.answers.sheet]
    whole = bool(act.sealed) and all(part["type"] == "grant" for part in act.sealed)
    refuse_unless(same and whole, "referral.not_heard")
