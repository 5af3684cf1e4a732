"""What people write down in the small world: one answer to one field group."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from demeso.kernel.forms import Kind, Merge, Question
from demeso.ledger.merging import LiveValue

ANSWERED, UNWANTED, BYGONE = "thing.noted", "thing.unwanted", "thing.bygone"
REKEYED = "keys.replaced"
OLD_FORM = "bygone@1"  # of an app so old that nobody knows its form any more


@dataclass(frozen=True)
class Group:
    """A field group as some form asks it, and what may be answered."""

    form: str
    name: str
    merge: Merge
    answers: tuple[Mapping[str, Any], ...]
    questions: tuple[Question, ...] = ()


RISKS = ("high", "medium", "low")  # the most protective first
RISK = Question(
    "risk_level", "", Kind.CHOICE, choices=tuple((risk, risk) for risk in RISKS)
)
SEALED = "sealed:identity"
GROUPS = (
    Group("thing@1", "place", Merge.PLAIN,
          tuple({"place": place} for place in ("Mopti", "Gao", "Kayes"))),
    Group("safety@1", "risk", Merge.PROTECTIVE,
          tuple({"risk_level": risk} for risk in (*RISKS, "unknown")), (RISK,)),
    Group("needs@1", "priorities", Merge.SET,
          ({"needs": ["health"]}, {"needs": ["legal", "health"]}, {"needs": []})),
    Group("withdrawal@1", "withdrawal", Merge.APPEND, ({"what": "story"},)),
    Group("answer@1", "answer", Merge.STATE, ({"reason": "full"}, {"reason": "far"})),
    Group("thing@1", SEALED, Merge.SEALED, ({},)),
)  # fmt: skip
# The same ways to merge, as the form of tests/ledger/sample.py asks them.
SAMPLE_RISK = replace(RISK, name="risk")
SAMPLE = (
    Group("thing@1", "place", Merge.PLAIN, GROUPS[0].answers),
    Group("thing@1", "risk", Merge.PROTECTIVE,
          tuple({"risk": risk} for risk in (*RISKS, "unknown")), (SAMPLE_RISK,)),
    Group("thing@1", "wishes", Merge.SET,
          ({"wishes": ["health"]}, {"wishes": ["law", "health"]}, {"wishes": []})),
    Group("thing@1", "remark", Merge.APPEND, ({"remark": "seen"},)),
    Group("thing@1", "step", Merge.STATE, ({"step": "sent"}, {"step": "gone"})),
    GROUPS[-1],
)  # fmt: skip
KNOWN = {(group.form, group.name): group for group in (*GROUPS, *SAMPLE)}


def asked(form: str, name: str) -> Group:
    """Return a field group of a form; of a form that nobody knows, a plain one."""
    return KNOWN.get((form, name)) or Group(form, name, Merge.PLAIN, ())


@dataclass(frozen=True, slots=True)
class Act:
    """One act of one phone; it never changes once it is saved."""

    id: str
    phone: str
    worker: str
    seq: int
    kind: str
    form: str
    record: str
    group: str
    answers: Mapping[str, Any]
    base: int
    time: int
    hlc: str
    key: str = ""  # under which a sealed answer lies: by whose act it was drawn
    carries: frozenset[str] = frozenset()  # the keys that new ones bring along

    def value(self, version: int) -> LiveValue:
        """Return the answer that it gives, as the ledger keeps it."""
        return LiveValue(
            record=self.record, group=self.group, act=self.id, device=self.phone,
            actor=self.worker, hlc=self.hlc, form=self.form,
            merge=asked(self.form, self.group).merge, version=version,
            answers=self.answers,
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Kept:
    """An act in the ledger: where, when, and whether it counts."""

    act: Act
    version: int  # rises with the tree, and jumps at a restoration
    received: int
    code: str = ""


@dataclass(frozen=True, slots=True)
class Request:
    """What a phone sends in one exchange."""

    phone: str
    acts: tuple[Act, ...]
    cursor: Any
    scope: frozenset[str] | None
    state: str | None
    sent: int
    carries: int | None = None  # of a phone that holds nothing yet


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server says to it."""

    acked: int
    durable: int
    epoch: int
    now: int
    problems: tuple[tuple[int, str, str], ...]
    changes: tuple[Kept, ...]
    cursor: Any
    more: bool
    removals: tuple[str, ...]
    resnapshot: bool
    scope: frozenset[str]
    capture: int
    lines: tuple[tuple[str, str], ...] = ()  # records that are only listed, and state


class RefusedError(Exception):
    """The server refuses the whole request, and keeps nothing of it."""
