"""What the directory’s files and editions say when they are refused."""

from demeso.kernel.text import _

MESSAGES = {
    "edition.year": _("Écrivez l’année de la cartographie, entre 2010 et 2100."),
    "file.large": _("Ce fichier dépasse 50 Mo."),
    "import.changed": _(
        "Ce n’est plus le fichier qui a été vérifié. Vérifiez-le d’abord."
    ),
    "import.faults": _("Rien n’a été repris : ce fichier contient encore des fautes."),
    "import.none": _("Choisissez un fichier."),
    "import.taken": _(
        "Un identifiant de ce fichier est celui d’autre chose. Rien n’a été repris."
    ),
}
