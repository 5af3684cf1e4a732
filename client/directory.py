"""Public keys as a device trusts them: proved, pinned, and watched over.

A key counts only when it stands in a tree that adds to the last one seen; a
second key of the same epoch never takes the place of the first.
"""

import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from client.granting import Standing
from client.holders import Holders, believed_keys
from client.log import Said, Seen, advanced, proved_keys, recalled
from client.roles import Founders, trusted
from client.sealing import Part
from client.session import Session
from demeso.kernel.refusal import RefusedError, refuse_unless
from demeso.kernel.sealing import fingerprint
from demeso.ledger import notes

LOG, KEYS = "/app/v1/log", "/app/v1/keys"


@dataclass
class Directory:
    """What one device knows of the log, and of the keys that stand in it."""

    session: Session
    seen: Seen | None = None
    pins: dict[str, tuple[int, str]] = field(default_factory=dict)
    entries: dict[str, Part] = field(default_factory=dict)
    prints: dict[str, Part] = field(default_factory=dict)
    places: dict[str, int] = field(default_factory=dict)
    roles: dict[str, set[str]] = field(default_factory=dict)
    founders: Founders = frozenset()
    held: Holders = field(default_factory=dict)
    waiting: set[str] = field(default_factory=set)

    def watch(self) -> Seen:
        """Compare the newest tree with the last one seen, and sign it: at unlock."""
        answer = self._ask(f"{LOG}?since={self.tree().size}")
        self.seen = advanced(self.tree(), answer["log"])
        name = notes.witness_name(self.session.worker)
        text = self.seen.note.partition("\n\n")[0] + "\n"
        seed, now = self.session.keys.sign_seed, int(time.time())
        line = notes.cosignature(text, name, seed, time=now)
        body = {"size": self.seen.size, "line": line}
        self.session.wire.ask("POST", LOG, body, self.session.headers)
        return self.seen

    def tree(self) -> Seen:
        """Return the last tree seen; on a new device, the one its owner signed last."""
        if self.seen is None and self.session.log_key:
            self.seen = Seen(self.session.log_key)
        if self.seen is None:
            sign = str(self.session.keys.entry["sign"])
            answer = self._ask(LOG)
            self.seen = recalled(answer, self.session.worker, sign)
        return self.seen

    def entry(self, owner: str, kind: str = "worker") -> Part:
        """Return the key to seal to: of a worker or an agency, proved and pinned."""
        if f"{kind}:{owner}" not in self.entries or self._lacks_role(owner, kind):
            self._fetch(f"owner={owner}")
        waits = f"{kind}:{owner}" in self.waiting - self.entries.keys()
        refuse_unless(not waits, "key.unseconded")
        found = self._known(self.entries, f"{kind}:{owner}")
        refuse_unless(not self._lacks_role(owner, kind), "role.unproved")
        return found

    def _lacks_role(self, owner: str, kind: str) -> bool:
        """Tell whether two people gave this worker no role that is proved."""
        mine = owner == self.session.worker
        return kind == "worker" and not mine and not self.roles.get(owner)

    def signer(self, print_: str) -> Part:
        """Return the key that signed something, proved."""
        if print_ not in self.prints:
            self._fetch(f"fp={print_}")
        return self._known(self.prints, print_)

    def recipient(self, print_: str) -> Part:
        """Return the key of a fingerprint to seal to, if its owner's role is proved."""
        entry = self.signer(print_)
        lacks = self._lacks_role(str(entry["id"]), str(entry["owner"]))
        refuse_unless(not lacks, "role.unproved")
        seconded = entry["owner"] == "worker" or print_ in self.held
        refuse_unless(seconded, "key.unseconded")
        return entry

    def holders(self, owner: str, kind: str) -> set[str]:
        """Return who holds an agency's newest key, as two people signed."""
        return self.held[fingerprint(self.entry(owner, kind))]

    def standing(self, print_: str) -> tuple[Standing, list[Standing]]:
        """Return where a key stands, and where every key of its owner does."""
        entry = self.signer(print_)
        known = ((one, self.places[fp]) for fp, one in self.prints.items())
        named = (entry["owner"], entry["id"])
        return _standing(entry, self.places[print_]), [
            _standing(one, place)
            for one, place in known
            if (one["owner"], one["id"]) == named
        ]

    def _fetch(self, asked: str) -> None:
        since = self.tree().size
        answer = self._ask(f"{KEYS}?{asked}&since={since}")
        proved, self.seen = proved_keys(answer, self.tree())
        said = answer.get("roles", [])
        roles = trusted(said, proved, self.seen, self.founders)
        self.roles, self.founders = self.roles | roles.now, roles.founders
        stated = answer.get("secondings", [])
        self.held |= believed_keys(stated, proved, self.seen, roles)
        for told in sorted(proved, key=lambda one: int(one["entry"]["epoch"])):
            self._take(told)

    def _take(self, told: Said) -> None:
        entry: Part = dict(told["entry"])
        place, print_ = f"{entry['owner']}:{entry['id']}", fingerprint(entry)
        now = (int(str(entry["epoch"])), print_)
        self.prints[print_], self.places[print_] = entry, told["proof"]["n"]
        pin = self.pins.get(place, now)
        refuse_unless(now[0] != pin[0] or now == pin, "key.changed")
        if entry["owner"] != "worker" and print_ not in self.held:
            self.waiting.add(place)  # the older epoch stays in use
            return
        if told["revoked_at"] is None and now[0] >= pin[0]:
            self.pins[place], self.entries[place] = now, entry

    def _known(self, found: Mapping[str, Part], name: str) -> Part:
        if name not in found:
            raise RefusedError("key.unproved")
        return found[name]

    def _ask(self, path: str) -> dict[str, Any]:
        return self.session.wire.ask("GET", path, headers=self.session.headers)


def _standing(entry: Part, place: int) -> Standing:
    owner, id_ = str(entry["owner"]), str(entry["id"])
    return Standing(owner, id_, int(str(entry["epoch"])), place)
