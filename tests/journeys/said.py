"""Draw what a survivor says: words that nobody has written before."""

import secrets
from dataclasses import dataclass, field
from datetime import date, timedelta

SYLLABLES = (
    "ba", "bɛ", "di", "fo", "gà", "ka", "kɔ", "la", "lo", "ma", "mi", "na", "ngo",
    "nyɛ", "sé", "sɔ", "ta", "tu", "wé", "yi", "zo", "zu",
)  # fmt: skip
NOBODY_SAYS = date(1901, 1, 1)  # so far back that no other text names such a day
CHILDHOOD = timedelta(days=20 * 365)
DAYS = 10_000


def word(size: int = 8) -> str:
    """Draw a word that nobody has written before."""
    return "".join(secrets.choice(SYLLABLES) for _syllable in range(size)) + "ɛ"


def some_day() -> date:
    """Draw an exact day."""
    return NOBODY_SAYS + timedelta(days=secrets.randbelow(DAYS))


def some_day_after() -> date:
    """Draw an exact day on which whoever was born on `some_day` is grown."""
    return NOBODY_SAYS + timedelta(days=DAYS) + CHILDHOOD + (some_day() - NOBODY_SAYS)


@dataclass(frozen=True)
class Secret:
    """What one survivor says: drawn, and nobody else's."""

    called: str = field(default_factory=lambda: word().capitalize())
    phone: str = field(
        default_factory=lambda: f"+2237{secrets.randbelow(10**7):07d}", repr=False
    )
    village: str = field(default_factory=lambda: word().capitalize())
    born: date = field(default_factory=some_day)
    day: date = field(default_factory=some_day_after)
    occupation: str = field(default_factory=lambda: f"combattant, katiba {word()}")
    story: str = field(default_factory=lambda: f"{word()} {word()} {word()}")

    def needles(self) -> dict[str, str]:
        """Return what must not be found, by name."""
        digits = self.phone.removeprefix("+223")
        pairs = " ".join(digits[at : at + 2] for at in range(0, 8, 2))
        return {
            "called": self.called,
            "phone": self.phone,
            "phone, spaced": f"+223 {pairs}",
            "village": self.village,
            "born": self.born.isoformat(),
            "born, as said": f"{self.born:%d/%m/%Y}",
            "day": self.day.isoformat(),
            "day, as said": f"{self.day:%d/%m/%Y}",
            "occupation": self.occupation,
            "story": self.story,
        }

    def told(self) -> str:
        """Return the story with everything in it."""
        return (
            f"{self.called}, de {self.village}, raconte : {self.story}. "
            f"C’était le {self.day:%d/%m/%Y}. Lui : {self.occupation}."
        )
