"""Decide who may write the directory, and name the families of services."""

from dataclasses import dataclass

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

EVERYWHERE = frozenset({"coordinator", "administrator"})


@dataclass(frozen=True)
class OrganisationAnswers:
    """What `organisation.registered` and `organisation.edited` say."""

    name: str = ""
    region: str = ""
    cercle: str = ""
    services: tuple[str, ...] = ()
    agency: str = ""
    focal_point: str = ""
    deputy: str = ""


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
