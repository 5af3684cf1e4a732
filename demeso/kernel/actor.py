"""Who acts, and what their roles let them do."""

from dataclasses import dataclass, field

from demeso.kernel.refusal import UnknownError


@dataclass(frozen=True)
class Actor:
    """A signed-in worker, or a door acting by itself (`worker` is then empty).

    `permissions` are the names in `agencies.rules.ROLES`; `label` is what
    colleagues read, never a survivor's name.
    """

    worker: str
    agency: str
    permissions: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    label: str = ""

    def may(self, permission: str) -> bool:
        """Tell whether one of the actor's roles carries the permission."""
        return permission in self.permissions

    def require(self, permission: str) -> None:
        """Refuse, looking like an unknown page, without the permission."""
        if permission not in self.permissions:
            raise UnknownError

    @property
    def name(self) -> str:
        """Return the id that stands in acts: the worker, or the door."""
        return self.worker or self.label


def door(label: str, *permissions: str) -> Actor:
    """Return the actor for a door without a signed-in person (CLI, jobs)."""
    return Actor("", "", frozenset(permissions), frozenset(), label)
