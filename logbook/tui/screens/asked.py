"""Something that needs words: one question at a time, and a button that names the act."""

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TypeAlias, TypeVar

from textual import work
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical
from textual.events import DescendantFocus, Key
from textual.widgets import Static

from logbook.domain.refusals import NotAllowed, Refusal
from logbook.services.desk import Gone
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.moves.elsewhere import in_front
from logbook.tui.screens.moves.leaving import leave
from logbook.tui.screens.place import PlaceScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.answering import Answering, Awake
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.story import Story

Said: TypeAlias = Mapping[str, str]
"""What was typed, by question."""

Result = TypeVar("Result")

SLOW = 1.0
"""Seconds after which saving is said in a word."""


@dataclass(frozen=True, kw_only=True)
class Asked:
    """One question of a move. `check` refuses in a sentence what cannot go on."""

    key: str
    words: str
    hint: str
    field: Callable[[str], Answering]
    """The widget that takes it, with what was typed before."""
    check: Callable[[Said], None] = lambda _said: None
    recap: Callable[[str], str] = str
    """How the answer is repeated above the questions after it; empty where it is not."""


def needed(key: str, sentence: str) -> Callable[[Said], None]:
    """Refuses an answer that was left empty."""

    def check(said: Said) -> None:
        if not said.get(key, "").strip():
            raise NotAllowed(sentence)

    return check


class AskedScreen(PlaceScreen[Result | None]):
    """What is typed here is kept until it is saved: Esc, the cover and F3 lose none of it."""

    place = Place.QUESTION
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.QUESTION)]
    CSS_PATH = Path(__file__).with_name("asked.tcss")

    unused_keys = frozenset({"same", "switch-way"})
    saving_words: ClassVar[str] = "Saving …"

    def __init__(self, session: Session, where: str, kept_as: str) -> None:
        super().__init__(where, who=session.member.name, roles=session.roles)
        self.session = session
        self.kept_as = kept_as
        self.asked = self.questions()
        self.kept: dict[str, str] = session.unsaved.setdefault(kept_as, {})
        self.step = 0
        self.fields = tuple(each.field(self.kept.get(each.key, "")) for each in self.asked)
        self.act = Act(self.act_words)
        self._saving = False
        self._failed = False

    # what it says of itself

    def questions(self) -> tuple[Asked, ...]:
        raise NotImplementedError

    @property
    def about(self) -> str:
        """What it concerns, above every question."""
        raise NotImplementedError

    @property
    def act_words(self) -> str:
        """What the button does."""
        raise NotImplementedError

    @property
    def afterwards(self) -> str:
        """Who will see it and what happens next."""
        raise NotImplementedError

    def save(self, said: Said) -> Result:
        """Save it. Called in a thread."""
        raise NotImplementedError

    # the page

    def body(self) -> ComposeResult:
        with Vertical(classes="column move"):
            yield Static(classes="move--about")
            for nth, each in enumerate(self.asked):
                field = self.fields[nth]
                kind = " -list" if isinstance(field, Choices) else ""
                with Vertical(classes=f"move--step{kind}", id=f"step-{nth}"):
                    yield Static(plain(each.words), classes="heading")
                    yield Static(plain(each.hint), classes="muted")
                    yield Static(classes="error")
                    yield field
                    if nth == len(self.asked) - 1:
                        with Horizontal(classes="move--acts"):
                            yield self.act
                            yield Static(_how_to_press(field))
                        yield Static(plain(self.afterwards), classes="move--after")
                    elif isinstance(field, Story):
                        with Horizontal(classes="move--acts"):
                            yield Act("Continue")
                            yield Static("Tab, then Enter")

    def on_mount(self) -> None:
        self._show(0)

    @property
    def said(self) -> Said:
        return {each.key: _text(field) for each, field in zip(self.asked, self.fields, strict=True)}

    def _show(self, step: int) -> None:
        self.step = step
        for nth, shown in enumerate(self.query(".move--step")):
            shown.set_class(nth == step, "-shown")
        said = self.said
        recaps = [each.recap(said[each.key]) for each in self.asked[:step]]
        lines = [self.about, *(recap for recap in recaps if recap)]
        self.query_one(".move--about", Static).update(plain("\n".join(lines)))
        self._say("")
        for each in self._shown.query(Awake):
            each.wait_to_be_seen()
        self.call_after_refresh(self.fields[step].focus)

    @property
    def _shown(self) -> Vertical:
        return self.query_one(f"#step-{self.step}", Vertical)

    def _say(self, sentence: str) -> None:
        error = self._shown.query_one(".error", Static)
        error.update(plain(f"Error: {sentence}" if sentence else ""))
        error.set_class(bool(sentence), "-shown")

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """In a story Enter begins a line, so what continues is Tab and then Enter."""
        self.footer.named = {"continue": "Tab, Enter"} if isinstance(event.widget, Story) else {}

    # what is typed

    def on_answering_edited(self, event: Answering.Edited) -> None:
        event.stop()
        self._keep()
        self._failed = False

    def on_answering_refused(self, event: Answering.Refused) -> None:
        event.stop()
        self._say(event.sentence)

    def on_answering_answered(self, event: Answering.Answered) -> None:
        """After a line Enter does it; after a choice it leads to the button, which names it."""
        event.stop()
        if self.step < len(self.asked) - 1:
            self._go_on()
        elif isinstance(self.fields[self.step], AnswerLine):
            self._do()
        elif self._check():
            self.act.focus()

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        if event.act is self.act:
            self._do()
        else:
            self._go_on()

    def on_key(self, event: Key) -> None:
        """After a fault, R tries again, as the sentence says."""
        if event.key == "r" and self._failed and self.focused is self.act:
            event.stop()
            self._do()

    def _keep(self) -> None:
        self.kept.update(self.said)

    def _check(self) -> bool:
        asked = self.asked[self.step]
        try:
            asked.check(self.said)
        except Refusal as refusal:
            self._say(str(refusal))
            self.fields[self.step].focus()
            return False
        return True

    def _go_on(self) -> None:
        if self._check():
            self._show(self.step + 1)

    async def action_back(self) -> None:
        if self._saving:
            return
        if self.step:
            self._show(self.step - 1)
        else:
            self.dismiss(None)

    # saving

    @work(group="doing")
    async def _do(self) -> None:
        if self._saving or not self._check():
            return
        self._saving, self._failed = True, False
        slowly = self.set_timer(SLOW, self._say_saving)
        try:
            await self._save()
        finally:
            slowly.stop()
            self._saving = False

    def _say_saving(self) -> None:
        self.header.saved = ""
        self.query_one(".move--about", Static).update(plain(self.saving_words))

    async def _save(self) -> None:
        said = self.said
        try:
            result = await asyncio.to_thread(self._saved, said)
        except Gone as why:
            leave(self.app, str(why))
        except Refusal as refusal:
            self._refused(refusal)
        else:
            await self._close(result)

    def _refused(self, refusal: Refusal) -> None:
        """A passphrase is typed anew, and never sent a second time as it was."""
        last = self.fields[self.step]
        if isinstance(last, AnswerLine) and last.password:
            last.restore("")
            last.focus()
            self._say(str(refusal))
            return
        self._failed = not isinstance(refusal, NotAllowed)
        self._say(f"{refusal} R or Enter tries again." if self._failed else str(refusal))
        self.act.focus()

    def _saved(self, said: Said) -> Result:
        """What is saved needs no keeping, even where the screen was left meanwhile."""
        result = self.save(said)
        self.session.unsaved.pop(self.kept_as, None)
        return result

    async def _close(self, result: Result | None) -> None:
        await in_front(self)
        self.dismiss(result)


def _how_to_press(field: Answering) -> str:
    """The keys that lead from the last field to what its button does."""
    if isinstance(field, AnswerLine):
        return "Enter"
    return "Tab, then Enter" if isinstance(field, Story) else "Enter, and Enter again"


def _text(field: Answering) -> str:
    return field.typed if isinstance(field.typed, str) else ""
