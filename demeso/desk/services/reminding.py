"""Remind whoever asked for it that something cannot wait; say nothing else."""

from collections.abc import Callable
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.core.signing import Signer
from django.utils import translation
from django.utils.translation import gettext

from demeso.agencies.queries.people import actor_of_worker
from demeso.agencies.rules.devices import hashed
from demeso.casework.services.glass import mark_told
from demeso.desk.models import Reminder
from demeso.desk.queries.reminding import reminders, urgent_tasks
from demeso.desk.rules.reminding import (
    MANY,
    ONE,
    STOP,
    SUBJECT,
    Message,
    is_address,
    is_time,
)
from demeso.directory.services.locking import mark_locks_told
from demeso.kernel.actor import Actor
from demeso.kernel.clock import stamp
from demeso.kernel.doors import DESK
from demeso.kernel.refusal import UnknownError, refuse_unless
from demeso.ledger.services import writing

SALT = "demeso/reminder/v1"
Deliver = Callable[[str, Message], None]


@writing
def ask_reminder(
    *, actor: Actor, address: str, language: str, at: datetime
) -> Reminder:
    """Keep the actor's own wish to be reminded; off until she asks."""
    refuse_unless(is_address(address), "reminder.address", field="address")
    fresh = {
        "address": address,
        "language": language,
        "stop_hash": hashed(_token(actor.worker, at)),
        "asked_at": at,
    }
    kept, _made = Reminder.objects.update_or_create(pk=actor.worker, defaults=fresh)
    return kept


@writing
def end_reminder(*, actor: Actor) -> None:
    """Stop reminding the actor, and forget her address."""
    Reminder.objects.filter(pk=actor.worker).delete()


@writing
def stop_reminder(*, actor: Actor, token: str) -> None:
    """Stop the reminder that a link belongs to; nobody learns whether there was one."""
    del actor  # whoever holds the link
    Reminder.objects.filter(stop_hash=hashed(token)).delete()


def send_reminders(*, actor: Actor, at: datetime, deliver: Deliver) -> int:
    """Send each what is due to her, once a day at most; return how many left."""
    del actor  # the job
    return sum(_remind(one, at, deliver) for one in reminders())


def send_alerts(*, actor: Actor, at: datetime, deliver: Deliver) -> int:
    """Tell whoever must know now: on call for two, or in control of a locked place."""
    people = mark_told(actor=actor, at=at)
    agencies = mark_locks_told(actor=actor, at=at)
    found = [one for one in reminders() if one.pk in people or _controls(one, agencies)]
    for one in found:
        deliver(one.address, _message(1, _token(one.pk, one.asked_at), one.language))
    return len(found)


def _controls(one: Reminder, agencies: frozenset[str]) -> bool:
    if not agencies:
        return False
    try:
        actor = actor_of_worker(one.pk)
    except UnknownError:
        return False
    return actor.may("audit.read") and actor.agency in agencies


def _remind(one: Reminder, at: datetime, deliver: Deliver) -> bool:
    if not is_time(at, one.looked_on, settings.TIME_ZONE):
        return False
    try:
        count = urgent_tasks(actor_of_worker(one.pk), at=at)
    except UnknownError:
        return False
    here = at.astimezone(ZoneInfo(settings.TIME_ZONE))
    with writing():  # before anything leaves: never twice a day
        Reminder.objects.filter(pk=one.pk).update(looked_on=here.date())
    if not count:
        return False
    deliver(one.address, _message(count, _token(one.pk, one.asked_at), one.language))
    return True


def _token(worker: str, asked_at: datetime) -> str:
    """Return what stops this wish: the same in every message, kept nowhere."""
    return Signer(salt=SALT).signature(f"{worker} {stamp(asked_at)}")


def _message(count: int, token: str, language: str) -> Message:
    link = f"{settings.ORIGINS[DESK]}/desk/stop/{token}"
    with translation.override(language):
        said = gettext(ONE) if count == 1 else gettext(MANY) % {"count": count}
        stop = gettext(STOP) % {"link": link}
        return Message(gettext(SUBJECT), f"{said}\n\n-- \n{stop}\n", link)


def are_due(*, actor: Actor, at: datetime) -> bool:
    """Tell whether somebody's tasks were not looked at today."""
    del actor  # the minute tick
    found = reminders()
    return any(is_time(at, one.looked_on, settings.TIME_ZONE) for one in found)
