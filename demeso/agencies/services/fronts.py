"""Choose what an organisation proposes for the home screens of its people."""

from demeso.agencies.models import Agency
from demeso.agencies.queries.people import get_agency
from demeso.agencies.rules.fronts import FrontChosen
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.ledger.services import record, writing


@writing
def choose_front(*, actor: Actor, act: Act[FrontChosen]) -> Agency:
    """Propose a name and a picture to an agency’s people; choosing again undoes it.

    Both are codes of the form, which refuses every other; devices hear of it with
    what they ask about their worker.
    """
    actor.require("people.write")
    agency = get_agency(act.record, actor=actor)
    agreed = record(act, actor=actor, root=agency.pk)["front"]
    agency.front_label = agreed["front_label"]
    agency.front_icon = agreed["front_icon"]
    agency.save(update_fields=["front_label", "front_icon"])
    return agency
