"""What the public pages say, and the parts of our design language, as data."""

from collections.abc import Mapping
from dataclasses import dataclass

from demeso.kernel.text import _


@dataclass(frozen=True)
class Component:
    """One part of the design language: its classes and what it means."""

    name: str
    title: str
    classes: tuple[str, ...]
    meaning: str

    @property
    def template(self) -> str:
        """Return the template that shows it."""
        return f"help/look/{self.name}.html"


COMPONENTS = (
    Component(
        "bar", _("La barre"), ("bar", "brand", "ways", "state", "leave", "back"),
        _("Où je suis, ce qui n’est pas encore parti, et la sortie, toujours au même "
          "coin. Rien n’y dit à quoi sert le carnet."),
    ),
    Component(
        "go", _("Agir"), ("go", "second", "grave", "plain", "wide", "deeds"),
        _("Un seul acte principal par écran, assez grand pour un pouce ; le reste se "
          "fait plus discret."),
    ),
    Component(
        "door", _("La porte"), ("door", "main", "doors"),
        _("Par quoi commencer : un verbe, et une phrase qui dit ce qui suit."),
    ),
    Component(
        "sign", _("Le signe"), ("sign", "act", "due", "wait", "got", "void"),
        _("Une forme, une couleur et un mot, toujours les trois. Le silence aussi se "
          "dessine."),
    ),
    Component(
        "note", _("La note"), ("note", "warn", "step", "useful", "empty"),
        _("Une phrase à savoir avant d’agir ; ou pourquoi il n’y a rien, et la suite."),
    ),
    Component(
        "form", _("La question"),
        ("form", "field", "hint", "choices", "choice", "fault"),
        _("Ses mots à elle, aucune case cochée d’avance. Une erreur dit quoi faire, à "
          "côté de la question."),
    ),
    Component(
        "chips", _("Le tri"), ("chips", "chip"),
        _("Des liens qui trient ; celui qui vaut porte aria-current."),
    ),
    Component(
        "card", _("La carte et la ligne"), ("cards", "card", "line", "code", "when"),
        _("Un code, jamais un nom. À côté de ce qu’il faut faire, comment la joindre "
          "sans danger."),
    ),
    Component(
        "handed", _("La feuille"), ("handed", "kept", "seen"),
        _("Exactement ce qui part, et ce qui ne part pas. Dessous, qui peut voir "
          "quoi."),
    ),
    Component(
        "thread", _("Le fil"), ("thread", "she"),
        _("Ce qui s’est passé, le plus récent d’abord ; sa parole à elle se voit."),
    ),
    Component(
        "tracker", _("Le tableau du suivi"), ("tracker", "scroll", "nothing"),
        _("Besoins, services et où ils en sont : un tableau au bureau, une carte par "
          "code sur un téléphone."),
    ),
    Component(
        "figure", _("Le nombre et sa phrase"), ("figure", "number", "hidden-count"),
        _("Chaque nombre dit qui il compte et ce qu’il ne veut pas dire ; chaque image "
          "a son tableau."),
    ),
    Component(
        "dock", _("Le pouce"), ("dock", "plus"),
        _("Cinq chemins en bas du téléphone, dans le carnet seulement."),
    ),
)  # fmt: skip

COLOURS = (
    ("paper", _("papier")), ("card", _("feuille")), ("ink", _("encre")),
    ("soft", _("encre douce")), ("rule", _("réglure")), ("edge", _("bord à toucher")),
    ("indigo", _("indigo : agir")), ("ochre", _("ocre : dû")),
    ("clay", _("argile : ne peut pas attendre, ou manque")),
    ("leaf", _("feuille verte : reçu, ou elle l’a dit")),
)  # fmt: skip


@dataclass(frozen=True)
class Stop:
    """One thing that she may stop alone: how it is called, and what then stops."""

    what: str
    words: str
    title: str
    effects: tuple[str, ...]


STOPS = {
    stop.what: stop
    for stop in (
        Stop(
            "statistics", _("Compter dans les chiffres"),
            _("Ne plus compter dans les chiffres ?"),
            (_("On ne vous compte plus."), _("L’aide continue.")),
        ),
        Stop(
            "release", _("Partager avec d’autres"), _("Ne plus rien partager ?"),
            (
                _("Plus rien n’est partagé avec une autre organisation."),
                _("On leur demande d’effacer ce qu’elles ont reçu."),
                _("L’aide continue."),
            ),
        ),
        Stop(
            "services", _("Toute l’aide"), _("Arrêter toute l’aide ?"),
            (
                _("L’aide s’arrête, et plus rien n’est partagé."),
                _("Ce qui est écrit de vous s’efface : nom, contact, paroles."),
                _("Ce numéro ne s’ouvre plus."),
            ),
        ),
    )
}  # fmt: skip
# What she may leave for a call, and the most characters of each.
LEFT = {"reach": 80, "hours": 80, "word": 40, "more": 200}


def left(given: Mapping[str, str]) -> dict[str, str]:
    """Return what she wrote for a call, cut to size; nothing empty."""
    said = {name: given.get(name, "").strip()[:most] for name, most in LEFT.items()}
    return {name: text for name, text in said.items() if text}


def digits(text: str) -> str:
    """Return the digits of what she typed, whatever stands between them."""
    return "".join(one for one in text if one.isascii() and one.isdigit())
