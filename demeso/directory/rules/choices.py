"""The closed answers of an organisation's and a place's entry."""

from demeso.kernel.text import _

ACCESS = (
    ("yes", _("Oui, entièrement")),
    ("partly", _("En partie")),
    ("no", _("Non")),
)
COST = (
    ("free", _("Gratuit")),
    ("partly", _("Gratuit en partie")),
    ("paid", _("Payant")),
)
HOW_VERIFIED = (
    ("called", _("Par un appel")),
    ("visited", _("Par une visite")),
    ("here", _("J’y travaille")),
    ("told", _("Par la personne qui y répond, avec un lien")),
)
TIERS = (
    ("public", _("Tout le monde, sans se connecter")),
    ("professional", _("Toute personne qui a un carnet")),
    ("restricted", _("Les gestionnaires de cas et la coordination")),
    ("closed", _("La coordination seulement")),
)
WOMEN = (
    ("always", _("Toujours")),
    ("some", _("Certaines heures")),
    ("no", _("Non")),
)
YES_NO = (("yes", _("Oui")), ("no", _("Non")))

# Clinical care after rape (directory_programme.md 1.2).
CARE_72H = (
    ("yes", _("Oui, tous les soins")),
    ("some", _("Une partie des soins")),
    ("no", _("Non")),
)
DOCUMENTS = (
    ("none", _("Aucun papier")),
    ("id", _("Une pièce d’identité")),
    ("police_report", _("Un procès-verbal de police")),
    ("medical", _("Un certificat médical")),
    ("other", _("Un autre papier")),
)
DEMANDED = (
    ("no", _("Non, jamais")),
    ("yes", _("Oui")),
)
PRECISIONS = (
    ("exact", _("Le lieu lui-même")),
    ("town", _("La ville ou le village")),
    ("commune", _("La commune")),
    ("area", _("La zone seulement")),
)
TRANSPORT = (
    ("paid", _("Remboursé")),
    ("arranged", _("Organisé par le lieu")),
    ("none", _("À la charge de la personne")),
)
UNITS = (
    ("beds", _("Lits")),
    ("places", _("Places")),
    ("appointments", _("Rendez-vous par semaine")),
)

ORGANISATION_KINDS = (
    ("state", _("Service de l’État")),
    ("ngo", _("Organisation non gouvernementale")),
    ("network", _("Réseau d’organisations")),
    ("un", _("Nations Unies")),
    ("community", _("Organisation communautaire")),
    ("justice", _("Justice")),
    ("security", _("Police, gendarmerie")),
)
NETWORK = "network"
# How well an organisation is prepared to prevent SEA, as its last assessment says.
PSEA = (
    ("none", _("Pas encore évaluée")),
    ("low", _("Faible")),
    ("medium", _("Moyenne")),
    ("full", _("Complète")),
)
