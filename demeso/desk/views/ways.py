"""Say how the way to a place is, as the last who travelled it said."""

from typing import Any

from django.utils.translation import gettext

from demeso.directory.models import TravelReport
from demeso.directory.rules.travelling import (
    ALONE,
    CLOSED,
    MODES,
    OPEN,
    REPORTED_FOR,
    SEASONS,
    WAYS,
)
from demeso.directory.saying import place_name

TONES = {OPEN: "got", CLOSED: "wait"}  # else one asks first


def told_way(one: TravelReport) -> dict[str, Any]:
    """Return what a page says of one report."""
    return {
        "row": one,
        "until": one.reported_at + REPORTED_FOR,
        "from": place_name("", one.cercle),
        "tone": TONES.get(one.way, "due"),
        "way": gettext(dict(WAYS)[one.way]),
        "mode": gettext(dict(MODES)[one.mode]),
        "season": gettext(dict(SEASONS)[one.season]),
        "alone": gettext(dict(ALONE)[one.alone]) if one.alone in dict(ALONE) else "",
    }
