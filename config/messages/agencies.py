"""What the rooms of people and keys say when they refuse."""

from demeso.kernel.text import _

MESSAGES = {
    "agency.active": _("Votre organisation a déjà commencé avec de vraies personnes."),
    "agency.founded": _("Cette maison est déjà fondée."),
    "agency.not_ready": _("Il manque encore des étapes avant de commencer."),
    "agreement.both": _(
        "Ce partenaire garde l’autre clé, ou l’a gardée. Choisissez une autre "
        "organisation."
    ),
    "agreement.last_holder": _(
        "Seul ce partenaire tient encore cette clé. Remettez-la d’abord à quelqu’un "
        "d’ici."
    ),
    "agreement.sides": _("Chaque organisation signe une fois, pour elle-même."),
    "checkpoint.signature": _("Cette signature du registre n’est pas juste."),
    "checkpoint.unknown": _("Ce point du registre n’existe pas ici."),
    "bundle.malformed": _("Vos clés ne sont pas arrivées entières. Recommencez."),
    "desk.code": _("Ce code ne sert plus. Revenez par votre carnet."),
    "blockade.devices": _("Choisissez des appareils en service de votre organisation."),
    "blockade.known": _("Ce lieu coupé est déjà écrit."),
    "blockade.malformed": _("Dites jusqu’à quel jour, et quels appareils y sont."),
    "blockade.not_you": _("Une autre personne le confirme, pas pour son appareil."),
    "blockade.settled": _("Il n’y a plus rien à confirmer ici. Rechargez la page."),
    "clearing.malformed": _("Ces nombres ne vont pas ensemble."),
    "clearing.settled": _("C’est déjà fait. Rechargez la page."),
    "lease.ended": _("Le délai de cet appareil est passé. Envoyez d’abord."),
    "lease.no_code": _("Pas de code : aucun lieu coupé ne le demande aujourd’hui."),
    "device.known": _("Cet appareil est déjà inscrit."),
    "device.malformed": _("Cet appareil n’a pas pu être inscrit. Recommencez."),
    "invitation.malformed": _("Cette invitation n’est pas complète. Refaites-la."),
    "invitation.unknown": _("Ce lien ne sert plus. Demandez-en un nouveau."),
    "invitation.used": _("Cette personne a déjà rejoint le carnet."),
    "joining.malformed": _("Vos clés ne sont pas arrivées entières. Recommencez."),
    "joining.proof": _("Vos clés n’ont pas signé cette demande. Recommencez."),
    "holder.waiting": _(
        "Cette personne est déjà nommée ; une deuxième signature manque encore."
    ),
    "key.apart": _("Cette clé ne peut pas être confiée à cette personne."),
    "key.asker": _(
        "La personne qui l’a demandé ne peut plus le demander. Refusez, et voyez avec "
        "elle."
    ),
    "key.epoch": _("Une clé plus récente existe déjà. Rechargez la page."),
    "key.held": _("Cette personne tient déjà cette clé."),
    "key.malformed": _("Cette clé n’a pas la bonne forme."),
    "key.not_held": _("Gardez vous-même la clé que vous publiez."),
    "key.other_agency": _("Publiez les clés de votre organisation seulement."),
    "key.signature": _("Cette signature ne vaut pas pour cette clé."),
    "key.unknown": _("Cette clé n’existe pas encore."),
    "key.unseconded": _("Cette clé attend la signature d’une deuxième personne."),
    "keyring.full": _("Le trousseau est plein."),
    "keyring.malformed": _("Le trousseau n’est pas arrivé entier. Recommencez."),
    "keyring.stale": _("Un autre de vos appareils a gardé une version plus récente."),
    "login.shape": _("Connectez-vous depuis le carnet."),
    "departure.administrators": _("Nommez d’abord une autre personne aux rôles."),
    "departure.keys_awaited": _(
        "Un dossier attend les clés que son appareil garde. La personne doit ouvrir "
        "son carnet avant de partir."
    ),
    "departure.known": _("Ce départ est déjà préparé."),
    "departure.over": _("Cette personne est déjà partie."),
    "departure.oversight": _(
        "Remettez d’abord la clé de contrôle à une autre personne."
    ),
    "departure.sheets": _("Faites d’abord trois nouvelles feuilles."),
    "worker.left": _("Écrit avant un départ, arrivé après : gardé à part."),
    "departure.unknown": _("Ce départ n’est pas préparé. Rechargez la page."),
    "departure.vault": _("Remettez d’abord la clé du coffre à une autre personne."),
    "handing.departure": _("Vos dossiers se remettent quand un départ est préparé."),
    "handing.given": _("Cette moitié est déjà redonnée."),
    "handing.halves": _("Il manque encore une moitié de ce dossier."),
    "handing.other_case": _("Ce dossier est celui d’une autre personne."),
    "handing.still_there": _("Cette personne remet elle-même ses dossiers."),
    "handing.successor": _("Choisissez une autre personne, qui reste."),
    "passphrase.malformed": _("Vos clés ne sont pas arrivées entières. Recommencez."),
    "passphrase.often": _("Trop d’essais. Attendez dix minutes."),
    "passphrase.proof": _("Vos clés n’ont pas signé cette demande. Recommencez."),
    "passphrase.stale": _("Votre phrase a changé sur un autre appareil. Recommencez."),
    "passphrase.weaker": _("La nouvelle protection serait plus faible. Recommencez."),
    "passphrase.wrong": _("Ce n’est pas votre phrase secrète d’aujourd’hui."),
    "renewal.not_joined": _("Cette personne n’a pas encore rejoint le carnet."),
    "renewal.not_you": _("Deux autres personnes confirment, chacune une fois."),
    "renewal.other_key": _("Ces mots ne sont pas ceux de son écran. Ne confirmez pas."),
    "renewal.own": _("Une autre personne doit faire ce lien pour vous."),
    "renewal.settled": _("Il n’y a plus rien à confirmer ici. Rechargez la page."),
    "renewal.unknown": _("Ce lien ne sert plus. Demandez-en un nouveau."),
    "role.apart": _("Une même personne ne peut pas garder les deux clés."),
    "role.held": _("Cette personne a déjà ce rôle."),
    "role.last_administrator": _("Il faut garder une personne qui donne les rôles."),
    "role.other_agency": _("Cette personne travaille pour une autre organisation."),
    "role.own": _("Personne ne se donne un rôle à soi-même."),
    "role.signature": _("Cette signature ne vaut pas pour ce rôle."),
    "role.unproved": _(
        "Le rôle de cette personne n’est pas prouvé : rien ne lui est remis."
    ),
    "rota.holders": _("Choisissez des personnes qui tiennent la clé de contrôle."),
    "rota.known": _("Cette liste de garde est déjà écrite."),
    "rota.three": _("Il faut au moins trois personnes de garde."),
    "sheets.epoch": _("Ces feuilles ne sont pas les dernières. Rechargez la page."),
    "sheets.proof": _("Ces feuilles n’ont pas signé. Recommencez l’exercice."),
    "sheets.three": _(
        "Choisissez trois personnes différentes, une seule par organisation partenaire."
    ),
    "sheets.two": _("Il faut deux feuilles différentes."),
    "sheets.unnamed": _(
        "Personne n’est encore nommé pour les feuilles de cette clé. Demandez qu’on le "
        "fasse, puis signez."
    ),
    "username.shape": _("De 3 à 40 lettres sans accent, chiffres, points ou tirets."),
    "username.taken": _("Ce nom est déjà pris. Choisissez-en un autre."),
    "vault.circle": _("Les nouvelles clés ne vont pas aux bonnes personnes."),
    "vault.halves_missing": _("Il manque une clé de secours. Mettez le carnet à jour."),
    "vault.malformed": _("Ce qui est scellé n’est pas arrivé entier."),
    "vault.other_compartment": _("Ce qui est scellé n’est pas à sa place."),
    "vault.other_object": _("Ce qui est scellé appartient à un autre dossier."),
    "vault.other_rights": _("Cette clé donne un droit qui n’a pas sa place ici."),
    "vault.recipient": _("Une clé est adressée à quelqu’un qui ne peut la recevoir."),
    "vault.retired_key": _("Cette clé ne sert plus. Mettez le carnet à jour."),
    "vault.signature": _("La signature d’une clé n’est pas juste."),
    "vault.signer": _("Cette clé n’est pas signée par la personne qui agit."),
}
