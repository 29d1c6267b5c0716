"""One service user's chronology: what was recorded about them, in order of when it happened."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.services import chronology
from logbook.services.chronology import Lived
from logbook.services.desk import Desk, Gone
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.line_pages import level_cells
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from logbook.tui.screens.pack_form import PackFormScreen

COLUMNS = (
    Column("When", 16),
    Column("", 3),
    Column("Level", 9),
    Column("What and how it stands"),
    Column("Written by", 18, from_width=100),
    Column("Entry", 9, from_width=100),
)
NOTHING = "There is nothing about this person that you may read."
ORDERS = {True: "newest first", False: "oldest first"}
GAP = "gap-"
"""Begins the id of a row that is no entry, and says how long nothing was recorded."""


@dataclass(frozen=True)
class After:
    """The place of a gap: it stands after this line."""

    line: Lived


class Lives:
    """A chronology as rows, with a row for each long gap."""

    def __init__(self, desk: Desk, person: str, *, newest_first: bool) -> None:
        self._desk = desk
        self._person = person
        self._newest_first = newest_first

    def page_after(self, key: Lived | After | None, n: int) -> Sequence[ListRow]:
        if key is None:
            return list(self._rows(self._page(count=n)))[:n]
        line = key.line if isinstance(key, After) else key
        rows = list(self._rows((line, *self._page(after=line, count=n))))[1:]
        if isinstance(key, After):
            rows = rows[1:]  # the gap itself
        return rows[:n]

    def page_before(self, key: Lived | After, n: int) -> Sequence[ListRow]:
        line = key.line if isinstance(key, After) else key
        rows = list(self._rows((*self._page(before=line, count=n), line)))
        return (rows if isinstance(key, After) else rows[:-1])[-n:]

    def last_page(self, n: int) -> Sequence[ListRow]:
        return list(self._rows(self._page(last=True, count=n)))[-n:]

    def _page(
        self,
        *,
        count: int,
        after: Lived | None = None,
        before: Lived | None = None,
        last: bool = False,
    ) -> tuple[Lived, ...]:
        return chronology.page(
            self._desk,
            self._person,
            newest_first=self._newest_first,
            after=after,
            before=before,
            last=last,
            count=count,
        )

    def _rows(self, lives: Sequence[Lived]) -> Iterator[ListRow]:
        now = self._desk.now
        before: Lived | None = None
        for each in lives:
            gap = before.gap(each) if before else ""
            if gap and before:
                words = Toned(f"· · ·  {gap}", Tone.MUTED)
                yield ListRow(f"{GAP}{before.id}", After(before), ("", "", "", words, "", ""))
            entry = each.line.entry
            others = f" · with {', '.join(each.others)}" if each.others else ""
            yield ListRow(
                each.id,
                each,
                (
                    each.short_when(now),
                    *level_cells(entry.level, Tone.PLAIN),
                    f"{each.stands}{others} · {entry.title}",
                    Toned(each.line.author, Tone.MUTED),
                    Toned(entry.reference, Tone.MUTED),
                ),
            )
            before = each


class ChronologyScreen(PlaceScreen[None]):
    """Enter opens an entry. The line under the list says all of the row that the cursor is on."""

    place = Place.CHRONOLOGY
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.CHRONOLOGY)]
    CSS_PATH = "chronology.tcss"

    def __init__(self, session: Session, of: str) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.desk: Desk = session.desk
        self.of = of
        self.newest_first = True
        known = self.desk.directory.people.get(of)
        self.whose = known.initials if known else ""
        self.entries = VirtualList(COLUMNS, self._lives(), empty=NOTHING, id="entries")
        self.said = Static(id="said")
        self.notice = Notice()

    def _lives(self) -> Lives:
        return Lives(self.desk, self.of, newest_first=self.newest_first)

    def body(self) -> ComposeResult:
        yield self.entries
        yield self.said
        yield self.notice

    def on_mount(self) -> None:
        self.entries.focus()
        self._say_where()

    def _say_where(self) -> None:
        whose = f" of {self.whose}" if self.whose else ""
        self.header.where = f"Chronology{whose}, {ORDERS[self.newest_first]}"

    def action_turn_round(self) -> None:
        self.newest_first = not self.newest_first
        self._say_where()
        self.entries.show(self._lives())

    def action_print(self) -> None:
        form = self._form()
        self.app.push_screen(form, lambda _done: self.notice.say(form.words_after))

    def _form(self) -> "PackFormScreen":
        from logbook.tui.screens.pack_form import PackFormScreen, Packing  # noqa: PLC0415 - rare

        order = ORDERS[self.newest_first]
        return PackFormScreen(
            self.session,
            Packing(
                words=f"The chronology of {self.whose}, {order}, people by their initials.",
                make=lambda _look: chronology.made(
                    self.desk, self.of, newest_first=self.newest_first
                ),
            ),
        )

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        key = event.row.key if event.row else None
        self.said.update(plain(key.words if isinstance(key, Lived) else ""))

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        from logbook.tui.screens.opening import entry_screen  # noqa: PLC0415 - entries lead here too

        event.stop()
        key = event.row.key
        if isinstance(key, Lived):
            self.app.push_screen(entry_screen(self.session, key.id, key.line.entry.author))

    def on_virtual_list_failed(self, event: VirtualList.Failed) -> None:
        event.stop()
        if isinstance(event.refusal, Gone):
            leave(self.app, str(event.refusal))
        else:
            self.notice.say_why(str(event.refusal))
