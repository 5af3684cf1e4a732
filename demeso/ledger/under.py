"""Read how far what lies under some roots has come, root by root."""

from collections.abc import Collection

from django.db.models import Max

from demeso.ledger.epochs import epochs
from demeso.ledger.models import APPLIED, Entry


def versions_under(roots: Collection[str], *, upto: int) -> dict[str, dict[str, int]]:
    """Return root → record → version of its last applied act, up to a place."""
    rows = Entry.objects.filter(root__in=roots, state=APPLIED, position__lte=upto)
    last = rows.values("root", "record").annotate(last=Max("position")).order_by()
    lifted = epochs()
    found: dict[str, dict[str, int]] = {root: {} for root in roots}
    for root, record, place in last.values_list("root", "record", "last"):
        found[root][record] = lifted.version(place)
    return found


def last_places(roots: Collection[str]) -> dict[str, int]:
    """Return root → place of the last act that was applied under it."""
    rows = Entry.objects.filter(root__in=roots, state=APPLIED)
    last = rows.values("root").annotate(last=Max("position")).order_by()
    return dict(last.values_list("root", "last"))
