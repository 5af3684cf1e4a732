"""Hand out one line of most cases to a device that comes for the first time.

The rest of the protocol stays as it is: the lines are a scope version of their own, and
what is not among them is new to the device (docs/formats/exchange.md).
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from django.db.models import OuterRef

from demeso.casework.queries.listing import listable, listed
from demeso.directory.rules.listing import roots_of
from demeso.field.models import Scope
from demeso.field.queries import (
    CHUNK,
    Pulled,
    View,
    changes,
    latest_scope,
    scope_of,
    signer,
    trusted,
)
from demeso.field.rules import Asked, Cursor, scope_hash, state_hash
from demeso.kernel.actor import Actor
from demeso.kernel.canon import canonical
from demeso.kernel.clock import stamp
from demeso.ledger.queries import Reach, head
from demeso.ledger.services import note_reading, writing
from demeso.ledger.under import last_places, versions_under
from demeso.referrals.queries.referring import overdue

URGENT_ANSWER, ANSWER = timedelta(hours=24), timedelta(hours=72)  # domain 8.2
CASE = OuterRef("pk")


def list_cases(
    *, actor: Actor, asked: Asked, view: View, device: str, at: datetime
) -> Pulled | None:
    """Return the next page of lines; None when acts are due, as they mostly are.

    A device that holds nothing asks for lines by saying how many cases it carries.
    """
    if asked.ack_cursor is not None:
        cursor = trusted(asked, view, device, upto=head().size - 1)
    elif asked.carries is not None:
        cursor = _begun(asked.carries, view, device, actor=actor, at=at)
    else:
        cursor = None
    if cursor is None or not cursor.listing:
        return None
    return _page(cursor, asked.max_bytes, view, device, actor)


def _begun(
    carries: int, view: View, device: str, *, actor: Actor, at: datetime
) -> Cursor | None:
    """Begin to list what the device will not carry; None when it carries all."""
    roots = _to_list(carries, view, actor=actor, at=at)
    if not roots:
        return None
    scope = _list_scope(actor=actor, device=device, roots=roots, at=at)
    tree = head()
    return Cursor(tree.epoch, scope.version, tree.size - 1, listing=1)


def _to_list(carries: int, view: View, *, actor: Actor, at: datetime) -> list[str]:
    """Return of whom a line will do: the longest untouched, and nobody who presses."""
    led = view.own - roots_of(actor)
    if len(led) <= carries:
        return []
    silent = overdue(CASE, urgent=at - URGENT_ANSWER, other=at - ANSWER, on=at.date())
    idle = listable(actor, at=at, silent=silent) & led
    touched = last_places(idle)
    room = max(0, carries - len(led - idle))
    newest = sorted(idle, key=lambda root: touched.get(root, -1), reverse=True)
    return sorted(newest[room:])


@writing
def _list_scope(*, actor: Actor, device: str, roots: list[str], at: datetime) -> Scope:
    """Return the scope version of what is listed; write down who reads it."""
    latest = latest_scope(device)
    if latest is not None and latest.roots == roots:
        return latest
    note_reading("field.device", roots, actor=actor, at=at)
    version = latest.version + 1 if latest else 1
    return Scope.objects.create(device=device, version=version, roots=roots)


def _page(cursor: Cursor, budget: int, view: View, device: str, actor: Actor) -> Pulled:
    """Return what fits: lines in the order of their roots, then what was set aside."""
    scope = scope_of(device, cursor.version)
    roots: Sequence[str] = scope.roots if scope else ()
    page = Pulled(more=True, holds=cursor.version, scope_hash=scope_hash(roots))
    end = _fill(page, budget, view, (cursor, roots, actor))
    page.cursor = signer().sign(end.text())
    return page


def _fill(
    page: Pulled, budget: int, view: View, place: tuple[Cursor, Sequence[str], Actor]
) -> Cursor:
    cursor, roots, actor = place
    done, behind = cursor.listing - 1, cursor.behind
    for line in _lines(roots[done:], view, cursor.position, actor):
        budget -= len(canonical(line)) if line else 0
        if budget < 0 and page.lines:
            return replace(cursor, listing=done + 1)
        page.lines += [line] if line else []
        done += 1
    hers = Reach(frozenset(), frozenset(), view.devices)
    for change in changes(view, hers, after=behind, upto=cursor.position):
        budget -= len(canonical(change))
        if budget < 0 and (page.lines or page.changes):
            return replace(cursor, listing=done + 1, behind=behind)
        page.changes.append(change)
        behind = int(str(change["position"]))
    return Cursor(cursor.epoch, cursor.version, cursor.position)


def _lines(
    roots: Sequence[str], view: View, upto: int, actor: Actor
) -> Iterator[dict[str, Any]]:
    """Yield the line of each root in order; an empty one when it has none any more."""
    for start in range(0, len(roots), CHUNK):
        chunk = roots[start : start + CHUNK]
        told = {one.survivor: one for one in listed(chunk, actor=actor)}
        versions = versions_under(chunk, upto=upto)
        for root in chunk:
            one = told.get(root) if root in view.own else None
            yield {} if one is None else {
                "root": root, "code": one.code, "opened": stamp(one.opened_at),
                "needs": list(one.needs), "news": False, "versions": [],
                "next": one.next_on.isoformat() if one.next_on else "",
                "state": state_hash(versions[root]),
            }  # fmt: skip
