"""Who meets the evil server: Aïssata, and Oumou of another organisation."""

import pytest

from client.worker import Worker
from tests.cast import Person, Team
from tests.evil.server import Liar, open_notebook


@pytest.fixture
def liar() -> Liar:
    return Liar()


@pytest.fixture
def notebook(aissata: Person, deme_keys: Team, liar: Liar) -> Worker:
    """Aïssata's notebook, opened once while the server was still honest."""
    worker = open_notebook(aissata, liar)
    worker.exchange()
    return worker
