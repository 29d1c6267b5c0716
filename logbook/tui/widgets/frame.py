"""The quiet frame: one line that says where and who, one line that says which keys."""

from collections.abc import Iterable, Mapping

from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from logbook.domain.people import Role
from logbook.tui.keys import Command, app_bindings, command, footer_of
from logbook.tui.places import Place
from logbook.tui.text import plain

_APPS = frozenset(binding.id for binding in app_bindings())


class HeaderLine(Widget):
    """Where I am on the left; who is signed in, and the time or when it was saved, on the right."""

    DEFAULT_CSS = """
    HeaderLine { dock: top; height: 1; padding: 0 1; color: $muted; }
    """

    where: reactive[str] = reactive("")
    who: reactive[str] = reactive("")
    saved: reactive[str] = reactive("")
    """The time of the last save, as shown; it takes the clock's place."""
    clock: reactive[str] = reactive("")
    """The time without seconds."""

    def __init__(self, where: str = "", *, who: str = "", clock: str = "") -> None:
        super().__init__()
        self.set_reactive(HeaderLine.where, where)
        self.set_reactive(HeaderLine.who, who)
        self.set_reactive(HeaderLine.clock, clock)

    def on_mount(self) -> None:
        """The time is there from the first frame; the app keeps it going."""
        tells = getattr(self.app, "clock_words", None)
        if tells is not None and not self.clock:
            self.clock = tells()

    def render(self) -> Content:
        last = f"saved {self.saved}" if self.saved else self.clock
        right = plain(" · ".join(part for part in (self.who, last) if part))
        left = plain(self.where)
        room = self.size.width - right.cell_length
        if room < left.cell_length + 2:
            left = left.truncate(max(0, room - 2), ellipsis=True)
        gap = max(0, room - left.cell_length)
        return Content.assemble(left.stylize("$text"), " " * gap, right)


class FooterLine(Widget):
    """The keys of this place, five at most, the same words as on the help page.

    A key whose action is not available now is muted; one that is not this person's is not shown.
    For the length of a countdown the line belongs to it: nothing moves and no key is taken.
    """

    DEFAULT_CSS = """
    FooterLine { dock: bottom; height: 1; padding: 0 1; color: $muted; }
    FooterLine.-counting { background: $warn; color: $background; text-style: bold; }
    """

    countdown: reactive[int] = reactive(0)
    """Seconds until the cover; nought while somebody is here."""
    shown: reactive[tuple[str, ...]] = reactive(())
    """Commands shown instead of the place's own, where what comes next depends on what is there."""
    named: reactive[Mapping[str, str]] = reactive[Mapping[str, str]]({})
    """By command: how its key is named here, where it takes more than one press."""

    def __init__(self, place: Place, roles: Iterable[Role] = (), *, extra: str = "") -> None:
        super().__init__()
        self.place = place
        self.roles = frozenset(roles)
        self.extra = extra

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._keys_changed)

    def _keys_changed(self, _screen: object) -> None:
        self.refresh()

    def watch_countdown(self, seconds: int) -> None:
        self.set_class(seconds > 0, "-counting")

    def render(self) -> Content:
        if self.countdown:
            return plain(f"Are you still here? Covering in {self.countdown} s. Any key stays.")
        parts = [
            self._worded(each, enabled=bool(state))
            for each in self._commands()
            if (state := self._state(each)) is not False
        ]
        if self.extra:
            key, _, does = self.extra.partition(" ")
            parts.insert(0, Content.assemble((key, "$accent bold"), plain(f" {does}")))
        while len(parts) > 1 and self._width(parts) > self.size.width:
            parts.pop(-2)
        return Content("   ").join(parts)

    def _commands(self) -> tuple[Command, ...]:
        if not self.shown:
            return footer_of(self.place, self.roles)
        named = (command(each) for each in self.shown)
        return tuple(each for each in named if each.is_for(self.place, self.roles))

    def _state(self, each: Command) -> bool | None:
        """Whether the key answers now: None is muted, False is not shown."""
        answers = self.app if each.id in _APPS else self.screen
        return answers.check_action(each.does, ())

    def _width(self, parts: list[Content]) -> int:
        return sum(part.cell_length for part in parts) + 3 * (len(parts) - 1)

    def _worded(self, each: Command, *, enabled: bool) -> Content:
        key = self.named.get(each.id, each.key)
        if not enabled:
            return Content.styled(f"{key} {each.words}", "$muted strike")
        return Content.assemble((key, "$accent bold"), f" {each.words}")
