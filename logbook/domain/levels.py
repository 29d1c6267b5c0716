"""How urgent an entry is, always as a word."""

from enum import IntEnum


class Level(IntEnum):
    """Ordered by urgency; the name is stored, the number never is."""

    LOW = 0
    MEDIUM = 1
    HIGH = 2
    EMERGENCY = 3

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def word(self) -> str:
        return self.name.capitalize()

    @property
    def marked(self) -> str:
        """The word with its count of marks, so that urgency shows without colour."""
        return f"{'!' * self.value} {self.word}".strip()

    @classmethod
    def of(cls, key: str) -> "Level":
        return cls[key.upper()]
