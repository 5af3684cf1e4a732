"""Read the places of an agency, for the room that says what they can give now."""

from demeso.directory.models import Site
from demeso.kernel.actor import Actor


def own_sites(actor: Actor) -> list[Site]:
    """Return the places of the actor's own agency, drafts too, by name."""
    rows = Site.objects.filter(organisation__agency=actor.agency)
    return list(rows.select_related("organisation").order_by("name", "id"))
