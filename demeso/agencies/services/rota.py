"""Set who takes turns to answer when two people must open a case."""

from demeso.agencies.models import Rota
from demeso.agencies.queries.people import get_agency
from demeso.agencies.queries.rota import is_overseer, overseers
from demeso.agencies.rules.rota import RotaAnswers, is_rota, may_stand
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import record, writing


@writing
def set_rota(*, actor: Actor, act: Act[RotaAnswers]) -> Rota:
    """Write down who is on call; too few warn in training, and are refused after."""
    said = act.answers
    if not (actor.may("people.write") or is_overseer(actor.worker, agency=said.agency)):
        raise UnknownError
    refuse_unless(said.agency == actor.agency, "key.other_agency")
    agency = get_agency(said.agency, actor=actor)
    known = Rota.objects.filter(pk=act.record).exists()
    refuse_unless(not known, "rota.known")
    fit = is_rota(said.on_call, holders=overseers(agency.pk))
    refuse_unless(fit, "rota.holders", field="on_call")
    stands = may_stand(said.on_call, active=agency.activated_at is not None)
    refuse_unless(stands, "rota.three", field="on_call")
    record(act, actor=actor, root=agency.pk)
    return keep(
        Rota(
            id=act.record, agency=agency, named=sorted(said.on_call),
            set_by=actor.name, set_at=act.received_at,
        )
    )  # fmt: skip
