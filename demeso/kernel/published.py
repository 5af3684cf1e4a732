"""Check how forms are declared, and publish them for other languages.

`published` writes web/src/generated/forms.json: structure and codes, no texts;
those stand in the drawn pages.
"""

import json
from collections.abc import Container, Iterable, Iterator
from itertools import groupby
from typing import Any

from demeso.kernel.derive import RULES
from demeso.kernel.forms import COMPARTMENTS, NOW, TODAY, Form, Kind, Merge, Question

PLAIN = {"compartment": "", "merge": "plain", "most": 200, "listed": ""}
FIELDS = ("name", "group", "kind", "compartment", "merge", "most", "listed")
SWITCHES = ("needed", "ordered")
LISTS = ("derive", "earliest", "latest")


def misdrawn(form: Form) -> Iterator[str]:
    """Yield what is wrong with a form's declaration."""
    names = form.names
    yield from (f"{name}: twice" for name in set(names) if names.count(name) > 1)
    for question in form.questions:
        yield from _misgrouped(form, question)
        yield from _unanswerable(question)
        yield from _leaning(form, question)
        yield from _following(form, question)
    yield from _scattered(form)


def _scattered(form: Form) -> Iterator[str]:
    """Yield what is wrong with the topics: each stands once, whole, in its place."""
    seen = [topic for topic, _same in groupby(q.topic for q in form.questions)]
    drawn = [topic for topic in seen if topic]
    titled = [name for name, _title in form.topics]
    if drawn != titled:
        yield f"topics {drawn} are titled {titled}"


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


def _following(form: Form, question: Question) -> Iterator[str]:
    asked = form.names
    rule, *sources = question.derive or ("",)
    if rule and rule not in RULES:
        yield f"{question.name}: no rule {rule}"
    for source in sources:
        if not _is_told(source, asked):
            yield f"{question.name}: derived from {source}, which is not asked"
    for source in (*question.earliest, *question.latest):
        if not _is_told(source, asked):
            yield f"{question.name}: beside {source}, which is not asked"


def _is_told(source: str, asked: Container[str]) -> bool:
    compartment = source.partition(".")[0]
    return source in asked or source in (NOW, TODAY) or compartment in COMPARTMENTS


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
    kept |= {name: list(getattr(question, name)) for name in LISTS
             if getattr(question, name)}  # fmt: skip
    return kept


def merging(form: Form) -> list[dict[str, Any]]:
    """Return the questions whose answers do not simply replace one another.

    Only where one answer protects more than another does each question count;
    elsewhere the first of a group says how the group meets.
    """
    found: list[dict[str, Any]] = []
    for question in form.questions:
        if question.merge in (Merge.PLAIN, Merge.SEALED):  # no group of its own
            continue
        is_told = question.group in {one["group"] for one in found}
        if is_told and question.merge is not Merge.PROTECTIVE:
            continue
        kept = {name: getattr(question, name) for name in ("name", "group", "merge")}
        if question.merge is Merge.PROTECTIVE:  # there the order of codes decides
            kept |= {"kind": question.kind, "codes": list(question.codes)}
            kept |= {"surer": question.surer} if question.surer > 1 else {}
        found.append(kept)
    return found


def merged(forms: Iterable[Form]) -> str:
    """Return merges.json: how concurrent answers meet, by form, one a line."""
    return _lines({form.id: found for form in forms if (found := merging(form))})


def published(forms: Iterable[Form]) -> str:
    """Return forms.json: every published form by its id, one a line."""
    return _lines({form.id: form_data(form) for form in forms})


def _lines(found: dict[str, Any]) -> str:
    lines = {name: json.dumps(data, sort_keys=True) for name, data in found.items()}
    body = ",\n".join(f'"{name}": {lines[name]}' for name in sorted(lines))
    return f"{{\n{body}\n}}\n"
