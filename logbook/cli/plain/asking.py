"""Asks one question of a draft until it is answered, or they go back."""

from dataclasses import replace

from logbook.cli.plain import pages
from logbook.cli.plain.answers import Field, typed_words
from logbook.cli.plain.prompts import START_AGAIN, Back, Unsaid
from logbook.cli.plain.signs import answer_words, refusal_words
from logbook.cli.plain.writing import Writing
from logbook.domain.answers import CANNOT_SAY_WORDS, Someones
from logbook.domain.questions import LongText, NotAnAnswer, Question, Stop, Told, Typed
from logbook.services import last

HEAR_AGAIN = "To read the choices again, type help."
ANEW = f"What you wrote is kept. To write it anew, type {START_AGAIN}."
ONLY_STOP = "Only the word stop goes on."


class Asker:
    """Remembers what was read out, so that nothing is said twice in a row."""

    def __init__(self, writing: Writing) -> None:
        self.writing = writing
        self._heard: set[str] = set()
        self._banner = ""

    def ask(self, question: Question) -> bool:
        """Ask until it is answered or left; False where they went back from the first."""
        self.writing.stand_at(question.key)
        self.writing.keep()
        self.writing.lines.gap()
        field = self._field(question)
        said = in_full = (*self._page(question), *field.page())
        while True:
            try:
                typed = field.answer(*said, in_full=in_full)
            except Back:
                return self.writing.go_back(question)
            except Unsaid:
                typed = CANNOT_SAY_WORDS
            said = self._taken(question, field, typed)
            if not said:
                return True

    def _page(self, question: Question) -> tuple[str, ...]:
        """Where one is, what has to be read first, and the question."""
        journey = self.writing.journey
        new = [each for each in pages.advice_lines(journey) if each not in self._heard]
        self._heard.update(new)
        banner = question.banner if question.banner != self._banner else ""
        self._banner = question.banner
        if isinstance(question, Stop):
            body = pages.stop_lines(question)
        else:
            body = pages.question_lines(journey, question)
        return (
            *pages.practice_lines(self.writing.draft),
            pages.position(journey, question),
            *new,
            *([banner] if banner else []),
            *body,
        )

    def _field(self, question: Question) -> Field:
        field = Field(
            question,
            self.writing.prompts,
            self.writing.desk.asking,
            lambda typed: self.writing.write(question.key, typed),
            optional=self.writing.journey.is_optional(question),
            last=last.offered(self.writing.desk, question),
        )
        self._fill(field)
        return field

    def _fill(self, field: Field) -> None:
        """Put into a field what stands in the draft now."""
        key = field.question.key
        field.typed = self.writing.draft.shown_typed(key)
        field.is_settled = self.writing.is_settled(key)

    def _taken(self, question: Question, field: Field, typed: Typed) -> tuple[str, ...]:
        """Nothing where it is answered and kept; else what to say before asking again."""
        if isinstance(question, Stop):
            return self._stop_taken(question, field, typed)
        before = self.writing.draft
        if not (field.is_settled and typed == field.typed):
            try:
                self.writing.answer(question, typed)
            except NotAnAnswer as why:
                self.writing.write(question.key, typed)
                self._fill(field)
                return self._refusal(field, why)
            self._say_whom(question)
        self.writing.go_on(question)
        if self.writing.keep():
            return ()
        self.writing.draft = replace(before, at=question.key).with_typed(question.key, typed)
        self._fill(field)
        return (pages.words(self.writing.journey, question), *field.page())

    def _stop_taken(self, stop: Stop, field: Field, typed: Typed) -> tuple[str, ...]:
        """Only the word goes on; anything else is not even kept."""
        try:
            self.writing.answer(stop, typed)
        except NotAnAnswer:
            return (f"Error: {ONLY_STOP}", *field.page())
        self.writing.go_on(stop)
        return () if self.writing.keep() else field.page()

    def _say_whom(self, question: Question) -> None:
        answer = self.writing.draft.answers[question.key]
        if isinstance(answer, Someones):
            self.writing.lines.say(f"That is {answer_words(question, answer)}.")

    def _refusal(self, field: Field, why: NotAnAnswer) -> tuple[str, ...]:
        """The error, then the same question again with what was typed."""
        question, typed = field.question, field.typed
        found = field.found()
        again = (
            f"Error: {refusal_words(str(why), typed)}",
            pages.words(self.writing.journey, question),
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
        return (f"You typed: {typed_words(question, typed, self.writing.desk.asking())}",)
