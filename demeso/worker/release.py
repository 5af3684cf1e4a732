"""The release that this server serves: the signed one, or its own of the day.

A built release lies beside its files, `manifest` and `manifest.sig`. Without one
the list is made here, and signed with a key of this server that is called what it
is: a development key.
"""

import itertools
from pathlib import Path

from django.conf import settings
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext

from demeso.agencies.rules.fronts import ICONS, LABELS, picture
from demeso.kernel.refusal import UnknownError
from demeso.worker.drawing import draw
from demeso.worker.homescreen import manifest
from demeso.worker.manifest import Release, listed, public_of, signed
from demeso.worker.wording import document, forms, rest_of, stopped

LIST, SIGNATURE = "manifest", "manifest.sig"
SERVED = (".js", ".css")
# A browser asks for these by itself, past every keeper.
KEEPERS = ("keeper.js", "retired.js")
# For the pages for anyone, which no keeper keeps.
HELP = ("help.js", "help.css")
DEVELOPMENT = "self.carnetKey={key!r};\n"


def served() -> dict[str, bytes]:
    """Return everything that makes the application, by its address."""
    found = {
        f"{settings.STATIC_URL}{path.name}": path.read_bytes()
        for path in sorted(settings.DIST.glob("*"))
        if path.suffix in SERVED and path.name not in (*KEEPERS, *HELP)
    }
    for language, _name in settings.LANGUAGES:
        found |= _drawn(language)
    return found


def _drawn(language: str) -> dict[str, bytes]:
    """Return the pages that the server draws: they are the same for anyone."""
    digest, rest = rest_of(language)
    spoken = {"language": language}
    home = "worker:open-app" if language == "fr" else "worker:open-app-english"
    pages = {
        reverse(home): document(language),
        reverse("worker:show-stopped", kwargs=spoken): stopped(language),
        reverse("worker:show-rest", kwargs={"digest": digest, **spoken}): rest,
    }
    for label, icon in itertools.product(LABELS, ICONS):
        what = {"label": label, "icon": icon, **spoken}
        address = reverse("worker:show-label", kwargs=what)
        pages[address] = labelled(label, icon, language)
    for icon in ICONS:
        pages[reverse("worker:show-icon", kwargs={"icon": icon})] = picture(icon)
    for name, form in forms().items():
        address = reverse("worker:show-form", kwargs={"form": name, **spoken})
        pages[address] = draw(form, language)
    return {address: page.encode() for address, page in pages.items()}


def labelled(label: str, icon: str, language: str) -> str:
    """Return what the application is called on a home screen, in a language."""
    home = "worker:open-app" if language == "fr" else "worker:open-app-english"
    with translation.override(language):
        return manifest(
            gettext(LABELS[label]),
            home=reverse(home),
            icon=reverse("worker:show-icon", kwargs={"icon": icon}),
            language=language,
        )


def standing() -> Release:
    """Return the release that is served."""
    return _kept(settings.DIST) or _kept(own_folder()) or renew()


def is_development() -> bool:
    """Tell whether no signed release lies beside the files."""
    return _kept(settings.DIST) is None


def renew() -> Release:
    """List what is served now; a new version when anything is another."""
    last, folder = _kept(own_folder()), own_folder()
    seed, files = _own_seed(), served()
    if last and last == signed(listed(last.version, files, development=True), seed):
        return last
    version = last.version + 1 if last else 1
    made = signed(listed(version, files, development=True), seed)
    folder.mkdir(parents=True, exist_ok=True)
    keep(folder, made)
    return made


def keep(folder: Path, release: Release) -> None:
    """Put a release into a folder; the list last, for it is what is looked for."""
    (folder / SIGNATURE).write_text(release.sig, encoding="ascii")
    (folder / LIST).write_text(release.manifest, encoding="utf-8")


def keeper() -> str:
    """Return the keeper's code; a development build is told this server's key."""
    name = KEEPERS[1] if settings.KEEPER_RETIRED else KEEPERS[0]
    path = settings.DIST / name
    if not path.exists():
        raise UnknownError
    told = DEVELOPMENT.format(key=public_of(_own_seed())) if is_development() else ""
    return told + path.read_text(encoding="utf-8")


def own_folder() -> Path:
    """Return where a server without a signed release keeps its own."""
    return Path(settings.VAR) / "release"


def _own_seed() -> bytes:
    return bytes.fromhex(settings.DEVELOPMENT_SEED)


def _kept(folder: Path) -> Release | None:
    sig = folder / SIGNATURE
    if not sig.exists() or not (folder / LIST).exists():
        return None
    manifest = (folder / LIST).read_text(encoding="utf-8")
    return Release(manifest, sig.read_text(encoding="ascii").strip())
