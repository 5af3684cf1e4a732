"""Show what waits for a second person, and what is proved: roles, keys, holders."""

from collections.abc import Collection, Iterable

from demeso.agencies.models import RoleGrant
from demeso.agencies.queries.people import agency_names, called_by, people
from demeso.agencies.queries.recovery import named_to_keep
from demeso.agencies.queries.roles import (
    may_sign,
    signatures,
    statement,
    step_of,
    waiting,
)
from demeso.agencies.queries.seconding import is_asked_by, keys_waiting, may_sign_key
from demeso.agencies.rules.seconding import ENDED, leaf_name
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.ledger.proving import proved
from demeso.vault.signing import LEAF, RECOVERY, Stated
from demeso.vault.standing import secondings, standing
from demeso.worker.partners import show_agreements_waiting
from demeso.worker.queries import Shown


def show_seconds(actor: Actor) -> Shown:
    """Return what waits for the actor's signature, and what she asked of others."""
    rows = [(row, may_sign(row, actor)) for row in waiting(people(actor))]
    shown = [(row, may) for row, may in rows if may or _asker(row) == actor.name]
    names = called_by({_asker(row) for row, _may in shown})
    return {
        "waiting": [_shown(row, names, may=may) for row, may in shown],
        "keys": show_keys_waiting(actor),
        "agreements": show_agreements_waiting(actor),
    }


def show_keys_waiting(actor: Actor, agency: str = "") -> list[Shown]:
    """Return what waits of keys for the actor's signature, or for somebody she asked.

    Of one agency everything is shown to whoever keeps a part of its keys.
    """
    rows = [(one, may_sign_key(one, actor)) for one in keys_waiting(actor)]
    shown = [(one, may) for one, may in rows if may or _is_near(one, actor, agency)]
    names = called_by({id_ for one, _may in shown for id_ in _named(one)})
    houses = agency_names({one.said.agency for one, _may in shown})
    return [
        {
            **one.said.wire(),
            "called": [
                *(names.get(id_, "") for id_ in one.said.holders),
                *_on_paper(one),
            ],
            "house": houses.get(one.said.agency, ""),
            "asked_by": names.get(_first(one), ""),
            "asked_at": stamp(one.asked_at),
            "may": may,
            "mine": is_asked_by(one, actor),
        }
        for one, may in shown
    ]


def _is_near(one: Stated, actor: Actor, agency: str) -> bool:
    return is_asked_by(one, actor) or one.said.agency == agency


def _on_paper(one: Stated) -> list[str]:
    """Return who is to keep the sheets of a recovery key: whoever signs agrees."""
    if one.said.owner != RECOVERY:
        return []
    return [who.called for who in named_to_keep(one.said.agency, one.said.epoch)]


def _first(one: Stated) -> str:
    first = one.both[0]
    return first.by if first else ""


def _named(one: Stated) -> list[str]:
    return [_first(one), *one.said.holders]


def stated_of(agencies: Collection[str]) -> list[Stated]:
    """Return what two people signed of some agencies' keys and of their holders."""
    return standing(secondings(agencies))


def prints_under(rows: Iterable[Stated]) -> list[str]:
    """Return which keys signed some statements."""
    return sorted({one.key for row in rows for one in row.both if one})


def show_stated(rows: list[Stated], size: int) -> list[Shown]:
    """Return statements with both signatures, proved in a tree of `size` leaves."""
    proofs = proved(LEAF, [row.said.record for row in rows], size)
    return [
        {**row.facts(), "proof": dict(proofs[row.said.record].wire())}
        for row in rows
        if row.said.record in proofs
    ]


def _asker(row: RoleGrant) -> str:
    """Return who asked first: for the role, or for its end."""
    ending = row.end_signature if step_of(row) == ENDED else None
    return str(ending["by"]) if ending else row.granted_by


def _shown(row: RoleGrant, names: dict[str, str], *, may: bool) -> Shown:
    said = statement(row, step=step_of(row))
    at = row.ended_at or row.granted_at
    return {
        **said.__dict__,
        "called": row.worker.called,
        "house": row.agency.name,
        "asked_by": names.get(_asker(row), ""),
        "asked_at": stamp(at),
        "may": may,
    }


def prints_behind(rows: Iterable[RoleGrant]) -> list[str]:
    """Return which keys signed some roles."""
    return sorted({one.key for row in rows for one in signatures(row) if one})


def leaves_of(rows: Iterable[RoleGrant]) -> list[str]:
    """Return the names of the leaves that say some roles."""
    return [leaf_name(row.pk, statement(row).step) for row in rows]


def show_roles(rows: list[RoleGrant], size: int) -> list[Shown]:
    """Return roles with both signatures, each proved in the tree of `size` leaves."""
    proofs = proved("role", leaves_of(rows), size)
    shown = []
    for row, leaf in zip(rows, leaves_of(rows), strict=True):
        first, second = ((one.wire() if one else None) for one in signatures(row))
        proof = proofs.get(leaf)
        shown.append(
            {
                **statement(row).__dict__,
                "first": first,
                "second": second,
                "ended": row.ended_at is not None,
                "proof": dict(proof.wire()) if proof else None,
            }
        )
    return shown
