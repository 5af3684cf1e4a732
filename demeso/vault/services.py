from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F

from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.canon import Json
from demeso.kernel.permit import Permit
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import (
    HALF_OVERSIGHT,
    HALF_VAULT,
    HOLD,
    READ,
    bundle_fault,
    entry_fault,
    fingerprint,
    page_fault,
)
from demeso.ledger.book import sealed_kept
from demeso.ledger.rows import held_all, keep, keep_once
from demeso.ledger.services import note, writing
from demeso.vault.models import (
    Body,
    Bundle,
    Grant,
    KeyringPage,
    PublicKey,
    RetiredKey,
)
from demeso.vault.queries import circle_of, keys_by_fingerprint, last_epoch
from demeso.vault.rules import (
    MOST_PAGES,
    Frame,
    Key,
    Part,
    body_refusal,
    grant_refusal,
    is_circle,
    malformed,
    missing_halves,
)

CASE_RIGHTS = frozenset({READ, HALF_VAULT, HALF_OVERSIGHT})


@writing
def keep_parts(*, actor: Actor, act: Act[Any], objects: frozenset[str]) -> None:
    """Keep the sealed parts of an act about the given objects."""
    frame = Frame(objects, actor.worker, actor.agency, CASE_RIGHTS)
    _keep(act, frame, _keys_for(act.sealed))


@writing
def keep_package(
    permit: Permit, *, actor: Actor, act: Act[Any], to: frozenset[str]
) -> None:
    """Keep what leaves with a referral, readable by the named workers only."""
    refuse_unless(act.received_at < permit.until, "consent.expired")
    keys = _keys_for(act.sealed)
    frame = Frame(
        frozenset({act.record}), actor.worker, actor.agency, frozenset({READ}),
        package=True,
    )  # fmt: skip
    grants = [part for part in act.sealed if part.get("type") == "grant"]
    named = (keys.get(str(part.get("to"))) for part in grants)
    refuse_unless(all(k and k.owner_id in to for k in named), "vault.recipient")
    _keep(act, frame, keys)


@writing
def keep_case_keys(*, actor: Actor, act: Act[Any], case: str, agency: str) -> None:
    """Keep a new case's keys: the lead's grant and both halves, or refuse."""
    keys = _keys_for(act.sealed)
    frame = Frame(frozenset({case}), actor.worker, agency, CASE_RIGHTS)
    _require_keepable(act.sealed, frame, keys)
    lacking = missing_halves(act.sealed, keys, actor.worker)
    refuse_unless(not lacking, "vault.halves_missing")
    _store(act)


@writing
def keep_new_keys(
    *, actor: Actor, act: Act[Any], objects: frozenset[str]
) -> frozenset[str]:
    """Keep new grants of objects whose old ones are gone; return which got them.

    Each object that is named gets them for exactly its circle, or nothing is kept.
    """
    _require_keepable(
        act.sealed,
        Frame(objects, actor.worker, actor.agency, CASE_RIGHTS),
        _keys_for(act.sealed),
    )
    refuse_unless(all(p["type"] == "grant" for p in act.sealed), "vault.malformed")
    circle = circle_of(actor.agency, actor.worker)
    brought = frozenset(str(part["object"]) for part in act.sealed)
    for one in brought:
        grants = [part for part in act.sealed if part["object"] == one]
        refuse_unless(is_circle(grants, circle), "vault.circle")
    _store(act)
    return brought


@writing
def keep_grants(*, actor: Actor, act: Act[Any], frame: Frame) -> None:
    """Keep the grants of an act, and nothing else, as its frame allows."""
    del actor  # the frame names who signs
    grants = [part for part in act.sealed if part.get("type") == "grant"]
    whole = bool(grants) and len(grants) == len(act.sealed)
    refuse_unless(whole, "vault.malformed")
    _keep(act, frame, _keys_for(act.sealed))


@writing
def delete_reading(*, actor: Actor, act: Act[Any], object_: str) -> None:
    """Delete every grant by which one person alone reads an object.

    Both halves remain: together, two people can give the keys again.
    """
    grants = Grant.objects.filter(object=object_, rights=READ)
    gone = list(grants.values_list("to", flat=True).order_by("pk"))
    grants.delete()
    body: dict[str, Json] = {"object": object_, "to": gone}
    note("grant.deleted", actor=actor, body=body, at=act.received_at)


@writing
def delete_bodies(*, actor: Actor, acts: Iterable[str]) -> None:
    """Delete the sealed texts of acts whose time is over; the room above says when."""
    del actor  # the caller writes down who asked
    Body.objects.filter(act_id__in=list(acts)).delete()


@writing
def publish_key(
    entry: Mapping[str, Json], *, actor: Actor, act: Act[Any]
) -> frozenset[str]:
    """Publish a public key entry; return the workers who hold its private side."""
    fault = entry_fault(entry)
    refuse_unless(not fault, "key.malformed", field=fault)
    owner, owner_id = str(entry["owner"]), str(entry["id"])
    epoch = last_epoch(owner, owner_id) + 1
    refuse_unless(entry["epoch"] == epoch, "key.epoch")
    keys = _keys_for(act.sealed)
    frame = Frame(frozenset({owner_id}), actor.worker, owner_id, frozenset({HOLD}))
    _require_keepable(act.sealed, frame, keys)
    refuse_unless(all(p["type"] == "grant" for p in act.sealed), "vault.malformed")
    made = PublicKey(
        fingerprint=fingerprint(entry), owner=owner, owner_id=owner_id, epoch=epoch,
        entry=dict(entry), record=act.record, act_id=act.id,
        published_at=act.received_at,
    )  # fmt: skip
    keep(made)
    _store(act)
    facts: dict[str, Json] = {
        "fp": made.fingerprint,
        "owner": owner,
        "id": owner_id,
        "epoch": epoch,
    }
    name, at = made.fingerprint, act.received_at
    note("key", actor=actor, body=dict(entry), open=facts, name=name, at=at)
    to = (keys[str(part["to"])] for part in act.sealed)
    return frozenset(key.owner_id for key in to if key.owner == "worker")


@writing
def keep_bundle(
    bundle: Mapping[str, Json], *, actor: Actor, worker: str, at: datetime
) -> None:
    """Keep a worker's wrapped keys; nobody else may change them."""
    fault = bundle_fault(bundle)
    refuse_unless(not fault, "bundle.malformed", field=fault)
    refuse_unless(actor.worker == worker, "record.unknown")
    Bundle.objects.update_or_create(
        worker=worker, defaults={"bundle": dict(bundle), "kept_at": at}
    )


def save_keyring(page: Part, *, actor: Actor, number: int) -> int:
    """Keep the next version of one page of the actor's keyring; return it."""
    fault = page_fault(page) or ("" if page["page"] == number else "page")
    refuse_unless(not fault, "keyring.malformed", field=fault)
    refuse_unless(page["worker"] == actor.worker, "record.unknown")
    refuse_unless(number < MOST_PAGES, "keyring.full")
    place = {"worker": actor.worker, "page": number}
    version = int(page["version"])
    if version == 1:
        saved = _insert_page(KeyringPage(**place, version=1, part=dict(page)))
    else:
        rows = KeyringPage.objects.filter(**place, version=version - 1)
        saved = rows.update(version=F("version") + 1, part=dict(page)) == 1
    refuse_unless(saved, "keyring.stale")
    return version


def _insert_page(row: KeyringPage) -> bool:
    try:
        with transaction.atomic(using="grants"):
            row.save(force_insert=True)
    except IntegrityError:
        return False
    return True


def _keys_for(parts: Iterable[Part]) -> dict[str, Key]:
    names = (part.get(name) for part in parts for name in ("to", "signer"))
    return keys_by_fingerprint(name for name in names if isinstance(name, str))


def _keep(act: Act[Any], frame: Frame, keys: Mapping[str, Key]) -> None:
    _require_keepable(act.sealed, frame, keys)
    _store(act)


def _require_keepable(
    parts: Iterable[Part], frame: Frame, keys: Mapping[str, Key]
) -> None:
    parts = list(parts)
    fault = malformed(parts)
    refuse_unless(not fault, "vault.malformed", field=fault)
    for part in parts:
        body = part["type"] == "body"
        code = body_refusal(part, frame) if body else grant_refusal(part, frame, keys)
        if code:
            raise RefusedError(code)
    sealed_with = [str(part["key"]) for part in parts if part["type"] == "body"]
    refuse_unless(not held_all(RetiredKey, sealed_with), "vault.retired_key")


def _store(act: Act[Any]) -> None:
    sealed_kept(act.id)
    parts: list[Part] = list(act.sealed)
    grants = [part for part in parts if part["type"] == "grant"]
    bodies = [part for part in parts if part["type"] == "body"]
    if grants:
        _store_grants(act.id, grants)
    for part in bodies:
        keep_once(
            Body(
                object=part["object"], compartment=part["compartment"],
                version=part["version"], act_id=act.id, part=dict(part),
            )
        )  # fmt: skip


def _store_grants(act_id: str, grants: Iterable[Part]) -> None:
    rows = [
        Grant(
            act_id=act_id, object=part["object"], to=part["to"],
            rights=part["rights"], part=dict(part),
        )
        for part in grants
    ]  # fmt: skip
    Grant.objects.bulk_create(rows, ignore_conflicts=True)
