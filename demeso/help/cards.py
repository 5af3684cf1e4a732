"""The visit of the demo: cards that tell one invented story, each with its door.

A hole such as `{tonight}` is filled from what the demo loader left. A card whose
holes cannot all be filled does not appear, and a sentence neither.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from string import Formatter

from demeso.kernel.text import _

APP, DESK = "app", "desk"


@dataclass(frozen=True)
class Door:
    """Where a card leads: as whom, through which door, to which place."""

    who: str
    words: str
    place: str
    door: str = APP


@dataclass(frozen=True)
class Card:
    """One step of the story: what happens, where to go, what to look at there."""

    name: str
    title: str
    story: str
    look: tuple[str, ...]
    doors: tuple[Door, ...] = ()
    shows: str = ""  # what is on the card itself: a part of the visit's templates
    needs: str = ""  # the fact without which it shows nothing


CARDS = (
    Card(
        "follow",
        _("De son oui au service reçu"),
        _("Nana, 24 ans, déplacée, a dit oui il y a cinq jours ; depuis, les soins ont "
          "été donnés. Voici le chemin, d’un bout à l’autre."),
        (
            _("En haut, où en est l’aide : ce qui est voulu, envoyé, accepté, reçu."),
            _("Le fil se lit de bas en haut. Ses mots à elle s’y voient en vert."),
            _("Son nom n’est écrit nulle part : il s’ouvre d’un geste, sur cet "
              "appareil seulement."),
        ),
        (Door("aissata", _("Ouvrir comme Aïssata"), "dossier/{week}"),),
    ),
    Card(
        "today",
        _("Aujourd’hui, sur un téléphone"),
        _("Aïssata, de l’association Dɛmɛ à Mopti, ouvre son carnet : pour quelqu’un, "
          "les heures comptent."),
        (
            _("D’abord ce qui ne peut pas attendre, avec les heures qui restent."),
            _("À côté de chaque ligne, comment joindre la personne sans la mettre en "
              "danger."),
            _("Des codes, aucun nom. Coupez le réseau : le carnet reste ouvert."),
        ),
        (Door("aissata", _("Voir sa journée"), ""),),
    ),
    Card(
        "consent",
        _("Ce que Nana permet"),
        _("On lui a lu chaque question : oui aux soins, pas maintenant pour la "
          "clinique juridique, non aux statistiques."),
        (
            _("« Qui peut voir quoi » se lit à voix haute, mot pour mot."),
            _("Chaque oui nomme à qui, pour quoi et jusqu’à quand ; il se reprend "
              "d’un geste."),
            _("Au départ, toutes les cases étaient vides : se taire, c’est non."),
        ),
        (Door("aissata", _("Lire son accord"), "dossier/{tonight}/accord"),),
    ),
    Card(
        "orient",
        _("Qui peut aider maintenant"),
        _("C’était hier soir. Personne ne lui demande de raconter : le besoin et "
          "l’heure suffisent pour chercher."),
        (
            _("Il reste {pep} h pour prévenir le VIH, {contraception} h pour la "
              "contraception d’urgence. Après, les soins restent utiles."),
            _("Des lieux ouverts avec leur stock ; ce que personne n’a vérifié se dit "
              "aussi."),
            _("Nana choisit. Celui qui ne peut pas le dit, et ce manque est compté."),
        ),
        (
            Door("aissata", _("Chercher avec elle"),
                 "dossier/{tonight}/orienter/health"),
        ),
    ),
    Card(
        "sheet",
        _("Exactement ce qui part"),
        _("Pour le Centre Yèlèn, où travaille Oumou, sage-femme, Nana choisit ligne "
          "par ligne. Pour l’avocate, elle n’a pas dit oui."),
        (
            _("Cochez une ligne : dessous s’écrit, mot pour mot, ce qui partira. Rien "
              "d’autre ne part."),
            _("Chez Maître Sitan, n’en cochez aucune et envoyez : c’est refusé. Sans "
              "son oui, rien ne sort."),
        ),
        (
            Door("aissata", _("La feuille pour Yèlèn"),
                 "dossier/{tonight}/orienter/health/{yelen}"),
            Door("aissata", _("Essayer chez l’avocate"),
                 "dossier/{tonight}/orienter/legal/{sariya}"),
        ),
    ),
    Card(
        "server",
        _("Ce que voit le serveur"),
        _("Écrivez un nom. Votre navigateur lit toutes les tables du serveur et le "
          "cherche lui-même ; ce nom ne quitte pas cette page."),
        (),
        shows="search",
        needs="tonight",
    ),
    Card(
        "received",
        _("Reçu, et c’est elle qui le dit"),
        _("Oumou a dit au téléphone que les soins étaient donnés. Il manque une "
          "parole, celle de Nana."),
        (
            _("Touchez « Soins médicaux » : « La personne confirme avoir reçu » n’est "
              "que pour elle."),
            _("Ce qui n’est pas venu se voit autant que ce qui est venu."),
        ),
        (Door("aissata", _("Noter ce qu’elle dit"), "dossier/{week}"),),
    ),
    Card(
        "withdrawn",
        _("Elle change d’avis"),
        _("Une autre fois, Nana reprend son oui pour le Centre Yèlèn. Cela vaut tout "
          "de suite."),
        (
            _("« Arrêter » montre d’abord ce qui s’arrête, puis l’arrête."),
            _("Avant, Yèlèn peut lire où et comment la rencontrer. Après, la "
              "page est vide : « Rien ici »."),
            _("Le journal se vérifie toujours : rien n’y est effacé en cachette."),
        ),
        (
            Door("aissata", _("Reprendre un oui"), "dossier/{change}/accord"),
            Door("djeneba", _("La page de Yèlèn"), "recu/{handed}"),
            Door("bintou", _("Vérifier le journal"), "accesses", DESK),
        ),
    ),
    Card(
        "number",
        _("Son numéro à elle"),
        _("Nana n’a ni compte ni téléphone à elle. Chez quelqu’un de confiance, elle "
          "ouvre une page avec huit chiffres et un code secret."),
        (
            _("FICTIF : numéro {number}, code secret {pin}. Ils ne servent que dans "
              "cette démonstration."),
            _("Elle voit des jours sans lieu, et ce qu’elle permet. Jamais son nom, "
              "jamais ce qui s’est passé."),
            _("Elle peut tout arrêter seule, ou demander qu’on la rappelle."),
            _("Après cinq codes faux, le numéro se bloque : elle revient voir "
              "Aïssata."),
        ),
        shows="number",
        needs="number",
    ),
    Card(
        "danger",
        _("Quand les choses tournent mal"),
        _("Près de Gao : un lieu menacé, une piste coupée, Mariam qui s’en va et dont "
          "le téléphone est perdu. Personne n’est oublié."),
        (
            _("Le lieu menacé ne reçoit plus personne. Fadimata sait qui prévenir."),
            _("Mariam a remis un dossier ; l’autre attend. Son départ peut encore "
              "s’annuler."),
            _("Le téléphone perdu est arrêté. Ibrahim voit les codes qu’il gardait, "
              "sans aucun nom."),
        ),
        (
            Door("hawa", _("Le départ de Mariam"), "equipe/departs"),
            Door("hawa", _("Le lieu menacé"), "lieux"),
            Door("hawa", _("Les appareils"), "appareils"),
            Door("ibrahim", _("L’incident"), "breaches", DESK),
        ),
    ),
    Card(
        "figures",
        _("Compter sans montrer"),
        _("Fatoumata coordonne pour la région. Elle voit des nombres, et aucune porte "
          "vers un dossier."),
        (
            _("« <5 » protège les petits nombres : aucun calcul ne les retrouve."),
            _("Chaque nombre dit qui il compte, et ce qu’il ne veut pas dire."),
        ),
        (Door("fatoumata", _("Ouvrir les chiffres"), "figures#services", DESK),),
    ),
)  # fmt: skip


def filled(text: str, facts: Mapping[str, str]) -> str:
    """Return a text with its holes filled; empty when one cannot be."""
    holes = {name for _text, name, _spec, _turn in Formatter().parse(text) if name}
    return text.format(**facts) if holes <= facts.keys() else ""


def shown(facts: Mapping[str, str], people: frozenset[str]) -> tuple[Card, ...]:
    """Return the cards whose doors open, and the live ones once there is a story."""
    return tuple(card for card in CARDS if _opens(card, facts, people))


def _opens(card: Card, facts: Mapping[str, str], people: frozenset[str]) -> bool:
    if card.needs and card.needs not in facts:
        return False
    return all(
        one.who in people and (not one.place or filled(one.place, facts))
        for one in card.doors
    )
