"""Who is signed in, and how the screens reach the rest of the program without importing it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed
from logbook.tui.places import Place

if TYPE_CHECKING:
    from textual.screen import Screen
    from textual.widget import Widget

    from logbook.tui.idle import Limits
    from logbook.vault.doorplates import Door


NEVER = 2**62
"""Nothing happens after this event: there is nothing that they missed."""


@dataclass(frozen=True, kw_only=True)
class Session:
    """Somebody signed in. `desk` is what every service is given first."""

    member: Member
    desk: Any
    limits: "Limits"
    notices: tuple[str, ...] = ()
    """Sentences its owner reads first: failed tries, resets, an old backup."""
    close: Callable[[], None]
    afterwards: Callable[[], None] = lambda: None
    """What signing in left until they have their own list before them: called once, in a thread."""
    reads_first: "Room | None" = None
    """What its owner is shown before their home; they may leave it for later."""
    last_on: int = NEVER
    """The last event in the log when they were on before."""
    unsaved: dict[str, Any] = field(default_factory=dict)
    """What was typed and is neither saved nor left on purpose; it ends with the session."""

    @property
    def roles(self) -> frozenset[Role]:
        return self.member.roles

    @property
    def who(self) -> str:
        """As the header says it: name, what they are, and where."""
        parts = (self.member.name, self.member.role_words, self.member.house)
        return ", ".join(part for part in parts if part)


def _no_codes(*_said: str) -> Any:
    raise NotAllowed("Codes cannot be used here.")


Room = Callable[[Session], "Screen[Any]"]


@dataclass(frozen=True, kw_only=True)
class Doors:
    """What the screens ask of the rest of the program. Everything here may refuse in a sentence.

    Only `door` and `set_up` are called before the first frame. `bring_the_rest` imports the
    services, in a thread, while somebody types; `sign_in` and `prove` run in a thread too.
    """

    door: Callable[[], "Door"]
    bring_the_rest: Callable[[], None]
    sign_in: Callable[[str, str], Session]
    """Member id and passphrase."""
    prove: Callable[[Session, str], None]
    """Whether the passphrase is this person's: says nothing, or refuses."""
    rooms: Callable[[], Mapping[Place, Room]]
    """The screens behind the function keys; the desk itself is `Place.HOME`."""
    check_code: Callable[[str, str], None] = _no_codes
    """Member id and the code they were given: says nothing, or refuses."""
    accept: Callable[[str, str, str], Session] = _no_codes
    """Member id, code and the passphrase they chose."""
    seen_first: "Callable[[], Sequence[type[Widget]]]" = tuple
    """What the first screens are made of; asked once the rest is brought, in the same thread."""
    set_up: "Callable[[], Screen[Any] | None]" = lambda: None
    """What makes a logbook where there is none; None where there is one."""
    demo: tuple[str, ...] = ()
    """Who can be tried, and with which passphrase: shown at the door of a demo."""
