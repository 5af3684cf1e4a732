"""Check how forms are declared, and publish them for other languages.

`published` writes web/src/generated/forms.json: structure and codes, no texts;
those stand in the drawn pages.
"""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from demeso.kernel.derive import RULES, TODAY
from demeso.kernel.forms import COMPARTMENTS, Form, Kind, Question

PLAIN = {"compartment": "", "merge": "plain", "most": 200, "listed": ""}
FIELDS = ("name", "group", "kind", "compartment", "merge", "most", "listed")
SWITCHES = ("needed", "ordered")


def misdrawn(form: Form) -> Iterator[str]:
    """Yield what is wrong with a form's declaration."""
    names = [question.name for question in form.questions]
    yield from (f"{name}: twice" for name in names if names.count(name) > 1)
    for question in form.questions:
        yield from _misgrouped(form, question)
        yield from _unanswerable(question)
        yield from _leaning(form, question)


def _misgrouped(form: Form, question: Question) -> Iterator[str]:
    together = form.group(question.group)
    if not question.group:
        yield f"{question.name}: no group"
    if len({other.compartment for other in together}) > 1:
        yield f"{question.group}: coded and sealed together"
    if len({other.merge for other in together}) > 1:
        yield f"{question.group}: two ways to merge"


def _unanswerable(question: Question) -> Iterator[str]:
    if question.compartment and question.compartment not in COMPARTMENTS:
        yield f"{question.name}: no such compartment"
    if question.compartment and question.needed:
        yield f"{question.name}: sealed, so nobody can ask for it"
    if question.kind in (Kind.CHOICE, Kind.CHOICES) and not question.choices:
        yield f"{question.name}: nothing to choose"
    if question.kind is Kind.CODE and not question.listed:
        yield f"{question.name}: from no list"


def _leaning(form: Form, question: Question) -> Iterator[str]:
    asked = {other.name: other for other in form.questions}
    for name in question.when.names() if question.when else ():
        if name not in asked:
            yield f"{question.name}: depends on {name}, which is not asked"
        elif asked[name].compartment and not question.compartment:
            yield f"{question.name}: coded, but depends on sealed {name}"
    rule, *sources = question.derive or ("",)
    if rule and rule not in RULES:
        yield f"{question.name}: no rule {rule}"
    for source in sources:
        compartment = source.partition(".")[0]
        if not (source in asked or source == TODAY or compartment in COMPARTMENTS):
            yield f"{question.name}: derived from {source}, which is not asked"


def form_data(form: Form) -> dict[str, Any]:
    """Return a form's structure as JSON, without its texts."""
    questions = [_question_data(question) for question in form.questions]
    return {"name": form.name, "version": form.version, "questions": questions}


def _question_data(question: Question) -> dict[str, Any]:
    written: dict[str, Any] = {name: getattr(question, name) for name in FIELDS}
    kept = {name: v for name, v in written.items() if PLAIN.get(name) != v}
    kept |= {name: True for name in SWITCHES if getattr(question, name)}
    if question.choices:
        kept["codes"] = list(question.codes)
    if question.when:
        kept["when"] = question.when.data()
    if question.derive:
        kept["derive"] = list(question.derive)
    return kept


def published(forms: Iterable[Form]) -> str:
    """Return forms.json: every published form by its id, one a line."""
    lines = {form.id: json.dumps(form_data(form), sort_keys=True) for form in forms}
    body = ",\n".join(f'"{name}": {lines[name]}' for name in sorted(lines))
    return f"{{\n{body}\n}}\n"
