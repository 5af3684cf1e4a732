"""A worker's keyring at the server: what one device opened, the others hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from client.keyring import PagePlace, open_page, seal_page
from client.sealing import CompartmentKey
from client.session import Session
from client.wire import WireError
from demeso.kernel.sealing import PAGE_OBJECTS

PATH = "/app/v1/keyring"
STALE = 409
TRIES = 3

Keys = dict[str, CompartmentKey]


@dataclass
class Ring:
    """The pages as this device last saw them: number → version, objects."""

    versions: dict[int, int] = field(default_factory=dict)
    pages: dict[int, dict[str, Keys]] = field(default_factory=dict)
    is_read: bool = False

    def read(self, session: Session, held: dict[str, Keys]) -> None:
        """Fetch the pages once, and hold their keys."""
        if not self.is_read:
            self._fetch(session, held)

    def share(self, session: Session, held: dict[str, Keys]) -> None:
        """Put what was opened here on pages; merge when another device was faster."""
        tries = TRIES
        while tries and self._fresh(held):
            try:
                self._put(session, held)
            except WireError as error:
                if error.answer.status != STALE:
                    raise
                tries -= 1
                self._fetch(session, held)

    def forget(self, session: Session, objects: frozenset[str]) -> None:
        """Seal the pages anew without the keys of objects that are not hers now.

        Pages that the server has deleted with them are not written again.
        """
        for number, page in list(self.pages.items()):
            if not objects & page.keys():
                continue
            kept = {o: keys for o, keys in page.items() if o not in objects}
            try:
                self._write(session, number, kept)
            except WireError as error:
                if error.answer.status != STALE:
                    raise
                self._fetch(session, {})

    def _fetch(self, session: Session, held: dict[str, Keys]) -> None:
        listed = session.wire.ask("GET", PATH, headers=session.headers)["pages"]
        there = {one["page"] for one in listed}
        for number in self.pages.keys() - there:  # shredded: made anew from the grants
            del self.pages[number], self.versions[number]
        for number, version in ((one["page"], one["version"]) for one in listed):
            if self.versions.get(number) == version:
                continue
            path = f"{PATH}/{number}"
            page = session.wire.ask("GET", path, headers=session.headers)
            place = PagePlace(session.worker, number, version)
            opened = open_page(page, place=place, user_key=session.user_key)
            self.versions[number], self.pages[number] = version, opened
            for object_, keys in opened.items():
                held.setdefault(object_, keys)
        self.is_read = True

    def _put(self, session: Session, held: Mapping[str, Keys]) -> None:
        number = self._roomy()
        there = self.pages.get(number, {})
        added = self._fresh(held)[: PAGE_OBJECTS - len(there)]
        self._write(session, number, there | {each: held[each] for each in added})

    def _write(self, session: Session, number: int, full: dict[str, Keys]) -> None:
        version = self.versions.get(number, 0) + 1
        place = PagePlace(session.worker, number, version)
        random = session.pen.random
        body = seal_page(full, place=place, user_key=session.user_key, random=random)
        session.wire.ask("PUT", f"{PATH}/{number}", body, session.headers)
        self.versions[number], self.pages[number] = version, full

    def _fresh(self, held: Mapping[str, Keys]) -> list[str]:
        there = {object_ for page in self.pages.values() for object_ in page}
        return [object_ for object_ in held if object_ not in there]

    def _roomy(self) -> int:
        roomy = (n for n, page in self.pages.items() if len(page) < PAGE_OBJECTS)
        return next(roomy, max(self.pages, default=-1) + 1)
