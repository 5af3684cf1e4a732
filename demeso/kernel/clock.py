"""Read the time: the only module of the product that does."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

SKEW_FLAGGED = timedelta(minutes=10)


def now() -> datetime:
    """Return the present moment in UTC, to the millisecond."""
    moment = datetime.now(UTC)  # noqa: TID251 -- the one place that may
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


def stamp(moment: datetime) -> str:
    """Write a moment as RFC 3339 in UTC with milliseconds and a final Z."""
    utc = moment.astimezone(UTC).replace(tzinfo=None)
    return f"{utc.isoformat(timespec='milliseconds')}Z"


def moment(text: str) -> datetime:
    """Read a moment written by `stamp`; raise ValueError for anything else."""
    read = datetime.strptime(text, "%Y-%m-%dT%H:%M:%S.%fZ").replace(tzinfo=UTC)
    if stamp(read) != text:
        raise ValueError(text)
    return read


def is_skewed(device: datetime, server: datetime) -> bool:
    """Tell whether a device's clock is more than ten minutes off."""
    return abs(device - server) > SKEW_FLAGGED


@dataclass(frozen=True)
class Hybrid:
    """A hybrid logical clock: display order only, never who is right."""

    millis: int
    count: int
    device: str

    def __str__(self) -> str:
        """Write it so that text order is time order."""
        return f"{self.millis:013d}-{self.count:04d}-{self.device[:8]}"

    def tick(self, millis: int) -> "Hybrid":
        """Return the next value, given this device's clock in milliseconds."""
        if millis > self.millis:
            return Hybrid(millis, 0, self.device)
        if self.count == 9999:  # noqa: PLR2004 -- four digits are full
            return Hybrid(self.millis + 1, 0, self.device)
        return Hybrid(self.millis, self.count + 1, self.device)
