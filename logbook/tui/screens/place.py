"""What every screen is: a place with its keys, between the two quiet lines."""

from typing import Any, ClassVar, TypeVar

from textual.app import App, ComposeResult
from textual.events import ScreenResume
from textual.screen import Screen

from logbook.domain.people import Role
from logbook.tui.keys import COMMANDS, Command
from logbook.tui.places import Place
from logbook.tui.widgets.answering import Awake
from logbook.tui.widgets.frame import FooterLine, HeaderLine

Result = TypeVar("Result")


class PlaceScreen(Screen[Result]):
    """A screen that says where it is. Its keys are `bindings_of(place)`; its middle is `body`."""

    place: ClassVar[Place]
    unused_keys: ClassVar[frozenset[str]] = frozenset()
    """Commands of the place that do nothing here, so that help does not name them."""

    def __init__(
        self,
        where: str = "",
        *,
        who: str = "",
        roles: frozenset[Role] = frozenset(),
    ) -> None:
        super().__init__()
        self.roles = roles
        self.header = HeaderLine(where or self.place.heading, who=who)
        self.footer = FooterLine(self.place, roles)

    def _post_register(self, app: App[Any]) -> None:
        """It is styled as it comes in; Textual would style it twice more, having lost count."""
        super()._post_register(app)
        self._css_update_count = app._css_update_count  # noqa: SLF001 - it is told nowhere else

    def compose(self) -> ComposeResult:
        yield self.header
        yield from self.body()
        yield self.footer

    def body(self) -> ComposeResult:
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key of the table answers where the table says so, to whom it says so."""
        named = _named(action)
        if named and not any(each.is_for(self.place, self.roles) for each in named):
            return False
        return super().check_action(action, parameters)

    def say_saved(self, clock: str) -> None:
        """Shown in the header once something is saved, and never before."""
        self.header.saved = clock

    def _on_screen_resume(self, _event: ScreenResume) -> None:
        """A key meant for the screen that was above is not meant for this one."""
        for each in self.query(Awake):
            each.wait_to_be_seen()

    def look_beneath(self) -> None:
        """Something above was saved: look again, before this comes back into sight."""

    async def action_back(self) -> None:
        """Leaves the screen, with no result; the first of a stack stays."""
        if len(self.app.screen_stack) > 1:
            self.dismiss()


def _named(action: str) -> tuple[Command, ...]:
    return tuple(each for each in COMMANDS if each.does == action)
