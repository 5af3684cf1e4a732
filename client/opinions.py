"""What unnamed people say of the demo's places, at the page for anyone."""

from collections.abc import Mapping
from urllib.parse import urlencode

from client.places import DOOR
from client.townspeople import Town
from client.wire import Wire, WireError

PAGE = "/avis"
TYPED = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "text/html"}
OK = 200
Said = Mapping[str, str]

WELL = {"open": "yes", "got": "yes", "waited": "short", "paid": "no",
        "respected": "yes"}  # fmt: skip
# Of which place, and what was answered; invented, as all of it is.
OPINIONS: tuple[tuple[str, Said], ...] = (
    (DOOR, WELL),
    (DOOR, WELL | {"words": "On m’a écoutée sans me presser."}),
    (DOOR, WELL | {"waited": "long"}),
    (DOOR, WELL | {"got": "some", "words": "Une rampe aiderait, et un banc."}),
    (DOOR, WELL | {"waited": "long", "respected": "some"}),
    (DOOR, WELL),
    ("Nyèta, près du port", {"open": "no", "got": "no", "waited": "sent_away",
                             "words": "Fermé le soir, et la fiche dit jour et nuit."}),
    ("Nyèta, près du port", {"open": "yes", "got": "some", "paid": "yes"}),
)  # fmt: skip


def give_opinions(town: Town) -> None:
    """Let several people say how it was."""
    wire = Wire(town.origin)
    for place, said in OPINIONS:
        speak_of(wire, "mopti", town.sites[place], said)
    wire.close()


def speak_of(wire: Wire, region: str, site: str, said: Said) -> None:
    """Send the page's form, as a browser without scripts does."""
    told = {"asked_for": "no", "region": region, "site": site, **said}
    answer = wire.send("POST", PAGE, urlencode(told).encode(), TYPED)
    if answer.status != OK:
        raise WireError(PAGE, answer)
