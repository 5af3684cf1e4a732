"""Draw a form as a page's fragment: what is asked, in words, nothing filled in.

docs/formats/form.md lists the marks that the app reads. There is no <form> and
no address to send to: a sealed answer can never be submitted by accident.
"""

import json
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from operator import attrgetter

from django.conf import settings
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext

from demeso.kernel.country import country
from demeso.kernel.forms import Form, Kind, Merge, Question
from demeso.kernel.text import _

# What the app fills by itself; nobody types it.
UNTYPED = (Kind.ID, Kind.MADE, Kind.LINES)
TICKED = (Kind.CHOICE, Kind.CHOICES)
DATED = (Kind.DAY, Kind.MONTH)
INPUTS = {Kind.DAY: "date", Kind.MONTH: "month", Kind.NUMBER: "number"}
SHORT = 4  # so many short choices stand side by side
SHORT_TEXT = 24
DECLINED = ("declined", _("Ne souhaite pas répondre"))
NOT_SAID = "not_said"
UNKNOWN = ("unknown", _("On ne sait pas"))


@dataclass(frozen=True)
class Options:
    """Choices under one heading; the heading may be empty."""

    heading: str
    choices: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Drawn:
    """One question, as the template shows it."""

    question: Question
    text: str
    hint: str
    form: str
    condition: str
    shape: str
    options: tuple[Options, ...]
    beside: bool
    unsaid: tuple[tuple[str, str], ...] = ()

    @property
    def mark(self) -> str:
        """Return the id that ties input, hint and fault together."""
        return f"{self.form}-{self.question.name}"

    @property
    def input_type(self) -> str:
        """Return the native input for what is typed."""
        return INPUTS.get(self.question.kind, "text")


@dataclass(frozen=True)
class Topic:
    """What stands on one screen; a form without topics has one, untitled."""

    name: str
    title: str
    questions: tuple[Drawn, ...]


def draw(form: Form, language: str = "") -> str:
    """Return the form's HTML in a language, by default the current one."""
    spoken = language or translation.get_language() or settings.LANGUAGE_CODE
    with translation.override(spoken):
        context = {
            "form": form,
            "title": gettext(form.title),
            "language": spoken,
            "topics": _topics(form),
        }
        html = render_to_string("worker/form.html", context)
    lines = (line.strip() for line in html.splitlines())
    return "\n".join(line for line in lines if line) + "\n"


def _topics(form: Form) -> list[Topic]:
    titles = dict(form.topics)
    return [
        Topic(
            name=name,
            title=gettext(titles[name]) if name else "",
            questions=tuple(_drawn(form, question) for question in together),
        )
        for name, together in groupby(form.questions, attrgetter("topic"))
    ]


def _drawn(form: Form, question: Question) -> Drawn:
    options = _options(question)
    choices = [label for group in options for _code, label in group.choices]
    return Drawn(
        question=question,
        text=gettext(question.text),
        hint=gettext(question.hint) if question.hint else "",
        form=form.name,
        condition=json.dumps(question.when.data()) if question.when else "",
        shape=_shape(question),
        options=options,
        beside=len(choices) <= SHORT and all(len(c) <= SHORT_TEXT for c in choices),
        unsaid=_said((UNKNOWN, DECLINED)) if _may_be_unsaid(question) else (),
    )


def _may_be_unsaid(question: Question) -> bool:
    """Tell whether a day of her life is asked, which she may not know or tell."""
    hers = bool(question.compartment or question.derive)
    return hers and question.kind in DATED and not question.needed


def _shape(question: Question) -> str:
    if question.kind in UNTYPED:
        return "untyped"
    if question.kind in TICKED:
        return "ticked"
    if question.kind is Kind.CODE:
        return "listed"
    return "story" if question.kind is Kind.STORY else "typed"


def _options(question: Question) -> tuple[Options, ...]:
    if question.kind is Kind.CODE:
        here, language = country(settings.COUNTRY), translation.get_language()
        found = here.options(question.listed, language)
        listed = [Options(heading, tuple(choices)) for heading, choices in found]
        more = () if question.needed else _said((UNKNOWN, DECLINED))
        return (*listed, *((Options("", more),) if more else ()))
    said = _said(question.choices)
    if not question.headings:
        more = () if question.needed else _unsaid(question)
        return (Options("", (*said, *more)),) if said else ()
    return tuple(
        Options(gettext(heading), tuple(filter(partial(_is_under, part), said)))
        for part, heading in question.headings
    )


def _unsaid(question: Question) -> tuple[tuple[str, str], ...]:
    guarded = question.merge in (Merge.PROTECTIVE, Merge.SEALED)
    if question.kind is not Kind.CHOICE or (guarded and "no" in question.codes[:1]):
        return ()  # ticking none declines, and so does a no that protects
    if NOT_SAID in question.codes:
        return ()  # this question has its own word for it
    more = (DECLINED,) if "unsure" in question.codes else (UNKNOWN, DECLINED)
    return _said(more)


def _said(choices: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    return tuple((code, gettext(label)) for code, label in choices)


def _is_under(part: str, choice: tuple[str, str]) -> bool:
    return choice[0].partition(".")[0] == part
