"""The form of what happened: optional, last, yes or no, never for proof."""

from functools import partial

from demeso.casework.rules import NO, TYPES, YES
from demeso.kernel.forms import And, Form, Kind, Merge, Question, when
from demeso.kernel.text import _
from demeso.survivors.rules import AGE_BANDS, SEXES

NOT_YET = (NO, "unknown", "declined")  # the wizard then goes on to the next
YES_NO = ((YES, _("Oui")), (NO, _("Non")))
ASKED = (
    ("q_penetration", _("Y a-t-il eu une pénétration sans accord, même légère ?")),
    ("q_contact", _("Un autre contact sexuel non voulu, ou une tentative ? "
                    "L’excision compte ici.")),
    ("q_physical", _("Des coups ou une autre violence physique ?")),
    ("q_marriage", _("Un mariage contre sa volonté ?")),
    ("q_denial", _("Une privation de biens, d’argent, d’école ou de services "
                   "auxquels la personne a droit ?")),
    ("q_psychological", _("Des menaces, des humiliations, un enfermement ?")),
)  # fmt: skip
DELAYS = (
    ("0_3_days", _("3 jours ou moins")),
    ("4_5_days", _("4 ou 5 jours")),
    ("6_14_days", _("6 à 14 jours")),
    ("15_30_days", _("15 à 30 jours")),
    ("over_1_month", _("Plus d’un mois")),
)
RELATIONSHIPS = (
    ("intimate_partner_former_partner", _("Conjoint, partenaire, ou ancien")),
    ("primary_caregiver", _("Parent ou responsable")),
    ("family_other_than_spouse_or_caregiver", _("Autre membre de la famille")),
    ("supervisor_employer", _("Employeur ou supérieur")),
    ("schoolmate", _("Camarade d’école")),
    ("teacher_school_official", _("Enseignant ou personnel d’école")),
    ("service_provider", _("Quelqu’un qui donne un service")),
    ("cotenant_housemate", _("Quelqu’un qui loge au même endroit")),
    ("family_friend_neighbor", _("Ami de la famille ou voisin")),
    ("other_refugee_idp_returnee", _("Autre personne déplacée")),
    ("other_resident_community_member", _("Autre habitant")),
    ("other", _("Autre")),
    ("no_relation", _("Aucun lien")),
)
HOW_MANY = (("1", _("1")), ("2", _("2")), ("3", _("3")), ("more", _("Plus de 3")))
ABDUCTIONS = (
    ("none", _("Non")),
    ("forced_conscription", _("Enrôlement forcé")),
    ("trafficked", _("Traite")),
    ("other_abduction_kidnapping", _("Autre enlèvement")),
)
PRACTICES = (
    (NO, _("Non")),
    ("fgm", _("Excision")),
    ("early_marriage", _("Mariage précoce")),
    ("levirate_sororate", _("Lévirat ou sororat")),
    ("other", _("Autre")),
)
ELSEWHERE = (
    (NO, _("Non")),
    ("gbvims-org", _("Oui, à une organisation du même système")),
    ("non-gbvims-org", _("Oui, ailleurs")),
)

Choice = partial(Question, kind=Kind.CHOICE, source="domain 2.3")
Sealed = partial(
    Question, group="sensitive", compartment="sensitive", merge=Merge.SEALED,
    source="domain 2.3",
)  # fmt: skip


def _ordered() -> tuple[Question, ...]:
    names = [name for name, _text in ASKED]
    return tuple(
        Question(
            name, text, kind=Kind.CHOICE, group="type", choices=YES_NO,
            when=And(tuple(when(other, *NOT_YET) for other in names[:place]))
            if place else None,
            source="domain 2.2",
        )
        for place, (name, text) in enumerate(ASKED)
    )  # fmt: skip


INCIDENT = Form(
    name="incident",
    version=1,
    title=_("Ce qui s’est passé"),
    questions=(
        Question("case", _("Dossier"), kind=Kind.ID, group="link", needed=True),
        *_ordered(),
        Choice("gbv_type", _("Type"), group="type", choices=TYPES, source="domain 2.2",
               derive=("first_yes", *(name for name, _text in ASKED))),
        Sealed("day", _("Quel jour ?"), kind=Kind.DAY,
               hint=_("Si la personne s’en souvient. Le jour reste scellé.")),
        Sealed("told_on", _("Quel jour en a-t-on parlé ici la première fois ?"),
               kind=Kind.DAY),
        Question("month", _("Quel mois ?"), kind=Kind.MONTH, group="when",
                 derive=("month", "day"), source="domain 2.3"),
        Choice("delay_band", _("Depuis combien de temps ?"), group="when",
               choices=DELAYS, derive=("delay_band", "day", "told_on"),
               source="domain 1.5"),
        Sealed("place", _("Où était-ce ?"), most=200,
               hint=_("Un lieu, pas une adresse. Il reste scellé.")),
        Question("cercle", _("Dans quel cercle ?"), kind=Kind.CODE, group="when",
                 listed="cercles", derive=("cercle", "place"), source="domain 2.3"),
        Choice("age_band", _("Son âge à ce moment-là"), group="person",
               choices=AGE_BANDS, derive=("age_band", "identity.birth_date", "day")),
        Choice("sex", _("Sexe"), group="person", choices=SEXES),
        Question("relationship", _("Quel lien avec la personne mise en cause ?"),
                 kind=Kind.CHOICES, group="accused", choices=RELATIONSHIPS,
                 source="domain 2.3"),
        Sealed("occupation", _("Quel est le métier de la personne mise en cause ?"),
               most=120,
               hint=_("Un métier ou une fonction, jamais un nom. Il reste scellé.")),
        Choice("how_many", _("Combien de personnes mises en cause ?"),
               group="accused", choices=HOW_MANY),
        Choice("exchange", _("Contre de l’argent, un bien ou un service ?"),
               group="circumstances", choices=YES_NO),
        Choice("abduction", _("Y a-t-il eu un enlèvement ?"), group="circumstances",
               choices=ABDUCTIONS),
        Choice("harmful_practice", _("Est-ce une pratique traditionnelle ?"),
               group="circumstances", choices=PRACTICES),
        Choice("reported_elsewhere", _("Est-ce déjà noté dans une autre "
                                       "organisation ?"),
               group="circumstances", choices=ELSEWHERE),
        Question(
            "story", _("Avec ses mots, si la personne le souhaite"), kind=Kind.STORY,
            group="narrative", compartment="narrative", merge=Merge.SEALED, most=4000,
            source="domain 1.4 B",
            hint=_("Ce n’est jamais nécessaire. Pas de nom, pas de détail intime."),
        ),
    ),
)  # fmt: skip
