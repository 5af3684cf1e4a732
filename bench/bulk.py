"""Load many coded rows at once, written by the database itself: size L of the demo.

    DATABASE_URL=… DEMESO_VAR=… python -m bench.bulk 1000000

PostgreSQL, after `demeso found` or beside a loaded demo: its first agency has the
first ten thousand cases, an agency of its own each ten thousand more. Nothing is
sealed and no act stands behind a row: it is for looking and measuring only.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from typing import Any

import django
from django.db import connection
from django.db.models import NOT_PROVIDED, Model
from django.utils.module_loading import import_string

GROUP, LEADS = 10_000, 20  # cases of an agency, and who leads them
NEEDS = ("health", "legal")
Columns = Mapping[str, str]


def load(first: int, last: int) -> None:
    """Write the rows of cases `first` to `last`, an agency for each ten thousand."""
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")  # keys are right
        cursor.execute("SELECT id FROM agencies_agency ORDER BY registered_at LIMIT 1")
        (home,) = cursor.fetchone()
        for statement in statements(first, last, home):
            cursor.execute(statement)
        cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")


def identifier(kind: int, of: str = "n") -> str:
    """Return SQL that makes an id: the number of the row, and what it is."""
    return f"lpad(to_hex({of}), 8, '0') || '-0000-7000-8000-{kind:012x}'"


def statements(first: int, last: int, home: str) -> Iterator[str]:
    """Yield what writes leads, survivors, cases, needs, referrals and incidents."""
    group = f"((n - 1) / {GROUP})"
    agency = f"CASE WHEN {group} = 0 THEN '{home}' ELSE {identifier(9, group)} END"
    lead = identifier(8, f"(({group} * {LEADS} + n % {LEADS})::int)")
    since = "now() - (n % 400) * interval '1 day'"
    groups = (first - 1) // GROUP, (last - 1) // GROUP
    yield from people(*groups, home)
    owned = {"agency_id": agency, "lead_id": lead, "opened_at": since}
    yield insert("survivors.Survivor", first, last, {
        "id": identifier(1), "code": "upper(lpad(to_hex(n), 9, '0'))", **owned,
    })  # fmt: skip
    yield insert("casework.Case", first, last, {
        "id": identifier(2), "survivor_id": identifier(1), **owned,
        "in_danger": "CASE WHEN n % 50 = 0 THEN 'yes' ELSE 'no' END",
        "risk_level": "(ARRAY['low','medium','high',''])[1 + n % 4]",
        "urgent_until": "CASE WHEN n % 40 = 0 THEN now() + interval '9 hours' END",
        "next_on": "CURRENT_DATE + (n % 60 - 20)::int",
        "closed_at": "CASE WHEN n % 5 = 0 THEN now() END",
        "needs": f"' {' '.join(NEEDS)} '", "is_lacking": "n % 4 = 0",
    })  # fmt: skip
    for place, need in enumerate(NEEDS):
        yield insert("casework.PlanLine", first, last, {
            "id": identifier(3 + place), "case_id": identifier(2),
            "need": f"'{need}'", "rank": str(place), "opened_at": since,
            "status": "(ARRAY['open','sent','accepted','received'])[1 + n % 4]",
        })  # fmt: skip
    yield insert("referrals.Referral", first, last, {
        "id": identifier(5), "line_id": identifier(3), "case_id": identifier(2),
        "survivor_id": identifier(1), "release_id": identifier(6), "sender": lead,
        "agency_id": agency, "recipient_id": identifier(7, "0"), "service": "'health'",
        "urgent": "n % 3 = 0", "sent_at": since, "until": "now() + interval '9 days'",
        "status": "(ARRAY['declined','sent','accepted','received'])[1 + n % 4]",
        "reason": "'full'", "received_at": "now()", "confirmed_by": "'provider'",
    })  # fmt: skip
    yield insert("casework.Incident", first, last, {
        "id": identifier(10), "case_id": identifier(2), "gbv_type": "'rape'",
        "month": "'2026-10'", "cercle": "'mopti'", "recorded_at": since,
    })  # fmt: skip


def people(first: int, last: int, home: str) -> Iterator[str]:
    """Yield what writes the agencies of some groups, and who leads in each."""
    if first == 0:
        yield insert("directory.Organisation", 0, 0, {
            "id": identifier(7, "0"), "name": "'Centre'", "region": "'mopti'",
            "edited_at": "now()",
        })  # fmt: skip
    yield insert("agencies.Agency", max(first, 1), last, {
        "id": identifier(9), "name": "'Agence ' || n", "region": "'mopti'",
        "registered_at": "now()",
    })  # fmt: skip
    agency = f"n / {LEADS}"
    home_or = f"CASE WHEN {agency} = 0 THEN '{home}' ELSE {identifier(9, agency)} END"
    yield insert("agencies.Worker", first * LEADS, last * LEADS + LEADS - 1, {
        "id": identifier(8), "agency_id": home_or, "called": "'Personne ' || n",
        "invited_at": "now()",
    })  # fmt: skip


def insert(model: str, first: int, last: int, given: Columns) -> str:
    """Return SQL that writes rows of a table; what is not given has its default."""
    app, name = model.split(".")
    table: type[Model] = import_string(f"demeso.{app}.models.{name}")
    made = {
        str(field.column): given.get(str(field.column)) or default(field)
        for field in table._meta.concrete_fields
    }
    columns = ", ".join(f'"{column}"' for column in made)
    values = ", ".join(made.values())
    series = f"generate_series({first}, {last}) AS n"
    return (
        f"INSERT INTO {table._meta.db_table} ({columns}) SELECT {values} FROM {series}"  # noqa: S608 -- names of our own tables
    )


def default(field: Any) -> str:
    """Return a column's default as SQL."""
    if field.null:
        return "NULL"
    value = "" if field.default is NOT_PROVIDED else field.get_default()
    if isinstance(value, list | dict):
        return f"'{json.dumps(value)}'::jsonb"
    if isinstance(value, bool):
        return str(value).lower()
    return f"'{value}'" if isinstance(value, str) else str(value)


if __name__ == "__main__":
    django.setup()
    load(1, int(sys.argv[1]))
