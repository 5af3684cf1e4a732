"""Let the services make the same people once, and put them back for other tests.

A builder marked `@part` is a fixture. The first test that names a set of parts has
them made; what the services wrote is kept, and written back as it was for the next
test that names the same set, or a larger one. Everybody still exists only when a
test names her, and each test gets people of its own.
"""

import inspect
import sys
from collections.abc import Callable, Iterable
from contextlib import ExitStack
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.apps import apps
from django.db import connections, models, transaction

from demeso.ledger.models import Leaf

CAST = "tests.cast"  # whose people every test may name
Rows = dict[type[models.Model], list[models.Model]]


@dataclass(frozen=True, eq=False)
class Part:
    """Somebody or something of a scene, and what it needs first."""

    name: str
    needs: tuple[str, ...]
    make: Callable[..., Any]


PARTS: dict[tuple[str, str], Part] = {}  # by module and name, in order of making


def part(make: Callable[..., Any]) -> Any:
    """Make a fixture of a builder; its parameters name what it needs."""
    name = make.__name__
    needs = tuple(inspect.signature(make).parameters)
    PARTS[make.__module__, name] = Part(name, needs, make)

    def found(scene: "Scene") -> Any:
        return scene.get(name)

    found.__doc__ = make.__doc__
    return pytest.fixture(name=name)(found)


@dataclass
class Scene:
    """Who and what is there; anybody else is made when asked for."""

    seen_from: Callable[[str], Part | None]
    there: dict[str, Any] = field(default_factory=dict)

    def get(self, name: str) -> Any:
        """Return a part, and make it first where it is missing."""
        if name not in self.there:
            found = self.seen_from(name)
            assert found is not None, name
            needed = [self.get(need) for need in found.needs]
            self.there[name] = found.make(*needed)
        return self.there[name]

    def whole(self, names: Iterable[str]) -> frozenset[Part]:
        """Return the parts that these names stand for, and all they need."""
        parts: set[Part] = set()
        waiting = list(names)
        while waiting:
            found = self.seen_from(waiting.pop())
            if found is not None and found not in parts:
                parts.add(found)
                waiting += found.needs
        return frozenset(parts)


@dataclass(frozen=True)
class Kept:
    """A scene as it was made: its people, and every row."""

    there: dict[str, Any]
    rows: Rows


KEPT: dict[frozenset[Part], Kept] = {}


def lookup(module: Any) -> Callable[[str], Part | None]:
    """Return what finds a part as pytest finds a fixture: the nearest first."""
    parts = module.__name__.split(".")[:-1]
    folders = [".".join(parts[:depth]) for depth in range(len(parts), 0, -1)]
    places = [*(f"{folder}.conftest" for folder in folders), CAST]
    near = (module, *(sys.modules.get(at) for at in places))

    def find(name: str) -> Part | None:
        owner = next((one for one in near if one and hasattr(one, name)), None)
        return PARTS.get((owner.__name__, name)) if owner else None

    return find


@pytest.fixture
def scene(request: pytest.FixtureRequest, db: None) -> Scene:
    """Set the scene for the people and places that a test names."""
    del db
    made = Scene(lookup(request.module))
    wanted = made.whole(request.fixturenames)
    is_empty = not Leaf.objects.exists()
    best = max((key for key in KEPT if key <= wanted), key=len, default=frozenset())
    if is_empty and best:
        made.there = put_back(KEPT[best])
    for one in PARTS.values():
        if one in wanted:
            made.get(one.name)
    if is_empty and wanted > best:
        KEPT[wanted] = Kept(deepcopy(made.there), everything())
    return made


def everything() -> Rows:
    """Return every row of every room, in both databases."""
    rooms = [app for app in apps.get_app_configs() if app.name.startswith("demeso.")]
    tables = [model for room in rooms for model in room.get_models()]
    return {model: list(model._base_manager.all()) for model in tables}


def put_back(kept: Kept) -> dict[str, Any]:
    """Write the rows of a kept scene; return people of one's own."""
    with ExitStack() as stack:
        for alias in connections:
            stack.enter_context(transaction.atomic(using=alias))
        for model, rows in kept.rows.items():
            model._base_manager.bulk_create(rows)
    return deepcopy(kept.there)
