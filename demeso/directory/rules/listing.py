"""Decide who may write the directory, and name the families of services."""

import unicodedata
from collections.abc import Sequence
from dataclasses import asdict, dataclass

from demeso.kernel.actor import Actor
from demeso.kernel.text import _

# GBVIMS service families (domain.md 2.4), in the order people ask for them.
SERVICES = (
    ("health", _("Soins médicaux")),
    ("psychosocial", _("Écoute et soutien")),
    ("safehouse", _("Hébergement sûr")),
    ("legal", _("Aide juridique")),
    ("police", _("Police et sécurité")),
    ("livelihoods", _("Revenus et formation")),
    ("child_protection", _("Enfant et école")),
)
FAMILIES = tuple(code for code, _label in SERVICES)

EVERYWHERE = frozenset({"coordinator", "data_focal_point", "administrator"})

# What a place that gives care may have on its shelf; codes as in casework's clocks.
ITEMS = (
    ("pep", _("Kit PEP")),
    ("contraception", _("Contraception d’urgence")),
    ("hepatitis_b", _("Vaccin hépatite B")),
    ("tetanus", _("Vaccin tétanos")),
    ("infections", _("Traitement des infections")),
    ("pregnancy_test", _("Test de grossesse")),
)
STOCK = (
    ("in", _("Il y en a")),
    ("low", _("Bientôt fini")),
    ("few", _("Presque fini")),
    ("out", _("Rupture")),
    ("never", _("Ne se donne pas ici")),
)
DEFAULT_TIER = "professional"  # public is chosen, never given
DECISIONS = (("yes", _("C’est juste")), ("no", _("À refaire")))
SHELTER = "safehouse"

# Under which root devices hold a place: what is restricted goes to fewer of them.
DIRECTORY = "directory"
KEPT = f"{DIRECTORY}.restricted"
CLOSED = f"{DIRECTORY}.closed"
ROOTS = {
    "public": DIRECTORY,
    "professional": DIRECTORY,
    "restricted": KEPT,
    "closed": CLOSED,
}


@dataclass(frozen=True)
class OrganisationAnswers:
    """What `organisation.registered` and `organisation.edited` say."""

    name: str = ""
    region: str = ""
    cercle: str = ""
    services: tuple[str, ...] = ()
    kind: str = ""
    acronym: str = ""
    networks: tuple[str, ...] = ()
    partner_of: str = ""
    psea: str = ""
    psea_on: str = ""
    agency: str = ""
    focal_point: str = ""
    deputy: str = ""


@dataclass(frozen=True)
class ReviewAnswers:
    """What `site.reviewed` says of one waiting entry."""

    revision: str = ""
    edition: int = 0
    decision: str = ""


@dataclass(frozen=True)
class CheckAnswers:
    """What `site.verified` says."""

    how: str = ""


@dataclass(frozen=True)
class StockAnswers:
    """What `site.stocked` says; an item that is not named is not known."""

    pep: str = ""
    contraception: str = ""
    hepatitis_b: str = ""
    tetanus: str = ""
    infections: str = ""
    pregnancy_test: str = ""


@dataclass(frozen=True)
class CapacityAnswers:
    """What `capacity.told` says: how many there are, how many are free."""

    unit: str = ""
    most: int | None = None
    available: int | None = None


def may_write(actor: Actor, agency: str) -> bool:
    """Tell whether the actor may write the entry of an agency's organisation.

    A focal point keeps her own agency's entry; a coordinator or an
    administrator keeps any, those without an agency included.
    """
    if not actor.may("directory.write"):
        return False
    return bool(actor.roles & EVERYWHERE) or agency == actor.agency != ""


def are_people_of(agency: str, named: dict[str, str]) -> bool:
    """Tell whether all named people (worker → agency) sign in for the agency."""
    return all(agency and found == agency for found in named.values())


def is_membership(organisation: str, networks: Sequence[object]) -> bool:
    """Tell whether networks are named once each, and no organisation joins itself."""
    named = [one for one in networks if isinstance(one, str)]
    once = len(set(named)) == len(networks)
    return once and organisation not in named


def matches(text: str, sought: str) -> bool:
    """Tell whether a text holds every word sought, accents and case aside."""
    held = plain(text)
    return all(word in held for word in plain(sought).split())


def plain(text: str) -> str:
    """Return a text without accents and capitals."""
    letters = unicodedata.normalize("NFKD", text.casefold())
    return "".join(one for one in letters if not unicodedata.combining(one))


def may_review(actor: Actor, agency: str, author: str) -> bool:
    """Tell whether the actor may decide on an entry that somebody wrote."""
    return may_write(actor, agency) and is_somebody_else(actor, author)


def is_somebody_else(actor: Actor, author: str) -> bool:
    """Tell whether the actor did not write it herself."""
    return actor.worker not in ("", author)


def root_of(tier: str) -> str:
    """Return the root of a place's acts, which its tier fixes for good."""
    return ROOTS.get(tier, DIRECTORY)


def told_stock(answers: StockAnswers) -> dict[str, str]:
    """Return what was said of each item, without what is not known."""
    codes = {code for code, _label in STOCK}
    return {item: state for item, state in asdict(answers).items() if state in codes}


def capacity_fault(answers: CapacityAnswers) -> str:
    """Return why a capacity cannot stand; empty when it can."""
    if answers.most is None or answers.available is None:
        return ""
    return "capacity.too_many" if answers.available > answers.most else ""


def told_capacity(answers: CapacityAnswers) -> dict[str, str | int]:
    """Return what was said of the room a place has, without what is not known."""
    return {
        name: said for name, said in asdict(answers).items() if said not in ("", None)
    }


def roots_of(actor: Actor) -> frozenset[str]:
    """Return the roots under which an actor's devices hold places."""
    own = {DIRECTORY}
    if actor.may("case.write"):
        own.add(KEPT)
    if actor.roles & EVERYWHERE:
        own |= {KEPT, CLOSED}
    return frozenset(own)
