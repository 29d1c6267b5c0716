"""The app: who is here, and which screen they see. All else is in the screens."""

import asyncio
import signal
import sys
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from threading import Thread
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App
from textual.binding import BindingType
from textual.driver import Driver
from textual.events import Event, InputEvent, Key, MouseDown, MouseScrollDown, MouseScrollUp, Paste
from textual.filter import LineFilter
from textual.screen import Screen
from textual.widget import Widget

from logbook.domain.people import Role
from logbook.domain.text import visible
from logbook.tui.display import ORDINARY, Display
from logbook.tui.faults import told_of
from logbook.tui.keys import COMMANDS, app_bindings
from logbook.tui.line_filter import ControlFilter
from logbook.tui.parent import ALONE
from logbook.tui.places import OUTSIDE, Place
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.screens.sign_in import SignInScreen
from logbook.tui.session import Doors, Room, Session
from logbook.tui.styles import KeptStyles
from logbook.tui.themes import DEFAULT, themes
from logbook.tui.widgets.frame import FooterLine, HeaderLine

if TYPE_CHECKING:
    from textual.timer import Timer

    from logbook.tui.idle import Clocks, IdleClock
    from logbook.tui.screens.cover import CoverScreen

FRONT, DESK, COVER = "front", "desk", "cover"
"""Modes: each keeps its own screens, so that nothing beneath a cover shows or is lost."""

DESK_STYLES = Path(__file__).with_name("desk.tcss")
TICK = 1.0
FEWER = 5
"""Over a thin line only every so many seconds of a countdown are drawn."""
_TOUCHES = (Key, Paste, MouseDown, MouseScrollDown, MouseScrollUp)
_ROOMS = {
    "record": Place.KINDS,
    "desk": Place.HOME,
    "policy": Place.POLICY,
    "find": Place.FIND,
    "people": Place.PEOPLE,
    "exports": Place.EXPORTS,
    "supervision": Place.SUPERVISION,
}
_NEVER = frozenset({"command_palette", "screenshot", "suspend_process", "change_theme"})
_ON_DIALOGS = frozenset({"cover", "help"})
_PLACES_OF = {each.does: each for each in COMMANDS}


def _filters(display: Display) -> tuple[LineFilter, ...]:
    """What stands between everything drawn and the terminal."""
    if not display.ascii_only:
        return (ControlFilter(),)
    from logbook.tui.ascii_filter import AsciiFilter  # noqa: PLC0415 - few terminals need it

    return (ControlFilter(), AsciiFilter())


def _driver(display: Display) -> type[Driver] | None:
    """What writes to the terminal; Textual's own choice on a line that is not thin."""
    if not display.slow_link or sys.platform == "win32":
        return None
    from logbook.tui.thin_line import ThinDriver  # noqa: PLC0415 - few lines need it

    return ThinDriver


class LogbookApp(App[None]):
    """Signed out, at a desk, or covered."""

    TITLE = "Logbook"
    CSS_PATH = "app.tcss"
    DEFAULT_MODE = FRONT
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [  # noqa: RUF012 - Textual's annotation is not a ClassVar
        (0, "-narrow"),
        (80, "-normal"),
        (100, "-wide"),
        (120, "-very-wide"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [*app_bindings()]

    def __init__(
        self,
        doors: Doors,
        *,
        clocks: "Clocks | None" = None,
        now: Callable[[], datetime] = datetime.now,
        theme: str = DEFAULT,
        display: Display = ORDINARY,
        parent: int = ALONE,
    ) -> None:
        super().__init__(driver_class=_driver(display))
        self.stylesheet = self._kept = KeptStyles(variables=self.get_css_variables())
        self.doors = doors
        self.shown_on = display
        self.session: Session | None = None
        self.rooms: Mapping[Place, Room] = {}
        self._clocks = clocks
        self._now = now
        self._lifeline = parent
        self._idle: IdleClock | None = None
        self._unsaid: list[str] = []
        self._left_to_do: Callable[[], None] | None = None
        self._hidden: Timer | None = None
        self._own_filters = _filters(display)
        for each in themes(sixteen_colours=self.console.color_system == "standard"):
            self.register_theme(each)
        self._begin_with(theme)

    def _begin_with(self, theme: str) -> None:
        """The first theme is no change of theme: nothing is drawn yet that would change."""
        self.set_reactive(App.theme, theme)
        dark = self.current_theme.dark
        self.set_class(dark, "-dark-mode", update=False)
        self.set_class(not dark, "-light-mode", update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    # who is here

    def get_default_screen(self) -> Screen[Any]:
        """The first screen comes this way and not as a mode, which would parse all styles again."""
        return self._front()

    def _front(self) -> Screen[Any]:
        return self.doors.set_up() or SignInScreen(self.doors, self.doors.door())

    @property
    def place(self) -> Place | None:
        screen = self.screen
        return screen.place if isinstance(screen, PlaceScreen) else None

    @property
    def roles(self) -> frozenset[Role]:
        return self.session.roles if self.session else frozenset()

    @property
    def is_covered(self) -> bool:
        return self.current_mode == COVER

    async def on_sign_in_screen_signed_in(self, event: SignInScreen.SignedIn) -> None:
        from logbook.tui.idle import IdleClock, machine_clocks  # noqa: PLC0415 - after the frame

        event.stop()
        session = self.session = event.session
        self._left_to_do = session.afterwards
        self.rooms = self.doors.rooms()
        self._idle = IdleClock(session.limits, self._clocks or machine_clocks())
        self.add_mode(DESK, lambda: self.rooms[Place.HOME](session))
        await self.switch_mode(DESK)
        await self.remove_mode(FRONT)
        self.add_mode(FRONT, self._front)
        if session.reads_first is not None:
            await self.push_screen(session.reads_first(session))
        self.tick()

    def on_virtual_list_loaded(self) -> None:
        """Their first list can be seen; what signing in left for then is done."""
        left, self._left_to_do = self._left_to_do, None
        if left is not None:
            self.run_worker(left, thread=True, group="afterwards")

    async def sign_out(self) -> None:
        """Everybody's screens go; drafts were saved as they were typed. Once, however many ask."""
        if self.session is None:
            return
        left = self.current_mode
        self._end_session()
        self._blank_terminal()
        await self.switch_mode(FRONT)
        for mode in {DESK, left} - {FRONT}:
            await self.remove_mode(mode)

    def _end_session(self) -> None:
        session, self.session = self.session, None
        self._idle = self._left_to_do = None
        self._clipboard = ""
        self._unsaid.clear()
        self.clear_notifications()
        if session is not None:
            session.close()

    def delay_update(self, delay: float = 0.05) -> None:
        """How one mode gives way to another is not drawn, for that long or until `show_now`."""
        if self._hidden is None:
            self._begin_batch()
            self._hidden = self.set_timer(delay, self.show_now)

    def show_now(self) -> None:
        """Called by a list as soon as it has its first rows: nobody waits for more than these."""
        if self._hidden is None:
            return
        self._hidden.stop()
        self._hidden = None
        self._end_batch()
        self.screen.refresh()

    # the cover

    async def cover(self) -> None:
        """At once, from anywhere: the screens beneath wait as they are."""
        from logbook.tui.screens.cover import CoverScreen  # noqa: PLC0415 - after the first frame

        if self.session is None or self.is_covered:
            return
        session = self.session
        name, since = session.member.name, self.clock_words()
        self.add_mode(
            COVER, lambda: CoverScreen(name, since, lambda said: self.doors.prove(session, said))
        )
        self._show_countdown(0)
        self._clipboard = ""
        self._blank_terminal()
        await self.switch_mode(COVER)

    def _blank_terminal(self) -> None:
        """Textual paints what is new before it repaints what is not; meanwhile words would show."""
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b[2J")

    async def on_cover_screen_uncovered(self, event: "CoverScreen.Uncovered") -> None:
        event.stop()
        if self._idle is not None:
            self._idle.touch()
        await self.switch_mode(DESK)
        await self.remove_mode(COVER)
        unsaid, self._unsaid = self._unsaid, []
        for words in unsaid:
            self.say(words)

    async def on_cover_screen_somebody_else(self, event: "CoverScreen.SomebodyElse") -> None:
        event.stop()
        await self.sign_out()

    # the clocks

    def clock_words(self) -> str:
        return self._now().strftime("%H:%M")

    def tick(self) -> None:
        """Once a second: the time in the header, and whether anybody is still here."""
        for screen in self._on_top:
            for header in screen.query(HeaderLine):
                header.clock = self.clock_words()
        if self._idle is not None:
            # called late, so that one which is overtaken is never begun; Textual's annotation of
            # what may be called leaves out what gives a result
            look: Any = self._mind_the_clock
            self.run_worker(look, group="clock", exclusive=True)

    @property
    def _on_top(self) -> list[Screen[Any]]:
        """The screen in sight; none for the moment in which one mode gives way to another."""
        return self._screen_stacks.get(self._current_mode, [])[-1:]

    async def _mind_the_clock(self) -> bool:
        """Cover or sign out when it is time.

        Returns:
            Whether somebody is still here.
        """
        from logbook.tui.idle import Presence  # noqa: PLC0415 - after the first frame

        if self._idle is None:
            return True
        reading = self._idle.read()
        match reading.presence:
            case Presence.GONE:
                await self.sign_out()
            case Presence.AWAY:
                await self.cover()
            case Presence.COUNTING if not self.is_covered:
                self._show_countdown(reading.left)
            case _:
                self._show_countdown(0)
        return reading.presence in (Presence.HERE, Presence.COUNTING)

    def _show_countdown(self, seconds: int) -> None:
        if self.shown_on.slow_link:
            seconds = -(-seconds // FEWER) * FEWER
        for screen in self._on_top:
            for footer in screen.query(FooterLine):
                footer.countdown = seconds

    async def on_event(self, event: Event) -> None:
        """A key wakes nobody up: after the time is over it is not passed on, even before a tick."""
        if isinstance(event, InputEvent) and not event.is_forwarded and self._idle is not None:
            if not self.is_covered and not await self._mind_the_clock():
                return
            if isinstance(event, _TOUCHES) and not self.is_covered:
                self._idle.touch()
                self._show_countdown(0)
        await super().on_event(event)

    # starting and stopping

    def on_mount(self) -> None:
        self._set_terminal_title()
        self._mind_signals()
        self.set_interval(TICK, self.tick)
        self.tick()
        self.call_after_refresh(self._bring_the_rest)

    def _bring_the_rest(self) -> None:
        self.add_mode(FRONT, self._front)
        self._load_screen_css(self.screen)
        self.stylesheet.read(DESK_STYLES)
        self.refresh_css(animate=False)
        Thread(target=self._import_the_rest, name="bring-the-rest", daemon=True).start()

    def _import_the_rest(self) -> None:
        self.doors.bring_the_rest()
        self.call_later(self._prepare, self.doors.seen_first())

    def _prepare(self, seen_first: Sequence[type[Widget]]) -> None:
        """What is seen first is parsed while somebody types; nothing on the screen changes."""
        for kind in seen_first:
            self._kept.take_in(kind)
        self._kept.parse()

    def _set_terminal_title(self) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write("\x1b]2;Logbook\x07")

    def _mind_signals(self) -> None:
        """Whatever ends it leaves the terminal as it was found; nothing puts it to sleep."""
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._loop_fault)
        if sys.platform == "win32" or self.is_headless:
            return
        for number in (signal.SIGTERM, signal.SIGHUP, signal.SIGINT):
            loop.add_signal_handler(number, self._told_to_stop, number)
        signal.signal(signal.SIGTSTP, signal.SIG_IGN)
        if self._lifeline != ALONE:
            loop.add_reader(self._lifeline, self._left_alone)

    def _left_alone(self) -> None:
        """Whoever waits for us was killed: a shell may have the terminal, and we still tidy it."""
        asyncio.get_running_loop().remove_reader(self._lifeline)
        signal.signal(signal.SIGTTOU, signal.SIG_IGN)
        self._told_to_stop(signal.SIGHUP)

    def _told_to_stop(self, number: int) -> None:
        self._end_session()
        self.exit(return_code=128 + number)

    def _loop_fault(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        error = context.get("exception")
        if isinstance(error, Exception):
            self._handle_exception(error)

    async def action_quit(self) -> None:
        """Nothing would be lost, so nothing is asked."""
        self._end_session()
        self.exit()

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            self._exception = error
            self._exception_event.set()
        self._fatal_error()

    def _fatal_error(self) -> None:
        """The last door: no local variable and no message, for both may quote an entry."""
        if self._exception is not None and not self._exit_renderables:
            self._exit_renderables.append(told_of(self._exception))
        self._close_messages_no_wait()

    def panic(self, *renderables: Any) -> None:  # noqa: ARG002 - what they show is not for a terminal
        """Textual's own way out prints what it is given; this prints where the fault was."""
        self._handle_exception(sys.exc_info()[1] or RuntimeError())  # type: ignore[arg-type]

    # keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What a key may do here and now; under the cover the app's own keys do nothing."""
        if action in _NEVER:
            return False
        command = _PLACES_OF.get(action)
        if command is None:
            return super().check_action(action, parameters)
        place = self.place
        if place is None:
            return action in _ON_DIALOGS and self.session is not None
        if not command.is_for(place, self.roles):
            return False
        return command.id not in _ROOMS or _ROOMS[command.id] in self.rooms

    async def action_help(self) -> None:
        from logbook.tui.screens.help import HelpScreen  # noqa: PLC0415 - after the first frame

        if isinstance(self.screen, HelpScreen):
            self.screen.dismiss()
            return
        beneath = next(each for each in self.screen_stack[::-1] if isinstance(each, PlaceScreen))
        about = "" if self.place else getattr(self.screen, "about", "")
        help_page = HelpScreen(
            beneath.place, roles=self.roles, about=about, unused=beneath.unused_keys
        )
        await self.push_screen(help_page)

    async def action_record(self) -> None:
        await self._go(Place.KINDS)

    async def action_policy(self) -> None:
        await self._go(Place.POLICY)

    async def action_exports(self) -> None:
        await self._go(Place.EXPORTS)

    async def action_supervision(self) -> None:
        await self._go(Place.SUPERVISION)

    async def action_print(self) -> None:
        """At home the slip for the next shift; elsewhere what is on the screen."""
        if self.place not in (Place.HOME, Place.TRIAGE):
            await self.run_action("screen.print")
            return
        from logbook.tui.screens.pack_form import slip_form  # noqa: PLC0415 - after the first frame

        if self.session is not None:
            form = slip_form(self.session)
            await self.push_screen(form, lambda _done: self._said_after(form.words_after))

    def _said_after(self, words: str) -> None:
        if words:
            self.say(words)

    async def action_find(self) -> None:
        await self._go(Place.FIND)

    async def action_filter(self) -> None:
        await self.run_action("screen.choose_filter")

    async def action_switch_way(self) -> None:
        await self.run_action("screen.switch_way")

    async def action_people(self) -> None:
        """Back to the lists, where they are open already."""
        while any(
            isinstance(each, PlaceScreen) and each.place is Place.PEOPLE
            for each in self.screen_stack[:-1]
        ):
            await self.pop_screen()
        await self._go(Place.PEOPLE)

    async def action_desk(self) -> None:
        """Home: what lies above it is left, as Esc would leave it."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()

    async def _go(self, place: Place) -> None:
        if self.session is not None and self.place not in (place, *OUTSIDE):
            await self.push_screen(self.rooms[place](self.session))

    async def action_cover(self) -> None:
        await self.cover()

    async def action_not_you(self) -> None:
        await self.sign_out()

    def action_help_quit(self) -> None:
        """Ctrl+C, which people try first."""
        self.say("Ctrl+Q leaves logbook. What is unfinished is kept.")

    # what is said, drawn and copied

    def say(self, words: str) -> None:
        """A short notice that needs no answer. Under the cover it waits."""
        if self.is_covered:
            self._unsaid.append(words)
        else:
            self.notify(visible(words), markup=False)

    def _refresh_notifications(self) -> None:
        if not self.is_covered:
            super()._refresh_notifications()

    def get_line_filters(self) -> Sequence[LineFilter]:
        return (*super().get_line_filters(), *self._own_filters)

    def copy_to_clipboard(self, text: str) -> None:
        """Cut and paste work inside the program; nothing is given to the terminal's clipboard."""
        self._clipboard = text
