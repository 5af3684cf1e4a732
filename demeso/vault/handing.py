"""Hand keys on: an agency key to a further holder, a caseload to its worker again."""

from collections.abc import Collection, Mapping
from typing import Any

from django.db.models import QuerySet

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.refusal import refuse_unless
from demeso.kernel.sealing import (
    GLASS,
    HOLD,
    READ,
    RECOVERY_OVERSIGHT,
    RECOVERY_VAULT,
)
from demeso.ledger.services import note, writing
from demeso.vault.models import Bundle, Grant, KeyringPage, PublicKey
from demeso.vault.queries import fingerprints_of, keys_by_fingerprint
from demeso.vault.rules import Frame, Key
from demeso.vault.services import keep_grants, publish_key


@writing
def hand_key(*, actor: Actor, act: Act[Any], agency: str) -> list[Key]:
    """Keep an agency key for whom it is sealed to; return their public keys."""
    frame = Frame(frozenset({agency}), actor.worker, agency, frozenset({HOLD}))
    keep_grants(actor=actor, act=act, frame=frame)
    return list(keys_by_fingerprint(str(part["to"]) for part in act.sealed).values())


@writing
def hand_caseload(
    *, actor: Actor, act: Act[Any], terms: Mapping[str, Json], objects: Collection[str]
) -> None:
    """Keep keys or halves of some objects for one key: `to`, `rights`, `consent`."""
    right = frozenset({str(terms["rights"])})
    frame = Frame(frozenset(objects), actor.worker, actor.agency, right)
    same = all(
        part.get(n) == terms[n] for part in act.sealed for n in ("to", "consent")
    )
    refuse_unless(same, "vault.recipient")
    keep_grants(actor=actor, act=act, frame=frame)


@writing
def renew_key(
    entry: Mapping[str, Json], *, actor: Actor, act: Act[Any]
) -> frozenset[str]:
    """Put a worker's new key in the place of her old ones; return those.

    What was wrapped under the old user key opens no more: the keyring goes.
    """
    worker = str(entry["id"])
    old = fingerprints_of([worker])
    PublicKey.objects.filter(fingerprint__in=old).update(revoked_at=act.received_at)
    publish_key(entry, actor=actor, act=act)
    KeyringPage.objects.filter(worker=worker).delete()
    return old


@writing
def end_grants(
    *,
    actor: Actor,
    act: Act[Any],
    to: Collection[str],
    rights: Collection[str],
    objects: Collection[str] | None = None,
) -> None:
    """Delete what some keys were given by some rights, of some objects or of all."""
    grants = Grant.objects.filter(to__in=list(to), rights__in=list(rights))
    if objects is not None:
        grants = grants.filter(object__in=list(objects))
    delete_grants(actor=actor, act=act, grants=grants)


@writing
def delete_grants(*, actor: Actor, act: Act[Any], grants: QuerySet[Grant]) -> None:
    """Delete some grants, and write down of which objects and to which keys."""
    rows = list(grants.values_list("object", "to"))
    grants.delete()
    if rows:
        objects, prints = (sorted(set(names)) for names in zip(*rows, strict=True))
        body: dict[str, Json] = {"objects": [*objects], "to": [*prints]}
        note("grant.deleted", actor=actor, body=body, at=act.received_at)


@writing
def end_reading(*, actor: Actor, act: Act[Any], to: Collection[str]) -> None:
    """Delete everything that keys which are over could open."""
    end_grants(actor=actor, act=act, to=to, rights=(READ, HOLD))


@writing
def forget_worker(*, actor: Actor, act: Act[Any], worker: str) -> None:
    """Delete what somebody who left could open, and her wrapped keys.

    Her public keys stay: what she signed is verified by them.
    """
    every = [READ, HOLD, GLASS, RECOVERY_VAULT, RECOVERY_OVERSIGHT]
    end_grants(actor=actor, act=act, to=fingerprints_of([worker]), rights=every)
    KeyringPage.objects.filter(worker=worker).delete()
    Bundle.objects.filter(worker=worker).delete()
