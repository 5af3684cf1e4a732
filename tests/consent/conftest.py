from tests.cast import Person, Team
from tests.handing import Helped, help_someone, list_organisation, list_yelen
from tests.scene import part


@part
def yelen_listed(awa: Person, yelen: Team, oumou: Person, nene: Person) -> str:
    """Centre Yèlèn in the directory, with Oumou and Nènè."""
    return list_yelen(awa, yelen, oumou, nene)


@part
def sariya(awa: Person) -> str:
    """List the legal clinic Sariya, which has no account."""
    return list_organisation(awa, "Sariya", "legal")


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys)
