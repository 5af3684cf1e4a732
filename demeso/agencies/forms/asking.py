"""The questions that several forms ask: a record, a half, a number."""

from demeso.kernel.forms import Kind, Question
from demeso.kernel.text import _

HALVES = (("vault", _("Coffre")), ("oversight", _("Contrôle")))
SIGNATURE_SIZE = 86


def an_id(name: str, text: str, group: str, *, needed: bool = True) -> Question:
    """Ask for a record; nobody types it."""
    return Question(name, text, Kind.ID, group, needed=needed)


def a_half(name: str, group: str) -> Question:
    """Ask which of the two keys is meant."""
    return Question(
        name, _("Quelle clé"), Kind.CHOICE, group, needed=True, choices=HALVES
    )


def a_signature(group: str = "signed", *, needed: bool = True) -> Question:
    """Ask for what a worker's own key signs; her app makes it."""
    return Question(
        "signature", _("Signature"), Kind.MADE, group, needed=needed,
        most=SIGNATURE_SIZE,
    )  # fmt: skip


def a_number(name: str, text: str, group: str, most: int) -> Question:
    """Ask for a number up to a limit."""
    return Question(name, text, Kind.NUMBER, group, needed=True, most=most)
