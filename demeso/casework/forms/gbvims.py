"""The lists of GBVIMS by its own codes, in our words (gbvims.md 1.2 and 1.3)."""

from demeso.casework.rules.asking import NO, YES
from demeso.kernel.text import _

YES_NO = ((YES, _("Oui")), (NO, _("Non")))
DELAYS = (
    ("0_3_days", _("3 jours ou moins")),
    ("4_5_days", _("4 ou 5 jours")),
    ("6_14_days", _("6 à 14 jours")),
    ("15_30_days", _("15 à 30 jours")),
    ("over_1_month", _("Plus d’un mois")),
)
TIMES_OF_DAY = (
    ("morning", _("Le matin")),
    ("afternoon", _("L’après-midi")),
    ("evening_night", _("Le soir ou la nuit")),
)
PLACE_TYPES = (
    ("clients_home", _("Chez la personne")),
    ("perpetrators_home", _("Chez la personne mise en cause")),
    ("perpetrators_friends_home", _("Chez un proche de la personne mise en cause")),
    ("road", _("Sur la route")),
    ("garden", _("Champ ou jardin")),
    ("forest", _("Brousse ou forêt")),
    ("streamside", _("Point d’eau")),
    ("market", _("Marché")),
    ("school", _("École")),
    ("latrine", _("Latrines")),
    ("work_place", _("Lieu de travail")),
    ("detention", _("Lieu de détention")),
    ("displacement_site", _("Site de personnes déplacées")),
    ("guest_house_hotel", _("Hôtel ou auberge")),
    ("entertainment_centre", _("Lieu de fête")),
    ("unfinished_house", _("Maison vide ou en chantier")),
    ("other", _("Autre")),
)
STAGES = (
    ("not_displaced", _("Pas de déplacement")),
    ("pre_displacement", _("Avant le départ")),
    ("during_flight", _("Pendant la fuite")),
    ("during_refuge", _("Sur le lieu d’accueil")),
    ("during_return_transit", _("Pendant le retour")),
    ("post_displacement", _("Après le retour")),
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
HOW_MANY = (
    ("equal_to_1", _("1")),
    ("equal_to_2", _("2")),
    ("equal_to_3", _("3")),
    ("more_than_3", _("Plus de 3")),
)
SEVERAL = ("equal_to_2", "equal_to_3", "more_than_3")
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
# Whether an aid worker is involved; an armed side is never asked (R14).
AID_LINKS = (
    (NO, _("Non")),
    ("un", _("Oui, pour les Nations Unies")),
    ("ngo", _("Oui, pour une organisation d’aide")),
    ("contractor", _("Oui, pour une entreprise qui travaille avec elles")),
)
ELSEWHERE = (
    (NO, _("Non")),
    ("gbvims-org", _("Oui, à une organisation du même système")),
    ("non-gbvims-org", _("Oui, ailleurs")),
)
SOMEWHERE = ("gbvims-org", "non-gbvims-org")
REPORTED_TO = (
    ("health_medical_service", _("Centre de santé ou hôpital")),
    ("psychosocial_service", _("Appui psychosocial")),
    ("police_other_service", _("Police, gendarmerie ou autre sécurité")),
    ("legal_assistance_service", _("Aide juridique")),
    ("livelihoods_service", _("Moyens de subsistance")),
    ("safehouse_service", _("Hébergement sûr")),
    ("other", _("Autre")),
)
REFERRED_BY = (
    ("self_referral", _("De son propre choix")),
    *REPORTED_TO[:-1],
    ("teacher_school_official", _("Enseignant ou personnel d’école")),
    ("community_or_camp_leader", _("Autorité du quartier, du village ou du site")),
    ("other_humanitarian_or_development_actor", _("Autre organisation d’aide")),
    ("other_government_service", _("Autre service de l’État")),
    ("other", _("Autre")),
)
TOLD_BY = (
    ("survivor", _("La personne elle-même")),
    ("caregiver", _("Un parent ou responsable, en sa présence")),
    ("other", _("Quelqu’un d’autre")),
)
LEGAL_ACTIONS = (
    (NO, _("Non")),
    ("undecided", _("Pas encore décidé")),
    (YES, _("Oui")),
)
