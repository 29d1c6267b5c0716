"""An answer of one line, which loses nothing that was typed or pasted."""

from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Key, Paste
from textual.widgets import Input

from logbook.domain.text import FIELD_LIMIT, TooLong, ingest
from logbook.tui.widgets.answering import Answering, Typed

_EDITS = frozenset({"backspace", "delete"})
_FOR_OTHERS = frozenset({"up", "down", "pageup", "pagedown"})
"""One line does not scroll; a list beneath it does."""


class AnswerLine(Input, Answering, inherit_css=False):
    """One line of text, or a passphrase.

    Enter answers once, in its turn among the keys; what else came with it in the same burst is
    left out, because nobody had seen what Enter did. A paste of several lines is joined by spaces.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+backspace,alt+backspace", "delete_left_word", show=False)
    ]
    # Textual's own rules for a field are long, and the first frame would pay for reading them.
    COMPONENT_CLASSES: ClassVar[set[str]] = Input.COMPONENT_CLASSES
    DEFAULT_CSS = """
    AnswerLine {
        width: 100%;
        height: 3;
        color: $text;
        background: $ground;
        border: none;
        border-bottom: solid $muted;
        padding: 1 2 0 2;
        overflow: hidden hidden;
        scrollbar-size-horizontal: 0;
        pointer: text;
    }
    AnswerLine:focus { border: round $accent; padding: 0 1; }
    AnswerLine > .input--cursor { color: $ground; background: $text; }
    AnswerLine > .input--selection { color: $ground; background: $accent; }
    AnswerLine > .input--placeholder, AnswerLine > .input--suggestion { color: $muted; }
    """

    def __init__(
        self,
        typed: str = "",
        *,
        secret: bool = False,
        said_back: bool = False,
        limit: int = FIELD_LIMIT,
        id: str | None = None,  # noqa: A002 - Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(password=secret, select_on_focus=False, id=id, classes=classes)
        self.set_reactive(AnswerLine.value, typed)
        self.limit = limit
        self.said_back = said_back
        self.cursor_blink = False
        self._answered = False

    @property
    def typed(self) -> str:
        return self.value

    def restore(self, typed: Typed) -> None:
        if not isinstance(typed, str):
            return
        if self.is_mounted:
            self.value = typed
            self.cursor_position = len(typed)
        else:
            self.set_reactive(AnswerLine.value, typed)

    def on_mount(self) -> None:
        self.cursor_position = len(self.value)

    def watch_value(self, value: str) -> None:
        if self.is_mounted:
            if self.said_back:
                # Now, and not when the message arrives: an Enter may come in between.
                self.wait_to_be_seen()
            self.post_message(self.Edited(self, value))

    async def _on_key(self, event: Key) -> None:
        self._answered = self._answered and self.is_early(event)
        if event.key == "enter":
            event.stop()
            event.prevent_default()
            self._enter(event)
        elif self._answered:
            self._leave_out(event)
        elif event.is_printable and len(self.value) >= self.limit:
            self._leave_out(event)
            self._refuse_length()
        elif not event.is_printable and event.key not in _FOR_OTHERS:
            await self.do_now(event)

    def _enter(self, event: Key) -> None:
        if self.is_early(event):
            return
        self._answered = True
        self.wait_to_be_seen()
        self.post_message(self.Answered(self, self.value))

    def _leave_out(self, event: Key) -> None:
        if event.is_printable or event.key in _EDITS:
            event.stop()
            event.prevent_default()

    def _on_paste(self, event: Paste) -> None:
        event.stop()
        event.prevent_default()
        try:
            pasted = ingest(event.text, self.limit).text
        except TooLong as why:
            self.post_message(self.Refused(self, str(why)))
            return
        line = " ".join(pasted.split())
        start, end = sorted(self.selection)
        if len(self.value) - (end - start) + len(line) > self.limit:
            self._refuse_length()
        else:
            self.replace(line, start, end)

    def _refuse_length(self) -> None:
        self.post_message(
            self.Refused(
                self,
                f"This answer holds {self.limit:,} characters. What was there before is kept.",
            )
        )

    def action_copy(self) -> None:
        if not self.password:
            super().action_copy()

    def action_cut(self) -> None:
        if not self.password:
            super().action_cut()
