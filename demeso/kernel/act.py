"""The act: one immutable change, made by a person on a device.

The frozen format is docs/formats/act.md.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any, Generic, TypeVar

from demeso.kernel.canon import Json, canonical, digest, unb64
from demeso.kernel.clock import moment
from demeso.kernel.ids import is_uuid7

Answers = TypeVar("Answers")
Groups = Mapping[str, Mapping[str, Json]]

VERSION = 1
SIGNED_AS = b"demeso/act/v1\n"
LONGEST_NAME = 80
HEAD = ("id", "device", "seq", "kind", "record", "base", "time", "form", "hlc", "actor")
FIELDS = frozenset({"v", *HEAD, "groups", "sealed", "sig"})


class MalformedError(ValueError):
    """The envelope is not an act at all; `field` names the first fault."""

    def __init__(self, field: str) -> None:
        """Keep the name of the field at fault."""
        super().__init__(field)
        self.field = field


@dataclass(frozen=True)
class Envelope:
    """An act as it travels, after its shape has been checked."""

    id: str
    device: str
    seq: int
    kind: str
    record: str
    base: int
    time: str
    form: str
    hlc: str
    actor: str
    groups: Groups
    sealed: tuple[Mapping[str, Json], ...]
    sig: str

    def wire(self) -> dict[str, Json]:
        """Return the act as the JSON object that travels."""
        head: dict[str, Json] = {name: getattr(self, name) for name in HEAD}
        head |= {"groups": self.groups, "sealed": list(self.sealed), "sig": self.sig}
        return {"v": VERSION, **head}

    def header(self) -> dict[str, Json]:
        """Return what is signed: groups and sealed parts by digest only.

        The signature therefore still verifies when a reader may see only
        some groups, or when ciphertext has been lawfully deleted.
        """
        return dict(self._header)

    @cached_property
    def _header(self) -> Mapping[str, Json]:
        groups: dict[str, Json] = {
            name: digest(dict(group)) for name, group in self.groups.items()
        }
        sealed: list[Json] = [digest(dict(part)) for part in self.sealed]
        head = {name: getattr(self, name) for name in HEAD}
        return {"v": VERSION, **head, "groups": groups, "sealed": sealed}

    def signed_bytes(self) -> bytes:
        """Return the bytes under the device's Ed25519 signature."""
        return SIGNED_AS + canonical(self.header())

    def digest(self) -> str:
        """Return the fingerprint that tells a repeat from a forgery."""
        return digest(self.header())

    @property
    def form_name(self) -> str:
        """Return the form's name without its version."""
        return self.form.partition("@")[0]

    @property
    def form_version(self) -> int:
        """Return the form's version."""
        return int(self.form.partition("@")[2])


def read_envelope(wire: object) -> Envelope:
    """Check the shape of an act; raise MalformedError naming the fault."""
    if not isinstance(wire, dict) or set(wire) != FIELDS:
        raise MalformedError("fields")
    if wire["v"] != VERSION:
        raise MalformedError("v")
    for field, is_right in CHECKS.items():
        if not is_right(wire[field]):
            raise MalformedError(field)
    try:
        canonical(wire)
    except ValueError as error:
        raise MalformedError("canonical") from error
    values = {key: wire[key] for key in FIELDS if key != "v"}
    return Envelope(**{**values, "sealed": tuple(wire["sealed"])})


def _is_name(value: object) -> bool:
    return isinstance(value, str) and 0 < len(value) <= LONGEST_NAME


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and value >= 0


def _is_moment(value: object) -> bool:
    try:
        moment(str(value))
    except ValueError:
        return False
    return True


def _is_form(value: object) -> bool:
    name, mark, version = str(value).partition("@")
    return bool(name and mark) and version.isascii() and version.isdigit()


def _is_kind(value: object) -> bool:
    noun, mark, past = str(value).partition(".")
    return _is_name(value) and bool(noun and mark and past)


def _is_groups(value: object) -> bool:
    return isinstance(value, dict) and all(
        _is_name(name) and isinstance(group, dict) for name, group in value.items()
    )


def _is_parts(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(part, dict) for part in value)


def _is_signature(value: object) -> bool:
    try:
        unb64(str(value), size=64)
    except ValueError:
        return False
    return True


CHECKS: dict[str, Callable[[Any], bool]] = {
    "id": is_uuid7,
    "device": is_uuid7,
    "seq": lambda value: _is_count(value) and value > 0,
    "kind": _is_kind,
    "record": is_uuid7,
    "base": _is_count,
    "time": _is_moment,
    "form": _is_form,
    "hlc": _is_name,
    "actor": _is_name,
    "groups": _is_groups,
    "sealed": _is_parts,
    "sig": _is_signature,
}


@dataclass(frozen=True)
class Act(Generic[Answers]):
    """An act in a service's hands: the envelope, typed answers, one time."""

    envelope: Envelope
    answers: Answers
    received_at: datetime

    @property
    def id(self) -> str:
        """Return the act's own id."""
        return self.envelope.id

    @property
    def record(self) -> str:
        """Return the id of the record that the act changes."""
        return self.envelope.record

    @property
    def kind(self) -> str:
        """Return the act's name, `noun.past`."""
        return self.envelope.kind

    @property
    def said_at(self) -> datetime:
        """Return when it was written, as its device says; never after it arrived.

        What is counted by month goes by this: days without network move nothing.
        """
        return min(moment(self.envelope.time), self.received_at)

    @property
    def sealed(self) -> tuple[Mapping[str, Json], ...]:
        """Return the sealed parts that travel with the act."""
        return self.envelope.sealed


@dataclass(frozen=True)
class Kind:
    """What an act's name fixes: record type, form, answers and service.

    `service` is the dotted path of the function that applies it; `answers`
    the frozen dataclass that its field groups are read into; `shared` the
    groups that a recipient of the record may read.
    """

    name: str
    record: str
    form: str
    answers: type[Any]
    service: str
    shared: tuple[str, ...] = ()


def flat(groups: Groups) -> dict[str, Json]:
    """Return all answers of all groups, by question."""
    return {name: value for group in groups.values() for name, value in group.items()}


def read_answers(kind: Kind, groups: Groups) -> Any:
    """Build the typed answers of a kind; lists become tuples.

    Call it after `faults` has found nothing: a question that the dataclass
    does not name raises TypeError.
    """
    given = flat(groups)
    return kind.answers(
        **{k: tuple(v) if isinstance(v, list) else v for k, v in given.items()}
    )
