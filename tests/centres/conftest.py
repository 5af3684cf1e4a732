"""A centre of Centre Yèlèn, and who keeps its board."""

from demeso.centres.models import Centre
from tests.cast import Person, Team, hire
from tests.centring import listed_place, open_centre
from tests.scene import part


@part
def rokia(awa: Person, yelen: Team) -> Person:
    """Rokia, who keeps the board of Centre Yèlèn."""
    return hire(awa, yelen.id, "Rokia", "centre_manager")


@part
def place(awa: Person, fatoumata: Person, yelen: Team) -> str:
    """Return a place of Centre Yèlèn, open day and night."""
    return listed_place(awa, fatoumata, yelen.id)


@part
def centre(rokia: Person, place: str) -> Centre:
    """Return the same place with a board."""
    return Centre.objects.get(id=open_centre(rokia, place))
