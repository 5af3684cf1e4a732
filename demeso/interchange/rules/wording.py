"""Say in words what is wrong with a file; refusals of an entry have their own."""

from demeso.kernel.text import _

FAULTS = {
    "file.large": _("Ce fichier dépasse 50 Mo."),
    "file.unknown": _(
        "Ce fichier n’est ni un classeur Excel, ni un CSV, ni un paquet HSDS (ZIP ou "
        "JSON)."
    ),
    "file.broken": _("Ce fichier est abîmé : il ne s’ouvre pas."),
    "file.bomb": _("Ouvert, ce fichier dépasserait 50 Mo."),
    "file.empty": _("Aucune ligne d’organisation ni de lieu n’a été trouvée."),
    "table.heading": _("Aucune ligne ne porte les titres des colonnes."),
    "rows.many": _("Plus de 60 000 lignes : partagez le fichier."),
    "column.missing": _("Cette colonne manque."),
    "column.twice": _("Deux colonnes portent ce titre."),
    "column.unknown": _("Cette colonne n’est pas lue."),
    "cell.encoding": _(
        "Des signes sont illisibles : enregistrez le fichier en « CSV UTF-8 »."
    ),
    "cell.twice_encoded": _(
        "Des accents sont abîmés : enregistrez le fichier d’origine en « CSV UTF-8 »."
    ),
    "cell.quote": _(
        "Des guillemets s’ouvrent ou se ferment mal : la suite est avalée."
    ),
    "cell.untitled": _("Cette colonne n’a pas de titre : elle n’est pas lue."),
    "row.long": _(
        "Cette ligne a plus de cases que de titres : un séparateur est-il de trop ?"
    ),
    "cell.control": _("Cette case contient des signes invisibles."),
    "cell.long": _("Ce texte est trop long."),
    "cell.kind": _("Cette valeur n’a pas la bonne forme."),
    "cell.choice": _("Cette réponse n’est pas dans la liste."),
    "cell.formula": _("Cette case calcule et ne dit rien : écrivez sa valeur."),
    "cell.twice": _("La même réponse est écrite deux fois."),
    "cell.needed": _("Cette case doit être remplie."),
    "cell.future": _("Ce jour n’est pas encore venu."),
    "point.outside": _(
        "Ce point est hors du pays : la latitude et la longitude sont-elles inversées ?"
    ),
    "point.half": _("Un point a une latitude et une longitude."),
    "point.rounded": _("Arrondi à deux décimales : jamais plus précis."),
    "hours.many": _("Plus de quatre plages dans un jour."),
    "key.twice": _("Cet identifiant est écrit deux fois."),
    "name.twice": _("Cette entrée est écrite deux fois."),
    "organisation.differs": _(
        "Les lignes de cette organisation ne disent pas la même chose."
    ),
    "organisation.unknown": _("Cette organisation n’est ni ici ni dans l’annuaire."),
    "network.unknown": _("Ce réseau n’est ni ici ni dans l’annuaire."),
    "entry.foreign": _("Une autre organisation tient cette fiche."),
    "entry.other": _("Cet identifiant est celui d’autre chose."),
    "link.unknown": _("Ce que cette ligne désigne n’est pas dans le paquet."),
    "service.unknown": _("Ce service n’est d’aucune famille connue : il est laissé."),
    "schedule.unread": _(
        "Ces heures ne sont pas celles d’une semaine : elles ne sont pas reprises."
    ),
}
