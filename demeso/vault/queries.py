from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from django.db.models import Max

from demeso.kernel.refusal import UnknownError
from demeso.kernel.sealing import HOLD
from demeso.vault.models import Body, Bundle, Grant, KeyringPage, PublicKey
from demeso.vault.rules import Key, Part, fake_settings

MOST_GRANTS = 500


@dataclass(frozen=True)
class Granted:
    """A grant as it is handed out: its place in the list, its act, the part."""

    place: int
    act_id: str
    part: Part


def keys_by_fingerprint(fingerprints: Iterable[str]) -> dict[str, Key]:
    """Return the keys in use among some fingerprints."""
    rows = PublicKey.objects.filter(
        fingerprint__in=set(fingerprints), revoked_at__isnull=True
    )
    return {
        row.fingerprint: Key(
            row.fingerprint, row.owner, row.owner_id, row.entry["sign"]
        )
        for row in rows
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
    return {(row.owner, row.owner_id): row.fingerprint for row in rows}


def latest_epoch(owner: str, owner_id: str) -> int:
    """Return the last epoch published for an owner; 0 when there is none."""
    rows = PublicKey.objects.filter(owner=owner, owner_id=owner_id)
    return rows.aggregate(last=Max("epoch"))["last"] or 0


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
    """Return the next grants to some keys, in the order they were kept."""
    rows = Grant.objects.filter(to__in=fingerprints, pk__gt=after).order_by("pk")
    return [Granted(row.pk, row.act_id, row.part) for row in rows[:MOST_GRANTS]]


def get_bundle(worker: str) -> Mapping[str, object]:
    """Return a worker's wrapped keys."""
    row = Bundle.objects.filter(worker=worker).first()
    if row is None:
        raise UnknownError
    bundle: Mapping[str, object] = row.bundle
    return bundle


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
