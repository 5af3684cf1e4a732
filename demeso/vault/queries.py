from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max

from demeso.kernel.refusal import UnknownError
from demeso.kernel.sealing import HALF_OVERSIGHT, HALF_VAULT, HOLD, READ
from demeso.ledger.rows import held_all
from demeso.vault.models import (
    Body,
    Bundle,
    Grant,
    KeyringPage,
    PublicKey,
    RetiredKey,
)
from demeso.vault.rules import Key, Part, fake_settings
from demeso.vault.standing import standing_keys, withheld

MOST_GRANTS = 500


@dataclass(frozen=True)
class Granted:
    """A grant as it is handed out: its place in the list, its act, the part."""

    place: int
    act_id: str
    part: Part


def keys_by_fingerprint(fingerprints: Iterable[str]) -> dict[str, Key]:
    """Return the keys in use among some fingerprints; of agencies, what two signed."""
    return {
        row.fingerprint: Key(
            row.fingerprint, row.owner, row.owner_id, row.entry["sign"]
        )
        for row in standing_keys(held_all(PublicKey, fingerprints))
        if row.revoked_at is None
    }


def keys_of(
    owner_ids: Collection[str] = (), fingerprints: Collection[str] = ()
) -> list[PublicKey]:
    """Return every key ever published for some owners, or of some fingerprints."""
    rows = PublicKey.objects.filter(owner_id__in=owner_ids) | PublicKey.objects.filter(
        fingerprint__in=fingerprints
    )
    return list(rows.order_by("owner_id", "owner", "epoch"))


def fingerprints_of(owner_ids: Collection[str]) -> frozenset[str]:
    """Return the fingerprints of some owners, revoked ones included."""
    rows = PublicKey.objects.filter(owner_id__in=owner_ids)
    return frozenset(rows.values_list("fingerprint", flat=True))


def current_fingerprints(owner_ids: Collection[str]) -> dict[tuple[str, str], str]:
    """Return (owner, owner id) → the fingerprint to seal to now."""
    rows = PublicKey.objects.filter(
        owner_id__in=owner_ids, revoked_at__isnull=True
    ).order_by("epoch")
    return {(row.owner, row.owner_id): row.fingerprint for row in standing_keys(rows)}


def circle_of(agency: str, lead: str) -> dict[str, str]:
    """Return right → fingerprint: to whom a case's keys are sealed now."""
    owners = {
        READ: ("worker", lead),
        HALF_VAULT: ("vault", agency),
        HALF_OVERSIGHT: ("oversight", agency),
    }
    current = current_fingerprints([agency, lead])
    return {right: current.get(owner, "") for right, owner in owners.items()}


def workers_behind(fingerprints: Iterable[str]) -> frozenset[str]:
    """Return the workers among the owners of some keys, revoked ones included."""
    rows = PublicKey.objects.filter(fingerprint__in=set(fingerprints), owner="worker")
    return frozenset(rows.values_list("owner_id", flat=True))


def retired_keys(objects: Iterable[str]) -> list[RetiredKey]:
    """Return the keys of some objects that are over."""
    return list(RetiredKey.objects.filter(object__in=set(objects)).order_by("id"))


def signing_key(worker: str) -> str:
    """Return the key by which a worker signs now; empty if she has none."""
    current = current_fingerprints([worker]).get(("worker", worker), "")
    row = PublicKey.objects.filter(pk=current).first()
    return str(row.entry["sign"]) if row else ""


def latest_epoch(owner: str, owner_id: str) -> int:
    """Return the newest epoch that counts for an owner; 0 when there is none."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id)
    return max((row.epoch for row in standing_keys(rows)), default=0)


def last_epoch(owner: str, owner_id: str) -> int:
    """Return the last epoch published for an owner, one that waits included."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id)
    return rows.aggregate(last=Max("epoch"))["last"] or 0


def epochs_in_use(owner: str, owner_id: str) -> frozenset[int]:
    """Return the epochs of an agency's key that are needed: the newest, and halves'."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id)
    epochs = {row.fingerprint: row.epoch for row in standing_keys(rows)}
    halves = Grant.objects.filter(to__in=list(epochs), rights__startswith="half-")
    used = {epochs[to] for to in halves.values_list("to", flat=True).distinct()}
    return frozenset({*used, *([max(epochs.values())] if epochs else [])})


def get_entry(owner: str, owner_id: str) -> Part:
    """Return the newest public key entry of an owner that counts."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id, revoked_at=None)
    found = standing_keys(rows.order_by("epoch"))
    if not found:
        raise UnknownError("key.unknown")
    entry: Part = found[-1].entry
    return entry


def print_of(owner: str, owner_id: str, epoch: int) -> str:
    """Return the fingerprint of one epoch of an owner's key."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id, epoch=epoch)
    return str(rows.values_list("fingerprint", flat=True).get())


def agency_keys_held(worker: str) -> frozenset[str]:
    """Return which agency keys were ever handed to a worker: vault, oversight."""
    handed = Grant.objects.filter(to__in=fingerprints_of([worker]), rights=HOLD)
    rows = PublicKey.objects.filter(
        act_id__in=list(handed.values_list("act_id", flat=True))
    )
    return frozenset(rows.values_list("owner", flat=True))


def bodies_of(act_ids: Collection[str]) -> dict[str, list[Part]]:
    """Return act id → the bodies that came with it."""
    found: dict[str, list[Part]] = {}
    for row in Body.objects.filter(act_id__in=act_ids).order_by("pk"):
        found.setdefault(row.act_id, []).append(row.part)
    return found


def bodies_about(object_: str) -> dict[str, list[Part]]:
    """Return act id → the bodies of one object that came with it."""
    found: dict[str, list[Part]] = {}
    for row in Body.objects.filter(object=object_).order_by("pk"):
        found.setdefault(row.act_id, []).append(row.part)
    return found


def grants_about(object_: str, *, rights: str, to: Collection[str]) -> list[Part]:
    """Return what some keys were given of one object by one right."""
    rows = Grant.objects.filter(object=object_, rights=rights, to__in=to)
    return [row.part for row in rows.order_by("pk")]


def grants_of(
    act_ids: Collection[str], to: Collection[str] | None = None
) -> dict[str, list[Part]]:
    """Return act id → the grants that came with it, to some fingerprints or all."""
    rows = Grant.objects.filter(act_id__in=act_ids).order_by("pk")
    if to is not None:
        rows = rows.filter(to__in=to)
    found: dict[str, list[Part]] = {}
    for row in rows:
        found.setdefault(row.act_id, []).append(row.part)
    return found


def grants_to(fingerprints: Collection[str], after: int = 0) -> list[Granted]:
    """Return the next grants to some keys, in the order they were kept.

    An agency key that waits for a second person is not handed out yet.
    """
    rows = Grant.objects.filter(to__in=fingerprints, pk__gt=after).order_by("pk")
    # Two databases may keep the two tables: first which acts wait, then the page.
    held = rows.filter(rights=HOLD).values_list("act_id", flat=True)
    found = rows.exclude(rights=HOLD, act_id__in=withheld(list(held)))
    return [Granted(row.pk, row.act_id, row.part) for row in found[:MOST_GRANTS]]


def get_bundle(worker: str) -> Mapping[str, object]:
    """Return a worker's wrapped keys."""
    row = Bundle.objects.filter(worker=worker).first()
    if row is None:
        raise UnknownError
    bundle: Mapping[str, object] = row.bundle
    return bundle


def is_bundle_of(worker: str, at: datetime) -> bool:
    """Tell whether a worker's wrapped keys were last kept at a moment."""
    return Bundle.objects.filter(worker=worker, kept_at=at).exists()


def kdf_settings(username: str, worker: str, secret: bytes) -> Part:
    """Return how to stretch a passphrase; made up, but stable, for nobody's name."""
    rows = Bundle.objects.values_list("worker", "bundle__kdf")
    real: dict[str, Part] = dict(rows)
    fake = fake_settings(username, real, secret)
    return real.get(worker, fake)


def keyring_versions(worker: str) -> dict[int, int]:
    """Return page → version of a worker's keyring."""
    rows = KeyringPage.objects.filter(worker=worker).order_by("page")
    return dict(rows.values_list("page", "version"))


def get_keyring_page(worker: str, page: int) -> Part:
    """Return one sealed page of a worker's keyring."""
    row = KeyringPage.objects.filter(worker=worker, page=page).first()
    if row is None:
        raise UnknownError
    part: Part = row.part
    return part


def read_objects(to: Collection[str]) -> frozenset[str]:
    """Return the objects that some keys read alone and that halves can give back."""
    read = Grant.objects.filter(to__in=to, rights=READ)
    halved = Grant.objects.filter(
        object__in=list(read.values_list("object", flat=True)), rights=HALF_VAULT
    )
    return frozenset(halved.values_list("object", flat=True))


def halves_of(objects: Collection[str], right: str) -> list[Part]:
    """Return one half of some objects, as it was sealed to the agency's key."""
    rows = Grant.objects.filter(object__in=objects, rights=right).order_by("pk")
    return [row.part for row in rows]


def held_objects(objects: Collection[str], right: str) -> frozenset[str]:
    """Return those of some objects of which anybody was given something by a right."""
    rows = Grant.objects.filter(object__in=list(objects), rights=right)
    return frozenset(rows.values_list("object", flat=True))


def granted_objects(to: str, right: str) -> frozenset[str]:
    """Return the objects of which one key was given something by a right."""
    rows = Grant.objects.filter(to=to, rights=right)
    return frozenset(rows.values_list("object", flat=True))
