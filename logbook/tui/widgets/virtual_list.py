"""A list of any length: it asks for pages as the cursor comes near them and holds only a few."""

import asyncio
from collections import deque
from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto
from typing import ClassVar, Protocol, runtime_checkable

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import work
from textual.events import Click, Key, MouseScrollDown, MouseScrollUp, Resize
from textual.geometry import Region
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from logbook.domain.refusals import Refusal
from logbook.tui.text import cell, plain
from logbook.tui.widgets.answering import Awake
from logbook.tui.widgets.pages import GAP, Column, ListRow, Pages, Said, Tone, Toned, fitted
from logbook.tui.widgets.pages import Key as RowKey
from logbook.tui.widgets.window import HELD, NOWHERE, PAGE, Window, first, last

NEAR = PAGE // 2
"""So close to the end of what is held, the next page is asked for."""
LOOKING_AFTER = 1.0
"""Seconds after which waiting is said in a word."""


@runtime_checkable
class Hiding(Protocol):
    """An app that hides for a moment how one screen gives way to another."""

    def show_now(self) -> None: ...


class Ask(Enum):
    """What can be asked of the source."""

    FIRST = auto()
    LAST = auto()
    AFTER = auto()
    BEFORE = auto()
    AGAIN = auto()
    MORE = auto()


class VirtualList(Awake, can_focus=True):
    """Rows under a cursor, in columns that fit.

    The cursor stays on its row while rows come and go around it. When its row is gone the cursor
    is on none, so that no key acts on the one that took its place, until an arrow moves it: to
    the row that came after it where it stood when an arrow last led there. At the top the first
    row stays in sight, so that nothing more urgent comes in above what is seen.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "virtual-list--heading",
        "virtual-list--cursor",
        "virtual-list--muted",
        "virtual-list--accent",
        "virtual-list--warn",
    }
    DEFAULT_CSS = """
    VirtualList { height: 1fr; width: 1fr; }
    VirtualList .virtual-list--heading { color: $muted; }
    VirtualList .virtual-list--cursor { background: $text; color: $ground; text-style: bold; }
    VirtualList .virtual-list--muted { color: $muted; }
    VirtualList .virtual-list--accent { color: $accent; }
    VirtualList .virtual-list--warn { color: $warn; text-style: bold; }
    """

    total: reactive[int | None] = reactive[int | None](None)
    """How many rows there are, once somebody has counted; the list does not need to know."""

    class Loaded(Message):
        """The first rows there are can be seen."""

        def __init__(self, virtual_list: "VirtualList") -> None:
            super().__init__()
            self.virtual_list = virtual_list

        @property
        def control(self) -> "VirtualList":
            return self.virtual_list

    class Highlighted(Message):
        """The cursor came to a row, or to none."""

        def __init__(self, virtual_list: "VirtualList", row: ListRow | None) -> None:
            super().__init__()
            self.virtual_list = virtual_list
            self.row = row

        @property
        def control(self) -> "VirtualList":
            return self.virtual_list

    class Chosen(Message):
        """Enter, or a second click, on a row."""

        def __init__(self, virtual_list: "VirtualList", row: ListRow) -> None:
            super().__init__()
            self.virtual_list = virtual_list
            self.row = row

        @property
        def control(self) -> "VirtualList":
            return self.virtual_list

    class Failed(Message):
        """The source refused; what is on the screen stays."""

        def __init__(self, virtual_list: "VirtualList", refusal: Refusal) -> None:
            super().__init__()
            self.virtual_list = virtual_list
            self.refusal = refusal

        @property
        def control(self) -> "VirtualList":
            return self.virtual_list

    def __init__(
        self,
        columns: Sequence[Column],
        source: Pages,
        *,
        empty: str,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.columns = tuple(columns)
        self.source = source
        self.empty = empty
        self.window = Window()
        self.loaded = False
        self._asks: deque[Ask] = deque()
        self._asking = False
        self._lacking = frozenset[str]()
        """Rows that do not say all yet."""
        self._waiting_word = False
        self._top = 0
        self._cursor = NOWHERE
        self._place = 0
        self._after: tuple[str, ...] = ()
        """The rows below the cursor when it came to its row."""
        self._owed = 0
        self._told: str | None = None
        self._drawn: dict[tuple[str | None, bool, int], Strip] = {}
        self._styles: dict[str, Style] = {}

    # what the list is on

    @property
    def row(self) -> ListRow | None:
        """The row under the cursor."""
        if 0 <= self._cursor < len(self.window):
            return self.window.rows[self._cursor]
        return None

    @property
    def is_settled(self) -> bool:
        """Whether nothing is being asked for, and nothing will be by itself."""
        return self.loaded and not (self._asking or self._asks or self._lacking)

    def show(self, source: Pages) -> None:
        """Show other rows from their beginning: another filter, another search."""
        self.source = source
        self._cursor = NOWHERE
        self._jump(Ask.FIRST)

    def look_again(self) -> None:
        """Rows may have changed: ask for the same stretch again and keep the cursor's row."""
        self._ask(Ask.AGAIN)

    # asking

    def on_mount(self) -> None:
        self._ask(Ask.FIRST)
        self.set_timer(LOOKING_AFTER, self._say_looking)

    def _say_looking(self) -> None:
        if not self.loaded:
            self._waiting_word = True
            self.refresh()

    def _ask(self, what: Ask) -> None:
        if what not in self._asks:
            self._asks.append(what)
        if not self._asking:
            self._asking = True
            self._serve_asks()

    def _jump(self, what: Ask) -> None:
        self._asks.clear()
        self._lacking = frozenset()
        self._owed = 0
        self._ask(what)

    @work
    async def _serve_asks(self) -> None:
        try:
            while self._asks:
                await self._serve(self._asks.popleft())
        except Refusal as refusal:
            self._asks.clear()
            self._lacking = frozenset()
            self.post_message(self.Failed(self, refusal))
        finally:
            self._asking = False

    async def _serve(self, what: Ask) -> None:
        source, window = self.source, self.window
        match what:
            case Ask.FIRST:
                page = await asyncio.to_thread(source.page_after, None, PAGE)
                self._start_from(first(page), 0)
                self._lack(page)
            case Ask.LAST:
                page = await asyncio.to_thread(source.last_page, PAGE)
                at_end = last(page)
                self._start_from(at_end, len(at_end) - 1)
                self._lack(page)
            case Ask.AFTER if window.more_below and window.rows:
                page = await asyncio.to_thread(source.page_after, window.rows[-1].key, PAGE)
                if source is self.source:
                    self._grow(*self.window.followed_by(page))
                    self._lack(page)
            case Ask.BEFORE if window.more_above and window.rows:
                page = await asyncio.to_thread(source.page_before, window.rows[0].key, PAGE)
                if source is self.source:
                    self._grow(*self.window.preceded_by(page))
                    self._lack(page)
            case Ask.AGAIN:
                await self._serve_again(source, window)
            case Ask.MORE if self._lacking and Ask.AGAIN not in self._asks:
                await self._serve_more(source, window)
            case _:
                pass

    async def _serve_again(self, source: Pages, window: Window) -> None:
        wanted = min(HELD, max(PAGE, len(window)))
        page = await asyncio.to_thread(whole_page, source, window.above, wanted)
        if source is self.source:
            self._lacking = frozenset()
            self._see_again(self.window.seen_again(page, wanted))

    async def _serve_more(self, source: Pages, window: Window) -> None:
        lacking = [row for row in window.rows if row.id in self._lacking]
        self._lacking = frozenset()
        rows = await asyncio.to_thread(with_more, source, lacking)
        if source is self.source:
            self._say_more(rows)

    # taking pages in

    def _start_from(self, window: Window, cursor: int) -> None:
        if not self.loaded:
            self._tell_first()
        self.loaded = True
        self._drawn.clear()
        self.window = window
        self._put_cursor(cursor if window.rows else NOWHERE)
        self.refresh()

    def _tell_first(self) -> None:
        if isinstance(self.app, Hiding):
            self.app.show_now()
        self.call_after_refresh(self.post_message, self.Loaded(self))

    def _lack(self, page: Sequence[ListRow]) -> None:
        """What takes long to find out is asked once the rows can be seen."""
        if page and isinstance(self.source, Said):
            self._lacking |= {row.id for row in page}
            self.call_after_refresh(self._ask, Ask.MORE)

    def _say_more(self, rows: Sequence[ListRow]) -> None:
        """Rows that went meanwhile are not put back."""
        more = {row.id: row for row in rows}
        said = tuple(more.get(row.id, row) for row in self.window.rows)
        if said != self.window.rows:
            self.window = replace(self.window, rows=said)
            self._drawn.clear()
            self.refresh()

    def _grow(self, window: Window, moved: int) -> None:
        self._drawn.clear()
        self.window = window
        self._top += moved
        self._place += moved
        if self._cursor != NOWHERE:
            self._cursor += moved
        owed, self._owed = self._owed, 0
        if owed:
            self._step(owed)
        self.refresh()

    def _see_again(self, window: Window) -> None:
        row, line = self.row, self._place - self._top if self._top else NOWHERE
        if not window.rows and window.more_above:
            self._jump(Ask.LAST)
            return
        self.loaded = True
        self._drawn.clear()
        self.window = window
        at = window.place_of(row.id) if row else NOWHERE
        self._cursor = at
        self._place = at if at != NOWHERE else self._place_of_the_next()
        self._top = self._place - line if line != NOWHERE else 0
        self._keep_in_view()
        self._tell()
        self.refresh()

    def _place_of_the_next(self) -> int:
        """Where the first of the rows is that came after the one that is gone."""
        places = {row.id: place for place, row in enumerate(self.window.rows)}
        found = next((places[each] for each in self._after if each in places), self._place)
        return max(0, min(found, len(self.window) - 1))

    # moving

    def _step(self, by: int) -> None:
        if not self.window.rows:
            return
        target = self._target(by)
        end = len(self.window) - 1
        if target > end and self.window.more_below:
            self._owed = target - end
            self._ask(Ask.AFTER)
        elif target < 0 and self.window.more_above:
            self._owed = target
            self._ask(Ask.BEFORE)
        self._put_cursor(max(0, min(end, target)))
        self._ask_ahead()

    def _target(self, by: int) -> int:
        """Where a step leads; from a row that is gone, the first one down is what replaced it."""
        if self._cursor == NOWHERE and by > 0:
            return self._place + by - 1
        return self._place + by

    def _ask_ahead(self) -> None:
        if self.window.more_below and self._place > len(self.window) - NEAR:
            self._ask(Ask.AFTER)
        elif self.window.more_above and self._place < NEAR:
            self._ask(Ask.BEFORE)

    def _put_cursor(self, place: int) -> None:
        old, top = self._cursor, self._top
        self._cursor = place
        self._after = tuple(row.id for row in self.window.rows[place + 1 :])
        self._place = max(0, place)
        self._keep_in_view()
        if self._top != top:
            self.refresh()
        else:
            self._refresh_row(old)
            self._refresh_row(place)
        self._tell()

    def _keep_in_view(self) -> None:
        lines = self._lines
        top = min(self._top, self._place)
        top = max(top, self._place - lines + 1)
        self._top = max(0, min(top, max(0, len(self.window) - lines)))

    def _tell(self) -> None:
        row = self.row
        now = row.id if row else None
        if now != self._told:
            self._told = now
            self.post_message(self.Highlighted(self, row))

    @property
    def _lines(self) -> int:
        """Rows that are on the screen together."""
        return max(1, self.size.height - 1)

    def _refresh_row(self, place: int) -> None:
        y = place - self._top + 1
        if place != NOWHERE and 0 < y < self.size.height:
            self.refresh(Region(0, y, self.size.width, 1))

    def on_resize(self, _event: Resize) -> None:
        self._drawn.clear()
        self._keep_in_view()

    def on_key(self, event: Key) -> None:
        steps = {"up": -1, "down": 1, "pageup": -self._lines, "pagedown": self._lines}
        if event.key in steps:
            event.stop()
            self._step(steps[event.key])
        elif event.key in ("home", "end"):
            event.stop()
            self._go_to_end(Ask.FIRST if event.key == "home" else Ask.LAST)
        elif event.key == "enter":
            event.stop()
            if self.row is not None and not self.is_early(event):
                self.post_message(self.Chosen(self, self.row))

    def _go_to_end(self, which: Ask) -> None:
        beyond = self.window.more_above if which is Ask.FIRST else self.window.more_below
        if beyond:
            self._jump(which)
        elif self.window.rows:
            self._put_cursor(0 if which is Ask.FIRST else len(self.window) - 1)

    def on_mouse_scroll_down(self, event: MouseScrollDown) -> None:
        event.stop()
        self._step(1)

    def on_mouse_scroll_up(self, event: MouseScrollUp) -> None:
        event.stop()
        self._step(-1)

    def on_click(self, event: Click) -> None:
        place = self._top + event.y - 1
        if event.y > 0 and place < len(self.window):
            self._put_cursor(place)
            if event.chain > 1:
                self.post_message(self.Chosen(self, self.window.rows[place]))

    # drawing

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()
        self._styles.clear()

    def render_lines(self, crop: Region) -> list[Strip]:
        """A line that is drawn goes to the screen as it is, without what a box around it needs.

        When the page scrolls under the cursor, every row of it is painted anew; Textual would put
        each together again, and filter it, though only two have changed.
        """
        if self.gutter or self.opacity != 1.0:
            return super().render_lines(crop)
        width, background = self.size.width, self.background_colors[1]
        strips = [self._line(y, width) for y in crop.line_range]
        for each in self.get_line_filters():
            strips = [strip.apply_filter(each, background) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def render_line(self, y: int) -> Strip:
        return self._line(y, self.size.width)

    def _line(self, y: int, width: int) -> Strip:
        """Each row is drawn once and kept, so that a step costs what changed."""
        if not self.window.rows:
            return self._empty_strip(y, width)
        place = self._top + y - 1
        if place >= len(self.window):
            return Strip.blank(width, self._style())
        which = (self.window.rows[place].id if y else None, place == self._cursor, width)
        strip = self._drawn.get(which)
        if strip is None:
            strip = self._drawn[which] = self._row_strip(y, place, width)
        return strip

    def _empty_strip(self, y: int, width: int) -> Strip:
        words = self.empty if self.loaded else "Looking …" if self._waiting_word else ""
        lines = plain(words).wrap(max(10, width - 4)) if words else []
        if 1 <= y <= len(lines):
            line = Segment(f"  {lines[y - 1].plain}", self._style("muted"))
            return _strip([line], width, self._style())
        return Strip.blank(width, self._style())

    def _row_strip(self, y: int, place: int, width: int) -> Strip:
        if y == 0:
            headings = [column.heading for column in self.columns]
            return self._cells_strip(headings, width, self._style("heading"))
        cells = self.window.rows[place].cells
        over = self._style("cursor") if place == self._cursor else None
        return self._cells_strip(cells, width, over)

    def _cells_strip(self, cells: Sequence[str | Toned], width: int, over: Style | None) -> Strip:
        base = over or self._style()
        segments = [Segment(" ", base)]
        for nth, column, room in fitted(self.columns, width - 2):
            each = cells[nth] if nth < len(cells) else ""
            text, tone = (each.text, each.tone) if isinstance(each, Toned) else (each, Tone.PLAIN)
            style = base if over or not tone else self._style(tone)
            segments.append(Segment(fit(text, room, right=column.right) + " " * GAP, style))
        return _strip(segments, width, base)

    def _style(self, part: str = "") -> Style:
        """How the list, or a part of it, is drawn; made once until the style sheet changes."""
        if part not in self._styles:
            whole = self.get_component_rich_style(f"virtual-list--{part}") if part else None
            self._styles[part] = whole or self.rich_style
        return self._styles[part]


def whole_page(source: Pages, above: RowKey | None, count: int) -> Sequence[ListRow]:
    """A page whose rows say all they have to say: what was on the screen does not come and go."""
    return with_more(source, source.page_after(above, count))


def with_more(source: Pages, rows: Sequence[ListRow]) -> Sequence[ListRow]:
    return source.with_more(rows) if isinstance(source, Said) else rows


def fit(text: str, width: int, *, right: bool = False) -> str:
    """Text from people in exactly so many cells, on one line, its end marked where it is cut."""
    line = cell(text).plain
    if cell_len(line) > width:
        return set_cell_size(line, max(0, width - 1)) + "…" if width else ""
    padding = " " * (width - cell_len(line))
    return padding + line if right else line + padding


def _strip(segments: list[Segment], width: int, style: Style) -> Strip:
    return Strip(segments).adjust_cell_length(width, style)
