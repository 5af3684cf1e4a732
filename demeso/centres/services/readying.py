"""Tell the directory what a centre can give now: it obeys in the same transaction."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from django.conf import settings

from demeso.agencies.rules.devices import Slip
from demeso.agencies.services.doors import act_through
from demeso.centres.models import Centre
from demeso.centres.queries.boards import latest_count, told_since
from demeso.centres.rules.shelves import told_directory
from demeso.centres.rules.shifts import absences, local_day
from demeso.directory.absences import absences_text
from demeso.kernel.act import Act
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.ledger.services import writing

DOOR = "centre"  # signs what a board entails for the directory
WRITE = "directory.write"  # of her own place, and for these two acts only


@writing
def tell_shelf(*, centre: Centre, actor: Actor, act: Act[Any]) -> None:
    """Tell the directory what there is; what was never counted stays unsaid."""
    count = latest_count(centre)
    if count is None:
        return
    stock = told_directory(count.left, centre.low, centre.site.stock)
    _entail(actor, act, Slip("site.stocked", centre.site_id, "stock@1",
                             {"stock": stock}))  # fmt: skip
    if centre.beds and "beds_free" in count.left:
        beds = {"unit": "beds", "most": centre.beds,
                "available": count.left["beds_free"]}  # fmt: skip
        _entail(actor, act, Slip("capacity.told", centre.site_id, "capacity@1",
                                 {"capacity": beds}))  # fmt: skip


@writing
def tell_absences(*, centre: Centre, actor: Actor, act: Act[Any]) -> None:
    """Tell the directory for which service nobody is there, and until when."""
    ahead, at = country(settings.COUNTRY).minutes_ahead, act.received_at
    told = told_since(centre, local_day(at, ahead) - timedelta(days=1))
    text = absences_text(absences(told, centre.site.offers, at, ahead))
    if text == centre.site.absences:
        return
    said = {"absences": text} if text else {}
    _entail(actor, act, Slip("site.readied", centre.site_id, "site_readiness@1",
                             {"readiness": said}))  # fmt: skip
    centre.site.absences = text


def _entail(actor: Actor, act: Act[Any], slip: Slip) -> None:
    by = replace(actor, permissions=actor.permissions | {WRITE})
    act_through(door=DOOR, slip=slip, actor=by, at=act.received_at)
