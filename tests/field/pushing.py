"""What the processes of tests/field/test_processes.py do, once the apps are up."""

from typing import Any

from demeso.agencies.models import Device
from demeso.field.rules import Asked
from demeso.field.services import Sent, exchange_acts
from demeso.kernel.actor import Actor
from demeso.kernel.clock import now


def push_all(order: dict[str, Any]) -> None:
    """Push every batch of the order, each in an exchange of its own."""
    device = Device.objects.get(pk=order["device"])
    actor = Actor(str(device.worker_id), "")
    for batch in order["batches"]:
        asked = Asked(
            device=device.pk, acts=batch, epoch=None, ack_cursor=None, scope_hash=None,
            max_bytes=65536, client_version="x", state_hash=None,
        )  # fmt: skip
        sent = Sent(device, asked, now(), now())
        answer = exchange_acts(actor=actor, sent=sent, reads=False)
        print(answer["acked_seq"], answer["problems"], flush=True)
