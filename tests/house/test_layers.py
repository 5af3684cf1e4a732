"""Look down, never up or sideways: what import-linter does not see."""

import ast
from collections.abc import Iterable

from django.apps import apps as registry

from tests.house.source import Source, calls, chain, floors, imported, sources

WRITES = {
    "create", "bulk_create", "update", "bulk_update", "delete", "save",
    "get_or_create", "update_or_create",
}  # fmt: skip


def upward_keys(
    keys: Iterable[tuple[str, str, str]], floor: dict[str, int]
) -> list[str]:
    """Return foreign keys (app, field, target app) that do not point down."""
    return [
        f"{field} points from {app} to {target}"
        for app, field, target in keys
        if app != target and floor[target] >= floor[app]
    ]


def foreign_keys() -> list[tuple[str, str, str]]:
    """Return every foreign key between tables of the product."""
    return [
        (model._meta.app_label, str(field), field.related_model._meta.app_label)
        for model in registry.get_models()
        for field in model._meta.get_fields()
        if field.is_relation and field.concrete and field.related_model
        and model.__module__.startswith("demeso.")
        and field.related_model.__module__.startswith("demeso.")
    ]  # fmt: skip


def foreign_writes(source: Source) -> list[str]:
    """Return where a module writes a table of another app."""
    theirs = {
        local
        for local, origin in imported(source.tree).items()
        if origin.startswith("demeso.")
        and origin.split(".")[2:3] == ["models"]
        and origin.split(".")[1] != source.app
    }
    found = []
    for call in calls(source.tree):
        names = chain(call)
        made = len(names) == 1 and names[0] in theirs
        written = names[:1] and names[0] in theirs and names[-1] in WRITES
        if made or written:
            found.append(f"{source.path}:{call.lineno} writes {names[0]}")
    return found


def guarded_reads(source: Source) -> list[str]:
    """Return where a row is fetched by hand outside its app's queries."""
    if source.role in ("queries", "migrations"):
        return []
    return [
        f"{source.path}:{call.lineno} fetches {chain(call)[0]}"
        for call in calls(source.tree)
        if (chain(call)[-1:] in (["get"], ["aget"]) and "objects" in chain(call))
        or chain(call)[-1:] in (["get_object_or_404"], ["get_list_or_404"])
    ]


def permits_made(source: Source) -> list[str]:
    """Return where a permit is constructed outside `demeso.consent`."""
    if source.app == "consent":
        return []
    permits = {
        local
        for local, origin in imported(source.tree).items()
        if origin == "demeso.kernel.permit.Permit"
    } | {"Permit"}
    return [
        f"{source.path}:{call.lineno} makes a permit"
        for call in calls(source.tree)
        if chain(call) and chain(call)[-1] in permits
    ]


def hidden_imports(source: Source) -> list[str]:
    """Return relative imports, imports inside functions, and dodged floors."""
    found = [
        f"{source.path}:{node.lineno} imports relatively"
        for node in ast.walk(source.tree)
        if isinstance(node, ast.ImportFrom) and node.level
    ]
    for outer in ast.walk(source.tree):
        if isinstance(outer, ast.FunctionDef | ast.AsyncFunctionDef):
            found += [
                f"{source.path}:{node.lineno} imports inside a function"
                for node in ast.walk(outer)
                if isinstance(node, ast.Import | ast.ImportFrom)
            ]
    names = {node.id for node in ast.walk(source.tree) if isinstance(node, ast.Name)}
    if "TYPE_CHECKING" in names:
        found.append(f"{source.path} dodges a floor with TYPE_CHECKING")
    return found


def signals(source: Source) -> list[str]:
    """Return uses of Django's signals."""
    return [
        f"{source.path} uses {origin}"
        for origin in imported(source.tree).values()
        if ".signals" in origin or origin.startswith("django.dispatch")
    ]


def each(find, *folders: str) -> list[str]:
    return [fault for source in sources(*folders) for fault in find(source)]


def test_foreign_keys_point_down_the_floors():
    assert upward_keys(foreign_keys(), floors()) == []


def test_an_app_writes_its_own_tables_only():
    assert each(foreign_writes, "demeso") == []


def test_rows_are_fetched_in_queries_only():
    assert each(guarded_reads, "demeso") == []


def test_permits_are_made_by_consent_only():
    assert each(permits_made, "demeso", "config", "client") == []


def test_imports_are_absolute_on_top_and_honest():
    assert each(hidden_imports, "demeso", "config", "client", "bench") == []


def test_nothing_is_wired_by_signals():
    assert each(signals, "demeso", "config") == []


PLANTED = Source(
    "demeso/casework/services.py",
    """
from typing import TYPE_CHECKING
from django.db.models.signals import post_save
from demeso.kernel.permit import Permit as Slip
from demeso.survivors.models import Survivor
from . import rules
if TYPE_CHECKING: pass
def open_case():
    import os
    Survivor(code="x").save()
    Survivor.objects.filter(id=1).update(code="y")
    one = Survivor.objects.select_for_update().get(id=1)
    return Slip(one)
""",
)


def test_planted_faults_are_found():
    assert len(foreign_writes(PLANTED)) == 3
    assert len(guarded_reads(PLANTED)) == 1
    assert len(permits_made(PLANTED)) == 1
    assert len(hidden_imports(PLANTED)) == 3
    assert len(signals(PLANTED)) == 1
    floor = {"ledger": 1, "casework": 5, "consent": 5}
    keys = [("ledger", "Entry.case", "casework"), ("casework", "x", "consent"),
            ("casework", "y", "ledger"), ("casework", "z", "casework")]  # fmt: skip
    assert len(upward_keys(keys, floor)) == 2


def test_the_floors_are_those_of_the_contract():
    found = floors()
    assert found["kernel"] == 0
    assert found["field"] == found["desk"] > found["referrals"] > found["ledger"]
