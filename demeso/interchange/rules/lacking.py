"""Lay out where nobody can be sent, as rows with HXL tags. Pure.

No place is named, and shelters are left out: in which cercle one is stays at the desk.
"""

from collections.abc import Callable, Iterable, Mapping

from demeso.directory.rules.gaps import LACKS, NEED_NAMES, SERVED, Gap
from demeso.directory.rules.listing import SHELTER
from demeso.kernel.country import Place
from demeso.kernel.text import _

# HXL 1.1: https://hxlstandard.org/standard/1-1final/dictionary/
COLUMNS = (
    (_("Région"), "#adm1+name"),
    (_("Cercle"), "#adm2+name"),
    (_("Besoin"), "#service+name"),
    (_("Ce qui manque"), "#status+name"),
    (_("Code"), "#status+code"),
    (_("Depuis"), "#date+start"),
    (_("Compte jusqu’au"), "#date+end"),
)
SAID = {SERVED: _("Servi"), **dict(LACKS)}


def rows_of(
    found: Mapping[str, Mapping[str, Gap]],
    cercles: Iterable[Place],
    regions: Mapping[str, str],
    say: Callable[[str], str],
) -> list[list[str]]:
    """Return titles, tags, and a row for each cercle and need; `say` translates."""
    titles, tags = zip(*COLUMNS, strict=True)
    rows = [
        [
            regions[place.within],
            place.name,
            say(name),
            *_said(found[place.code][need], say),
        ]
        for place in cercles
        for need, name in NEED_NAMES.items()
        if need != SHELTER
    ]
    return [[say(one) for one in titles], list(tags), *rows]


def _said(gap: Gap, say: Callable[[str], str]) -> list[str]:
    return [say(SAID[gap.step]), gap.step, gap.since[:10], gap.until[:10]]
