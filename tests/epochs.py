"""A newer epoch of an agency's key: born in a holder's browser, the older one kept."""

from client.keys import KeyPair, new_agency_keys
from tests.cast import Person, Team, offer, second_key


def publish_epoch(
    by: Person, team: Team, owner: str, epoch: int, *holders: Person
) -> KeyPair:
    """Publish the next key of an agency for its holders; a founder signs second."""
    keys = new_agency_keys(owner, team.id, epoch=epoch)
    second_key(by, offer(by, keys, *holders or (by,)))
    team.keys[owner] = keys
    return keys
