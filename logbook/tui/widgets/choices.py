"""One of a list, or several of it: nothing is highlighted or chosen in advance."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.events import Click, Key
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.widgets import Static

from logbook.domain.answers import CANNOT_SAY_WORDS, UNKNOWN
from logbook.domain.questions.base import parts_of
from logbook.domain.questions.choice import Option
from logbook.tui.display import ORDINARY
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering, Awake, Typed

CANNOT_SAY = Option("cannot-say", CANNOT_SAY_WORDS, alone=True)
NOWHERE = -1
_ONE_DIGIT = 9


@dataclass(frozen=True)
class Marks:
    """What stands before an option."""

    off: str
    on: str

    @classmethod
    def of(cls, *, several: bool, ascii_only: bool) -> "Marks":
        if ascii_only:
            return cls("[ ]", "[x]") if several else cls("( )", "(*)")
        return cls("☐", "☑") if several else cls("○", "●")

    @property
    def in_ascii(self) -> "Marks":
        return Marks.of(several=self.on in {"☑", "[x]"}, ascii_only=True)


@dataclass(frozen=True)
class Offered:
    """An option in its place: its number, if it has one, and whether it stands apart."""

    option: Option
    number: str
    apart: bool = False


def offered(options: Iterable[Option], *, cannot_say: bool) -> tuple[Offered, ...]:
    """The list as it is numbered: “I do not know” is 0 and stands last, apart from the facts."""
    enabled = [option for option in options if option.enabled]
    facts = [option for option in enabled if option.key != UNKNOWN]
    rows = [Offered(option, str(place)) for place, option in enumerate(facts, 1)]
    rows += [Offered(option, "0", apart=True) for option in enabled if option.key == UNKNOWN]
    if cannot_say:
        rows.append(Offered(CANNOT_SAY, "", apart=True))
    return tuple(rows)


class OptionRows(Awake, can_focus=True):
    """The options, one under the other. Long ones wrap; the cursor is inverse."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "option-rows--cursor",
        "option-rows--number",
        "option-rows--hint",
    }
    DEFAULT_CSS = """
    OptionRows { height: auto; width: 100%; padding: 0 1; }
    OptionRows .option-rows--cursor { background: $text; color: $ground; }
    OptionRows .option-rows--number { color: $accent; }
    OptionRows .option-rows--hint { color: $muted; }
    """

    cursor: reactive[int] = reactive(NOWHERE)
    picked: reactive[frozenset[str]] = reactive(frozenset[str]())

    class Pressed(Message):
        """A key or click asks for the option at this place to be chosen or ticked."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Moved(Message):
        """The cursor came to this place."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    class Entered(Message):
        """Enter."""

    def __init__(self, rows: Sequence[Offered], marks: Marks) -> None:
        super().__init__()
        self.rows = tuple(rows)
        self.marks = marks
        self._number = ""
        self._prefix = ""
        self.words_wanted: Callable[[int], AnswerLine | None] = lambda _place: None
        """The line for the words of the option at this place, where it still wants them."""
        self._pouring: AnswerLine | None = None

    def on_mount(self) -> None:
        """An old terminal has no boxes to tick, and the filter has one letter for each."""
        if getattr(self.app, "shown_on", ORDINARY).ascii_only:
            self.marks = self.marks.in_ascii

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:  # noqa: ARG002 - Textual's signature
        return len(self._lines(width))

    def render(self) -> Content:
        return Content("\n").join(line for line, _place in self._lines(self.size.width))

    def _lines(self, width: int) -> list[tuple[Content, int]]:
        """Every line as drawn, and the place of the option it belongs to."""
        lines: list[tuple[Content, int]] = []
        rule_drawn = False
        for place, row in enumerate(self.rows):
            if row.apart and not rule_drawn and place:
                lines.append((Content("──"), NOWHERE))
            rule_drawn = rule_drawn or row.apart
            lines += [(line, place) for line in self._row_lines(place, row, max(8, width))]
        return lines

    def _row_lines(self, place: int, row: Offered, width: int) -> list[Content]:
        mark = self.marks.on if row.option.key in self.picked else self.marks.off
        digits = 2 if len(self.rows) > _ONE_DIGIT else 1
        number = self.get_visual_style("option-rows--number")
        lead = Content.assemble(f"{mark} ", (row.number.rjust(digits), number), "  ")
        room = max(4, width - lead.cell_length)
        label = plain(row.option.label).wrap(room)
        if row.option.hint:
            hint = self.get_visual_style("option-rows--hint")
            label += [line.stylize(hint) for line in plain(row.option.hint).wrap(room)]
        indent = Content(" " * lead.cell_length)
        lines = [(lead if nth == 0 else indent) + line for nth, line in enumerate(label)]
        if place == self.cursor and self.has_focus:
            inverse = self.get_visual_style("option-rows--cursor")
            lines = [
                Content(line.plain).extend_right(max(0, width - line.cell_length)).stylize(inverse)
                for line in lines
            ]
        return lines

    def region_of(self, place: int) -> Region:
        """Where an option is drawn, within this widget."""
        at = [y for y, (_, owner) in enumerate(self._lines(self.size.width)) if owner == place]
        return Region(0, at[0], self.size.width, len(at)) if at else Region()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 - Textual calls it
        self._pouring = None
        self.refresh()

    def on_key(self, event: Key) -> None:
        if self._pours(event):
            event.stop()
            event.prevent_default()
            return
        if not self._is_ours(event):
            return
        event.stop()
        if not self.is_early(event):
            self._pressed(event)

    def _pours(self, event: Key) -> bool:
        """Letters after an option that wants words are those words; its line takes what follows."""
        character = event.character or ""
        if self._pouring is None and character.isalpha() and not self._prefix:
            self._pouring = None if self.is_early(event) else self.words_wanted(self.cursor)
        if self._pouring is None or not event.is_printable:
            return False
        self._pouring.insert_text_at_cursor(character)
        self._pouring.focus()
        return True

    def _is_ours(self, event: Key) -> bool:
        moves = {"up", "down", "home", "end", "space", "enter", "backspace"}
        return event.key in moves or bool(event.character and event.character.isalnum())

    def _pressed(self, event: Key) -> None:
        character = event.character or ""
        number, self._number = self._number, ""
        prefix, self._prefix = self._prefix, ""
        last = len(self.rows) - 1
        match event.key:
            case "down":
                self._move_to(min(last, self.cursor + 1))
            case "up":
                self._move_to(max(0, self.cursor - 1) if self.cursor != NOWHERE else last)
            case "home":
                self._move_to(0)
            case "end":
                self._move_to(last)
            case "space" if self.cursor != NOWHERE:
                self.post_message(self.Pressed(self.cursor))
            case "enter":
                self._settle(number)
                self.wait_to_be_seen()
                self.post_message(self.Entered())
            case _ if character.isdigit():
                self._digit(number + character)
            case _ if character.isalpha():
                self._letter(prefix, character)
            case _:
                pass

    def _move_to(self, place: int) -> None:
        self.cursor = place
        self.post_message(self.Moved(place))

    def _digit(self, number: str) -> None:
        """A number chooses as soon as no further digit could make it another one."""
        if self._place_of(number) == NOWHERE:
            number = number[-1]
        place = self._place_of(number)
        if place == NOWHERE:
            return
        if self._could_go_on(number):
            self._number = number
            self._move_to(place)
        else:
            self.cursor = place
            self.post_message(self.Pressed(place))

    def _settle(self, number: str) -> None:
        """Enter after a number that could have gone on: it is the number that was meant."""
        place = self._place_of(number)
        if number and place != NOWHERE and self.rows[place].option.key not in self.picked:
            self.post_message(self.Pressed(place))

    def _place_of(self, number: str) -> int:
        numbers = [row.number for row in self.rows]
        return numbers.index(number) if number in numbers else NOWHERE

    def _could_go_on(self, number: str) -> bool:
        return any(row.number.startswith(number) and row.number != number for row in self.rows)

    def _letter(self, prefix: str, letter: str) -> None:
        for wanted in (prefix + letter, letter):
            for place, row in enumerate(self.rows):
                if row.option.label.casefold().startswith(wanted.casefold()):
                    self._prefix = wanted
                    self._move_to(place)
                    return

    def on_click(self, event: Click) -> None:
        lines = self._lines(self.size.width)
        offset = event.get_content_offset(self)
        if offset is not None and offset.y < len(lines) and lines[offset.y][1] != NOWHERE:
            self.cursor = lines[offset.y][1]
            self.post_message(self.Pressed(self.cursor))


class Choices(VerticalScroll, Answering, can_focus=False):
    """One or several of a list.

    One of a list: the choice follows the cursor, and a digit chooses. Several: Space or a digit
    ticks. Above nine options a number may take two digits, and letters find a label by its
    beginning. An option that wants words of its own has a line for them, shown once it is chosen.
    Letters typed once it is chosen are those words. Enter answers.
    """

    DEFAULT_CSS = """
    Choices { height: auto; max-height: 100%; }
    Choices .choices--words { display: none; height: auto; margin-top: 1; padding: 0 1; }
    Choices .choices--words.-asked { display: block; }
    """

    picked: reactive[tuple[str, ...]] = reactive(())

    def __init__(
        self,
        options: Sequence[Option],
        *,
        several: bool = False,
        cannot_say: bool = False,
        typed: str = "",
        id: str | None = None,  # noqa: A002 - Textual's name
    ) -> None:
        super().__init__(id=id)
        self.several = several
        self.offered = offered(options, cannot_say=cannot_say)
        self._rows = OptionRows(self.offered, Marks.of(several=several, ascii_only=False))
        self._words = {row.option.key: AnswerLine() for row in self.offered if row.option.detail}
        self._rows.words_wanted = self._wanted_at
        self.restore(typed)

    def compose(self) -> ComposeResult:
        yield self._rows
        for row in self.offered:
            if row.option.detail:
                asked = f"{row.option.label}: {row.option.detail}"
                yield Static(plain(asked), classes=self._words_classes(row.option.key))
                line = self._words[row.option.key]
                line.set_classes(self._words_classes(row.option.key))
                yield line

    def _words_classes(self, key: str) -> str:
        shown = " -asked" if key in self.picked else ""
        return f"choices--words of-{key}{shown}"

    @property
    def typed(self) -> str:
        """The options chosen, one to a line, each with its words; what the questions read."""
        if self.picked == (CANNOT_SAY.key,):
            return CANNOT_SAY_WORDS
        return "\n".join(self._typed_of(row.option) for row in self._in_order())

    def _in_order(self) -> list[Offered]:
        return [row for row in self.offered if row.option.key in self.picked]

    def _typed_of(self, option: Option) -> str:
        if not option.detail:
            return option.key
        return f"{option.key}: {self._words[option.key].typed}"

    def restore(self, typed: Typed) -> None:
        if not isinstance(typed, str):
            return
        picked = []
        for part in [CANNOT_SAY.key] if typed == CANNOT_SAY_WORDS else parts_of(typed):
            name, _, words = part.partition(":")
            key = self._key_of(name.strip())
            if key:
                picked.append(key)
                if key in self._words:
                    self._words[key].restore(words.strip())
        self.picked = tuple(picked)

    def _key_of(self, name: str) -> str:
        for row in self.offered:
            if name in (row.option.key, row.number, row.option.label) and name:
                return row.option.key
        return ""

    def watch_picked(self, picked: tuple[str, ...]) -> None:
        self._rows.picked = frozenset(picked)
        for key in self._words:
            for widget in self.query(f".of-{key}"):
                widget.set_class(key in picked, "-asked")
        if self.is_mounted:
            self.post_message(self.Edited(self, self.typed))

    def focus(self, scroll_visible: bool = True) -> "Choices":  # noqa: FBT001, FBT002 - Textual's signature
        """The options take the keys."""
        self._rows.focus(scroll_visible)
        return self

    def on_option_rows_pressed(self, event: OptionRows.Pressed) -> None:
        event.stop()
        self._pick(self.offered[event.place].option, untick=True)
        self._show_place(event.place)

    def on_option_rows_moved(self, event: OptionRows.Moved) -> None:
        event.stop()
        if not self.several:
            self._pick(self.offered[event.place].option, untick=False)
        self._show_place(event.place)

    def on_option_rows_entered(self, event: OptionRows.Entered) -> None:
        event.stop()
        line = self._without_words()
        if line is not None:
            line.focus()
        else:
            self._answer()

    def focus_what_is_missing(self) -> None:
        """The words that an option asks for, where they are what is missing."""
        (self._without_words() or self).focus()

    def _wanted_at(self, place: int) -> AnswerLine | None:
        chosen = place != NOWHERE and self.offered[place].option.key in self.picked
        line = self._words.get(self.offered[place].option.key) if chosen else None
        return None if line is None or line.typed.strip() else line

    def _without_words(self) -> AnswerLine | None:
        lines = (self._words.get(row.option.key) for row in self._in_order())
        return next((line for line in lines if line is not None and not line.typed.strip()), None)

    def on_answering_answered(self, event: Answering.Answered) -> None:
        if event.answering is not self:
            event.stop()
            self._answer()

    def on_answering_edited(self, event: Answering.Edited) -> None:
        if event.answering is not self:
            event.stop()
            self.post_message(self.Edited(self, self.typed))

    def _answer(self) -> None:
        self.post_message(self.Answered(self, self.typed))

    def _pick(self, option: Option, *, untick: bool) -> None:
        if not self.several:
            self.picked = (option.key,)
        elif option.key in self.picked:
            if untick:
                self.picked = tuple(key for key in self.picked if key != option.key)
        elif option.alone:
            self.picked = (option.key,)
        else:
            together = [row.option.key for row in self._in_order() if not row.option.alone]
            self.picked = (*together, option.key)

    def _show_place(self, place: int) -> None:
        self.scroll_to_region(self._rows.region_of(place), animate=False)
