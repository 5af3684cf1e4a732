"""Close a file before it leaves: age, for a public key or with a phrase."""

import pyrage

from demeso.desk.rules.exporting import Protection
from demeso.kernel.refusal import RefusedError


def sealed_file(text: str, closed: Protection) -> bytes:
    """Return a text as an age file; nothing of it is kept here."""
    raw = text.encode("utf-8-sig")  # so that a spreadsheet reads the accents
    if not closed.recipient:
        return bytes(pyrage.passphrase.encrypt(raw, closed.phrase))
    try:
        reader = pyrage.x25519.Recipient.from_str(closed.recipient)
    except pyrage.RecipientError as error:
        raise RefusedError("export.recipient", field="recipient") from error
    return bytes(pyrage.encrypt(raw, [reader]))
