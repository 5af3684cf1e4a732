"""Take a file of the directory in, as proposals; freeze an edition of the mapping."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext, override

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import acts_through
from demeso.directory.forms.listing import ORGANISATION, SITE
from demeso.directory.queries.gaps import open_gaps
from demeso.directory.queries.listing import foresee_entries
from demeso.interchange.models import Edition
from demeso.interchange.queries import exported, plan_import, require_mapper
from demeso.interchange.rules.columns import OWN
from demeso.interchange.rules.editions import EditionAnswers, is_year
from demeso.interchange.rules.lacking import rows_of
from demeso.interchange.rules.planning import CHANGED, NEW, SAME, Plan, Step
from demeso.interchange.words import here
from demeso.interchange.writing import csv_file, file_of, flat_rows, records
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.refusal import refuse_unless
from demeso.ledger.epochs import reached
from demeso.ledger.rows import keep
from demeso.ledger.services import note, record, writing

DOOR = "interchange"
AT_ONCE = 500  # entries, of which what they ask is read together
PUBLIC = "public"
WHOLE = "closed"  # an edition holds all that coordination may read
# (kind of entry, new or changed) → the act that a page of the desk would make.
ACTS = {
    (OWN, NEW): "organisation.registered",
    (OWN, CHANGED): "organisation.edited",
    ("site", NEW): "site.registered",
    ("site", CHANGED): "site.edited",
}


@dataclass(frozen=True)
class Sent:
    """A file that somebody sent: what it is called, what is in it."""

    name: str
    raw: bytes

    @property
    def digest(self) -> str:
        """Return by what it is known again: what was checked is what is taken in."""
        return hashlib.sha256(self.raw).hexdigest()


@writing
def import_directory(*, actor: Actor, sent: Sent, at: datetime) -> Plan:
    """Take a whole file in, or nothing of it; places wait to be read again.

    Each entry goes through the act that a page of the desk makes of it.
    """
    plan = plan_import(sent.raw, name=sent.name, actor=actor, at=at)
    refuse_unless(not plan.stops, "import.faults")
    steps = [step for step in plan.steps if step.what != SAME]
    for first in range(0, len(steps), AT_ONCE):
        _take(steps[first : first + AT_ONCE], actor, at)
    note(
        "directory", actor=actor, at=at,
        body={"file": sent.digest, "entries": len(plan.steps)},
    )  # fmt: skip
    return plan


def _take(steps: Sequence[Step], actor: Actor, at: datetime) -> None:
    known = reached(step.record for step in steps)
    slips = [_slip(step, known.get(step.record, 0)) for step in steps]
    foresee_entries({one for step in steps for one in (step.record, step.owner)})
    acts_through(door=DOOR, slips=slips, actor=actor, at=at)


def _slip(step: Step, known: int) -> Slip:
    is_own = step.kind == OWN
    form = ORGANISATION if is_own else SITE
    new = step.what == NEW
    refuse_unless(not (new and known), "import.taken")
    groups = {"organisation" if is_own else "site": dict(step.given)}
    if new and not is_own:
        groups["link"] = {"organisation": step.owner}
    return Slip(ACTS[step.kind, step.what], step.record, form.id, groups, base=known)


@writing
def take_directory(
    *, actor: Actor, form: str, tier: str, language: str, at: datetime
) -> bytes:
    """Return the directory as a file; what is not for anybody is written down.

    Whoever keeps the whole directory may take more than what is public.
    """
    actor.require("directory.write")
    if tier != PUBLIC:
        require_mapper(actor)
    own, places = exported(actor=actor, tier=tier)
    if tier != PUBLIC:
        taken: dict[str, Json] = {"form": form, "tier": tier, "places": len(places)}
        note("directory", actor=actor, at=at, body=taken)
    return file_of(form, own, places, language)


@writing
def take_gaps(*, actor: Actor, language: str, at: datetime) -> bytes:
    """Return where nobody can be sent as CSV with HXL tags; it is written down.

    A place that few people know of is not counted: its cercle would tell of it.
    """
    found = open_gaps(actor=actor, at=at, leaves=True)
    note("directory", actor=actor, at=at, body={"form": "gaps"})
    land = here()
    regions = {place.code: place.name for place in land.regions}
    with override(language):
        return csv_file(rows_of(found, land.cercles, regions, gettext))


@writing
def make_edition(*, actor: Actor, act: Act[EditionAnswers]) -> Edition:
    """Freeze the directory as it stands, to be compared with another year's."""
    require_mapper(actor)
    refuse_unless(is_year(act.answers.year), "edition.year", field="year")
    record(act, actor=actor, root=actor.agency)
    places = records(flat_rows(*exported(actor=actor, tier=WHOLE)))
    made = Edition(
        id=act.record, year=act.answers.year, made_by=actor.worker,
        made_at=act.received_at, places=places, count=len(places),
    )  # fmt: skip
    return keep(made)
