"""An organisation with two places, spread over the columns of a file."""

from demeso.interchange.rules.columns import COLUMNS
from demeso.interchange.rules.columns import OWN as OWN_KIND
from demeso.interchange.rules.columns import PLACE as PLACE_KIND

FIRST = "019a0000-0000-7000-8000-000000000001"
BLUE = "019a0000-0000-7000-8000-000000000002"
GREEN = "019a0000-0000-7000-8000-000000000003"


def spread(kind, /, **said):
    """Return a row with every column of its kind, most of them empty."""
    return dict.fromkeys((column.name for column in COLUMNS[kind]), "") | said


OWN = {
    "name": "Association Kènèya", "region": "mopti", "acronym": "AK", "kind": "ngo",
    "services": ["health", "psychosocial"],
}  # fmt: skip
SPREAD = spread(OWN_KIND, id=FIRST, **OWN | {"services": "health; psychosocial"})
PLACES = [
    spread(
        PLACE_KIND, id=BLUE, organisation=FIRST, name="Porte bleue",
        phone="00 00 00 00", region="mopti", cercle="djenne", latitude="13.91",
        longitude="-4.55", services="health; psychosocial", receiving="no",
        hours_monday="08:00-12:00 14:00-24:00", hours_tuesday="08:00-12:00",
        languages="bm; ff", access="partly", tier="professional",
    ),
    spread(
        PLACE_KIND, id=GREEN, organisation=FIRST, name="Porte verte", region="segou",
        services="health", receiving="yes", tier="professional",
    ),
]  # fmt: skip
