"""Her number, her PIN and what she leaves for a call are nowhere on the disks."""

import secrets
from pathlib import Path

from client.access import Herself, give_number, new_number, open_calls
from client.townspeople import Town, require_quiet
from client.walk import open_case
from tests.journeys.canary import Scanner
from tests.journeys.house import House
from tests.journeys.machine import places_of, search_disks
from tests.journeys.porter import porter_of
from tests.journeys.said import Secret


def new_pin() -> str:
    """Draw a PIN that nobody tries first: no row, no repetition, no year in it."""
    return f"5871{secrets.randbelow(80) + 10}"


def spelled(pin: str) -> dict[str, str]:
    """Return a PIN as it could have been kept: six digits alone are found by chance."""
    marks = (f'"{pin}"', f"'{pin}'", f"={pin}", f": {pin}", f"pin {pin}")
    return {f"pin as {mark.replace(pin, '…')}": mark for mark in marks}


def test_canary_what_she_types_alone_is_kept_by_nobody(
    house: House, town: Town, tmp_path: Path
) -> None:
    worker, kadi = town.people["aissata"], town.people["kadi"]
    secret, number, pin = Secret(), new_number(), new_pin()
    case = open_case(worker)
    require_quiet(worker)
    left = {"reach": secret.phone, "word": secret.called, "more": secret.story}
    with porter_of(house):
        give_number(worker, case, number, pin)
        use(Herself(house.origin), number, pin, left)
        assert open_calls(kadi)[case.code] == left, "it did arrive"
        needles = {"number": number, "code": case.code, **spelled(pin), **left}
        scanner = Scanner(needles)
        found = search_disks(scanner, house, tmp_path)
    assert {h for hits in found.values() for h in hits if h.needle != "code"} == set()
    assert places_of(found, "code") >= {"tables", "backup", "disk"}
    looked = " ".join(scanner.seen)
    for place in ("server.log", "work.log", "numbers.sqlite3", "pepper"):
        assert place in looked, place
    assert not [one for one in tmp_path.rglob("*") if "porter" in str(one)]


def use(her: Herself, number: str, pin: str, left: dict[str, str]) -> None:
    """Be wrong once, come in, ask for a call, look, and stop being counted."""
    assert "Cela ne s’ouvre pas" in her.come(number, f"9{pin[1:]}")
    assert "Ce qui est prévu" in her.come(number, pin)
    her.go("call")
    assert "C’est noté" in her.go("called", **left)
    assert "On va vous rappeler" in her.go("look")
