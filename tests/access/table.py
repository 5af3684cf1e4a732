"""Who gets which answer at which address: every route × every role.

`ROWS` has one row for every address and API operation, named as
`tests/house/test_addresses.py` says. `MORE` has the further methods of pages and
of signing in. `tests/access/test_table.py` really makes each call.
"""

from demeso.agencies.rules.roles import ROLES

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


KEEPERS = ("focal_point", "data_focal_point", "coordinator", "administrator")
LOCKERS = ("supervisor", "focal_point", "centre_manager", "administrator")
LOSERS = ("supervisor", "data_focal_point", "dpo", "administrator")
READERS = ("supervisor", "data_focal_point", "coordinator")

ROWS: dict[str, Row] = {
    "help:home": everyone(200),
    "help:home-en": everyone(200),
    "help:next": everyone(200),  # every step of looking for help, by POST
    "help:next-en": everyone(200),
    "help:listen": everyone(404),  # nobody has spoken here yet
    "help:tell": everyone(200),  # what anybody says of a place, unnamed
    "help:tell-en": everyone(200),
    # The link is the permission; any other token gets the same page.
    "help:confirm": everyone(404),
    "help:confirm-en": everyone(404),
    "help:look": everyone(200),
    "help:look-en": everyone(200),
    "help:leave": everyone(200),
    "help:number": everyone(200),  # the empty form; a number opens it, no session does
    "help:number-en": everyone(200),
    # The document and the forms are the same bytes for anyone: nothing in them
    # depends on who asks, and no record is behind them.
    "worker:open-app": everyone(200),
    "worker:open-app-english": everyone(200),
    "worker:show-keeper": everyone(200),
    "worker:show-release": everyone(200),
    "worker:show-stopped": everyone(200),
    "worker:show-rest": everyone(200),
    "worker:show-form": everyone(200),
    "worker:show-icon": everyone(200),
    "worker:show-label": everyone(200),
    "worker:show-recording": everyone(404),  # nobody has spoken here yet
    "desk:home": signed_in(200),
    "desk:enter": everyone(200, nobody=403, half=403, pending=403),
    "desk:choose-language": signed_in(302),
    "desk:leave": everyone(302),
    "desk:stay": signed_in(204),
    "desk:tracker": only("supervisor"),
    "desk:review": only("supervisor"),
    "desk:clearings": only(*LOSERS),
    "desk:shreddings": only("supervisor", "dpo"),
    "desk:locks": only(*LOCKERS, "dpo"),
    "desk:accesses": only("dpo"),
    "desk:check-log": only("dpo", status=302),
    "desk:protection": only("dpo"),
    "desk:processing": only("dpo"),
    "desk:assessment": only("dpo"),
    "desk:exports": only("dpo"),
    "desk:export": only("supervisor"),  # the tracker's list
    "desk:glasses": only("dpo"),
    "desk:breaches": only("dpo"),
    "desk:lost-devices": only("dpo"),
    "desk:open-breach": only("dpo"),
    "desk:breach": only("dpo"),
    "desk:retention": only("dpo"),
    "desk:place-hold": only("dpo", status=400),  # a page that carries nothing
    "desk:lift-hold": signed_in(404),  # another agency's
    "desk:requests": only("caseworker", "dpo"),
    "desk:request": signed_in(404),  # another agency's
    "desk:people": only("coordinator", "administrator"),
    "desk:agencies": only("coordinator", "administrator"),
    "desk:front": only("administrator"),
    "desk:reminder": signed_in(200),
    # The link stands in a message: its token is the permission, and any other
    # token gets the same page.
    "desk:stop-reminder": everyone(200),
    "desk:figures": only(*READERS),
    "desk:directory": signed_in(200),
    "desk:register-organisation": only(*KEEPERS),
    "desk:edit-organisation": only(*KEEPERS),
    "desk:places": signed_in(200),
    "desk:register-place": only(*KEEPERS),
    "desk:place": signed_in(200),
    "desk:edit-place": only(*KEEPERS),
    "desk:tell-stock": only(*KEEPERS, status=302),
    "desk:tell-capacity": only(*KEEPERS, status=302),
    "desk:verify-place": only(*KEEPERS, status=302),
    "desk:upkeep": signed_in(200),
    "desk:ask-place": only(*KEEPERS),
    "desk:doubt-place": only(*KEEPERS, status=302),
    "desk:report-way": only(*KEEPERS, "caseworker", status=302),
    "desk:open-place": only(*KEEPERS),  # nobody verified is near: the page says so
    "desk:verifications": only(*KEEPERS),
    "desk:heard": only(*KEEPERS),
    "desk:reviews": only(*KEEPERS),
    "desk:review-place": only(*KEEPERS),
    "desk:gaps": only(*READERS),
    "desk:centres": only("centre_manager", "coordinator"),
    "desk:open-centre": only("centre_manager"),
    # Another agency's centre: its own board is tried in tests/desk/test_tending.py.
    "desk:centre": signed_in(404),
    "desk:edit-centre": signed_in(404),
    "desk:count-shelf": signed_in(404),
    "desk:set-team": signed_in(404),
    "desk:open-visit": signed_in(404),
    "desk:turn-away": signed_in(404),
    "desk:checklist": signed_in(404),
    "desk:centre-month": signed_in(404),
    "desk:tick-visit": signed_in(404),
    "desk:who-can-help": signed_in(200),
    "interchange:files": only(*KEEPERS),
    "interchange:compare": signed_in(404),  # no such editions
    "sign-in:session": signed_in(200, half=200),
    "sign-in:login": everyone(400),
    "sign-in:second-step": everyone(401, pending=400),
    "sign-in:first-code": signed_in(200, half=404),
    "sign-in:key-step": everyone(401, pending=200),
    "sign-in:factors": signed_in(200, half=409),
    "sign-in:keys": signed_in(200, half=409),
    "api-1:openapi-json": everyone(200),
    "api-1:directory": everyone(200),  # what agreed to be known to anybody
    "api-1:app-salt": everyone(200),
    "api-1:app-invitation": everyone(200),
    "api-1:app-join": everyone(200),
    "api-1:app-devices": signed_in(200),
    "api-1:app-devices POST": signed_in(200),
    "api-1:app-lease": signed_in(404),  # of another's device
    "api-1:app-lease-code": signed_in(404),
    "api-1:app-me": signed_in(200),
    "api-1:app-people": signed_in(200),
    "api-1:app-keys": signed_in(200),
    "api-1:app-log": signed_in(200),
    "api-1:app-log POST": signed_in(404),  # no such checkpoint
    "api-1:app-grants": signed_in(200),
    "api-1:app-keyring": signed_in(200),
    "api-1:app-keyring-page": signed_in(404),  # nobody has saved a page yet
    "api-1:app-keyring-page PUT": signed_in(200),
    "api-1:app-closures": only("supervisor"),
    "api-1:app-callbacks": only("supervisor"),
    "api-1:app-access": signed_in(404),  # another agency's
    "api-1:app-own-access": signed_in(404),  # another agency's
    "api-1:app-shreddings": signed_in(200),
    "api-1:app-looks": only("supervisor"),
    "api-1:app-incidents": only("supervisor"),
    "api-1:app-incident": signed_in(404),  # another agency's
    # Whoever keeps people or a key, or a sheet, or waits for new keys.
    "api-1:app-recovery": only("supervisor", "dpo", "administrator"),
    "api-1:app-sealed-key": only("supervisor", status=422),  # nothing is sealed yet
    "api-1:app-late": signed_in(404),  # another agency's
    "api-1:app-departures": only("supervisor", "dpo", "administrator"),
    "api-1:app-handovers": signed_in(200),  # nothing waits for her half
    "api-1:app-passphrase": signed_in(400),  # a body that carries nothing
    "api-1:app-halves": signed_in(404),  # of nobody who gets new keys
    # The link is the permission; any other token gets the same answer.
    "api-1:app-renewal": everyone(404),
    "api-1:app-comeback": everyone(404),
    "api-1:app-seconds": signed_in(200),
    "api-1:app-locks": signed_in(200),
    "api-1:app-glasses": only("supervisor", "dpo", "administrator"),
    "api-1:app-glass-case": signed_in(404),  # another agency's
    "api-1:app-glass-half": signed_in(404),  # asked in another agency
    "api-1:app-glass-texts": signed_in(404),
    "api-1:app-desk-code": signed_in(200),
    # Signed by an enrolled device: without a whole session it pushes only.
    "api-1:exchange": everyone(200, nobody=401),
    "api-1:parcel": signed_in(200),
    "api-1:parcel POST": signed_in(400),  # a file that is none
    "api-1:field-root": signed_in(404),  # of another agency
    "api-1:api-root": everyone(200),  # the address of help:home, which comes first
}

# In demo mode only (config/urls.py); tests/help/test_visiting.py makes these calls.
VISIT: dict[str, Row] = {
    "visit:cards": everyone(200),
    "visit:cards-en": everyone(200),
    "visit:key": everyone(200),
    "visit:tables": everyone(200),
}

MORE: dict[str, Row] = {
    "help:next POST": everyone(200),
    "help:next-en POST": everyone(200),
    "desk:check-log POST": only("dpo", status=302),
    "desk:tracker POST": only("supervisor", status=302),
    "desk:accesses POST": only("dpo"),
    # Pages that carry nothing: who may send them is told that, others nothing.
    "desk:export POST": only("supervisor", status=400),
    "desk:open-breach POST": only("dpo", status=400),
    "desk:breach POST": only("dpo", status=400),
    "desk:retention POST": only("dpo", status=400),
    "desk:front POST": only("administrator", status=400),
    "desk:clearings POST": only(*LOSERS, status=400),
    "desk:requests POST": only("caseworker", status=400),
    "desk:open-centre POST": only("centre_manager", status=400),
    "desk:reminder POST": signed_in(302),
    "desk:stop-reminder POST": everyone(200),
    "desk:register-organisation POST": only(*KEEPERS, status=302),
    "desk:edit-organisation POST": only(*KEEPERS, status=302),
    "desk:directory POST": signed_in(200),
    "desk:who-can-help POST": signed_in(200),
    "desk:gaps POST": only(*READERS),
    "desk:verifications POST": only(*KEEPERS),
    "help:tell POST": everyone(200),
    "help:tell-en POST": everyone(200),
    "help:confirm POST": everyone(404),
    "help:confirm-en POST": everyone(404),
    "desk:register-place POST": only(*KEEPERS, status=302),
    "desk:edit-place POST": only(*KEEPERS, status=302),
    "desk:review-place POST": only(*KEEPERS, status=302),
    "sign-in:session DELETE": everyone(401),
    "sign-in:first-code POST": signed_in(409, half=400),
    "sign-in:key-step POST": everyone(401, pending=400),
    "sign-in:keys POST": signed_in(400, half=409),
    "sign-in:keys DELETE": signed_in(400, half=409),
}
