"""What the desk does outside a page: `demeso work` runs it."""

import logging

from django.core.mail import EmailMessage
from django_tasks import task

from demeso.desk.rules.reminding import Message
from demeso.desk.services.looking import run_check
from demeso.desk.services.reminding import send_alerts, send_reminders
from demeso.kernel.actor import door
from demeso.kernel.clock import now

LOG = logging.getLogger(__name__)
WORK = "work"


@task()
def check_log(check: int) -> None:
    """Walk over the whole ledger."""
    run_check(actor=door(WORK), check=check, clock=now)


@task()
def remind() -> None:
    """Send the reminders of this day."""
    send_reminders(actor=door(WORK), at=now(), deliver=deliver)


@task()
def alert() -> None:
    """Tell whoever is on call that something waits for her now."""
    send_alerts(actor=door(WORK), at=now(), deliver=deliver)


def deliver(address: str, message: Message) -> None:
    """Send one message; what cannot be sent is not tried again that day."""
    headers = {
        "List-Unsubscribe": f"<{message.stop}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
        "Auto-Submitted": "auto-generated",
    }
    mail = EmailMessage(message.subject, message.body, None, [address], headers=headers)
    try:
        mail.send()
    except OSError:
        LOG.error("a reminder could not be sent")  # noqa: TRY400 -- its text names hosts
