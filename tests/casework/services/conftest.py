from tests.cast import Person, Team
from tests.glassing import Watch, keep_watch, write_down
from tests.handing import Helped, help_someone
from tests.scene import part


@part
def watch(awa: Person, deme: Team, kadi: Person, bintou: Person) -> Watch:
    """Association Dɛmɛ, with three people who take turns."""
    return keep_watch(awa, deme, kadi, bintou)


@part
def threatened(watch: Watch, aissata: Person) -> Helped:
    """Someone whom Aïssata accompanies; what is sealed says how to reach her."""
    found = help_someone(aissata, watch.team, "health")
    write_down(found, called="Djélika", phone="10 00 00 11")
    return found
