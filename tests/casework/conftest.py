from tests.cast import Person, Team
from tests.handing import Helped, help_someone
from tests.scene import part


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Someone whom Aïssata accompanies; she asks for care and for a lawyer."""
    return help_someone(aissata, deme_keys, "health", "legal")
