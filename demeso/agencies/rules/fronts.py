"""Decide how the notebook may look on a home screen: neutral names and pictures. Pure.

An organisation chooses among them, and whoever carries the phone may take another one.
There is no free text: nothing that somebody who picks up the phone reads may name what
the notebook is for (docs/adr/0049-an-organisation-proposes-how-the-notebook-looks.md).
"""

from dataclasses import dataclass

from demeso.kernel.text import _

LABELS: dict[str, str] = {
    "carnet": _("Carnet"),
    "agenda": _("Agenda"),
    "cahier": _("Cahier"),
    "memo": _("Mémo"),
    "notes": _("Notes"),
    "planning": _("Planning"),
}
ICONS: dict[str, str] = {
    "cahier": _("Un cahier"),
    "soleil": _("Un soleil"),
    "feuille": _("Une feuille"),
    "goutte": _("Une goutte"),
    "montagne": _("Une montagne"),
    "vague": _("Une vague"),
    "tasse": _("Une tasse"),
    "crayon": _("Un crayon"),
}
GROUND, INK, LEAF, SAND = "#f4efe6", "#27496d", "#3f6b4a", "#c9772b"
FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
    '<path fill="{ground}" d="M0 0h512v512H0z"/><path fill="{ink}" d="{shape}"/></svg>'
)
CUP = (
    "M144 176h176v32h32a56 56 0 0 1 0 112h-36a88 88 0 0 1-84 64 88 88 0 0 1-88-88z"
    "M320 240v48h32a24 24 0 0 0 0-48z"
)
# Inside the circle that every phone leaves of a picture: ground, ink, shape.
DRAWN = {
    "cahier": (INK, GROUND, "M160 128h192v256H160zM184 160v192h16V160z"),
    "soleil": (GROUND, SAND, "M256 144a112 112 0 1 0 .1 0z"),
    "feuille": (GROUND, LEAF, "M144 368C144 224 240 144 368 144c0 128-80 224-224 224z"),
    "goutte": (
        GROUND, INK,
        "M256 112c56 88 96 136 96 184a96 96 0 0 1-192 0c0-48 40-96 96-184z",
    ),
    "montagne": (LEAF, GROUND, "M112 352L216 176L272 272L304 224L400 352z"),
    "vague": (
        INK, GROUND,
        "M112 256c48-64 96-64 144 0s96 64 144 0v64c-48 64-96 64-144 0s-96-64-144 0z",
    ),
    "tasse": (SAND, GROUND, CUP),
    "crayon": (
        GROUND, SAND, "M144 368l22-78 56 56zM184 272l136-136 56 56-136 136z",
    ),
}  # fmt: skip


@dataclass(frozen=True)
class FrontChosen:
    """The answers of `front@1`: a code of `LABELS`, a code of `ICONS`."""

    front_label: str = ""
    front_icon: str = ""


def is_front(label: str, icon: str) -> bool:
    """Tell whether a name and a picture are among those of the release."""
    return label in LABELS and icon in ICONS


def picture(icon: str) -> str:
    """Return a picture, as SVG."""
    ground, ink, shape = DRAWN[icon]
    return FRAME.format(ground=ground, ink=ink, shape=shape)
