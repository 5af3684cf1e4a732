"""Read consents, and hand out permits: the only place that does."""

from collections.abc import Iterable
from datetime import datetime

from demeso.consent.models import Consent
from demeso.consent.rules import (
    ConsentAnswers,
    Purpose,
    ReleaseFacts,
    release_fault,
)
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.permit import Permit
from demeso.kernel.refusal import RefusedError, UnknownError
from demeso.ledger.queries import live
from demeso.survivors.queries import roots


def get_release(release: str, *, actor: Actor) -> Consent:
    """Return a release to the worker who leads, or refuse."""
    found = Consent.objects.filter(
        id=release, purpose=Purpose.RELEASE, survivor_id__in=roots(actor)
    ).first()
    if found is None:
        raise UnknownError
    return found


def is_release(release: str) -> bool:
    """Tell whether a release is kept under this id, whoever's it is."""
    return Consent.objects.filter(id=release).exists()


def consents(survivor: str, *, actor: Actor) -> list[Consent]:
    """Return all that a survivor allowed, withdrawn or not, latest first."""
    mine = roots(actor) & {survivor}
    return list(Consent.objects.filter(survivor_id__in=mine).order_by("-given_at"))


def require_consent(
    survivor: str, *, release: str, recipient: str, categories: frozenset[str],
    at: datetime,
) -> Permit:  # fmt: skip
    """Return a permit for exactly this hand-over, or refuse with the reason."""
    found = Consent.objects.filter(
        id=release, survivor_id=survivor, purpose=Purpose.RELEASE
    ).first()
    if found is None:
        raise RefusedError("consent.missing")
    facts = _facts(found)
    fault = release_fault(facts, recipient=recipient, categories=categories, at=at)
    if fault:
        raise RefusedError(fault)
    return Permit(
        survivor=survivor,
        recipient=recipient,
        purpose="referral",
        categories=categories,
        until=facts.until,
        because=release,
    )


def _facts(release: Consent) -> ReleaseFacts:
    return ReleaseFacts(
        survivor=release.survivor_id,
        recipient=release.recipient_id or "",
        categories=frozenset(release.categories.split()),
        given_at=release.given_at,
        until=release.until or release.given_at,
        withdrawn_at=release.withdrawn_at,
        helped=_stands(release.survivor_id, Purpose.SERVICES),
    )


def _stands(survivor: str, purpose: Purpose) -> bool:
    return Consent.objects.filter(
        survivor_id=survivor, purpose=purpose, withdrawn_at=None
    ).exists()


def counts_in_statistics(survivors: Iterable[str]) -> frozenset[str]:
    """Return those of the survivors who agreed to be counted, and still do."""
    open_ones = Consent.objects.filter(
        purpose=Purpose.STATISTICS, withdrawn_at=None, survivor_id__in=set(survivors)
    )
    return frozenset(open_ones.values_list("survivor_id", flat=True))


def is_overtaken(act: Act[ConsentAnswers]) -> bool:
    """Tell whether she withdrew somewhere, unseen by the author of this yes."""
    mine = (act.envelope.device, act.envelope.actor)
    return any(
        value.position > act.envelope.base and (value.device, value.actor) != mine
        for value in live(act.record).get("withdrawal", ())
    )
