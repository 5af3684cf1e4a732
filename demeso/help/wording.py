"""Put a public place, or a line, into words for anybody."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from demeso.directory.queries.public import PublicPlace
from demeso.directory.ranking import Why
from demeso.directory.saying import hours, languages, place_name, reason, weekdays
from demeso.kernel.lines import Line
from demeso.kernel.text import _

# Of the reasons why a place stands where it does, those that the page repeats.
DOORS = ("open.", "absent.")
ASK = ("ask.children", "ask.men", "ask.access")
# Coded answer → what it means for whoever goes there. What is not known is not said.
TOLD: dict[str, dict[Any, str]] = {
    "women_staff": {
        "always": _("Une femme peut toujours recevoir."),
        "some": _("Une femme peut recevoir à certaines heures : demandez."),
        "no": _("Aucune femme n’y reçoit pour l’instant."),
    },
    "children": {
        "yes": _("Les enfants y sont reçus."),
        "no": _("Les enfants n’y sont pas reçus."),
    },
    "men": {
        "yes": _("Les hommes et les garçons y sont reçus."),
        "no": _("Les hommes et les garçons n’y sont pas reçus."),
    },
    "interpreter": {"yes": _("Quelqu’un peut traduire.")},
    "access": {
        "yes": _("On y entre et on y est reçu avec un handicap."),
        "partly": _("Avec un handicap, on y entre en partie : appelez d’abord."),
        "no": _("Avec un handicap, l’entrée est difficile : appelez d’abord."),
    },
    "care_72h": {
        "yes": _("Les soins des trois premiers jours s’y donnent tous."),
        "some": _("Une partie des soins des trois premiers jours s’y donne."),
        "no": _("Les soins des trois premiers jours ne s’y donnent pas."),
    },
    "sea": {
        "yes": _("On y reçoit aussi qui a subi du mal d’une personne venue aider."),
    },
}
ALWAYS = "|".join(["00:00-24:00"] * 7)
COSTS = {
    "free": _("C’est gratuit."),
    "partly": _("Une partie est gratuite : demandez le prix avant."),
    "paid": _("C’est payant : demandez le prix avant."),
}
PAPERS = {
    "none": _("Aucun papier n’est demandé."),
    "id": _("On y demande une pièce d’identité."),
    "medical": _("On y demande un certificat médical."),
    "other": _("On y demande un papier : appelez d’abord."),
}
POLICE = _("On y demande un papier de la police. Vous pouvez aller ailleurs.")
TRANSPORT = {
    "paid": _("Le trajet est remboursé."),
    "arranged": _("Le lieu peut organiser le trajet."),
}
OWNERS = {
    "ngo": _("une association"),
    "ministry": _("un service de l’État"),
    "un": _("les Nations Unies"),
    "police": _("la police"),
    "community": _("des personnes du quartier"),
}
FOLLOWS = {
    "": _("On ne sait pas ce qu’un appel déclenche. Demandez-le avant de raconter."),
    "nothing": _("Rien ne suit l’appel sans votre oui. Aucun dossier de police."),
    "file": _("Un dossier de police peut s’ouvrir."),
    "visit": _("Quelqu’un peut venir sur place."),
}


def told_place(found: PublicPlace, *, region: str) -> dict[str, Any]:
    """Return what the page says of a place; what is not known stays empty."""
    place, ranked = found.place, found.ranked
    checked = ranked.why[-1]
    return {
        "id": place["id"],
        "name": place["name"],
        "of": found.organisation["name"],
        "is_near": place["region"] == region,
        "is_open": ranked.open == "open",
        "is_verified": ranked.verified,
        "doors": _said_of(ranked.why, DOORS),
        "ask": _said_of(ranked.why, ASK),
        "verified": reason(checked),
        "where": place_name(place["region"], place["cercle"]),
        "km": ranked.km or 0,
        "directions": place["directions"],
        "phone": place["phone"],
        "hours": told_week(place["hours"]),
        "days": weekdays(place["outreach_days"]),
        "transport": _words(TRANSPORT, place["transport"]),
        "costs": _words(COSTS, place["cost"]),
        "police": gettext(POLICE) if _is_policed(place) else "",
        "papers": [gettext(PAPERS[one]) for one in _papers(place)],
        "able": [*filter(None, (_words(TOLD[one], place[one]) for one in TOLD))],
        "languages": _languages(place["languages"]),
        "eligibility": place["eligibility"],
        "ages": _ages(place["age_from"], place["age_to"]),
    }


def _said_of(why: Iterable[Why], beginnings: tuple[str, ...]) -> list[str]:
    return [reason(one) for one in why if one["code"].startswith(beginnings)]


def _is_policed(place: dict[str, Any]) -> bool:
    """Tell whether a paper of the police is asked for: said once, and loudest."""
    return place["police_report"] == "yes" or "police_report" in place["documents"]


def _papers(place: dict[str, Any]) -> list[str]:
    """Return what else is asked for at the door."""
    asked = [one for one in place["documents"] if one in PAPERS]
    return [one for one in asked if one != "none" or not _is_policed(place)]


def _ages(least: Any, most: Any) -> str:
    if least in ("", None) and most in ("", None):
        return ""
    if most in ("", None):
        return gettext("À partir de {least} ans.").format(least=least)
    said = gettext("De {least} à {most} ans.")
    return said.format(least=least or 0, most=most)


def _languages(codes: list[str]) -> str:
    spoken = languages()
    return ", ".join(spoken.get(code, code) for code in codes)


def _words(told: dict[Any, str], code: Any) -> str:
    return gettext(told[code]) if code in told else ""


def told_week(week: str) -> str:
    """Return a week's hours in words, in the shortest that say it."""
    return gettext("jour et nuit") if week == ALWAYS else hours(week)


def told_line(line: Line) -> dict[str, Any]:
    """Return what the page says of a line: who answers, and what a call may set off."""
    return {
        "name": line.name,
        "number": line.number,
        "dialled": line.dialled,
        "owner": gettext(OWNERS[line.owner]),
        "follows": gettext(FOLLOWS[line.follows]),
        "is_filed": line.follows != "nothing",
        "region": place_name(line.region, "") if line.region else "",
        "hours": told_week(line.hours),
        "languages": _languages(list(line.languages)),
        "is_free": line.free,
        "is_anonymous": line.anonymous,
    }
