"""What the application is called on a home screen, and its picture: neutral ones. Pure.

An organisation tells its people which to take. There is no free text: nothing that
somebody who picks up the phone reads may name what the notebook is for.
"""

from demeso.kernel.canon import Json, canonical
from demeso.kernel.text import _

LABELS: dict[str, str] = {
    "carnet": _("Carnet"),
    "agenda": _("Agenda"),
    "cahier": _("Cahier"),
    "memo": _("Mémo"),
}
ICONS: dict[str, str] = {
    "cahier": _("Un cahier"),
    "soleil": _("Un soleil"),
    "feuille": _("Une feuille"),
    "goutte": _("Une goutte"),
}
FRAME = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 512 512">'
    '<path fill="{ground}" d="M0 0h512v512H0z"/><path fill="{ink}" d="{shape}"/></svg>'
)
# Inside the circle that every phone leaves of a picture: ground, ink, shape.
DRAWN = {
    "cahier": ("#27496d", "#f4efe6", "M160 128h192v256H160zM184 160v192h16V160z"),
    "soleil": ("#f4efe6", "#c9772b", "M256 144a112 112 0 1 0 .1 0z"),
    "feuille": (
        "#f4efe6", "#3f6b4a",
        "M144 368C144 224 240 144 368 144c0 128-80 224-224 224z",
    ),
    "goutte": (
        "#f4efe6", "#27496d",
        "M256 112c56 88 96 136 96 184a96 96 0 0 1-192 0c0-48 40-96 96-184z",
    ),
}  # fmt: skip
GROUND = "#f4efe6"


def picture(icon: str) -> str:
    """Return a picture."""
    ground, ink, shape = DRAWN[icon]
    return FRAME.format(ground=ground, ink=ink, shape=shape)


def manifest(called: str, *, home: str, icon: str, language: str) -> str:
    """Return what a browser asks before it puts the application on a home screen."""
    known: dict[str, Json] = {"src": icon, "sizes": "any", "type": "image/svg+xml"}
    said: dict[str, Json] = {
        "id": "/app/",
        "name": called,
        "short_name": called,
        "lang": language,
        "start_url": home,
        "scope": "/app/",
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": GROUND,
        "icons": [known | {"purpose": "any"}, known | {"purpose": "maskable"}],
    }
    return canonical(said).decode()
