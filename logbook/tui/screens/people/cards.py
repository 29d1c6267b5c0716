"""What is said of one of them, and what can be done."""

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Offer:
    """Something that can be done, or why it cannot."""

    key: str
    words: str
    why_not: str = ""


@dataclass(frozen=True, kw_only=True)
class Card:
    """What is said of one of them, and what can be done; its number is its place."""

    id: str
    name: str
    facts: tuple[tuple[str, str], ...]
    offers: tuple[Offer, ...]
