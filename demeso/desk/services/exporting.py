"""Let a list leave: for a purpose, within one's scope, and never without a trace."""

from dataclasses import dataclass

from django.conf import settings

from demeso.desk.models import Export
from demeso.desk.queries.exporting import Content, content_of
from demeso.desk.rules.exporting import PAPER, ExportAnswers, export_fault
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.kernel.guard import require_plain
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.rows import keep
from demeso.ledger.services import note_reading, record, writing


@dataclass(frozen=True)
class Taken:
    """A list in the hand of whoever took it, and its line in the register."""

    export: Export
    content: Content


@writing
def make_export(*, actor: Actor, act: Act[ExportAnswers]) -> Taken:
    """Hand out a list to be taken along; each code on it is noted."""
    answers, at = act.answers, act.received_at
    fault = export_fault(answers)
    refuse_unless(not fault, "export.purpose", field=fault)
    content = content_of(answers.list, actor=actor, at=at)
    names = [place.name for place in country(settings.COUNTRY).regions]
    require_plain(answers.why, "why", names)
    record(act, actor=actor, root=actor.agency)
    verb = "print" if answers.medium == PAPER else "export"
    seen = [row.case for row in content.cases]
    note_reading(f"{verb}.{answers.list}", seen, actor=actor, at=at)
    made = Export(
        id=act.id, agency_id=actor.agency, worker_id=actor.worker, list=answers.list,
        purpose=answers.purpose, medium=answers.medium, rows=content.size, made_at=at,
    )  # fmt: skip
    return Taken(keep(made), content)
