"""What every step of a fold takes from an event, and how it makes the next standing."""

from typing import TYPE_CHECKING, Any, TypeVar

from logbook.domain.events import Logged
from logbook.domain.refusals import Refusal

if TYPE_CHECKING:
    from dataclasses import replace as replace  # noqa: PLC0414 - the alias exports it
else:
    Value = TypeVar("Value")

    def replace(value: Value, /, **changes: Any) -> Value:
        """What the standard one does, without setting every other field anew.

        A standing has some forty fields and a fold makes many of them: that was half of its time.
        """
        new = object.__new__(type(value))
        vars(new).update(vars(value), **changes)
        return new


CONTENT_GONE = "(the words are no longer kept)"
"""What stands where words were, once the content of an event was erased."""


class NotAnEntry(Refusal):
    """These events do not begin with somebody sending an entry, or say what no entry does."""


def text_of(event: Logged, key: str) -> str:
    if event.body is None:
        return CONTENT_GONE
    found = event.body.get(key)
    return found if isinstance(found, str) else ""


def words_of(event: Logged, key: str) -> tuple[str, ...]:
    found = (event.body or {}).get(key)
    return tuple(str(each) for each in found) if isinstance(found, list | tuple) else ()
