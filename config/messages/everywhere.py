"""What the ledger, the field, the desk and every room say when they refuse."""

from demeso.kernel.text import _

MESSAGES = {
    # ledger and field
    "act.fault": _("Cette saisie est gardée, mais le serveur n’a pas su l’appliquer."),
    "act.forged_repeat": _("Deux saisies différentes portent le même numéro."),
    "act.id_taken": _("Cette saisie porte un numéro déjà pris. Elle est gardée."),
    "act.malformed": _("Une saisie n’est pas arrivée entière. Rien n’est perdu."),
    "act.other_actor": _("Cette saisie porte le nom d’une autre personne."),
    "act.repeated": _("C’est déjà enregistré."),
    "act.sealed_unasked": _(
        "Cette saisie porte un texte scellé qui n’a pas sa place ici. Elle est gardée."
    ),
    "act.signature": _("Une saisie n’est pas signée par cet appareil."),
    "act.unknown_kind": _("Cette saisie n’est pas connue ici. Elle est gardée."),
    "clock.skew": _("L’heure de cet appareil n’est pas juste. Réglez-la."),
    "exchange.busy": _("Trop d’envois à la fois. Attendez une minute."),
    "exchange.malformed": _("L’envoi n’est pas arrivé entier. Rien n’est perdu."),
    "exchange.signature": _("Cet appareil n’est pas reconnu."),
    "exchange.too_large": _("L’envoi est trop gros. Envoyez moins à la fois."),
    "parcel.letter": _(
        "Cet envoi n’est pas juste, votre appareil n’y est pour rien. Rendez le "
        "fichier à la personne, et qu’elle en fasse un autre."
    ),
    "parcel.malformed": _("Ce fichier n’est pas un envoi, ou il n’est pas entier."),
    "parcel.refused": _(
        "L’appareil qui a écrit cet envoi n’est plus autorisé. Rendez le fichier à "
        "la personne, et qu’elle appelle."
    ),
    "parcel.too_large": _("Ce fichier est trop gros pour être un envoi."),
    "parcel.unreadable": _(
        "Ce fichier n’est pas pour ce serveur, ou il est abîmé. Demandez-en un autre."
    ),
    "device.lost": _(
        "Cet appareil est déclaré perdu. Ce qu’il gardait est effacé. Appelez."
    ),
    "device.revoked": _("Cet appareil n’est plus autorisé. Gardez-le et appelez."),
    "form.faults": _("Une réponse n’a pas la bonne forme. La saisie est gardée."),
    "form.unknown_version": _("Cette page est d’une version inconnue ici."),
    # desk
    "access.reason": _("Dites pourquoi vous cherchez : cela reste écrit."),
    "breach.closed": _("Cet incident est clos."),
    "breach.codes": _("Un code n’est pas juste, ou n’est pas de votre organisation."),
    "breach.incomplete": _("Il manque une réponse : quoi, à qui, ou en quelques mots."),
    "breach.known": _("Cet incident est déjà ouvert."),
    "breach.no_lesson": _("Notez d’abord ce qu’on en retient."),
    "breach.unfiled": _("Notez d’abord le dépôt, ou pourquoi il n’y en a pas."),
    "breach.untold": _("Notez d’abord que les personnes touchées le savent."),
    "export.purpose": _("Dites pour quoi faire : cela reste écrit."),
    "export.recipient": _("Cette clé publique n’est pas juste."),
    "hold.known": _("Cette raison est déjà notée."),
    "retention.changed": _("La liste a changé pendant votre lecture. Relisez-la."),
    "text.naming": _(
        "Ces mots nomment quelqu’un ou un lieu : le serveur peut les lire."
    ),
    "reminder.address": _("Cette adresse n’a pas la forme d’une adresse."),
    "urgency.other_case": _("Ce qui presse appartient à un autre dossier."),
    "urgency.until": _("Ce moment ne suit pas de ce qui est dit. Recommencez."),
    # every room
    "refused": _("Ce n’est pas possible ici. Rien n’est perdu."),
    "record.unknown": _("Cette page n’existe pas, ou n’est pas pour vous."),
    "form.expired": _("Cette page est restée ouverte trop longtemps. Rechargez-la."),
    "request.malformed": _("Cette demande n’a pas la bonne forme."),
    "session.missing": _("Fermez le carnet, puis rouvrez-le avec un code."),
}
