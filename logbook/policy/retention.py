"""How long each kind of entry is kept before somebody looks at it again; nothing goes by itself."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from logbook.domain.settings import NOT_LISTED, Settings


@dataclass(frozen=True)
class Kept:
    """Years, counted from when it was recorded, or from when the file of the person was closed."""

    years: int
    after_care: bool = False


RETENTION: Mapping[str, Kept] = {
    "help-request": Kept(3),
    "tracing": Kept(8, after_care=True),
    "safety-concern": Kept(8, after_care=True),
    "follow-request": Kept(1),
    "identifying-material": Kept(8, after_care=True),
    "post-comment": Kept(3),
    "staff-conduct": Kept(NOT_LISTED),
    "good-news": Kept(3),
}
"""By the key of the kind. What is about staff is kept as the human resources route says."""


_OF_TOPICS: Mapping[str, str] = {
    "tracing": "tracing",
    "safety": "safety-concern",
    "identifying": "identifying-material",
}
"""Whatever its kind, an entry that came to one of these is kept as that kind is."""


def rules_of(settings: Settings, kind_key: str, topics: Iterable[str]) -> tuple[Kept, ...]:
    """Every rule by which an entry is kept: whichever ends last."""
    kinds = dict.fromkeys((kind_key, *(_OF_TOPICS[each] for each in topics if each in _OF_TOPICS)))
    return tuple(kept(settings, each) for each in kinds)


def kept(settings: Settings, kind_key: str) -> Kept:
    """How long a kind is kept here; what the policy does not name is never listed."""
    usual = RETENTION.get(kind_key, Kept(NOT_LISTED))
    years = dict(settings.retention).get(kind_key, usual.years)
    return Kept(years, after_care=usual.after_care)
