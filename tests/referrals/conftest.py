from tests.cast import Person, Team
from tests.handing import Helped, hand_over, help_someone, list_yelen
from tests.scene import part


@part
def place(awa: Person, yelen: Team, oumou: Person, nene: Person) -> str:
    """List Centre Yèlèn in the directory, with Oumou and Nènè."""
    return list_yelen(awa, yelen, oumou, nene)


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Help someone whom Aïssata accompanies; she asks for care and for a lawyer."""
    return help_someone(aissata, deme_keys, "health", "legal")


@part
def sent(helped: Helped, place: str, oumou: Person, nene: Person) -> str:
    """Send a referral to Centre Yèlèn."""
    return hand_over(helped, place, oumou, nene)
