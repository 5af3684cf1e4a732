"""Keep the directory: who can help, and who answers there."""

from demeso.agencies.queries import get_worker
from demeso.directory.models import Organisation
from demeso.directory.queries import get_organisation, is_listed
from demeso.directory.rules import OrganisationAnswers, are_people_of, may_write
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import record, writing

ROOT = "directory"


@writing
def register_organisation(
    *, actor: Actor, act: Act[OrganisationAnswers]
) -> Organisation:
    """Add an organisation that may help."""
    _require_writer(actor, act.answers.agency)
    refuse_unless(not is_listed(act.record), "organisation.known")
    _require_people(actor, act.answers)
    return _keep(Organisation(id=act.record), actor, act)


@writing
def edit_organisation(*, actor: Actor, act: Act[OrganisationAnswers]) -> Organisation:
    """Change an organisation's entry, or who answers for it."""
    found = get_organisation(act.record, actor=actor)
    _require_writer(actor, found.agency_id or "")
    if "people" in act.envelope.groups:
        _require_writer(actor, act.answers.agency)
        _require_people(actor, act.answers)
    return _keep(found, actor, act)


def _require_writer(actor: Actor, agency: str) -> None:
    if not may_write(actor, agency):
        raise UnknownError


def _require_people(actor: Actor, answers: OrganisationAnswers) -> None:
    people = [worker for worker in (answers.focal_point, answers.deputy) if worker]
    refuse_unless(len(set(people)) == len(people), "organisation.same_person")
    named = {worker: get_worker(worker, actor=actor).agency_id for worker in people}
    refuse_unless(are_people_of(answers.agency, named), "organisation.other_people")


def _keep(
    found: Organisation, actor: Actor, act: Act[OrganisationAnswers]
) -> Organisation:
    in_force = record(act, actor=actor, root=ROOT)
    said, people = in_force["organisation"], in_force["people"]
    found.name = said.get("name", found.name)
    found.region = said.get("region", found.region)
    found.cercle = said.get("cercle", found.cercle)
    found.services = " ".join(said.get("services", found.offers))
    found.agency_id = people.get("agency") or None
    found.focal_point_id = people.get("focal_point") or None
    found.deputy_id = people.get("deputy") or None
    found.edited_at = act.received_at
    found.save()
    return found
