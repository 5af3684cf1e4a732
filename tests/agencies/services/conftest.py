from tests.cast import Person, Team
from tests.handing import Helped, help_someone
from tests.recovering import House, furnish
from tests.scene import part


@part
def house(awa: Person, deme_keys: Team, kadi: Person, bintou: Person) -> House:
    """Association Dɛmɛ with everybody whom its keys need."""
    return furnish(awa, deme_keys, kadi, bintou)


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys, "health", "legal")
