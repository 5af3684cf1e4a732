"""Read what two people signed of agencies' keys, and which keys stand by it."""

from collections.abc import Collection, Iterable

from demeso.kernel.sealing import fingerprint
from demeso.ledger.rows import held_all
from demeso.vault.models import PublicKey, Seconding
from demeso.vault.signing import (
    PUBLISHED,
    RECOVERY,
    KeyStatement,
    Signature,
    Signer,
    Signers,
    Stated,
    have_sheets_signed,
    have_signed,
)

WORKER = "worker"


def stated(row: Seconding) -> Stated:
    """Read a row: what was said, who signed it, and when it counted."""
    holders = tuple(str(one) for one in row.holders)
    said = KeyStatement(
        row.record, row.fp, row.owner, row.agency, row.epoch, holders, row.step
    )
    first = Signature.kept(row.first_signature)
    both = (first, Signature.kept(row.second_signature))
    return Stated(said, both, row.act_id, row.asked_at, row.seconded_at, row.refused_at)


def secondings(agencies: Collection[str]) -> list[Stated]:
    """Return what was ever stated of some agencies' keys, in order."""
    rows = Seconding.objects.filter(agency__in=agencies)
    return [stated(row) for row in rows.order_by("asked_at", "record")]


def every_seconding() -> list[Stated]:
    """Return what was ever stated of any key, for whoever verifies."""
    return [stated(row) for row in Seconding.objects.order_by("asked_at", "record")]


def awaited() -> list[Stated]:
    """Return what waits for a second person."""
    rows = Seconding.objects.filter(seconded_at=None, refused_at=None)
    return [stated(row) for row in rows.order_by("asked_at", "record")]


def is_awaited(owner: str, agency: str, epoch: int) -> bool:
    """Tell whether a key of an agency still waits for its second person."""
    key = (owner, agency, epoch, PUBLISHED)
    said = [one.said for one in awaited()]
    return key in [(one.owner, one.agency, one.epoch, one.step) for one in said]


def signers_of(rows: Iterable[Stated], owner: str = WORKER) -> Signers:
    """Return the keys that signed some statements, replaced ones included."""
    prints = {one.key for row in rows for one in row.both if one}
    return {
        key.fingerprint: Signer(key.owner_id, str(key.entry["sign"]))
        for key in held_all(PublicKey, prints)
        if key.owner == owner
    }


def standing(rows: Iterable[Stated]) -> list[Stated]:
    """Return the statements that count: signed by two people, or by two sheets."""
    found = [row for row in rows if row.seconded_at is not None]
    signers = signers_of(found)
    by_two = [row for row in found if have_signed(row.said, row.both, signers)]
    rest = [row for row in found if row not in by_two]
    return by_two + (_by_sheets(rest) if rest else [])


def _by_sheets(rows: list[Stated]) -> list[Stated]:
    prints = {one.key for row in rows for one in row.both if one}
    counted = {key.fingerprint for key in standing_keys(held_all(PublicKey, prints))}
    signers = signers_of(rows, RECOVERY)
    recovery = {key: one for key, one in signers.items() if key in counted}
    return [row for row in rows if have_sheets_signed(row.said, row.both, recovery)]


def standing_keys(keys: Iterable[PublicKey]) -> list[PublicKey]:
    """Return the keys that count: a worker's own, and agencies' that two signed."""
    found = list(keys)
    records = [key.record for key in found if key.owner != WORKER]
    if not records:
        return found
    rows = standing(stated(row) for row in held_all(Seconding, records))
    said = {row.said.record: row.said for row in rows}
    return [
        key for key in found if key.owner == WORKER or _is_of(key, said.get(key.record))
    ]


def _is_of(key: PublicKey, said: KeyStatement | None) -> bool:
    """Tell whether a statement publishes exactly this key."""
    if said is None or said.step != PUBLISHED:
        return False
    entry = tuple(key.entry[name] for name in ("owner", "id", "epoch"))
    same = entry == (said.owner, said.agency, said.epoch)
    row = (key.owner, key.owner_id, key.epoch)
    print_ = fingerprint(key.entry)
    return same and row == entry and print_ == key.fingerprint == said.fp


def unstated() -> list[tuple[str, str]]:
    """Return (fingerprint, owner) of agency keys that nothing states at all."""
    keys = PublicKey.objects.exclude(owner=WORKER)
    said = Seconding.objects.values_list("record", flat=True)
    rows = keys.exclude(record__in=list(said)).order_by("published_at")
    return list(rows.values_list("fingerprint", "owner"))


def withheld(acts: Collection[str]) -> frozenset[str]:
    """Return those of some acts whose agency key its new holder may not open yet."""
    rows = Seconding.objects.filter(act_id__in=acts, seconded_at=None)
    return frozenset(rows.exclude(step=PUBLISHED).values_list("act_id", flat=True))
