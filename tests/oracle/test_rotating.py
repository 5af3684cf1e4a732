"""Keys change before the real server, crossed on the way, restored and handed over."""

from random import Random

import pytest

from demeso.casework.models import Case
from demeso.casework.services import shredding as casework
from demeso.kernel.refusal import RefusedError
from demeso.vault import shredding as vault
from tests.oracle.real import RealWorld
from tests.oracle.rotating import require_ended_alike
from tests.oracle.truth import judge
from tests.oracle.world import FATES, FaultError

pytestmark = pytest.mark.django_db(databases="__all__")
WORLDS, STEPS = 3, 14


def draw(world, who, record):
    """Let somebody draw new keys that are asked for, and seal with them."""
    world.rekey(who, record, ask=True)
    world.seal(who, record)


def happen(world, chance):
    """Let one thing happen."""
    who, record = chance.randrange(3), chance.randrange(3)
    what = {
        "draw": lambda: draw(world, who, record),
        "draw at once": lambda: [draw(world, one, record) for one in range(3)],
        "write": lambda: world.write_many(who, chance.randrange(9000), 3),
        "sync": lambda: world.sync(who, chance.choice(FATES)),
        "copy": world.server.back_up,
        "restore": world.restore,
        "scope": lambda: world.change_scope(who, record),
        "retire": lambda: world.retire(who),
    }
    (name,) = chance.choices(list(what), (4, 4, 3, 8, 2, 2, 1, 1))
    what[name]()


def live(sight, seed):
    """Live one world in which keys change often; return how many drawings crossed."""
    world, chance = RealWorld(sight), Random(seed)
    for _step in range(STEPS):
        happen(world, chance)
    world.rest()
    judge(world)
    crossed = require_ended_alike(world.records, world.server.kept)
    world.server.let_go()
    return crossed


def live_all(sight):
    """Live every world; return how many drawings crossed."""
    return sum(live(sight, seed) for seed in range(WORLDS))


def test_what_was_sealed_opens_however_often_keys_change_and_cross(sight):
    assert live_all(sight) > WORLDS


def ending(monkeypatch):
    """Let new keys end all that were given before, seen or not."""
    monkeypatch.setattr(vault, "unseen", lambda acts, *, base: frozenset())


def hoarding(monkeypatch):
    """Let new keys end none that were given before."""
    monkeypatch.setattr(casework, "end_older_grants", lambda **_given: False)


def unasking(monkeypatch):
    """Refuse new keys that nobody awaits any more."""
    keep = casework.keep_new_keys

    def refused(*, actor, act, objects):
        if not Case.objects.filter(pk=act.record, keys_awaited_at__isnull=False):
            raise RefusedError("case.keys")
        return keep(actor=actor, act=act, objects=objects)

    monkeypatch.setattr(casework, "keep_new_keys", refused)


@pytest.mark.parametrize(
    "wrong", [ending, hoarding, unasking], ids=lambda w: w.__name__
)
def test_a_server_that_treats_new_keys_wrongly_is_caught(sight, monkeypatch, wrong):
    wrong(monkeypatch)
    with pytest.raises(FaultError):
        live_all(sight)
