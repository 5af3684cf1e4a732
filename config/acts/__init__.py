"""The table of acts: what each name fixes. One file a room."""

from config.acts import (
    agencies,
    casework,
    centres,
    consent,
    desk,
    directory,
    interchange,
    referrals,
    survivors,
)
from demeso.kernel.act import Kind
from demeso.kernel.forms import Form

ROOMS = (
    agencies, directory, centres, survivors, consent, casework, referrals, desk,
    interchange,
)  # fmt: skip

KINDS: dict[str, Kind] = {kind.name: kind for room in ROOMS for kind in room.KINDS}
FORMS: dict[str, Form] = {form.id: form for room in ROOMS for form in room.FORMS}
