"""One draft from its question to the result, line by line; each answer is kept as it is given."""

from collections.abc import Sequence
from dataclasses import replace
from enum import Enum, auto

from logbook.cli.plain import pages
from logbook.cli.plain.answers import Field, typed_words
from logbook.cli.plain.lines import Lines
from logbook.cli.plain.prompts import START_AGAIN, Back, Prompts, Unsaid
from logbook.cli.plain.signs import answer_words, refusal_words
from logbook.domain.answers import CANNOT_SAY_WORDS, Choice, Someones
from logbook.domain.journey import Journey, NotFinished
from logbook.domain.levels import Level
from logbook.domain.questions import (
    Clause,
    LongText,
    NotAnAnswer,
    OneOf,
    Option,
    Question,
    Stop,
    Told,
    Typed,
)
from logbook.domain.refusals import NotAllowed, Refusal
from logbook.services import drafts
from logbook.services import recording as services
from logbook.services.desk import Desk
from logbook.services.drafts import DraftGone, HeldElsewhere
from logbook.services.recording import Preview
from logbook.tui import readers
from logbook.tui.recording import LEVEL

AS_IT_IS = "To leave the level as it is, type back."
HEAR_AGAIN = "To read the choices again, type help."
NOT_KEPT = "This is not saved yet."
KEPT = "What you wrote is kept as a draft: go on with logbook record --plain, or on the screen."
NOTHING_KEPT = "Nothing was answered, so nothing is kept."
PARTLY_KEPT = "What was saved before is kept as a draft; the newest is not saved."
ANEW = f"What you wrote is kept. To write it anew, type {START_AGAIN}."
SEND, RAISE = "send", "raise"


class Ending(Enum):
    """How a recording ended here."""

    SENT = auto()
    PUT_BACK = auto()
    """They went back from the first question, to choose something else."""


class Recorder:
    """Goes through a draft and keeps it after each answer and each line of a long one."""

    def __init__(self, desk: Desk, lines: Lines, opened: drafts.Open) -> None:
        self.desk = desk
        self.lines = lines
        self.opened = opened
        self.draft = opened.draft
        self.prompts = Prompts(lines, self._clauses)
        self._is_changing = False
        """Whether one answer is being changed, to return to the list of all of them."""
        self._kept = opened.draft
        self._heard: set[str] = set()
        self._banner = ""
        self._listed: tuple[str, ...] = ()
        self._read_out: tuple[str, ...] = ()
        """What the list of answers said when it was last read out, and of which questions."""

    @property
    def journey(self) -> Journey:
        return self.draft.journey(self.desk.now)

    @property
    def is_empty(self) -> bool:
        return not (self.draft.answers or self.draft.typed)

    def run(self) -> Ending:
        """Ask what there is to ask, until it is sent.

        Raises:
            Leave, Ended: they stop here; everything is kept.
            HeldElsewhere, DraftGone: it goes on, or ended, at another terminal.
        """
        while True:
            question = self._next()
            if question is not None:
                if not self._ask(question):
                    return Ending.PUT_BACK
            elif self.draft.at == LEVEL:
                self._ask_level()
            elif self._check():
                return Ending.SENT

    def _next(self) -> Question | None:
        """The question that the draft is at; else the first without an answer."""
        journey = self.journey
        at = next((each for each in journey.path if each.key == self.draft.at), None)
        return at or journey.current

    def _clauses(self) -> Sequence[Clause]:
        """What our policy says where the draft is."""
        question = self._next()
        if question is None:
            return self.journey.clauses
        return (question.clause,) if question.clause else ()

    # keeping

    def _stand_at(self, key: str) -> None:
        self.draft = replace(self.draft, at=key)

    def _keep(self) -> bool:
        """Save what is newest; where that fails it is said, and stays to be tried again."""
        newest = self.draft
        if newest == self._kept:
            return True
        try:
            drafts.keep(self.desk, self.opened, newest)
        except (HeldElsewhere, DraftGone):
            raise
        except Refusal as why:
            self.lines.say(f"Error: {NOT_KEPT} {why}")
            return False
        self._kept = newest
        return True

    def put_down(self) -> str:
        """Stop here.

        Returns:
            What is kept of it, in a sentence.
        """
        if self.is_empty:
            drafts.discard(self.desk, self.draft.id)
            return NOTHING_KEPT
        return KEPT if self._keep() else PARTLY_KEPT

    @property
    def place(self) -> str:
        """Where the draft is, for whoever has lost sight of it."""
        question = self._next()
        if question is None:
            return "the list of answers"
        return f"question {self.journey.number(question.key)[0]}, “{question.label}”"

    def _write(self, key: str, typed: Typed) -> None:
        """Keep what is not an answer yet."""
        self.draft = self.draft.with_typed(key, typed)
        self._keep()

    # a question

    def _ask(self, question: Question) -> bool:
        """Ask until it is answered or left; False where they went back from the first."""
        self._stand_at(question.key)
        self._keep()
        self.lines.gap()
        field = self._field(question)
        said = in_full = (*self._page(question), *field.page())
        while True:
            try:
                typed = field.answer(*said, in_full=in_full)
            except Back:
                return self._go_back(question)
            except Unsaid:
                typed = CANNOT_SAY_WORDS
            said = self._taken(question, field, typed)
            if not said:
                return True

    def _page(self, question: Question) -> tuple[str, ...]:
        """Where one is, what has to be read first, and the question."""
        journey = self.journey
        new = [each for each in pages.advice_lines(journey) if each not in self._heard]
        self._heard.update(new)
        banner = question.banner if question.banner != self._banner else ""
        self._banner = question.banner
        if isinstance(question, Stop):
            body = pages.stop_lines(question)
        else:
            body = pages.question_lines(journey, question)
        return (
            pages.position(journey, question),
            *new,
            *([banner] if banner else []),
            *body,
        )

    def _field(self, question: Question) -> Field:
        field = Field(
            question,
            self.prompts,
            self.desk.asking,
            lambda typed: self._write(question.key, typed),
            optional=self.journey.is_optional(question),
        )
        self._fill(field)
        return field

    def _fill(self, field: Field) -> None:
        """Put into a field what stands in the draft now."""
        key = field.question.key
        field.typed = self.draft.shown_typed(key)
        field.is_settled = key in self.journey.counting.given and key not in self.draft.typed

    def _taken(self, question: Question, field: Field, typed: Typed) -> tuple[str, ...]:
        """Nothing where it is answered and kept; else what to say before asking again."""
        if isinstance(question, Stop):
            return self._stop_taken(question, field, typed)
        before = self.draft
        if not (field.is_settled and typed == field.typed):
            try:
                self.draft = services.answer(self.desk, self.draft, question, typed)
            except NotAnAnswer as why:
                self._write(question.key, typed)
                self._fill(field)
                return self._refusal(field, why)
            self._say_whom(question)
        self._go_on(question)
        if self._keep():
            return ()
        self.draft = replace(before, at=question.key).with_typed(question.key, typed)
        self._fill(field)
        return (pages.words(self.journey, question), *field.page())

    def _stop_taken(self, stop: Stop, field: Field, typed: Typed) -> tuple[str, ...]:
        """Only the word goes on; anything else is not even kept."""
        try:
            self.draft = services.answer(self.desk, self.draft, stop, typed)
        except NotAnAnswer:
            return ("Error: Only the word stop goes on.", *field.page())
        self._go_on(stop)
        return () if self._keep() else field.page()

    def _say_whom(self, question: Question) -> None:
        answer = self.draft.answers[question.key]
        if isinstance(answer, Someones):
            self.lines.say(f"That is {answer_words(question, answer)}.")

    def _refusal(self, field: Field, why: NotAnAnswer) -> tuple[str, ...]:
        """The error, then the same question again with what was typed."""
        question, typed = field.question, field.typed
        found = field.found()
        again = (
            f"Error: {refusal_words(str(why), typed)}",
            pages.words(self.journey, question),
            *self._typed_back(question, typed),
            *found,
            field.how(),
            HEAR_AGAIN if field.choices() and not found else "",
        )
        return tuple(filter(None, again))

    def _typed_back(self, question: Question, typed: Typed) -> tuple[str, ...]:
        if not typed or isinstance(question, Told):
            return ()
        if isinstance(question, LongText):
            return (ANEW,)
        return (f"You typed: {typed_words(question, typed, self.desk.asking())}",)

    def _go_on(self, question: Question) -> None:
        """To the next question that waits, looking on from here first; else to the list.

        One waits while it has no answer that counts, or while a change of it was not entered.
        """
        self._is_changing = False
        journey = self.journey
        path, given = journey.path, journey.counting.given
        keys = [each.key for each in path]
        place = keys.index(question.key) + 1 if question.key in keys else 0
        waiting = (
            key
            for key in (*keys[place:], *keys[:place])
            if key not in given or key in self.draft.typed
        )
        self._stand_at(next(waiting, ""))

    def _go_back(self, question: Question) -> bool:
        before = None if self._is_changing else self.journey.before(question.key)
        if before is None and not self._is_changing:
            return False
        self._is_changing = False
        self._stand_at(before.key if before else "")
        return True

    # the level

    def _ask_level(self) -> None:
        question = self._level_question()
        self.lines.gap()
        said: tuple[str, ...] = (question.words, question.hint)
        typed = self.draft.typed.get(LEVEL, "")
        field = Field(
            question,
            self.prompts,
            self.desk.asking,
            lambda written: self._write(LEVEL, written),
            typed=typed,
        )
        said = in_full = (*said, *field.page())
        while True:
            try:
                typed = field.answer(*said, in_full=in_full)
                self._raise(question, typed)
            except Back:
                break
            except Unsaid:
                said = (f"Error: {AS_IT_IS}",)
            except (NotAnAnswer, NotAllowed) as why:
                said = (f"Error: {refusal_words(str(why), typed)}", question.words, field.how())
            else:
                break
        self._stand_at("")
        self._keep()

    def _raise(self, question: OneOf, typed: Typed) -> None:
        answer = question.read(typed, self.desk.asking())
        if isinstance(answer, Choice):
            raised = services.raise_level(
                self.draft, Level.of(answer.option), answer.detail, self.desk.now
            )
            self.draft = raised.with_typed(LEVEL, "")

    def _level_question(self) -> OneOf:
        suggested = self.journey.suggested.level
        higher = (level for level in Level if level > suggested)
        return OneOf(
            LEVEL,
            "How urgent is it?",
            hint="You can raise it. Only a manager lowers it, after reading it.",
            options=(
                Option(suggested.key, f"{suggested.word}, as your answers suggest"),
                *(
                    Option(level.key, level.word, detail="Write why it is more urgent")
                    for level in higher
                ),
            ),
            missing="Choose how urgent it is.",
        )

    # the list of answers

    def _check(self) -> bool:
        """Read out what will be sent, and do what is typed; True once it is sent."""
        self._is_changing = False
        self._stand_at("")
        self._keep()
        try:
            preview = services.preview(self.desk, self.draft)
        except NotFinished:
            return False
        journey = self.journey
        listed = pages.answer_lines(self.draft, journey)
        may_be_raised = readers.may_be_raised(preview)
        how = pages.how_to_send(len(listed), self.draft.kind.send, may_be_raised=may_be_raised)
        in_full = self._in_full(journey, [*listed.values()], preview)
        self.lines.gap()
        said = (*self._news([*listed], in_full), *how)
        while True:
            try:
                line = self.prompts.line(*said, in_full=(*in_full, *how)).strip()
            except Back:
                self._stand_at(journey.path[-1].key)
                return False
            except Unsaid:
                line = ""
            if line.casefold() == SEND:
                return self._is_sent()
            if line.casefold() == RAISE and may_be_raised:
                self._stand_at(LEVEL)
                return False
            if line.isdecimal() and 1 <= int(line) <= len(listed):
                self._stand_at([*listed][int(line) - 1])
                self._is_changing = True
                return False
            said = ("Error: That is neither a number in the list nor a word that works here.", *how)

    def _in_full(
        self, journey: Journey, listed: Sequence[str], preview: Preview
    ) -> tuple[str, ...]:
        settings = self.desk.directory.settings
        return (
            f"Check your answers: {self.draft.kind.title}. {pages.NOTHING_SENT}",
            *pages.advice_lines(journey),
            *listed,
            *pages.sending_lines(preview, self.draft.raised_because, self.desk.now, settings),
        )

    def _news(self, listed: Sequence[str], in_full: Sequence[str]) -> tuple[str, ...]:
        """What was not read out yet; everything, where the numbers are others now."""
        heard = self._read_out if tuple(listed) == self._listed else ()
        self._listed, self._read_out = tuple(listed), tuple(in_full)
        return tuple(line for line in in_full if line not in heard) or ("Nothing is changed.",)

    def _is_sent(self) -> bool:
        """Send it; where that fails everything is kept, and the list is read again."""
        try:
            drafts.keep(self.desk, self.opened, self.draft)
            sent = services.send(self.desk, self.opened)
        except (HeldElsewhere, DraftGone):
            raise
        except NotFinished as why:
            self.lines.say(f"Error: {why}")
            return False
        except Refusal as why:
            self.lines.say(f"Error: It is not sent. {why} To try again, type send.")
            return False
        settings = self.desk.directory.settings
        self.lines.gap()
        self.lines.say(*pages.result_lines(sent, self.desk.now, settings))
        return True
