"""Decide who may do what: roles as data, and which roles go together."""

from collections.abc import Iterable
from dataclasses import dataclass

from demeso.kernel.actor import Actor
from demeso.kernel.text import _


@dataclass(frozen=True)
class Role:
    """A role: its name, what it means in plain words, what it lets one do."""

    name: str
    title: str
    description: str
    permissions: frozenset[str] = frozenset()


def _role(name: str, title: str, description: str, *permissions: str) -> Role:
    return Role(name, title, description, frozenset(permissions))


ROLES: dict[str, Role] = {
    role.name: role
    for role in (
        _role("caseworker", _("Gestionnaire de cas"),
              _("Accompagne des personnes, de leur oui jusqu’au service reçu."),
              "case.write"),
        _role("supervisor", _("Superviseur"),
              _("Suit le travail de l’équipe, sans noms, et garde la clé du coffre."),
              "team.read", "team.export", "figures.read", "keys.vault",
              "keys.intake", "site.lock", "losses.read"),
        _role("focal_point", _("Point focal"),
              _("Reçoit les orientations, y répond, tient à jour sa structure."),
              "referral.answer", "directory.write", "site.lock"),
        _role("data_focal_point", _("Point focal données"),
              _("Vérifie les chiffres de son organisation, tient l’annuaire à jour."),
              "directory.write", "figures.read", "losses.read"),
        _role("coordinator", _("Coordination VBG"),
              _("Voit les chiffres et l’annuaire, jamais un dossier."),
              "directory.write", "figures.read", "figures.export", "people.read",
              "centre.read"),
        _role("psea_coordinator", _("Coordination PEAS"),
              _("Suit les plaintes pour exploitation et atteintes sexuelles.")),
        _role("conduct_focal_point", _("Point focal déontologie"),
              _("Garde la référence des allégations et ce qui est dû aux victimes.")),
        _role("advocate", _("Défense des droits des victimes"),
              _("Veille à ce que les victimes reçoivent ce qui leur est dû.")),
        _role("dpo", _("Protection des données"),
              _("Contrôle les accès et garde la clé de contrôle."),
              "audit.read", "keys.oversight", "losses.read"),
        _role("administrator", _("Administration"),
              _("Invite les personnes et donne les rôles ; ne lit aucun dossier."),
              "agencies.write", "directory.write", "people.read", "people.write",
              "site.lock", "losses.read"),
        _role("counsellor", _("Écoute téléphonique"),
              _("Répond aux appels de la ligne gratuite.")),
        _role("centre_manager", _("Responsable de centre"),
              _("Tient le tableau du jour d’un centre de prise en charge."),
              "site.lock", "centre.write"),
    )
}  # fmt: skip

# No one person may hold both: together they open every case of the agency.
APART = frozenset({"keys.vault", "keys.oversight"})
KEY_PERMISSIONS = {
    "vault": "keys.vault",
    "oversight": "keys.oversight",
    "intake": "keys.intake",
}


def permissions_of(roles: Iterable[str]) -> frozenset[str]:
    """Return what a set of roles lets one do; unknown roles give nothing."""
    given = (ROLES[role].permissions for role in roles if role in ROLES)
    return frozenset().union(*given)


def knows_everybody(actor: Actor) -> bool:
    """Tell whether an actor may know the workers of every agency."""
    return actor.may("people.read") or actor.may("people.write")


def may_take(role: str, *, roles: Iterable[str], keys: Iterable[str]) -> bool:
    """Tell whether one person may add a role to her roles and the keys she holds."""
    together = permissions_of({*roles, role}) | {KEY_PERMISSIONS[key] for key in keys}
    return not together >= APART


def may_end(role: str, *, others: int) -> bool:
    """Tell whether a role may end when so many others keep people."""
    return others > 0 or "people.write" not in permissions_of([role])


def may_keep(key: str, *, roles: Iterable[str], keys: Iterable[str]) -> bool:
    """Tell whether one person may hold an agency key beside those she holds."""
    held = {KEY_PERMISSIONS[name] for name in keys} | {KEY_PERMISSIONS[key]}
    return KEY_PERMISSIONS[key] in permissions_of(roles) and not held >= APART


@dataclass(frozen=True)
class RoleGiven:
    """The answers of `role@1`; the signature is the giver's own key's."""

    worker: str = ""
    agency: str = ""
    role: str = ""
    signature: str = ""


@dataclass(frozen=True)
class RoleEnded:
    """The answers of `role_end@1`."""

    reason: str = ""
    signature: str = ""
