"""What refusals say, in plain French, and the HTTP status each one has."""

from config.messages import agencies, casework, directory, everywhere, interchange

ROOMS = (agencies, directory, interchange, casework, everywhere)

MESSAGES = {code: text for room in ROOMS for code, text in room.MESSAGES.items()}

STATUSES = {
    "act.malformed": 400,
    "act.repeated": 409,
    "act.signature": 401,
    "checkpoint.signature": 400,
    "checkpoint.unknown": 404,
    "device.lost": 403,
    "device.revoked": 403,
    "directory.busy": 429,
    "exchange.busy": 429,
    "exchange.malformed": 400,
    "exchange.signature": 401,
    "exchange.too_large": 413,
    "desk.code": 403,
    "invitation.unknown": 404,
    "keyring.stale": 409,
    "login.shape": 400,
    "number.busy": 503,
    "number.silent": 503,
    "number.taken": 409,
    "parcel.malformed": 400,
    "parcel.too_large": 413,
    "parcel.unreadable": 400,
    "passphrase.often": 429,
    "passphrase.stale": 409,
    "record.unknown": 404,
    "renewal.unknown": 404,
    "form.expired": 403,
    "request.malformed": 400,
    "session.missing": 401,
}
