"""An answer of any length: a story in the writer's own words."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widgets import TextArea

from logbook.domain.text import FIELD_LIMIT, TooLong, ingest
from logbook.tui.widgets.answering import Answering, Typed


class Story(TextArea, Answering):
    """Several lines of text. Enter begins a new line; Tab goes on to what continues.

    A text that does not fit is refused before it reaches the editor, which a single line of a
    megabyte would stop for seconds; what was there is kept.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+backspace,alt+backspace", "delete_word_left", show=False)
    ]
    DEFAULT_CSS = """
    Story {
        background: $ground;
        color: $text;
        border: none;
        border-bottom: solid $muted;
        padding: 1 2 0 2;
        height: 8;
    }
    Story:focus { border: round $accent; padding: 0 1; }
    Story .text-area--cursor-line { background: $ground; }
    """

    def __init__(
        self,
        typed: str = "",
        *,
        limit: int = FIELD_LIMIT,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(
            typed,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
            id=id,
            classes=classes,
        )
        self.limit = limit
        self.cursor_blink = False

    @property
    def typed(self) -> str:
        return self.text

    def restore(self, typed: Typed) -> None:
        if isinstance(typed, str):
            self.load_text(typed)
            self.move_cursor(self.document.end)

    def on_mount(self) -> None:
        self.move_cursor(self.document.end)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.post_message(self.Edited(self, self.text))

    async def _on_key(self, event: Key) -> None:
        inserts = event.is_printable or event.key == "enter"
        if inserts and self._length_after(1) > self.limit:
            event.stop()
            event.prevent_default()
            self._refuse_length()
        elif not inserts:
            await self.do_now(event)

    async def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        try:
            pasted = ingest(event.text, self.limit)
        except TooLong as why:
            self.post_message(self.Refused(self, str(why)))
            return
        if self._length_after(len(pasted.text)) > self.limit:
            self._refuse_length()
            return
        self.replace(pasted.text, *self.selection)
        self.scroll_cursor_visible()
        if pasted.removed:
            self.post_message(self.Refused(self, _left_out(pasted.removed)))

    def _length_after(self, more: int) -> int:
        return len(self.text) - len(self.selected_text) + more

    def _refuse_length(self) -> None:
        self.post_message(
            self.Refused(
                self,
                f"One answer holds {self.limit:,} characters. What was there before is kept."
                " Write the main points here, and say where the whole text can be found.",
            )
        )


def _left_out(count: int) -> str:
    if count == 1:
        return "One character that cannot be shown was left out of what you pasted."
    return f"{count:,} characters that cannot be shown were left out of what you pasted."
