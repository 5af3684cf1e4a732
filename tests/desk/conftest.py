from collections.abc import Callable
from typing import Any

import pytest

from demeso.agencies.services import make_desk_code
from demeso.kernel.clock import now
from tests.cast import Person


@pytest.fixture
def enter(client: Any) -> Callable[[Person], Any]:
    """Return a way to open the desk as someone: it gives the browser."""

    def come_in(person: Person, language: str = "fr") -> Any:
        code, _until = make_desk_code(actor=person.actor, at=now())
        came = client.post("/desk/enter", {"code": code, "language": language})
        assert (came.status_code, came.headers["Location"]) == (302, "/desk/")
        return client

    return come_in
