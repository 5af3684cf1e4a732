from tests.cast import Person, Team, hire
from tests.handing import Helped, help_someone
from tests.partnering import Partner
from tests.recovering import House, furnish
from tests.scene import part


@part
def house(awa: Person, deme_keys: Team, kadi: Person, bintou: Person) -> House:
    """Association Dɛmɛ with everybody whom its keys need."""
    return furnish(awa, deme_keys, kadi, bintou)


@part
def partner(awa: Person, yelen: Team) -> Partner:
    """Centre Yèlèn with an administrator of its own, and two who may keep."""
    boss = hire(awa, yelen.id, "Fanta", "administrator")
    supervisor = hire(awa, yelen.id, "Sory", "supervisor")
    return Partner(yelen, boss, supervisor, hire(awa, yelen.id, "Nana", "dpo"))


@part
def helped(aissata: Person, deme_keys: Team) -> Helped:
    """Someone whom Aïssata accompanies."""
    return help_someone(aissata, deme_keys, "health", "legal")
