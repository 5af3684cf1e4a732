"""What survivors, consent and casework say when they refuse."""

from demeso.kernel.text import _

MESSAGES = {
    "assessment.unfinished": _("Il manque les besoins ou le niveau de risque."),
    "case.closed": _("Ce dossier est fermé. Rouvrez-le avec son accord."),
    "case.keys": _("Un nouveau dossier donne ses clés une fois, à vous seulement."),
    "case.known": _("Ce dossier existe déjà."),
    "case.open": _("Ce dossier est déjà ouvert."),
    "closure.high_risk": _(
        "Le risque est élevé, ou il y a un danger : voyez d’abord la sécurité."
    ),
    "closure.known": _("Cette fermeture est déjà proposée."),
    "closure.no_reason": _("Dites ce qui permet de fermer le dossier."),
    "closure.not_lost": _(
        "Le contact n’est perdu qu’après 30 jours et trois essais par le moyen sûr."
    ),
    "closure.not_told": _(
        "Dites d’abord à la personne qu’elle peut revenir quand elle veut."
    ),
    "closure.open_referrals": _(
        "Une orientation est encore ouverte. Relisez chacune : attendez la réponse, "
        "rappelez-la, ou notez que le service continue sans vous."
    ),
    "closure.other_case": _("Cette fermeture appartient à un autre dossier."),
    "closure.own": _("Une autre personne doit relire ce que vous proposez."),
    "closure.settled": _(
        "Quelqu’un a déjà relu cette fermeture. Rechargez la page pour la voir."
    ),
    "closure.unsaid": _("Dites que la fermeture est relue et acceptée."),
    "closure.waiting": _("Une fermeture de ce dossier attend déjà d’être relue."),
    "consent.expired": _("Cet accord n’est plus valable. Demandez de nouveau."),
    "consent.language": _("Dites dans quelle langue l’accord a été expliqué."),
    "consent.missing": _("Il n’y a pas d’accord pour cela. Demandez d’abord."),
    "consent.other_categories": _("La personne n’a pas dit oui à tout cela."),
    "consent.other_recipient": _("La personne n’a pas dit oui à cette organisation."),
    "consent.past": _("Ce jour est déjà passé."),
    "consent.withdrawn": _("La personne a changé d’avis. Demandez de nouveau."),
    "consent.wrong_giver": _("Cet accord ne peut pas venir de cette personne."),
    "follow_up.no_next": _("Choisissez le prochain jour, ou proposez de fermer."),
    "follow_up.other_case": _("Ce suivi appartient à un autre dossier."),
    "follow_up.past": _("Le prochain jour est déjà passé. Choisissez-en un autre."),
    "follow_up.safety": _("Demandez d’abord si la personne est en sécurité."),
    "glass.known": _("Cette demande d’accès existe déjà."),
    "glass.nobody": _("Personne n’est de garde : appelez la protection des données."),
    "glass.not_you": _("L’accès d’urgence se demande par qui tient la clé du coffre."),
    "glass.over": _("Le temps est passé : le dossier n’est plus ouvert."),
    "glass.own": _("Une autre personne, de garde, doit répondre."),
    "glass.readers": _("La garde a changé pendant la demande. Recommencez."),
    "glass.settled": _("Cette demande a déjà une réponse."),
    "glass.unsaid": _("Dites si vous donnez l’accès."),
    "glass.waiting": _("Un accès d’urgence est déjà demandé pour ce dossier."),
    "incident.ahead": _("Ce mois n’est pas encore venu."),
    "incident.cercle": _("Choisissez un cercle de la liste, ou laissez vide."),
    "incident.other_case": _("Ce qui est noté appartient à un autre dossier."),
    "incident.type": _("Le type ne suit pas les six réponses."),
    "line.other_case": _("Ce besoin appartient à un autre dossier."),
    "look.own": _("Une autre personne doit relire cet accord."),
    "look.settled": _(
        "Cet accord est déjà relu, ou un autre a pris sa place. Rechargez la page."
    ),
    "look.unsaid": _("Dites ce qui est décidé."),
    "callback.done": _("Ce rappel est déjà noté."),
    "callback.known": _("Cette demande est déjà notée."),
    "callback.nobody": _("Votre organisation ne peut pas encore rappeler par ici."),
    "callback.waiting": _("Vos demandes sont déjà notées : on va vous rappeler."),
    "number.busy": _("Trop de monde en même temps. Réessayez dans une minute."),
    "number.forgotten": _("Ce numéro n’existe plus. Donnez-en un nouveau."),
    "number.known": _("Cette personne a déjà un numéro."),
    "number.over": _("Ce numéro est arrêté."),
    "number.pin": _("Six chiffres, ni une suite, ni une année de naissance."),
    "number.silent": _("Cela ne répond pas en ce moment. Réessayez plus tard."),
    "number.taken": _("Ce numéro est déjà pris. Recommencez : un autre est tiré."),
    "number.unawaited": _("C’est trop tard pour ce numéro. Recommencez."),
    "release.known": _("Cet accord est déjà noté."),
    "request.known": _("Cette demande est déjà notée."),
    "request.settled": _("Cette demande a déjà sa réponse."),
    "request.unanswered": _("Il manque la réponse à une chose demandée, ou la raison."),
    "survivor.code_taken": _("Ce code est déjà pris. L’appareil en tire un autre."),
    "survivor.code_wrong": _("Ce code n’est pas juste."),
    "survivor.no_case": _("Ouvrez d’abord le dossier : il porte les clés."),
}
