"""Forms as data. The frozen format is docs/formats/form.md."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

Given = Mapping[str, Any]

COMPARTMENTS = ("identity", "contact", "narrative", "sensitive")
ALWAYS = ("unknown", "declined")
TODAY = "@today"  # as a source: the day on which the act is made
NOW = "@now"  # as a source: the moment


class Kind(StrEnum):
    """What an answer looks like."""

    TEXT = "text"  # one line
    STORY = "story"  # many lines
    CHOICE = "choice"  # one code
    CHOICES = "choices"  # several codes, in her order when `ordered`
    NUMBER = "number"  # a whole number
    DAY = "day"  # YYYY-MM-DD
    MONTH = "month"  # YYYY-MM
    CODE = "code"  # a code from one of the country's lists, see `listed`
    ID = "id"  # a record's id, picked from a list
    MADE = "made"  # a short text that the app makes, never typed
    LINES = "lines"  # rows of codes, made by the app and not by hand


class Merge(StrEnum):
    """How two concurrent answers meet (docs/formats/ledger.md)."""

    PLAIN = "plain"
    SET = "set"
    APPEND = "append"
    STATE = "state"
    PROTECTIVE = "protective"  # the first choice listed protects most
    SEALED = "sealed"


@dataclass(frozen=True)
class In:
    """Hold when the question's answer is (or contains) one of the values."""

    name: str
    values: tuple[str, ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        value = given.get(self.name)
        found = value if isinstance(value, list) else [value]
        return any(item in self.values for item in found)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset({self.name})

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"in": [self.name, list(self.values)]}


@dataclass(frozen=True)
class And:
    """Hold when every part holds."""

    parts: tuple["When", ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        return all(part.holds(given) for part in self.parts)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset[str]().union(*(part.names() for part in self.parts))

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"and": [part.data() for part in self.parts]}


@dataclass(frozen=True)
class Or:
    """Hold when one part holds."""

    parts: tuple["When", ...]

    def holds(self, given: Given) -> bool:
        """Tell whether the condition holds for these answers."""
        return any(part.holds(given) for part in self.parts)

    def names(self) -> frozenset[str]:
        """Return the questions that the condition looks at."""
        return frozenset[str]().union(*(part.names() for part in self.parts))

    def data(self) -> dict[str, Any]:
        """Return the condition for forms.json and `data-if`."""
        return {"or": [part.data() for part in self.parts]}


When = In | And | Or


def when(name: str, *values: str) -> In:
    """Write a condition on one answer: `when("in_danger", "yes")`."""
    return In(name, values)


@dataclass(frozen=True)
class Question:
    """One question. Empty is always allowed unless `needed`.

    `compartment` empty means the answer is coded and the server keeps it;
    otherwise it is sealed in the browser under that compartment's key.
    `derive` names the coded answer's rule (kernel.derive) and its sources.
    `listed` names the country's list that a CODE is taken from; `headings`
    are titles for choices by the part of the code before its dot. `earliest`
    and `latest` name the days (sources as in `derive`) between which it lies;
    `topic` the screen on which it stands, see `Form.topics`. Among protective
    choices, not knowing protects less than the first `surer` of them.
    """

    name: str
    text: str
    kind: Kind = Kind.TEXT
    group: str = ""
    choices: tuple[tuple[str, str], ...] = ()
    compartment: str = ""
    merge: Merge = Merge.PLAIN
    when: When | None = None
    needed: bool = False
    ordered: bool = False
    derive: tuple[str, ...] = ()
    hint: str = ""
    source: str = ""
    most: int = 200
    listed: str = ""
    headings: tuple[tuple[str, str], ...] = ()
    earliest: tuple[str, ...] = ()
    latest: tuple[str, ...] = ()
    topic: str = ""
    surer: int = 1

    @property
    def codes(self) -> tuple[str, ...]:
        """Return the codes that may be chosen."""
        return tuple(code for code, _label in self.choices)


@dataclass(frozen=True)
class Form:
    """A published form: never changed, only followed by a new version.

    `topics` are (name, title), in the order of the questions that stand there.
    """

    name: str
    version: int
    title: str
    questions: tuple[Question, ...]
    topics: tuple[tuple[str, str], ...] = ()

    @property
    def id(self) -> str:
        """Return `name@version`."""
        return f"{self.name}@{self.version}"

    @property
    def names(self) -> tuple[str, ...]:
        """Return the questions' names, in the order of asking."""
        return tuple(question.name for question in self.questions)

    def group(self, name: str) -> tuple[Question, ...]:
        """Return the questions of one field group."""
        return tuple(q for q in self.questions if q.group == name)

    def coded_groups(self) -> frozenset[str]:
        """Return the groups that the server keeps."""
        return frozenset(q.group for q in self.questions if not q.compartment)

    def merge_of(self, group: str) -> Merge:
        """Return how concurrent values of a group meet."""
        return self.group(group)[0].merge
