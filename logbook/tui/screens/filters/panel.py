"""The filter of a list: each thing that can narrow it on a row of its own."""

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Static

from logbook.domain import dates
from logbook.domain.refusals import NotAllowed
from logbook.services import filtering
from logbook.services.filtering import Choice, Facet, Filter, Whose
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.filters.choosing import ChoosingScreen
from logbook.tui.screens.filters.kept import KeptFiltersScreen
from logbook.tui.screens.people.people import Rows
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.pages import Column, ListRow, Tone, Toned
from logbook.tui.widgets.virtual_list import VirtualList

if TYPE_CHECKING:
    from datetime import date

    from logbook.services.desk import Desk
    from logbook.tui.session import Session

_FACETS = frozenset(each.value for each in Facet)
COLUMNS = (Column("", 20), Column(""))
ANY = "any"
FIRST, LAST, LATE, WHOSE = "first", "last", "late", "whose"
HINT = "All of these have to be true. Esc shows what is left."
A_DAY = "A day, like 3 November or 3/11/2026, then Enter."
A_NAME = "A name for it, like “High in Maple House”, then Enter. The same name again replaces it."
_OTHERS = {
    FIRST: "Recorded from",
    LAST: "Recorded up to",
    LATE: "Late",
    WHOSE: "Whose",
}
_WHOSE = tuple(Choice(each.value, words) for each, words in filtering.WHOSE_WORDS.items())


class FilterScreen(PlaceScreen[Filter]):
    """Its result is the filter as it stands when it is left."""

    place = Place.FILTER
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.FILTER)]
    CSS_PATH = "filters.tcss"

    def __init__(self, session: "Session", chosen: Filter) -> None:
        super().__init__(who=session.member.name, roles=session.roles)
        self.session = session
        self.desk: Desk = session.desk
        self.chosen = chosen
        self.directory = self.desk.directory
        self.list = VirtualList(COLUMNS, Rows(self._rows()), empty="", id="list")
        self.notice = Notice()

    def body(self) -> ComposeResult:
        yield Static(HINT, classes="muted", id="hint")
        yield self.list
        yield self.notice

    def on_mount(self) -> None:
        self.list.focus()

    def _rows(self) -> list[ListRow]:
        said = {facet.value: self._said(facet) for facet in Facet} | {
            FIRST: self.chosen.first.strftime("%-d %B %Y") if self.chosen.first else "",
            LAST: self.chosen.last.strftime("%-d %B %Y") if self.chosen.last else "",
            LATE: "only what is late" if self.chosen.overdue else "",
            WHOSE: filtering.WHOSE_WORDS.get(self.chosen.whose, ""),
        }
        words = {each.value: label for each, label in filtering.FACET_WORDS.items()} | _OTHERS
        return [
            ListRow(key, key, (words[key], Toned(value or ANY, _tone(value))))
            for key, value in said.items()
        ]

    def _said(self, facet: Facet) -> str:
        value = self.chosen.value(facet)
        return filtering.word(self.directory, facet, value) if value else ""

    def _have(self, chosen: Filter) -> None:
        self.chosen = chosen
        self.list.source = Rows(self._rows())
        self.list.look_again()

    # one of them

    def on_virtual_list_chosen(self, event: VirtualList.Chosen) -> None:
        event.stop()
        self.notice.say("")
        key = event.row.id
        if key == LATE:
            self._have(replace(self.chosen, overdue=not self.chosen.overdue))
            return
        asked = self._asked(key)
        self.app.push_screen(asked, self._came_back)

    def _came_back(self, chosen: object) -> None:
        if isinstance(chosen, Filter):
            self._have(chosen)

    def _asked(self, key: str) -> ChoosingScreen:
        words = {**{e.value: w for e, w in filtering.FACET_WORDS.items()}, **_OTHERS}[key]
        if key in (FIRST, LAST):
            take = partial(self._with_day, key)
            return ChoosingScreen(self.session, words, take, hint=A_DAY)
        if key == WHOSE:
            return ChoosingScreen(self.session, words, self._with_whose, choices=_WHOSE)
        facet = Facet(key)
        known = filtering.choices(self.directory, facet)
        return ChoosingScreen(
            self.session, words, partial(self.chosen.having, facet), choices=known
        )

    def _with_whose(self, value: str) -> Filter:
        return replace(self.chosen, whose=Whose(value))

    def _with_day(self, key: str, typed: str) -> Filter:
        moment = dates.read(typed, self.desk.now, self.directory.settings.zone)
        if moment.wall is None:
            raise NotAllowed(A_DAY)
        day: date = moment.wall.date()
        chosen = replace(self.chosen, first=day) if key == FIRST else replace(self.chosen, last=day)
        filtering.check_period(chosen.first, chosen.last)
        return chosen

    # keys

    def action_clear_filter(self) -> None:
        """Take away what the cursor is on."""
        row = self.list.row
        if row is None:
            return
        key = row.id
        if key in _FACETS:
            self._have(self.chosen.having(Facet(key), ""))
        elif key in (FIRST, LAST):
            self._have(replace(self.chosen, **{key: None}))  # type: ignore[arg-type]
        elif key == LATE:
            self._have(replace(self.chosen, overdue=False))
        else:
            self._have(replace(self.chosen, whose=Whose.ANYBODY))

    def action_keep_filter(self) -> None:
        if self.chosen.is_empty:
            self.notice.say_why("There is no filter to keep yet. Choose what to narrow by first.")
            return
        screen = ChoosingScreen(self.session, "Keep this filter", self._keep, hint=A_NAME)
        self.app.push_screen(screen, self._kept)

    def _keep(self, typed: str) -> str:
        return filtering.keep(self.desk, typed, self.chosen)

    def _kept(self, name: object) -> None:
        if name is not None:
            self.notice.say(f"Kept as “{name}”. Tab lists the filters that you keep.")

    def action_kept_filters(self) -> None:
        self.app.push_screen(KeptFiltersScreen(self.session), self._picked)

    def _picked(self, chosen: Filter | None) -> None:
        if chosen is not None:
            self._have(chosen)

    async def action_back(self) -> None:
        self.dismiss(self.chosen)


def _tone(value: str) -> Tone:
    return Tone.PLAIN if value else Tone.MUTED
