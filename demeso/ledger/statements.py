"""Write many rows of one table in few words: ours are plain, a batch has hundreds.

Django's bulk_create builds one long statement field by field, which costs more
than all the rest of a batch (docs/benchmarks.md).
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

from django.db import connection
from django.db.models import AutoField, Field, Model

AnyField = Field[Any, Any]
PLAIN = frozenset({str, int, bool, bytes, type(None)})


@contextmanager
def together() -> Iterator[None]:
    """Send statements without waiting for each answer, where the database can."""
    if connection.vendor != "postgresql":
        yield
        return
    connection.ensure_connection()
    # What went wrong shows at the end of the pipeline: as Django's own error.
    with connection.wrap_database_errors, connection.connection.pipeline():
        yield


def insert(rows: Sequence[Model], *, once: bool = False) -> None:
    """Insert rows of one table; with `once`, leave rows alone that are there."""
    if not rows:
        return
    fields = _fields(rows[0])
    marks = ", ".join(["%s"] * len(fields))
    into = f"INSERT INTO {_into(rows[0], fields)} VALUES ({marks})"  # noqa: S608 -- names of our own tables
    into += " ON CONFLICT DO NOTHING" if once else ""
    _execute(into, [_values(row, fields) for row in rows])
    for row in rows:
        row._state.adding = False


def load(rows: Sequence[Model]) -> None:
    """Insert many rows of one table the quickest way; not inside `together`."""
    if not rows or connection.vendor != "postgresql":
        insert(rows)
        return
    fields = _fields(rows[0])
    with (
        connection.cursor() as cursor,
        cursor.copy(f"COPY {_into(rows[0], fields)} FROM STDIN") as copy,
    ):
        for row in rows:
            copy.write_row(_values(row, fields))


def update(rows: Sequence[Model], names: Sequence[str]) -> None:
    """Write some fields of rows of one table."""
    known = {field.name: field for field in rows[0]._meta.local_concrete_fields}
    key = next(field for field in known.values() if field.primary_key)
    fields = [known[name] for name in names]
    sets = ", ".join(f"{_name(str(field.column))} = %s" for field in fields)
    where = f"WHERE {_name(str(key.column))} = %s"
    into = f"UPDATE {_name(rows[0]._meta.db_table)} SET {sets} {where}"  # noqa: S608 -- as above
    _execute(into, [_values(row, [*fields, key]) for row in rows])


def _name(name: str) -> str:
    return connection.ops.quote_name(name)


def _into(row: Model, fields: Sequence[AnyField]) -> str:
    columns = ", ".join(_name(str(field.column)) for field in fields)
    return f"{_name(row._meta.db_table)} ({columns})"


def _fields(row: Model) -> list[AnyField]:
    fields = row._meta.local_concrete_fields
    return [one for one in fields if not (one.generated or isinstance(one, AutoField))]


def _values(row: Model, fields: Sequence[AnyField]) -> list[Any]:
    return [_value(field, getattr(row, field.attname)) for field in fields]


def _value(field: AnyField, value: Any) -> Any:
    if type(value) in PLAIN:
        return value
    return field.get_db_prep_save(value, connection)


def _execute(into: str, values: list[list[Any]]) -> None:
    with connection.cursor() as cursor:
        if len(values) == 1:
            cursor.execute(into, values[0])
        else:
            cursor.executemany(into, values)
