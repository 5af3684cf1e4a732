"""Whatever the published schema allows, and whatever it does not: no server error.

schemathesis makes the requests (as a library: its plugin stays off), and they go
through the whole house, as somebody unknown and as somebody with a key.
"""

import json

import pytest
from django.utils.module_loading import import_string
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis import GenerationMode, openapi

from tests.access.people import BROWSER, undone
from tests.access.table import NOBODY

MODES = (GenerationMode.POSITIVE, GenerationMode.NEGATIVE)
JSON = "application/json"
PUBLIC = "/api/v1/directory"
MANY, SOME = 100, 10  # requests of each kind: what is open to anybody is tried most
SCHEMA = openapi.from_dict(import_string("config.api.api").get_openapi_schema())
OPERATIONS = [found.ok() for found in SCHEMA.get_all_operations()]
TRIED = [
    pytest.param(one, mode, id=f"{mode.value} {one.method} {one.path}")
    for one in OPERATIONS
    for mode in MODES
    if mode is MODES[0] or [*one.iter_parameters(), *one.body]
]


def answered(case, visitor) -> int:
    """Send a request as somebody; return the status, and take back what it changed."""
    asked = case.as_transport_kwargs(base_url="http://localhost")
    heads = {**asked.get("headers", {}), **visitor.headers}
    kind = heads.pop("Content-Type", JSON)
    body = json.dumps(asked["json"]) if "json" in asked else asked.get("data") or b""
    with undone():
        BROWSER.cookies.clear()
        answer = BROWSER.generic(
            case.method, case.formatted_path, body, kind, headers=heads,
            query_params=asked.get("params") or {},
        )  # fmt: skip
        return int(answer.status_code)


@pytest.mark.parametrize(("operation", "mode"), TRIED)
def test_no_request_meets_a_server_error(operation, mode, town, monkeypatch):
    monkeypatch.setattr(BROWSER, "raise_request_exception", False)

    @settings(
        max_examples=MANY if operation.path == PUBLIC else SOME, deadline=None,
        database=None, derandomize=True, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(operation.as_strategy(generation_mode=mode))
    def ask(case):
        for role in (NOBODY, "coordinator"):
            assert answered(case, town.visitors[role]) < 500, (role, case)

    ask()
