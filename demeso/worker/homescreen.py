"""What a browser reads before it puts the application on a home screen. Pure."""

from demeso.agencies.rules.fronts import GROUND
from demeso.kernel.canon import Json, canonical


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
