"""Shred: end every grant of an object, and delete what its keys sealed."""

from collections.abc import Iterable
from typing import Any

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.sealing import READ
from demeso.ledger.book import unseen
from demeso.ledger.services import let_go_sealed, note, writing
from demeso.vault.models import Body, Grant, KeyringPage, RetiredKey
from demeso.vault.queries import workers_behind


@writing
def shred(
    *, actor: Actor, act: Act[Any], object_: str, compartments: Iterable[str]
) -> frozenset[str]:
    """Delete all grants of an object, and what is sealed in some compartments.

    A keyring holds the same keys: the pages of whoever could read go too, and
    their devices make them anew. Returns the workers who could read alone.
    """
    grants = Grant.objects.filter(object=object_)
    rows = list(grants.values_list("to", "rights").order_by("pk"))
    if not _delete_sealed(actor, act, object_, compartments) and not rows:
        return frozenset()
    readers = workers_behind(to for to, rights in rows if rights == READ)
    KeyringPage.objects.filter(worker__in=readers).delete()
    grants.delete()
    to: list[Json] = [to for to, _rights in rows]
    body: dict[str, Json] = {"object": object_, "to": to}
    note("grant.deleted", actor=actor, body=body, at=act.received_at)
    return readers


@writing
def end_older_grants(*, actor: Actor, act: Act[Any], object_: str) -> bool:
    """Delete what was granted of an object before this act brought its new keys.

    The new grants carry the earlier keys, so that what they sealed opens as before.
    What the author had not seen cannot be among them: it stays; tell whether there
    is any.
    """
    older = Grant.objects.filter(object=object_).exclude(act_id=act.id)
    crossed = unseen(older.values_list("act_id", flat=True), base=act.envelope.base)
    older = older.exclude(act_id__in=crossed)
    rows = list(older.values_list("to", "rights").order_by("pk"))
    if not rows:
        return bool(crossed)
    readers = workers_behind(to for to, rights in rows if rights == READ)
    KeyringPage.objects.filter(worker__in=readers).delete()
    older.delete()
    to: list[Json] = [to for to, _rights in rows]
    body: dict[str, Json] = {"object": object_, "to": to}
    note("grant.deleted", actor=actor, body=body, at=act.received_at)
    return bool(crossed)


@writing
def delete_texts(
    *, actor: Actor, act: Act[Any], object_: str, compartments: Iterable[str]
) -> int:
    """Delete what is sealed in some compartments; the keys of the others stay.

    The keys of what is deleted are over: nothing is sealed under them again.
    """
    count = _delete_sealed(actor, act, object_, compartments)
    said: dict[str, Json] = {"object": object_, "count": count}
    note("text.deleted", actor=actor, body=said, at=act.received_at)
    return count


def _delete_sealed(
    actor: Actor, act: Act[Any], object_: str, compartments: Iterable[str]
) -> int:
    rows = Body.objects.filter(object=object_, compartment__in=list(compartments))
    gone = list(rows.values_list("act_id", "compartment", "part__key"))
    over = [
        RetiredKey(
            id=key, object=object_, compartment=name, act_id=act.id,
            retired_at=act.received_at,
        )
        for _act, name, key in gone
    ]  # fmt: skip
    RetiredKey.objects.bulk_create(over, ignore_conflicts=True)
    rows.delete()
    for name in sorted({name for _act, name, _key in gone}):
        let_go_sealed([a for a, of, _key in gone if of == name], name, actor=actor)
    return len(gone)
