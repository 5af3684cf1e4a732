from collections.abc import Callable
from typing import Any

import pytest

from demeso.agencies.services.doors import make_desk_code
from demeso.kernel.clock import now
from tests.cast import Person


@pytest.fixture
def enter(client: Any) -> Callable[[Person], Any]:
    """Return a way to open the desk as someone: it gives the browser."""

    def come_in(person: Person, language: str = "fr") -> Any:
        code, _until = make_desk_code(actor=person.actor, at=now())
        came = client.post("/desk/enter", {"code": code, "language": language})
        assert came.status_code == 200
        assert b'content="0; url=/desk/"' in came.content
        return client

    return come_in
