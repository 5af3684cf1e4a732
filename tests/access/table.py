"""Who gets which answer at which address: every route × every role.

`ROWS` has one row for every address and API operation, named as
`tests/house/test_addresses.py` says. `MORE` has the further methods of pages and
of signing in. `tests/access/test_table.py` really makes each call.
"""

from demeso.agencies.rules import ROLES

NOBODY = "nobody"  # no session at all
HALF = "half"  # password shown, second factor never set up
PENDING = "pending"  # password shown, the code of the second factor not yet
NO_ROLE = "no_role"  # joined, and given no role
SIGNED_IN = (*ROLES, NO_ROLE)
Row = dict[str, int]


def everyone(status: int, **but: int) -> Row:
    """Return a row that is the same for anyone, signed in or not."""
    return dict.fromkeys((NOBODY, HALF, PENDING, *SIGNED_IN), status) | but


def signed_in(status: int, **but: int) -> Row:
    """Return a row that opens to whoever has signed in wholly."""
    return everyone(401) | dict.fromkeys(SIGNED_IN, status) | but


def only(*roles: str, status: int = 200, **but: int) -> Row:
    """Return a row that opens to some roles; to others nothing is there."""
    return signed_in(404) | dict.fromkeys(roles, status) | but


KEEPERS = ("focal_point", "coordinator", "administrator")
READERS = ("supervisor", "data_focal_point", "coordinator")

ROWS: dict[str, Row] = {
    "help:home": everyone(200),
    "help:home-en": everyone(200),
    "help:look": everyone(200),
    "help:look-en": everyone(200),
    "help:leave": everyone(200),
    # The document and the forms are the same bytes for anyone: nothing in them
    # depends on who asks, and no record is behind them.
    "worker:open-app": everyone(200),
    "worker:open-app-english": everyone(200),
    "worker:show-form": everyone(200),
    "desk:home": signed_in(200),
    "desk:enter": everyone(302, nobody=403, half=403, pending=403),
    "desk:choose-language": signed_in(302),
    "desk:leave": everyone(302),
    "desk:tracker": only("supervisor"),
    "desk:review": only("supervisor"),
    "desk:figures": only(*READERS),
    "desk:directory": signed_in(200),
    "desk:register-organisation": only(*KEEPERS),
    "desk:edit-organisation": only(*KEEPERS),
    "sign-in:session": signed_in(200, half=200),
    "sign-in:login": everyone(400),
    "sign-in:second-step": everyone(401, pending=400),
    "sign-in:first-code": signed_in(200, half=404),
    "api-1:openapi-json": everyone(200),
    "api-1:app-salt": everyone(200),
    "api-1:app-invitation": everyone(200),
    "api-1:app-join": everyone(200),
    "api-1:app-devices": signed_in(200),
    "api-1:app-me": signed_in(200),
    "api-1:app-people": signed_in(200),
    "api-1:app-keys": signed_in(200),
    "api-1:app-grants": signed_in(200),
    "api-1:app-keyring": signed_in(200),
    "api-1:app-keyring-page": signed_in(404),  # nobody has saved a page yet
    "api-1:app-keyring-page PUT": signed_in(200),
    "api-1:app-desk-code": signed_in(200),
    # Signed by an enrolled device: without a whole session it pushes only.
    "api-1:exchange": everyone(200, nobody=401),
    "api-1:api-root": everyone(200),  # the address of help:home, which comes first
}

MORE: dict[str, Row] = {
    "desk:register-organisation POST": only(*KEEPERS, status=302),
    "desk:edit-organisation POST": only(*KEEPERS, status=302),
    "sign-in:session DELETE": everyone(401),
    "sign-in:first-code POST": signed_in(409, half=400),
}
