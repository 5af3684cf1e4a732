"""Say in words why a place stands where it does in “who can help now”.

One list for the desk and for the app; `{…}` are filled by whoever shows it.
"""

from demeso.kernel.text import _

WHY = {
    "open.until": _("Ouvert jusqu’à {time}"),
    "open.always": _("Ouvert jour et nuit"),
    "open.on_call": _("Fermé, mais quelqu’un est d’astreinte"),
    "open.today": _("Fermé, ouvre aujourd’hui à {time}"),
    "open.tomorrow": _("Fermé, ouvre demain à {time}"),
    "open.day": _("Fermé, ouvre {day} à {time}"),
    "absent.now": _("Personne sur place pour ce besoin en ce moment"),
    "open.called": _("Personne sur place pour ce besoin, mais une astreinte"),
    "open.unknown": _("Heures non connues : demandez d’abord"),
    "stock.in": _("{item} : il y en a, dit le {day}"),
    "stock.low": _("{item} : bientôt fini, dit le {day}"),
    "stock.few": _("{item} : presque fini, dit le {day} ; appelez d’abord"),
    "stock.out": _("{item} : rupture, dit le {day}"),
    "stock.never": _("{item} : ne se donne pas ici"),
    "stock.unknown": _("{item} : stock non connu, demandez d’abord"),
    "stock.old": _("{item} : dit le {day}, redemandez d’abord"),
    "able.children": _("Les enfants y sont reçus"),
    "ask.children": _("Demandez si les enfants y sont reçus"),
    "able.men": _("Les hommes et les garçons y sont reçus"),
    "ask.men": _("Demandez si les hommes et les garçons y sont reçus"),
    "able.access": _("On y entre avec un handicap"),
    "ask.access": _("Demandez comment on y entre avec un handicap"),
    "able.sea": _("Les victimes d’EAS y sont reçues"),
    "ask.sea": _("Demandez si les victimes d’EAS y sont reçues"),
    "able.care_72h": _("Tous les soins des 72 heures y sont donnés"),
    "ask.care_72h": _("Demandez quels soins des 72 heures y sont donnés"),
    "able.language": _("On y parle {language}"),
    "ask.language": _("Demandez si quelqu’un y parle {language}"),
    "able.women": _("Une femme peut toujours recevoir"),
    "near.here": _("Dans le même cercle"),
    "near.km": _("À {km} km au moins, à vol d’oiseau"),
    "near.region": _("Région : {region}"),
    "verified.on": _("Vérifié le {day}"),
    "verified.old": _("Non vérifié depuis le {day}"),
    "verified.never": _("Non vérifié"),
    "site.none": _("Lieu et heures non connus : demandez d’abord"),
}
WEEK = (
    ("0", _("lundi")),
    ("1", _("mardi")),
    ("2", _("mercredi")),
    ("3", _("jeudi")),
    ("4", _("vendredi")),
    ("5", _("samedi")),
    ("6", _("dimanche")),
)
