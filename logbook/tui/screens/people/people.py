"""The lists of people: staff, service users, houses, on call. Letters find, numbers act."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.events import Key, Resize
from textual.widgets import Static

from logbook.domain.people import Role
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.people.card import CardScreen
from logbook.tui.screens.people.card_view import CardView
from logbook.tui.screens.people.cards import Card
from logbook.tui.screens.people.doing import OnPeople
from logbook.tui.screens.people.roster import ADD, ListOf, Roster
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.pages import ListRow
from logbook.tui.widgets.virtual_list import VirtualList

BESIDE_FROM = 118
"""Columns from which the page of one of them has its place beside the list."""
CONFIRMING = frozenset(Role) - {Role.WORKER}
"""Who may be asked to confirm an erasing."""
IN_NAMES = frozenset(" -'’.")
FIND = "Type part of a name to find somebody."
_FIND = {
    ListOf.ON_CALL: "",
    ListOf.PAST: "Nothing on this list goes by itself. Enter opens one.",
    ListOf.SETTINGS: "Type part of its name to find a setting.",
}
NOBODY = "Nothing fits. Backspace takes letters away."


class Rows:
    """Rows that are all in memory."""

    def __init__(self, rows: Sequence[ListRow]) -> None:
        self.rows = tuple(rows)

    def _place(self, key: str) -> int:
        return next((at for at, row in enumerate(self.rows) if row.key == key), 0)

    def page_after(self, key: str | None, n: int) -> Sequence[ListRow]:
        start = 0 if key is None else self._place(key) + 1
        return self.rows[start : start + n]

    def page_before(self, key: str, n: int) -> Sequence[ListRow]:
        end = self._place(key)
        return self.rows[max(0, end - n) : end]

    def last_page(self, n: int) -> Sequence[ListRow]:
        return self.rows[-n:]


class PeopleScreen(OnPeople):
    """Tab goes to the next list; what is typed narrows this one."""

    place = Place.PEOPLE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.PEOPLE)]
    CSS_PATH = "people.tcss"
    HORIZONTAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual declares it
        (0, "-alone"),
        (BESIDE_FROM, "-beside"),
    ]

    def __init__(self, session: Session) -> None:
        super().__init__(session, ListOf.STAFF)
        self.typed = ""
        self.tabs = Static(id="tabs")
        self.finding = Static(id="finding")
        self.list = VirtualList(self.which.columns, Rows(()), empty="", id="list")
        self.detail = CardView(id="card")

    def body(self) -> ComposeResult:
        yield self.tabs
        yield self.finding
        with Horizontal(id="people"):
            yield self.list
            with VerticalScroll(id="detail", can_focus=False):
                yield self.detail
        yield self.notice

    def on_mount(self) -> None:
        self.list.focus()
        self._say_where()

    @property
    def is_beside(self) -> bool:
        """Whether the page of one of them is on the screen."""
        return self.app.size.width >= BESIDE_FROM

    @property
    def lists(self) -> tuple[ListOf, ...]:
        """Those that this person has any use for."""
        roles = self.session.roles
        return tuple(each for each in ListOf if each is not ListOf.PAST or roles & CONFIRMING)

    # what is listed

    def draw(self, roster: Roster) -> None:
        """The cursor stays on its row; at first it is on the first one."""
        rows = Rows(roster.rows(self.which, self.typed))
        if self.list.window.rows:
            self.list.source = rows
            self.list.look_again()
        else:
            self.list.show(rows)
        self._draw_card()

    def _list_anew(self) -> None:
        self._say_where()
        if self.roster is not None:
            self.list.columns = self.which.columns
            self.list.show(Rows(self.roster.rows(self.which, self.typed)))

    @property
    def _fits(self) -> bool:
        """Whether what is typed fits anybody."""
        rows = self.roster.rows(self.which, self.typed) if self.roster else ()
        return any(row.id != ADD for row in rows)

    def _say_where(self) -> None:
        self.header.where = f"{Place.PEOPLE.heading} · {self.which.words}"
        tabs = [
            Content.styled(f" {each.words} ", "reverse bold" if each is self.which else "$muted")
            for each in self.lists
        ]
        self.tabs.update(Content("  ").join(tabs))
        if self.typed:
            nobody = "" if self._fits else f"   {NOBODY}"
            self.finding.update(
                Content.assemble(("Find  ", "$muted"), plain(self.typed), "▏", (nobody, "$muted"))
            )
        else:
            self.finding.update(Content.styled(_FIND.get(self.which, FIND), "$muted"))

    def _draw_card(self) -> None:
        row = self.list.row
        known = self.roster is not None and row is not None and row.id != ADD
        self.detail.card = (
            self.roster.card(self.which, row.id) if known and self.roster and row else None
        )

    def on_virtual_list_highlighted(self, event: VirtualList.Highlighted) -> None:
        event.stop()
        self._draw_card()

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.notice.say("")
        if event.row.id == ADD:
            self.add(self.typed)
        else:
            self.app.push_screen(CardScreen(self.session, self.which, event.row.id))

    def on_resize(self, _event: Resize) -> None:
        self.list.notify_style_update()

    # keys

    @property
    def card(self) -> Card | None:
        return self.detail.card if self.is_beside else None

    def why_nothing(self) -> str:
        if self.list.row is None or self.list.row.id == ADD:
            return "Choose a line first: ↑ or ↓."
        return "Press Enter to open it first. The numbers work there."

    def on_key(self, event: Key) -> None:
        if event.key in ("left", "right"):
            event.stop()
            self._turn_to(-1 if event.key == "left" else 1)
        elif event.key == "backspace":
            event.stop()
            self._narrow(self.typed[:-1])
        elif self.pressed_a_number(event):
            return
        elif event.character and (event.character.isalpha() or event.character in IN_NAMES):
            event.stop()
            self._narrow((self.typed + event.character).lstrip())

    def _narrow(self, typed: str) -> None:
        if typed != self.typed:
            self.typed = typed
            self.notice.say("")
            self._list_anew()

    def action_next_list(self) -> None:
        self._turn_to(1)

    def _turn_to(self, step: int) -> None:
        lists = self.lists
        self.which = lists[(lists.index(self.which) + step) % len(lists)]
        self.typed = ""
        self.notice.say("")
        self._list_anew()
        if self.which is ListOf.PAST:
            self.look_again()

    async def action_back(self) -> None:
        """Esc takes away what was typed first, then leaves."""
        if self.typed:
            self._narrow("")
        else:
            await super().action_back()
