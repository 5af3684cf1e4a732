"""What anybody may ask for, in words to be read over a shoulder, and what to expect.

A need leads to a family of services of the directory. Nothing here asks what happened.
"""

from dataclasses import dataclass, replace

from demeso.kernel.text import _


@dataclass(frozen=True)
class Need:
    """One kind of help: where it leads, and what it is like to go there.

    `wish` is what the place must be able to do besides (ABILITIES in standing.py).
    """

    code: str
    family: str
    title: str
    words: str
    expect: tuple[str, ...]
    note: str = ""
    wish: str = ""

    @property
    def drawing(self) -> str:
        """Return the name of its drawing."""
        return DRAWN.get(self.code, self.code)


NEEDS = (
    Need(
        "care", "health", _("Des soins"),
        _("Avec respect, et sans papier."),
        (
            _("Dites seulement : « Je viens pour des soins. » Le reste peut attendre."),
            _("Vous pouvez demander une pièce fermée, et une femme pour vous "
              "recevoir."),
            _("On ne vous examine que si vous dites oui. Vous pouvez arrêter à tout "
              "moment."),
            _("Les soins ne demandent ni plainte ni papier de la police. Si l’on vous "
              "en demande un, vous pouvez aller ailleurs."),
        ),
    ),
    Need(
        "talk", "psychosocial", _("Parler"),
        _("Quelqu’un écoute, à votre rythme."),
        (
            _("Vous parlez, ou vous vous taisez. Personne ne vous juge."),
            _("Avant de raconter, demandez ce qui restera entre vous, et ce qui ne le "
              "pourra pas."),
            _("Vous regardez ensemble ce qui presse, et où vous serez ce soir."),
            _("Rien n’est dit à quelqu’un d’autre sans votre oui, sauf un danger "
              "grave : on vous le dit alors d’abord."),
        ),
    ),
    Need(
        "safe", "psychosocial", _("Un endroit sûr"),
        _("Pour cette nuit, ou plus."),
        (
            _("Dites : « Ce soir, je ne peux pas rentrer. »"),
            _("La personne qui vous écoute cherche avec vous où dormir, avec vos "
              "enfants s’ils viennent."),
            _("Si vous pouvez sans danger : téléphone, papiers, un peu d’argent, les "
              "médicaments."),
        ),
        _("Les endroits sûrs ne sont sur aucune page : c’est ce qui les garde sûrs. "
          "Les personnes ci-dessous savent à qui demander."),
    ),
    Need(
        "rights", "legal", _("Connaître vos droits"),
        _("Simplement dit ; vous décidez."),
        (
            _("On vous explique ce qui est possible, combien de temps cela prend et ce "
              "que cela coûte."),
            _("Rien ne commence sans vous. Vous pouvez écouter et ne rien faire."),
            _("Personne ne peut vous obliger à un arrangement entre familles."),
        ),
    ),
    Need(
        "child", "child_protection", _("Un enfant"),
        _("Ou vous, avant 18 ans."),
        (
            _("Un enfant n’est jamais en faute. On lui parle doucement, et une fois."),
            _("Venez avec un adulte de confiance, ou sans : on vous reçoit aussi."),
            _("L’école et les papiers de naissance se demandent là aussi."),
        ),
    ),
    Need(
        "strength", "livelihoods", _("Reprendre des forces"),
        _("L’école, un métier, de quoi vivre."),
        (
            _("On regarde avec vous ce que vous savez faire et ce que vous voulez."),
            _("Une place peut se faire attendre : demandez pour quand."),
            _("Rien n’est dû en échange : ni argent, ni faveur."),
        ),
    ),
    Need(
        "guard", "police", _("La police, si vous le voulez"),
        _("Jamais nécessaire pour recevoir des soins."),
        (
            _("Vous pouvez venir avec quelqu’un, et demander une femme."),
            _("Un dossier peut s’ouvrir, et ne s’arrête pas toujours quand on le "
              "demande."),
            _("La personne en cause peut l’apprendre. Parlez-en d’abord avec quelqu’un "
              "qui écoute, si vous le pouvez."),
        ),
    ),
)  # fmt: skip
CARE, TALK = NEEDS[0], NEEDS[1]
# Asked for from a page that says more: the first hours, and harm by somebody who aids.
EARLY = replace(
    CARE, code="early", title=_("Les soins des premiers jours"), wish="care_72h"
)
HEARD = replace(TALK, code="heard", wish="sea")
DRAWN = {"early": "care", "heard": "talk"}
BY_CODE = {need.code: need for need in (*NEEDS, EARLY, HEARD)}


@dataclass(frozen=True)
class For:
    """For whom help is sought, where a place must be asked about it."""

    code: str
    words: str


PEOPLE = (
    For("child", _("un enfant")),
    For("man", _("un homme ou un garçon")),
    For("access", _("quelqu’un qui marche, voit ou entend mal")),
)
FOR = tuple(one.code for one in PEOPLE)


@dataclass(frozen=True)
class Guise:
    """What a pocket card looks like to whoever finds it."""

    title: str
    line: str


GUISES = (
    Guise(_("Couture et tissus"), _("Commandes")),
    Guise(_("Semences et engrais"), _("Livraisons")),
    Guise(_("Moulin du quartier"), _("Mouture")),
)
