"""Cut a long list into pages."""

from dataclasses import dataclass

SIZE = 25


@dataclass(frozen=True)
class Pages:
    """Where one page stands among all."""

    number: int
    last: int
    total: int
    size: int = SIZE

    @property
    def start(self) -> int:
        """Return how many entries come before this page."""
        return (self.number - 1) * self.size

    @property
    def end(self) -> int:
        """Return the place after this page's last entry."""
        return min(self.start + self.size, self.total)

    @property
    def before(self) -> int:
        """Return the page before; 0 when there is none."""
        return self.number - 1

    @property
    def after(self) -> int:
        """Return the page after; 0 when there is none."""
        return self.number + 1 if self.number < self.last else 0


def paged(total: int, asked: str, size: int = SIZE) -> Pages:
    """Return the page asked for, or the nearest that there is."""
    last = max(1, -(-total // size))
    digits = asked.isascii() and asked.isdigit()
    wanted = int(asked[:9]) if digits else 1
    return Pages(min(max(1, wanted), last), last, total, size)
