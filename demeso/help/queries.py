"""What the demo shows of itself; and what she sees who comes in by her own number."""

import base64
from collections.abc import Collection, Iterator
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.apps import apps
from django.db import models

from demeso.casework.queries.following import own_days
from demeso.casework.rules.clocks import WINDOW, Told, useful
from demeso.consent.queries import OwnYes, own_yes
from demeso.directory.queries.public import PublicPlace, who_helps_anybody
from demeso.directory.saying import chart
from demeso.directory.standing import Asked
from demeso.help.demo import demo_file
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.ids import show_code
from demeso.referrals.queries.appointments import own_appointments
from demeso.survivors.queries import callbacks_waiting, get_own_survivor
from demeso.survivors.rules import MOST_CALLBACKS
from demeso.vault.depositing import takes_deposits

READ = "demo.read"  # what the visit's door may do, and nobody else
PLACES = {"yelen": "Centre Yèlèn", "sariya": "Clinique Sariya"}
MOMENTS = ("tonight", "week", "change")
HERS = ("number", "pin")  # of her own access, both invented
MOST = 4_000  # rows of one table; the newest ones


@dataclass(frozen=True)
class Table:
    """One table as the server keeps it: how many rows, and those shown."""

    name: str
    count: int
    columns: list[str]
    rows: list[list[Any]]


@dataclass(frozen=True)
class OwnPage:
    """All that her own number shows: days, what she allows, calls to come."""

    days: list[date]
    yes: OwnYes
    waiting: int
    takes_calls: bool

    @property
    def stoppable(self) -> list[str]:
        """Return what she allows now, and so may stop."""
        allowed = {
            "statistics": self.yes.statistics,
            "release": bool(self.yes.releases),
            "services": self.yes.help,
        }
        return [what for what, stands in allowed.items() if stands]

    @property
    def may_call(self) -> bool:
        """Tell whether one more request to call back is taken."""
        return self.takes_calls and self.waiting < MOST_CALLBACKS


def own_page(*, actor: Actor, at: datetime) -> OwnPage:
    """Return what she sees herself: no place, no name, no word of why."""
    survivor = get_own_survivor(actor.name, actor=actor)
    on = at.date()
    days = own_days(actor=actor, on=on) + own_appointments(actor=actor, on=on)
    return OwnPage(
        days=sorted(set(days)),
        yes=own_yes(survivor.id, actor=actor, at=at),
        waiting=callbacks_waiting(survivor.id),
        takes_calls=takes_deposits(survivor.agency_id),
    )


def helpers(
    family: str, region: str, wishes: Collection[str], *, at: datetime, most: int
) -> list[PublicPlace]:
    """Return the public places that help now with a need; `wishes` as in `Asked`."""
    wished: dict[str, Any] = dict.fromkeys(wishes, True)
    asked = Asked(service=family, now=stamp(at), place=f"region:{region}", **wished)
    return who_helps_anybody(asked, here=chart(), most=most)


def story_facts(*, actor: Actor, at: datetime) -> dict[str, str]:
    """Return what the cards need of the story that was told last."""
    actor.require(READ)
    left = demo_file()
    stories = left.get("stories", [])
    if not stories:
        return {}
    last, listed = stories[-1], left["listed"]
    facts = {name: show_code(last[name]) for name in MOMENTS}
    facts["handed"] = last["handed"]
    facts |= {name: listed[full] for name, full in PLACES.items() if full in listed}
    facts |= {name: last[name] for name in HERS if name in last}
    told = Told(since=last["since"], now=stamp(at), sex="female", age_band="18_25")
    windows = [one for one in useful(told) if one.state == WINDOW]
    return facts | {one.code: str(one.most_hours) for one in windows}


def demo_tables(*, actor: Actor) -> Iterator[dict[str, Any]]:
    """Yield every table of every room; open sessions stay out of it."""
    actor.require(READ)
    rooms = (app for app in apps.get_app_configs() if app.name.startswith("demeso."))
    for room in rooms:
        for model in room.get_models(include_auto_created=True):
            yield asdict(_table(model))


def _table(model: type[models.Model]) -> Table:
    columns = [field.attname for field in model._meta.concrete_fields]
    every = model._default_manager.order_by("-pk")
    newest = every.values_list(*columns)[:MOST]
    rows = [[_plain(value) for value in row] for row in newest]
    return Table(model._meta.db_table, every.count(), columns, rows)


def _plain(value: Any) -> Any:
    """Return a value as JSON can carry it; bytes as base64, marked as such."""
    if isinstance(value, bytes | memoryview):
        return {"bytes": base64.b64encode(bytes(value)).decode("ascii")}
    return value.isoformat() if isinstance(value, date) else value
