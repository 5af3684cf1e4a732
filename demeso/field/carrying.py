"""Take in what somebody carried here for a colleague who has no network."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from demeso.agencies.models import Device
from demeso.agencies.queries.people import actor_of_worker, get_device
from demeso.field import rules
from demeso.field.parcels import Letter
from demeso.field.services import LOST, REVOKED, Sent, exchange_acts
from demeso.kernel.actor import Actor
from demeso.kernel.clock import moment
from demeso.kernel.refusal import RefusedError, UnknownError, refuse_unless
from demeso.ledger.queries import marks
from demeso.ledger.services import note_refusal

# A letter of a device that is stopped, and any other that cannot be taken in.
STOPPED, BAD_LETTER = "parcel.refused", "parcel.letter"


@dataclass
class Taken:
    """How many acts were new, were here already, or wait for earlier ones.

    `refused` letters were not taken in: the carrier gives the file back.
    """

    new: int = 0
    known: int = 0
    waiting: int = 0
    refused: int = 0


def signer_of(letter: Letter) -> tuple[Device, datetime]:
    """Return whose device signed a call, and when by its clock."""
    try:
        device = get_device(letter.device)
        signed_at = moment(letter.at)
    except (UnknownError, ValueError) as error:
        raise RefusedError("exchange.signature") from error
    message = rules.signed_bytes(letter.body, letter.at)
    right = rules.is_signed(message, letter.signature, device.public)
    refuse_unless(right and device.worker_id is not None, "exchange.signature")
    return device, signed_at


def take_parcel(*, actor: Actor, letters: Iterable[Letter], at: datetime) -> Taken:
    """Apply the calls of a parcel as if their device had made them; pull nothing.

    Whoever brings it learns how many acts there were, and nothing of them; nor is
    she told, by the codes of an exchange, that her own telephone were at fault.
    """
    taken, fault = Taken(), ""
    for letter in letters:
        try:
            _take(letter, taken, at)
        except RefusedError as error:
            fault = STOPPED if error.code in (LOST, REVOKED) else BAD_LETTER
            taken.refused += 1
            note_refusal(error.code, actor=actor, what=BAD_LETTER, at=at)
    refuse_unless(not fault or taken.new + taken.known + taken.waiting > 0, fault)
    return taken


def _take(letter: Letter, taken: Taken, at: datetime) -> None:
    device, _signed_at = signer_of(letter)
    asked = rules.read_request(rules.inflated(letter.body, letter.encoding))
    refuse_unless(asked.device == device.pk, "exchange.malformed", field="device")
    before = marks(device.pk).acked
    # How old the file is says nothing of the clock: it was on its way.
    sent = Sent(device, asked, at, at, carried=True)
    author = actor_of_worker(device.worker_id or "")
    exchange_acts(actor=author, sent=sent, reads=False)
    after = marks(device.pk).acked
    numbers = [rules.claim(wire)[0] for wire in asked.acts]
    taken.new += after - before
    taken.known += sum(seq <= before for seq in numbers)
    taken.waiting += sum(seq > after for seq in numbers)
