"""Hold the rows of the open unit of work: each read once, all written together.

A device's batch touches the same few rows again and again. Inside a unit
`held` reads a row once, and `keep` delays writing it until anything else is
asked of the database, so that nobody ever reads what is not there yet.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import Any, TypeVar, cast

from django.db import connection
from django.db.models import Model

from demeso.ledger.statements import insert, together, update

Row = TypeVar("Row", bound=Model)
Place = tuple[type[Model], Any]
Shape = tuple[type[Model], tuple[str, ...]]


@dataclass
class Waiting:
    """Rows that are yet to be written: new ones, and named fields of known ones."""

    made: dict[Place, Model] = field(default_factory=dict)
    once: set[Place] = field(default_factory=set)
    changed: dict[Place, Model] = field(default_factory=dict)
    names: dict[Place, set[str]] = field(default_factory=dict)

    def write(self) -> None:
        """Write them, new rows first, each shape in one go."""
        if not (self.made or self.changed):
            return
        kinds = dict.fromkeys(self.once, ("once",))
        with together():
            for (_model, kind), places in _by_shape(self.made, kinds).items():
                insert([self.made[place] for place in places], once=bool(kind))
            for (_model, names), places in _by_shape(self.changed, self.names).items():
                update([self.changed[place] for place in places], names)


@dataclass
class Rows:
    """The rows in the hands of a unit of work."""

    read: dict[Place, Model | None] = field(default_factory=dict)
    waiting: Waiting = field(default_factory=Waiting)
    is_writing: bool = False

    def forget(self) -> None:
        """Let go of every row: what was written since a mark is undone."""
        self.read, self.waiting = {}, Waiting()

    def write(self) -> None:
        """Write what waits."""
        waiting, self.waiting, self.is_writing = self.waiting, Waiting(), True
        try:
            waiting.write()
        finally:
            self.is_writing = False

    def before(self, sql: str) -> None:
        """Write what waits before a statement; mistrust rows that it may change."""
        if self.is_writing:
            return
        self.write()
        if not sql.startswith("SELECT"):
            self.read.clear()


OPEN: ContextVar[Rows | None] = ContextVar("rows", default=None)


@contextmanager
def holding() -> Iterator[Rows]:
    """Hold rows until the block ends; whoever asks the database sees them."""
    rows = Rows()

    def first(execute: Callable[..., Any], sql: str, *rest: Any) -> Any:
        rows.before(sql)
        return execute(sql, *rest)

    token = OPEN.set(rows)
    try:
        with connection.execute_wrapper(first):
            yield rows
    finally:
        OPEN.reset(token)


def held(model: type[Row], pk: str) -> Row | None:
    """Return a row by its key, or None; inside a unit it is read once."""
    found = held_all(model, [pk])
    return found[0] if found else None


def held_all(model: type[Row], pks: Iterable[str]) -> list[Row]:
    """Return the rows that there are among some keys, as `held` does."""
    asked = sorted(set(pks))
    rows = OPEN.get()
    if rows is None:
        return list(model._default_manager.filter(pk__in=asked))
    missing = [pk for pk in asked if (model, pk) not in rows.read]
    if missing:
        found = {row.pk: row for row in model._default_manager.filter(pk__in=missing)}
        rows.read.update({(model, pk): found.get(pk) for pk in missing})
    known = (rows.read[model, pk] for pk in asked)
    return [cast(Row, row) for row in known if row is not None]


def none_yet(model: type[Model], pks: Iterable[str]) -> None:
    """Say that rows cannot be there: what they belong to is being made."""
    rows = OPEN.get()
    if rows is not None:
        rows.read.update({(model, pk): None for pk in pks})


def keep(row: Row, *names: str) -> Row:
    """Write a new row, or the named fields of one that `held` returned."""
    rows, place = _open(), _place(row)
    if row._state.adding:
        rows.waiting.made[place] = row
    elif place not in rows.waiting.made:
        rows.waiting.changed[place] = row
        rows.waiting.names.setdefault(place, set()).update(names)
    rows.read[place] = row
    return row


def keep_once(row: Row) -> Row:
    """Write a new row, unless its twin is there: the one that came first stays."""
    _open().waiting.once.add(_place(row))
    return keep(row)


def _open() -> Rows:
    rows = OPEN.get()
    if rows is None:
        raise RuntimeError("write inside `with writing():` or under @writing")
    return rows


def _place(row: Model) -> Place:
    return type(row), row.pk or id(row)


def _by_shape(
    waiting: Iterable[Place], names: Mapping[Place, Iterable[str]]
) -> dict[Shape, list[Place]]:
    shapes: dict[Shape, list[Place]] = {}
    for place in waiting:
        shape = (place[0], tuple(sorted(names.get(place, ()))))
        shapes.setdefault(shape, []).append(place)
    return shapes
