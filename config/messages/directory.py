"""What the directory and referrals say when they refuse."""

from demeso.kernel.text import _

MESSAGES = {
    "absences.shape": _("Ces absences ne se lisent pas."),
    "centre.beds": _("Il ne peut pas y avoir plus de lits libres que de lits."),
    "centre.known": _("Ce lieu a déjà un tableau."),
    "checklist.month": _("La liste se remplit pour ce mois, ou le précédent."),
    "directory.busy": _("Trop de demandes à la fois. Attendez une minute."),
    "duty.day": _("Une garde se dit depuis hier, et deux semaines en avant au plus."),
    "duty.other_people": _(
        "Une personne de cette équipe ne travaille pas dans votre organisation."
    ),
    "duty.unreadable": _(
        "Dites pour chaque ligne la spécialité, l’employeur et la présence. "
        "La même personne ne s’inscrit qu’une fois."
    ),
    "visit.day": _("Choisissez un jour de ce mois, jamais un jour à venir."),
    "visit.known": _("Cela est déjà compté."),
    "feedback.empty": _("Répondez au moins à une question."),
    "feedback.known": _("Cet avis est déjà donné."),
    "feedback.often": _("Trop d’avis en une heure. Revenez plus tard."),
    "capacity.too_many": _("Il ne peut y avoir plus de libres que de places en tout."),
    "hours.order": _(
        "Une heure de fin vient avant son début. La nuit s’écrit en deux : "
        "20:00-24:00, puis 00:00-06:00 le jour suivant."
    ),
    "hours.overlap": _("Deux heures d’un même jour se recouvrent."),
    "hours.shape": _("Écrivez les heures ainsi : 08:00-12:00 14:00-18:00."),
    "organisation.known": _("Cette organisation est déjà dans l’annuaire."),
    "organisation.no_network": _(
        "Choisissez des réseaux de l’annuaire ; une organisation n’est pas membre "
        "d’elle-même."
    ),
    "organisation.other_people": _("Nommez des personnes de l’agence choisie."),
    "organisation.same_person": _("Nommez deux personnes différentes."),
    "detour.transition": _("Cette réponse ne va pas ici. Rechargez la page."),
    "lock.known": _("Ce verrou existe déjà."),
    "lock.same_person": _("Une autre personne doit dire que le lieu est sûr."),
    "lock.standing": _("Ce lieu est déjà verrouillé."),
    "lock.transition": _("Ce verrou a déjà changé. Rechargez la page."),
    "lock.unsaid": _("Dites que le lieu est sûr, et vérifié."),
    "site.ages": _("L’âge de fin vient avant l’âge de début."),
    "site.care_72h": _("Ces soins se donnent là où il y a des soins médicaux."),
    "site.locked": _("Ce lieu est verrouillé. Deux personnes le rouvrent d’abord."),
    "site.other_lock": _("Ce verrou est celui d’un autre lieu."),
    "site.other_people": _(
        "Une personne de cette liste ne travaille pas dans votre organisation."
    ),
    "site.changed": _("Cette fiche a changé pendant votre lecture. Relisez-la."),
    "site.decided": _("Quelqu’un a déjà relu ce changement."),
    "site.exposed": _(
        "Ce lieu a eu un point, ou a hébergé : un hébergement sûr s’écrit comme un "
        "nouveau lieu, sous un autre nom, et n’a jamais eu de point."
    ),
    "site.outside": _(
        "Ce point est hors du pays : la latitude et la longitude sont-elles inversées ?"
    ),
    "site.known": _("Ce lieu est déjà dans l’annuaire."),
    "site.language": _("Choisissez les langues de la liste."),
    "site.no_point": _("Un hébergement sûr n’a jamais de point sur une carte."),
    "site.no_way": _("D’un hébergement sûr, aucun chemin ne s’écrit."),
    "site.not_offered": _(
        "L’organisation ne propose pas ce service : complétez d’abord sa fiche."
    ),
    "site.own_review": _("Une autre personne doit relire ce que vous avez écrit."),
    "site.outreach": _("Dites où va l’équipe pour chaque jour, si elle se déplace."),
    "site.papers": _("« Aucun papier » ne va pas avec un autre papier."),
    "site.police_report": _(
        "Deux réponses se contredisent : demande-t-on un procès-verbal, ou non ?"
    ),
    "site.precision": _(
        "« Le lieu lui-même » demande un point ou un chemin ; un hébergement sûr n’en "
        "a jamais."
    ),
    "site.place": _("Choisissez une région, et un cercle qui s’y trouve."),
    "site.point": _("Écrivez latitude et longitude avec deux décimales au plus."),
    "site.shelter_public": _("Un hébergement sûr ne se montre jamais à tout le monde."),
    "site.tier": _("Dites qui peut voir ce lieu."),
    "site.tier_fixed": _(
        "Ce que des appareils connaissent déjà ne se cache plus. Dites que ce lieu ne "
        "reçoit plus, et enregistrez-en un autre."
    ),
    "site.exception": _(
        "Ouvrir sans service vérifié à portée revient à la coordination."
    ),
    "site.no_agency": _("Aucune équipe de cette organisation n’ouvre de carnet."),
    "site.open": _("Ce lieu est déjà ouvert aux dossiers."),
    "site.told": _("Dites comment vous l’avez vérifié vous-même."),
    "site.unserved": _(
        "Il manque des soins ou une écoute vérifiés à portée : faites d’abord vérifier "
        "une fiche, ou dites pour quelle situation vous ouvrez quand même."
    ),
    "site.unreviewed": _("Une autre personne doit d’abord relire cette fiche."),
    "shredding.early": _("L’appareil doit d’abord confirmer."),
    "shredding.other_case": _("Cette demande concerne une autre orientation."),
    "shredding.other_way": _("Cette réponse vient par un autre chemin."),
    "shredding.transition": _("Cette demande a déjà changé. Rechargez-la."),
    "travel.known": _("Ce trajet est déjà dit."),
    "verification.known": _("Cette demande existe déjà."),
    "verification.malformed": _("Cette demande n’a pas de délai juste. Rechargez."),
    "verification.unlinked": _(
        "Cette fiche ne se montre pas par un lien. Demandez de vive voix."
    ),
    "referral.known": _("Cette orientation est déjà partie."),
    "referral.not_heard": _(
        "La feuille ne peut pas partir ainsi : ce n’est pas ce que la personne a "
        "entendu. Relisez-la ensemble."
    ),
    "referral.not_offered": _("Cette organisation ne propose pas ce service."),
    "referral.other_line": _("Cette orientation ne va pas avec ce besoin."),
    "referral.reason_missing": _("Dites pourquoi : cela montre ce qui manque."),
    "referral.transition": _("Cette orientation a déjà changé. Rechargez-la."),
}
