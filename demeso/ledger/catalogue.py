"""Look up what settings name (kinds, forms, reactions), and check acts by it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from demeso.kernel.act import Envelope, Kind, flat
from demeso.kernel.checking import faults
from demeso.kernel.forms import And, Form, In, Merge, Or, Question, When
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.ledger.merging import SEALED_PREFIX, Live, by_group, in_force


def kinds() -> Mapping[str, Kind]:
    """Return every act's name and what it fixes."""
    table: Mapping[str, Kind] = import_string(settings.DEMESO_KINDS)
    return table


def forms() -> Mapping[str, Form]:
    """Return every form ever published, by `name@version`."""
    table: Mapping[str, Form] = import_string(settings.DEMESO_FORMS)
    return table


def service(kind: Kind) -> Callable[..., object]:
    """Return the function that applies acts of a kind."""
    function: Callable[..., object] = import_string(kind.service)
    return function


def reactions(kind: str) -> list[Callable[..., object]]:
    """Return the functions that an act of this kind sets off."""
    table: Mapping[str, Sequence[str]] = import_string(settings.DEMESO_REACTIONS)
    return [import_string(path) for path in table.get(kind, ())]


def require_form(envelope: Envelope) -> Kind:
    """Return the act's kind; refuse what its form does not ask."""
    kind = kinds().get(envelope.kind)
    if kind is None:
        raise RefusedError("act.unknown_kind")
    form = forms().get(envelope.form)
    if form is None or form.name != kind.form.partition("@")[0]:
        raise RefusedError("form.unknown_version")
    asked = coded(form)
    wrong = misplaced(asked, envelope.groups) or list(
        faults(asked, flat(envelope.groups))
    )
    refuse_unless(not wrong, "form.faults", field=",".join(sorted(wrong)))
    return kind


def answers_in_force(live: Live) -> dict[str, dict[str, Any]]:
    """Return a record's coded answers in force, by group."""
    return {
        group: in_force(values, questions(values[-1].form, group))
        for group, values in by_group(live).items()
        if not group.startswith(SEALED_PREFIX)
    }


def questions(form: str, group: str) -> tuple[Question, ...]:
    """Return the questions of a group; none when the form is not known."""
    known = forms().get(form)
    return known.group(group) if known else ()


def merge_of(form: str, group: str) -> Merge:
    """Return how concurrent answers to a group meet."""
    if group.startswith(SEALED_PREFIX):
        return Merge.SEALED
    asked = questions(form, group)
    return asked[0].merge if asked else Merge.PLAIN


@lru_cache(maxsize=256)
def coded(form: Form) -> Form:
    """Return the form as the server sees it: without what is sealed.

    A question whose condition rests on a sealed answer is asked always: only
    the device can tell whether it was shown.
    """
    sealed = frozenset(q.name for q in form.questions if q.compartment)
    kept = [q for q in form.questions if not q.compartment]
    return replace(
        form,
        questions=tuple(
            replace(q, when=None) if q.when and _names(q.when) & sealed else q
            for q in kept
        ),
    )


def _names(condition: When) -> frozenset[str]:
    if isinstance(condition, In):
        return frozenset({condition.name})
    return _names_of_parts(condition)


def _names_of_parts(condition: And | Or) -> frozenset[str]:
    return frozenset[str]().union(*(_names(part) for part in condition.parts))


def misplaced(form: Form, groups: Mapping[str, Mapping[str, Any]]) -> list[str]:
    """Return the answers that do not belong to the group they came in."""
    return [
        name
        for group, answers in groups.items()
        for name in answers
        if name not in {question.name for question in form.group(group)}
    ]
