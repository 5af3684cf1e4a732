"""What cannot wait for somebody, as a number and nothing else."""

from datetime import datetime, timedelta

from django.conf import settings

from demeso.agencies.queries.recovery import drills_due
from demeso.casework.queries.glass import waiting_for
from demeso.casework.queries.requesting import requests_due
from demeso.casework.queries.tracking import pressing
from demeso.desk.models import Reminder
from demeso.desk.queries.tracking import CASE
from demeso.desk.rules.tracking import ANSWER, URGENT_ANSWER
from demeso.kernel.actor import Actor
from demeso.kernel.country import country
from demeso.referrals.queries.referring import inbox, overdue, shreddings_late


def urgent_tasks(actor: Actor, *, at: datetime) -> int:
    """Return how many things cannot wait: cases, inbox, answers owed, two people."""
    silent = overdue(CASE, urgent=at - URGENT_ANSWER, other=at - ANSWER, on=at.date())
    waiting = [one for one in inbox(actor, at=at) if one.urgent and one.is_unanswered]
    soon = timedelta(days=country(settings.COUNTRY).limits.remind_days_before)
    owed = requests_due(actor, by=at.date() + soon)
    others = owed + len(drills_due(actor, at=at)) + shreddings_late(actor)
    asked = waiting_for(actor, at=at)
    return asked + pressing(actor, at=at, silent=silent).count() + len(waiting) + others


def reminder_of(actor: Actor) -> Reminder | None:
    """Return the actor's own wish to be reminded."""
    return Reminder.objects.filter(pk=actor.worker).first()


def reminders() -> list[Reminder]:
    """Return everybody's wish, for the job that sends."""
    return list(Reminder.objects.order_by("pk"))
