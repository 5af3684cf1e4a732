"""What is left on a centre's shelf, and what the directory is told of it. Pure."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass

from demeso.directory.rules.listing import ITEMS
from demeso.kernel.text import _

# What the directory knows of, then what only the centre counts.
SUPPLIES = (
    *ITEMS,
    ("hiv_test", _("Test VIH")),
    ("dignity_kit", _("Kit de dignité, vêtements")),
)
LISTED = frozenset(item for item, _label in ITEMS)
FEW = 2  # so many are kept for whoever stands at the door: nobody is sent for them
# The hours that count pass without these: domain.md 1.5.
URGENT = ("pep", "contraception")
MOST_OF_ONE = 9_999
SHORT = ("out", "few")


@dataclass(frozen=True)
class ShelfAnswers:
    """The answers of `shelf@1`: what is left of each; -1 is what nobody counted."""

    pep: int = -1
    contraception: int = -1
    hepatitis_b: int = -1
    tetanus: int = -1
    infections: int = -1
    pregnancy_test: int = -1
    hiv_test: int = -1
    dignity_kit: int = -1
    beds_free: int = -1


def counted(answers: ShelfAnswers) -> dict[str, int]:
    """Return what was counted, without what was not."""
    return {name: left for name, left in asdict(answers).items() if left >= 0}


def state_of(left: int, low: int) -> str:
    """Return what a number means: `out`, `few`, `low` or `in`."""
    if left <= 0:
        return "out"
    if left <= FEW:
        return "few"
    return "low" if left <= low else "in"


def states(left: Mapping[str, int], low: int) -> dict[str, str]:
    """Return supply → what its number means."""
    return {
        name: state_of(left[name], low) for name, _label in SUPPLIES if name in left
    }


def told_directory(
    left: Mapping[str, int], low: int, before: Mapping[str, str]
) -> dict[str, str]:
    """Return what the directory hears; what is never given there stays so."""
    never = {item: word for item, word in before.items() if word == "never"}
    found = states(left, low)
    return never | {item: word for item, word in found.items() if item in LISTED}
