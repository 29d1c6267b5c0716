"""What is still to be done: mine, and for managers what is about the entries they read."""

import asyncio
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType

from logbook.domain.refusals import Refusal
from logbook.services import actions
from logbook.services.actions import ToDo
from logbook.services.desk import Desk, Gone
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.asked import Asked, AskedScreen, Said, needed
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned
from logbook.tui.widgets.story import Story
from logbook.tui.widgets.virtual_list import VirtualList

COLUMNS = (
    Column("Due", 14),
    Column("Who", 18),
    Column("What"),
    Column("Entry", 9, from_width=70),
)
NOTHING = "Nothing is left to do. What is agreed about an entry appears here by itself."


class ActionsScreen(PlaceScreen[None]):
    """The most overdue first."""

    place = Place.ACTIONS
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.ACTIONS)]

    def __init__(self, session: Session) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.entries = VirtualList(COLUMNS, Rows(()), empty=NOTHING, id="actions")
        self.notice = Notice()
        self._listed: dict[str, ToDo] = {}

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def body(self) -> ComposeResult:
        yield self.entries
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()
        self.look()

    @work(exclusive=True, group="reading")
    async def look(self) -> None:
        try:
            found = await asyncio.to_thread(actions.to_do, self.desk)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as why:
            self.notice.say_why(str(why))
        else:
            self._listed = {each.action.id: each for each in found}
            self.entries.show(Rows([_row(each) for each in found]))

    @property
    def _chosen(self) -> ToDo | None:
        row = self.entries.row
        return None if row is None else self._listed.get(row.id)

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self._settle(DoneScreen)

    def action_not_needed(self) -> None:
        self._settle(NotNeededScreen)

    def _settle(self, screen: "type[DoneScreen | NotNeededScreen]") -> None:
        if self._chosen is None:
            self.notice.say_why("Choose what was done first: ↑ or ↓.")
        else:
            self.app.push_screen(screen(self.session, self._chosen), self._settled)

    def _settled(self, said: str | None) -> None:
        if said is not None:
            self.notice.say(said)
            self.look()


def _row(each: ToDo) -> ListRow:
    action = each.action
    again = f" ({action.every.words})" if action.every.value != "once" else ""
    tone = Tone.WARN if each.is_late else Tone.PLAIN
    about = f"{each.person} · " if each.person else ""
    return ListRow(
        action.id,
        action.id,
        (
            Toned(each.due, tone),
            "you" if each.is_mine else each.who,
            f"{about}{action.what}{again}",
            Toned(each.reference, Tone.MUTED),
        ),
    )


class _SettleScreen(AskedScreen[str]):
    """What became of one action."""

    heading: ClassVar[str]

    def __init__(self, session: Session, todo: ToDo) -> None:
        self.todo = todo
        super().__init__(session, self.heading, f"{self.heading}:{todo.action.id}")

    @property
    def about(self) -> str:
        return f"{self.todo.action.what} · {self.todo.who}, {self.todo.due}"


class DoneScreen(_SettleScreen):
    heading = "Done"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="note",
                words="How did it go? (optional)",
                hint=f"{self.todo.given_by} can read it.",
                field=Story,
            ),
        )

    @property
    def act_words(self) -> str:
        return "It is done"

    @property
    def afterwards(self) -> str:
        once = self.todo.action.every.value == "once"
        return "It leaves the list." if once else "It comes again at its next date."

    def save(self, said: Said) -> str:
        after = actions.done(self.session.desk, self.todo.action, said["note"])
        return "Done. It comes again." if after.is_open else "Done."


class NotNeededScreen(_SettleScreen):
    heading = "Not needed any more"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="note",
                words="Why is it not needed any more?",
                hint="The reason stays with it.",
                field=Story,
                check=needed("note", "Say why it is not needed any more."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Take it off the list"

    @property
    def afterwards(self) -> str:
        return "It does not come again either."

    def save(self, said: Said) -> str:
        actions.drop(self.session.desk, self.todo.action, said["note"])
        return "Off the list."
