"""What the directory asks of organisations and their places."""

from demeso.directory.rules.choices import (
    ACCESS,
    CARE_72H,
    COST,
    DEMANDED,
    DOCUMENTS,
    HOW_VERIFIED,
    ORGANISATION_KINDS,
    PRECISIONS,
    PSEA,
    TIERS,
    TRANSPORT,
    UNITS,
    WOMEN,
    YES_NO,
)
from demeso.directory.rules.listing import DECISIONS, ITEMS, SERVICES, STOCK
from demeso.kernel.forms import TODAY, Form, Kind, Merge, Question
from demeso.kernel.text import _

ORGANISATION = Form(
    name="organisation",
    version=1,
    title=_("Une organisation qui aide"),
    questions=(
        Question(
            "name", _("Nom de l’organisation"), group="organisation",
            needed=True, most=120,
        ),
        Question(
            "region", _("Région"), kind=Kind.CODE, group="organisation", needed=True,
            listed="regions",
        ),
        Question(
            "cercle", _("Cercle"), kind=Kind.CODE, group="organisation",
            listed="cercles",
        ),
        Question(
            "services", _("Services proposés"), kind=Kind.CHOICES,
            group="organisation", choices=SERVICES, needed=True, source="domain 2.4",
        ),
        Question(
            "kind", _("Quelle organisation est-ce ?"), kind=Kind.CHOICE,
            group="organisation", choices=ORGANISATION_KINDS,
        ),
        Question("acronym", _("Sigle"), group="organisation", most=20),
        Question(
            "networks", _("Réseaux dont elle est membre"), kind=Kind.LINES,
            group="organisation",
        ),
        Question(
            "partner_of", _("Partenaire de mise en œuvre de"), kind=Kind.MADE,
            group="organisation", hint=_("Des entités des Nations Unies, séparées par "
                                         "des virgules."),
        ),
        Question(
            "psea", _("Évaluation de la protection contre l’EAS"), kind=Kind.CHOICE,
            group="organisation", choices=PSEA,
        ),
        Question(
            "psea_on", _("Jour de cette évaluation"), kind=Kind.DAY,
            group="organisation", latest=(TODAY,),
        ),
        Question(
            "agency", _("Agence dont les personnes ouvrent un carnet"), kind=Kind.ID,
            group="people", hint=_("Laissez vide si personne n’en ouvre."),
        ),
        Question("focal_point", _("Point focal"), kind=Kind.ID, group="people"),
        Question("deputy", _("Suppléance"), kind=Kind.ID, group="people"),
    ),
)  # fmt: skip

SITE = Form(
    name="site",
    version=1,
    title=_("Un lieu où l’on est reçu"),
    questions=(
        Question("organisation", _("Organisation"), kind=Kind.ID, group="link"),
        Question(
            "name", _("Nom du lieu"), group="site", merge=Merge.STATE, needed=True,
            most=120,
        ),
        Question(
            "phone", _("Téléphone de service"), group="site", merge=Merge.STATE,
            most=40, hint=_("Le numéro du service, jamais celui d’une personne."),
        ),
        Question(
            "region", _("Région"), kind=Kind.CODE, group="site", merge=Merge.STATE,
            needed=True, listed="regions",
        ),
        Question(
            "cercle", _("Cercle"), kind=Kind.CODE, group="site", merge=Merge.STATE,
            listed="cercles",
        ),
        Question(
            "latitude", _("Latitude"), kind=Kind.MADE, group="site", most=8,
            merge=Merge.STATE,
            hint=_("Deux décimales au plus, si l’équipe le veut. Jamais pour un "
                   "hébergement sûr."),
        ),
        Question(
            "longitude", _("Longitude"), kind=Kind.MADE, group="site", most=8,
            merge=Merge.STATE,
        ),
        Question(
            "precision", _("Jusqu’où ce lieu se dit-il ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=PRECISIONS,
        ),
        Question(
            "directions", _("Comment y aller, une fois sur place ?"), kind=Kind.MADE,
            group="site", merge=Merge.STATE,
            hint=_("Un repère que tout le monde connaît : marché, puits, mosquée. "
                   "Jamais pour un hébergement sûr."),
        ),
        Question(
            "services", _("Services donnés ici"), kind=Kind.CHOICES, group="site",
            merge=Merge.STATE, choices=SERVICES, needed=True, source="domain 2.4",
        ),
        Question(
            "receiving", _("Ce lieu reçoit-il en ce moment ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO, needed=True,
        ),
        Question(
            "hours", _("Heures d’ouverture"), kind=Kind.MADE, group="site",
            merge=Merge.STATE, most=350,
        ),
        Question(
            "on_call", _("Quelqu’un est-il d’astreinte hors de ces heures ?"),
            kind=Kind.CHOICE, group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "mobile", _("L’équipe se déplace-t-elle ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "outreach", _("Où va-t-elle, quel jour ?"), kind=Kind.MADE, group="site",
            merge=Merge.STATE,
            hint=_("Un marché, un centre de santé, une école ; jamais chez quelqu’un."),
        ),
        Question(
            "languages", _("Langues parlées"), kind=Kind.MADE, group="site",
            merge=Merge.STATE,
        ),
        Question(
            "interpreter", _("Un interprète peut-il venir ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "women_staff", _("Une femme peut-elle recevoir ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=WOMEN,
        ),
        Question(
            "care_72h", _("Soigne-t-on ici dans les 72 heures après un viol ?"),
            kind=Kind.CHOICE, group="site", merge=Merge.STATE, choices=CARE_72H,
        ),
        Question(
            "children", _("Les enfants sont-ils reçus ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "men", _("Les hommes et les garçons sont-ils reçus ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "access", _("Y entre-t-on avec un handicap ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=ACCESS,
        ),
        Question(
            "sea", _("Les victimes d’EAS sont-elles reçues ?"), kind=Kind.CHOICE,
            group="site", merge=Merge.STATE, choices=YES_NO,
        ),
        Question(
            "eligibility", _("Qui peut venir ?"), kind=Kind.MADE, group="site",
            merge=Merge.STATE, hint=_("En mots simples ; vide : tout le monde."),
        ),
        Question(
            "age_from", _("À partir de quel âge ?"), kind=Kind.NUMBER, group="site",
            merge=Merge.STATE, most=120,
        ),
        Question(
            "age_to", _("Jusqu’à quel âge ?"), kind=Kind.NUMBER, group="site",
            merge=Merge.STATE, most=120,
        ),
        Question(
            "documents", _("Quels papiers sont demandés ?"), kind=Kind.CHOICES,
            group="site", merge=Merge.STATE, choices=DOCUMENTS,
        ),
        Question(
            "police_report", _("Demande-t-on un procès-verbal de police ?"),
            kind=Kind.CHOICE, group="site", merge=Merge.STATE, choices=DEMANDED,
            hint=_("L’aide ne doit jamais en dépendre : la coordination le verra."),
        ),
        Question(
            "cost", _("Est-ce gratuit ?"), kind=Kind.CHOICE, group="site",
            merge=Merge.STATE, choices=COST,
        ),
        Question(
            "transport", _("Qui paie le transport ?"), kind=Kind.CHOICE, group="site",
            merge=Merge.STATE, choices=TRANSPORT,
        ),
        Question(
            "tier", _("Qui peut voir ce lieu ?"), kind=Kind.CHOICE, group="site",
            merge=Merge.STATE, choices=TIERS, needed=True,
        ),
    ),
)  # fmt: skip

SITE_REVIEW = Form(
    name="site_review",
    version=1,
    title=_("Relire une fiche"),
    questions=(
        Question(
            "revision", _("Ce qui est proposé"), kind=Kind.ID, group="review",
            merge=Merge.STATE, needed=True,
        ),
        Question(
            "edition", _("Édition relue"), kind=Kind.NUMBER, group="review",
            merge=Merge.STATE, most=1_000_000,
        ),
        Question(
            "decision", _("Est-ce juste ?"), kind=Kind.CHOICE, group="review",
            merge=Merge.STATE, choices=DECISIONS, needed=True,
        ),
    ),
)  # fmt: skip

SITE_CHECK = Form(
    name="site_check",
    version=1,
    title=_("Vérifier une fiche"),
    questions=(
        Question(
            "how", _("Comment l’avez-vous vérifié ?"), kind=Kind.CHOICE, group="check",
            merge=Merge.STATE, choices=HOW_VERIFIED, needed=True,
        ),
    ),
)  # fmt: skip

STOCKS = Form(
    name="stock",
    version=1,
    title=_("Ce qu’il y a aujourd’hui"),
    questions=tuple(
        Question(
            item, label, kind=Kind.CHOICE, group="stock", merge=Merge.STATE,
            choices=STOCK,
        )
        for item, label in ITEMS
    ),
)  # fmt: skip

CAPACITY = Form(
    name="capacity",
    version=1,
    title=_("La place qu’il y a aujourd’hui"),
    questions=(
        Question(
            "unit", _("Ce qui se compte"), kind=Kind.CHOICE, group="capacity",
            merge=Merge.STATE, choices=UNITS, needed=True,
        ),
        Question(
            "most", _("Combien en tout ?"), kind=Kind.NUMBER, group="capacity",
            merge=Merge.STATE, most=10_000,
        ),
        Question(
            "available", _("Combien de libres ?"), kind=Kind.NUMBER, group="capacity",
            merge=Merge.STATE, most=10_000,
        ),
    ),
)  # fmt: skip
