"""A house in demo mode, loaded as `make run` loads it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from client.demo import introduce, load
from client.townspeople import Town
from client.troubles import give_nana_a_number
from tests.journeys.house import House, new_database, rows
from tests.journeys.porter import porter_of

PEOPLE = ("demo", "people.json")


@dataclass
class Demo:
    """The house, and who lives in it."""

    house: House
    town: Town

    def count(self, table: str, where: str = "1 = 1") -> object:
        """Return how many rows a table has."""
        ((found,),) = rows(self.house, f"SELECT count(*) FROM {table} WHERE {where}")
        return found


@contextmanager
def loaded(var: Path) -> Iterator[Demo]:
    """Start a house in demo mode and load the demo into it."""
    address = os.environ.get("DATABASE_URL", "")
    house = House(var, new_database(address) if address else "", DEMESO_DEMO="1")
    house.start()
    town = load(house.origin, house.found())
    with porter_of(house):
        give_nana_a_number(town.people["aissata"], town.stories[-1])
    introduce(town, house.var.joinpath(*PEOPLE))
    yield Demo(house, town)
    town.close()
    house.stop()
