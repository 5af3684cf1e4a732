"""Decide which answers stand when people answered without seeing each other. Pure.

A register is one field group of one record. It holds the values that nobody
has yet knowingly replaced: normally one, several after concurrent answers.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from demeso.kernel.forms import ALWAYS, Kind, Merge, Question

SEALED_PREFIX = "sealed:"
PENDING = 2**53 - 1
DISPUTED = (Merge.PLAIN, Merge.PROTECTIVE, Merge.SEALED)


@dataclass(frozen=True)
class LiveValue:
    """One answer to one field group, and who gave it when.

    `version` is PENDING until the act has its place in the ledger. A sealed
    value has its act's id for answer: ciphertexts are never compared.
    """

    record: str
    group: str
    act: str
    device: str
    actor: str
    hlc: str
    form: str
    merge: Merge
    version: int
    answers: Mapping[str, Any]

    def is_seen(self, new: "LiveValue", base: int) -> bool:
        """Tell whether the author of a newer value knew this one.

        A device knows what the same person did on it; a door that several
        people share does not make them see each other.
        """
        if (self.device, self.actor) == (new.device, new.actor):
            return True
        return self.version <= base


Live = tuple[LiveValue, ...]


def answered(live: Live, new: LiveValue, base: int) -> Live:
    """Return a record's live values after an answer to one of its groups."""
    others = tuple(value for value in live if value.group != new.group)
    same = tuple(value for value in live if value.group == new.group)
    return (*others, *merged(same, new, base))


def by_group(live: Live) -> dict[str, Live]:
    """Return a record's live values, by field group."""
    found: dict[str, Live] = {}
    for value in live:
        found[value.group] = (*found.get(value.group, ()), value)
    return found


def merged(live: Live, new: LiveValue, base: int) -> Live:
    """Return the values that stand after a new one."""
    if new.merge is Merge.STATE:
        return (new,)
    if new.merge is Merge.APPEND:
        return (*live, new)
    return (*(value for value in live if not value.is_seen(new, base)), new)


def is_disputed(live: Live) -> bool:
    """Tell whether people must choose: unequal answers stand side by side."""
    if len(live) <= 1 or live[-1].merge not in DISPUTED:
        return False
    return any(value.answers != live[0].answers for value in live[1:])


def in_force(live: Live, questions: Sequence[Question]) -> dict[str, Any]:
    """Return the answers that the programs go by until people have chosen.

    The hybrid clock only picks what is shown meanwhile; every value stays.
    """
    if not live:
        return {}
    if live[-1].merge in (Merge.STATE, Merge.APPEND):
        return dict(live[-1].answers)
    newest = max(live, key=lambda value: (value.hlc, value.act))
    if len(live) == 1 or live[-1].merge not in (Merge.SET, Merge.PROTECTIVE):
        return dict(newest.answers)
    asked = {question.name: question for question in questions}
    ordered = sorted(live, key=lambda value: (value.hlc, value.act), reverse=True)
    names = dict.fromkeys(name for value in ordered for name in value.answers)
    protective = live[-1].merge is Merge.PROTECTIVE
    return {
        name: _joined(
            [value.answers[name] for value in ordered if name in value.answers],
            asked.get(name) if protective else None,
        )
        for name in names
    }


def _joined(answers: list[Any], question: Question | None) -> Any:
    """Join what several people answered, the newest answer first."""
    if all(isinstance(answer, list) for answer in answers):
        return _union(answers)
    if question is None or question.kind is not Kind.CHOICE:
        return answers[0]
    return min(answers, key=lambda answer: _danger(answer, question))


def _union(lists: Iterable[list[Any]]) -> list[Any]:
    found: list[Any] = []
    for items in lists:
        found += [item for item in items if item not in found]
    return found


def _danger(answer: Any, question: Question) -> float:
    """Rank an answer, the most protective lowest.

    Not knowing protects more than any answer but the first; of an age, more than
    a grown one only: whoever may be a child is one.
    """
    if answer in ALWAYS:
        return question.surer - 0.5
    codes = question.codes
    return codes.index(answer) if answer in codes else len(codes)
