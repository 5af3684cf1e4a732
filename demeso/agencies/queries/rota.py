"""Read who is on call to give the second half of a case."""

from demeso.agencies.models import Holding, Rota
from demeso.agencies.queries.recovery import holdings, holds
from demeso.agencies.rules.rota import is_enough, on_call

OVERSIGHT = "oversight"


def overseers(agency: str) -> frozenset[str]:
    """Return who holds an agency's key of oversight now, a partner's people too."""
    rows = holdings(agency).filter(owner=OVERSIGHT, worker__isnull=False)
    named = frozenset(rows.values_list("worker", flat=True))
    return frozenset(who for who in named if is_overseer(who, agency=agency))


def is_overseer(worker: str, *, agency: str) -> bool:
    """Tell whether somebody holds an agency's newest key of oversight."""
    return holds(worker, agency=agency, owner=OVERSIGHT)


def rota_of(agency: str) -> Rota | None:
    """Return the rota that counts."""
    return Rota.objects.filter(agency=agency).order_by("-set_at", "-id").first()


def on_call_at(agency: str) -> frozenset[str]:
    """Return who answers for an agency; without a rota, whoever holds the key."""
    rota = rota_of(agency)
    return on_call(rota.named if rota else (), holders=overseers(agency))


def has_rota(agency: str) -> bool:
    """Tell whether enough people take turns who still hold the key."""
    rota = rota_of(agency)
    return is_enough(frozenset(rota.named if rota else ()) & overseers(agency))


def watched_by(worker: str) -> frozenset[str]:
    """Return the agencies for which somebody is on call."""
    rows = Holding.objects.filter(worker=worker, owner=OVERSIGHT, ended_at=None)
    agencies = set(rows.values_list("agency", flat=True))
    return frozenset(one for one in agencies if worker in on_call_at(one))
