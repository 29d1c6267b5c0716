"""A name typed in part, and the people it may mean: nobody is chosen until somebody chooses."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget

from logbook.domain.text import NAME_LIMIT
from logbook.tui.matching import Listed, as_typed, matching
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering, Typed

SHOWN = 6
"""People listed at a time; typing narrows the rest."""
NOWHERE = -1
NOT_LISTED = "not-listed"
"""How a person who is not in the list is typed: this, a colon, and a name or a few words."""


class PickRows(Widget):
    """The people who fit, one to a line, with what tells namesakes apart."""

    DEFAULT_CSS = "PickRows { height: auto; width: 100%; padding: 0 2; }"

    people: reactive[tuple[Listed, ...]] = reactive((), layout=True)
    chosen: reactive[str] = reactive("", layout=True)
    """Who is chosen already, where several may be: above the others, so that it is seen."""
    note: reactive[str] = reactive("", layout=True)
    cursor: reactive[int] = reactive(NOWHERE)
    longest: reactive[int] = reactive(24)
    """Columns for names, the same however few are shown: what stands beside them stays put."""

    class Clicked(Message):
        """Somebody was pointed at."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        rows = [self._line(place, each, width) for place, each in enumerate(self.people)]
        if self.note:
            rows.append(plain(self.note).stylize("$muted"))
        return [*plain(self.chosen).wrap(max(1, width)), *rows] if self.chosen else rows

    def _line(self, place: int, each: Listed, width: int) -> Content:
        room = max(8, min(self.longest, width // 2)) if each.detail else width
        name = _in_cells(plain(_one_line(each.name)), room)
        detail = _in_cells(plain(_one_line(each.detail)), max(0, width - room - 2))
        if place == self.cursor:
            return (name + "  " + detail).stylize("$ground on $text")
        return name + "  " + detail.stylize("$muted")

    def on_click(self, event: Click) -> None:
        offset = event.get_content_offset(self)
        if offset is None:
            return
        place = offset.y - (len(self._lines(self.size.width)) - len(self.people) - bool(self.note))
        if 0 <= place < len(self.people):
            self.post_message(self.Clicked(place))


class NameLine(AnswerLine):
    """On an empty line “=” is the page’s, as no name begins with it, and Backspace the picker’s."""

    async def _on_key(self, event: Key) -> None:
        if event.character == "=" and not self.value:
            event.stop()
            event.prevent_default()
            await self.run_action("screen.same")
        elif event.key == "backspace" and not self.value:
            event.prevent_default()


class PersonPicker(Vertical, Answering, can_focus=False):
    """Choose somebody, or several people one after the other.

    Typing narrows; the arrows move; Enter chooses. The only person who fits needs no arrow; where
    a wrong choice does no harm, not `forgiving` leaves those out who fit by a slip alone. With
    `not_listed`, the last line takes what was typed as somebody who is not in the list. What is
    `typed` is the ids, or `not-listed: words`, one to a line.
    """

    DEFAULT_CSS = """
    PersonPicker { height: auto; width: 100%; }
    """

    picked: reactive[tuple[Listed, ...]] = reactive(())

    def __init__(
        self,
        people: Sequence[tuple[str, str, str]],
        *,
        several: bool = False,
        not_listed: str = "",
        most: int = SHOWN,
        forgiving: bool = True,
        typed: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.people = tuple(Listed(*each) for each in people)
        self.several = several
        self.not_listed = not_listed
        self.most = most
        self.forgiving = forgiving
        self._line = NameLine(limit=NAME_LIMIT)
        self._rows = PickRows()
        self._rows.longest = max((cell_len(each.name) for each in self.people), default=0)
        self._told = ""
        self.restore(typed)

    def compose(self) -> ComposeResult:
        yield self._line
        yield self._rows

    # what it says

    @property
    def typed(self) -> str:
        return "\n".join(_typed_of(each) for each in self.picked)

    @property
    def written(self) -> str:
        """The text in the line, chosen or not."""
        return self._line.value

    def restore(self, typed: Typed) -> None:
        if not isinstance(typed, str):
            self._narrow()
            return
        by_id = {each.id: each for each in self.people}
        found = []
        for line in typed.splitlines():
            kind, _, words = line.partition(":")
            if kind.strip() == NOT_LISTED and words.strip():
                found.append(Listed("", words.strip()))
            elif line.strip() in by_id:
                found.append(by_id[line.strip()])
        self.set_reactive(PersonPicker.picked, tuple(found))
        self._told = self.typed
        if found and not self.several:
            self._line.restore(found[0].name)
        self._narrow()

    def focus(self, scroll_visible: bool = True) -> "PersonPicker":  # noqa: FBT001, FBT002 - Textual's signature
        """The line takes the keys."""
        self._line.focus(scroll_visible)
        return self

    # what happens in it

    def on_answering_edited(self, event: Answering.Edited) -> None:
        if event.answering is self:
            return
        event.stop()
        if not self.several and self.picked and self._line.value != self.picked[0].name:
            self.picked = ()
        self._rows.cursor = NOWHERE
        self._narrow()
        self._tell()

    def on_answering_answered(self, event: Answering.Answered) -> None:
        if event.answering is self:
            return
        event.stop()
        chosen = self._meant()
        if chosen is not None:
            self._pick(chosen)
        if chosen is None and self._line.value.strip() and not self._is_settled:
            self.post_message(self.Refused(self, self._who_was_meant()))
        elif not (self.several and chosen):
            self.post_message(self.Answered(self, self.typed))

    def on_key(self, event: Key) -> None:
        """The arrows, which the line has no use for."""
        last = len(self._rows.people) - 1
        if event.key in ("down", "up") and last >= 0:
            event.stop()
            self._rows.cursor = self._next(1 if event.key == "down" else -1, last)
        elif event.key == "backspace" and self.several and not self._line.value and self.picked:
            event.stop()
            self.picked = self.picked[:-1]
            self._narrow()
            self._tell()

    def _next(self, step: int, last: int) -> int:
        if self._rows.cursor == NOWHERE:
            return 0 if step > 0 else last
        return max(0, min(last, self._rows.cursor + step))

    def on_pick_rows_clicked(self, event: PickRows.Clicked) -> None:
        event.stop()
        self._rows.cursor = event.place
        self._pick(self._rows.people[event.place])
        if not self.several:
            self.post_message(self.Answered(self, self.typed))

    @property
    def _is_settled(self) -> bool:
        """Whether the line shows the one who was chosen."""
        return not self.several and bool(self.picked)

    def _meant(self) -> Listed | None:
        """Whom Enter chooses: the one under the cursor, or the only one who fits."""
        if self._rows.cursor != NOWHERE:
            return self._rows.people[self._rows.cursor]
        fitting = [each for each in self._rows.people if each.id]
        if not self.forgiving:
            fitting = list(as_typed(self.people, self._line.value)) or fitting
        if self._line.value.strip() and len(fitting) == 1 and not self._is_settled:
            return fitting[0]
        return None

    def _who_was_meant(self) -> str:
        if any(each.id for each in self._rows.people):
            return "More than one person fits. Choose one with the arrows, then Enter."
        chosen = [each.name for each in matching(self.picked, self._line.value)]
        if chosen:
            return f"{chosen[0]} is chosen already. Clear the line, and Enter goes on."
        hint = f" or choose “{self.not_listed}”" if self.not_listed else ""
        return f"Nobody listed fits “{self._line.value.strip()}”. Type less of the name{hint}."

    def _pick(self, each: Listed) -> None:
        words = " ".join(self._line.value.split())
        chosen = each if each.id else Listed("", words)
        if not chosen.id and not words:
            self.post_message(
                self.Refused(self, "Type a name or a few words for them first, then choose this.")
            )
            return
        if self.several:
            self.picked = tuple(dict.fromkeys((*self.picked, chosen)))
            self._line.restore("")
        else:
            self.picked = (chosen,)
            self._line.restore(chosen.name)
        self._rows.cursor = NOWHERE
        self._narrow()
        self._tell()

    def _narrow(self) -> None:
        if self._is_settled:
            self._rows.people, self._rows.note = (), self.picked[0].detail
            return
        fitting = [
            each for each in matching(self.people, self._line.value) if each not in self.picked
        ]
        shown = fitting[: self.most]
        if self.not_listed:
            shown.append(Listed("", self.not_listed))
        self._rows.people = tuple(shown)
        more = len(fitting) - self.most
        self._rows.note = f"and {more} more: type part of the name" if more > 0 else ""
        self._rows.chosen = self._chosen()

    def _chosen(self) -> str:
        if not self.several or not self.picked:
            return ""
        names = ", ".join(each.name for each in self.picked)
        last = "it" if len(self.picked) == 1 else "the last"
        return f"Chosen: {names}. Backspace takes {last} off."

    def _tell(self) -> None:
        if self.typed != self._told:
            self._told = self.typed
            self.post_message(self.Edited(self, self.typed))


def _typed_of(each: Listed) -> str:
    return each.id or f"{NOT_LISTED}: {each.name}"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _in_cells(content: Content, width: int) -> Content:
    if content.cell_length > width:
        return content.truncate(width, ellipsis=True)
    return content.extend_right(width - content.cell_length)
