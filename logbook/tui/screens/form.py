"""Quick entry: the questions of a kind on one page, for whoever knows them."""

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import ClassVar

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import DescendantFocus, Key
from textual.widgets import Static

from logbook.domain.journey import Journey
from logbook.domain.kinds import Advise
from logbook.domain.questions import Clause, Question, Typed
from logbook.services import quick
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.recording import Recording
from logbook.tui.screens.kept import KeptScreen
from logbook.tui.screens.question import leave_recording, same_hint
from logbook.tui.text import plain
from logbook.tui.widgets.act import Act
from logbook.tui.widgets.form_question import FormQuestion
from logbook.tui.widgets.story import Story
from logbook.tui.widgets.telling import Telling

THEN_A_PAGE = "Next comes a page to read first."
THEN_THE_LIST = "Next you check your answers. Nothing is sent yet."


class FormScreen(KeptScreen):
    """What is mounted is changed question by question, so that no field loses what is in it."""

    place = Place.FORM
    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings_of(Place.FORM),
        # In their turn among the keys, so that what is typed after them is for the next field.
        Binding("tab", "app.focus_next", show=False, priority=True),
        Binding("shift+tab", "app.focus_previous", show=False, priority=True),
    ]
    CSS_PATH = "form.tcss"
    AUTO_FOCUS = ""

    def __init__(self, recording: Recording, question: Question) -> None:
        super().__init__(recording, recording.draft.kind.title)
        self._begin_at = question.key
        self._deciding = _deciding(recording)
        self.error = Static(classes="error")
        self.then = Static(classes="muted")
        self.go_on = Act("Continue", id="continue")
        self._fault = ""
        self._is_answering = False

    # the page

    @property
    def blocks(self) -> Sequence[FormQuestion]:
        return [*self.query(FormQuestion)]

    @property
    def here(self) -> FormQuestion | None:
        """The question that has the keys."""
        focused = self.focused
        if focused is None:
            return None
        return next((each for each in self.blocks if each in focused.ancestors), None)

    @property
    def clause(self) -> Clause | None:
        return self.here.question.clause if self.here is not None else None

    def body(self) -> ComposeResult:
        journey = self._as_typed()
        with VerticalScroll(id="form", classes="column", can_focus=False):
            banner = ""
            for question in quick.on_form(journey):
                yield self._block(journey, question, banner)
                banner = question.banner
            yield self.then
            yield self.go_on
        with Vertical(id="fault"):
            yield self.error

    def _block(self, journey: Journey, question: Question, banner: str) -> FormQuestion:
        recording = self.recording
        return FormQuestion(
            question,
            recording.asking,
            recording.draft.shown_typed(question.key),
            optional=journey.is_optional(question),
            same=same_hint(recording, question),
            banner=question.banner if question.banner != banner else "",
        )

    def on_mount(self) -> None:
        self._say_what_follows(self._as_typed())
        self._focus_on(self._begin_at)
        self.keep_soon()

    def _as_typed(self) -> Journey:
        return quick.as_typed(self.recording.draft, self.recording.asking())

    def _focus_on(self, key: str) -> None:
        blocks = self.blocks
        wanted = next((each for each in blocks if each.key == key), None)
        if wanted is not None:
            wanted.focus()
        else:
            self.go_on.focus()

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """The whole question is in sight where it fits, and the draft stands at it."""
        event.stop()
        here = self.here
        in_story = here is not None and isinstance(event.widget, Story)
        on = "Tab" if here is not None and here.optional else "Tab, Enter"
        self.footer.named = {"continue": on} if in_story else {}
        if here is None:
            return
        self.recording.stand_at(here.key)
        keys = [each.key for each in self.blocks]
        nth = f"{keys.index(here.key) + 1} of about {len(keys)}"
        self.header.where = f"{self.recording.draft.kind.title} · {nth}"
        self.call_after_refresh(self._show, here)

    def _show(self, block: FormQuestion) -> None:
        page = self.query_one("#form", VerticalScroll)
        if block.is_mounted and block.outer_size.height <= page.scrollable_content_region.height:
            page.scroll_to_widget(block, animate=False)

    def on_key(self, event: Key) -> None:
        page = self.query_one("#form", VerticalScroll)
        if event.key in ("pageup", "pagedown"):
            event.stop()
            move = page.scroll_page_up if event.key == "pageup" else page.scroll_page_down
            move(animate=False)

    # while it is filled in

    async def on_form_question_changed(self, event: FormQuestion.Changed) -> None:
        event.stop()
        if self._is_answering:
            return
        self.recording.write(event.block.key, event.block.typed)
        self.keep_soon()
        if event.block.key in self._deciding:
            await self._follow()

    async def _follow(self) -> None:
        """Mount what is asked now, and take away what is not any more; the rest is untouched."""
        journey = self._as_typed()
        wanted = {each.key: each for each in quick.on_form(journey)}
        page = self.query_one("#form", VerticalScroll)
        there: dict[str, FormQuestion] = {}
        for block in self.blocks:
            asked = wanted.get(block.key)
            if asked is not None and journey.is_optional(asked) == block.optional:
                there[block.key] = block
            else:
                await block.remove()
        before, banner = None, ""
        for key, question in wanted.items():
            if key not in there:
                there[key] = self._block(journey, question, banner)
                if before is None:
                    await page.mount(there[key], before=0)
                else:
                    await page.mount(there[key], after=before)
            before, banner = there[key], question.banner
        self._say_what_follows(journey)

    def _say_what_follows(self, journey: Journey) -> None:
        """Advice stands under the last question that calls for it."""
        blocks = self.blocks
        keys = [each.key for each in blocks]
        under: dict[str, list[Advise]] = {}
        for advice in journey.advice:
            reads = [key for key in keys if key in advice.when.reads]
            under.setdefault(reads[-1] if reads else keys[0], []).append(advice)
        for block in blocks:
            block.say_advice(under.get(block.key, ()))
        stop = quick.next_stop(journey)
        self.then.update(THEN_THE_LIST if stop is None else THEN_A_PAGE)

    def on_form_question_entered(self, event: FormQuestion.Entered) -> None:
        event.stop()
        blocks = self.blocks
        after = blocks[blocks.index(event.block) + 1 :]
        if after:
            after[0].focus()
        else:
            self.go_on.focus()

    def action_same(self) -> None:
        here = self.here
        if here is None:
            return
        last = self.recording.last.get(here.key)
        if last is not None and last.shown:
            here.give(last.typed)

    # going on

    def show_error(self, sentence: str) -> None:
        self._fault = ""
        self._say(f"Error: {sentence}" if sentence else "")

    def show_fault(self, sentence: str) -> None:
        """A fault of the store stands where an error would, until it is over."""
        if sentence or self._fault:
            self._say(sentence)
        self._fault = sentence

    def _say(self, words: str) -> None:
        self.error.update(plain(words))
        self.error.set_class(bool(words), "-shown")

    def on_act_done(self, event: Act.Done) -> None:
        event.stop()
        if self.is_over:
            self.dismiss()
        else:
            self._continue()

    @work
    async def _continue(self) -> None:
        """Answer all of it; what is refused says so beside its question, and nothing is lost."""
        if self._is_answering:
            return
        self._is_answering = True
        try:
            typed = {each.key: each.typed for each in self.blocks}
            if await self._is_taken(typed) and await self.is_kept():
                self.go()
        finally:
            self._is_answering = False

    async def _is_taken(self, typed: Mapping[str, Typed]) -> bool:
        recording = self.recording
        taken = await asyncio.to_thread(quick.take, recording.draft, typed, recording.asking())
        recording.draft = taken.draft
        await self._follow()
        waiting = recording.journey.current
        for block in self.blocks:
            block.say_error(taken.refused.get(block.key, ""))
        first = next((each for each in self.blocks if each.key in taken.refused), None)
        if first is None and waiting is not None:
            first = next((each for each in self.blocks if each.key == waiting.key), None)
        if first is None:
            self.show_error("")
            recording.stand_at(waiting.key if waiting else "")
            return True
        self.show_error(_how_many(len(taken.refused)))
        first.focus()
        self.keep_soon()
        return False

    async def action_switch_way(self) -> None:
        """What is an answer is entered, and half of one stays in its field."""
        recording = self.recording
        at = recording.draft.at
        entered = await asyncio.to_thread(quick.enter, recording.draft, recording.asking())
        recording.draft = replace(entered, as_form=False, at=at)
        if await self.is_kept():
            self.go()

    async def action_back(self) -> None:
        if self._is_answering:
            return
        here = self.here
        if here is not None and isinstance(here.field, Telling) and await here.field.back():
            return
        if self.is_over:
            self.dismiss()
        else:
            await leave_recording(self)


def _deciding(recording: Recording) -> frozenset[str]:
    """The questions whose answers decide what else is on the page."""
    kind = recording.draft.kind
    asked = (each.reads for each in kind.questions)
    advised = (each.when.reads for each in kind.all_rules if isinstance(each, Advise))
    return frozenset(key for keys in (*asked, *advised) for key in keys)


def _how_many(refused: int) -> str:
    if refused > 1:
        return f"{refused} questions need another look. You are at the first."
    return "One question needs another look. You are at it."
