"""How each type of question is answered in lines; what comes back is what the question reads."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias, assert_never, cast

from logbook.cli.plain.prompts import EMPTY, START_AGAIN, Back, Prompts, as_meant, is_word
from logbook.cli.plain.signs import answer_words, theirs
from logbook.cli.plain.telling import MAY_BE_EMPTY, ONE_LINE, ONE_NUMBER, SAID_BACK, Telling
from logbook.domain.answers import NOT_LISTED
from logbook.domain.moments import Moment
from logbook.domain.questions import (
    Asking,
    LongText,
    MomentOf,
    NotAnAnswer,
    OneOf,
    Question,
    SeveralOf,
    ShortText,
    Stop,
    Told,
    Typed,
    Who,
)
from logbook.domain.questions.base import parts_of, text_of
from logbook.domain.showing import show
from logbook.services.last import NOT_OFFERED, Last

if TYPE_CHECKING:
    from logbook.domain.questions import AnyQuestion

LISTED_AT_ONCE = 12
"""So many people are read out with their numbers; of more, those who fit what was typed."""
SEVERAL_NUMBERS = "Type numbers with spaces between, then Enter."
ON_POLICY = "Type policy to read our policy on this."
EMPTIES = "A full stop alone empties it."
NOBODY_LISTED = "0"
SAME = "="
"""Gives the same answer as last time, where that is offered."""

One: TypeAlias = tuple[str, str, str]
"""Somebody to choose: id, name as shown, and what tells namesakes apart."""


@dataclass
class Field:
    """One question while it is being answered."""

    question: Question
    prompts: Prompts
    asked_now: Callable[[], Asking]
    keep: Callable[[Typed], None]
    """Puts what was typed so far into the draft, and the draft on the disk."""
    optional: bool = False
    typed: Typed = ""
    """What stands there: the answer as it was, or what was typed and is not one yet."""
    is_settled: bool = False
    """Whether what stands there is the answer."""
    last: Last = NOT_OFFERED
    """What was answered last time, where it can be given again."""
    _numbers: Sequence[str] = field(default=(), init=False)

    def __post_init__(self) -> None:
        question = self.question
        if isinstance(question, Who):
            self._number(self._listed())

    # what it says

    def page(self) -> tuple[str, ...]:
        """What can be answered, what stands there, and how to answer."""
        policy = "" if self.question.clause is None else ON_POLICY
        said = (*self.choices(), *self.standing(), policy, self._same(), self.how())
        return tuple(filter(None, said))

    def choices(self) -> tuple[str, ...]:
        match self.question:
            case OneOf() as asked:
                return tuple(
                    f"{asked.digit(option)}. {option.label}{_after(option.hint)}"
                    for option in asked.offered
                )
            case Who():
                return self._people(self._listed())
            case _:
                return ()

    def standing(self) -> tuple[str, ...]:
        """What was answered or typed before, and what Enter makes of it."""
        if not self.typed or isinstance(self.question, Stop | Told):
            return ()
        words = typed_words(self.question, self.typed, self.asked_now())
        if self.is_settled:
            return (f"Your answer: {words}", "Enter alone keeps it.")
        if isinstance(self.question, LongText):
            return (
                f"You have written:\n{theirs(text_of(self.typed))}",
                f"You can go on writing. To write it anew, type {START_AGAIN}.",
            )
        return (f"You typed: {words}", "Enter alone uses it.")

    def _same(self) -> str:
        if not self.last.shown or self.typed:
            return ""
        return f"For the same as last time, {theirs(self.last.shown)}, type {SAME}."

    def how(self) -> str:
        """How to answer, in one line."""
        if not self.optional or isinstance(self.question, Told):
            return self._how()
        if not self.typed:
            return f"{self._how()} {MAY_BE_EMPTY}"
        how = self._how()
        return how if isinstance(self.question, LongText) else f"{how} {EMPTIES}"

    def _how(self) -> str:
        question = cast("AnyQuestion", self.question)
        match question:
            case Stop():
                how = "To go on, type the word stop, then Enter."
            case Told():
                how = ""
            case SeveralOf():
                how = SEVERAL_NUMBERS
            case OneOf():
                how = ONE_NUMBER
            case Who():
                how = self._how_to_name(several=question.several)
            case MomentOf():
                how = "Type when, then Enter."
            case LongText():
                how = "Type as many lines as you need. A line with only a full stop ends it."
            case ShortText():
                how = ONE_LINE
            case _:
                assert_never(question)
        return how

    def _how_to_name(self, *, several: bool) -> str:
        numbers = "numbers or names with commas between" if several else "a number or a name"
        names = "names with commas between" if several else "a name"
        what = numbers if self._numbers else names
        return f"Type {what}, then Enter. For someone not listed type {NOBODY_LISTED}."

    # answering

    def answer(self, *said: str, in_full: Sequence[str] = ()) -> Typed:
        """What was typed for an answer, after saying something.

        Raises:
            Back, Leave, Unsaid, Ended: as a prompt says.
        """
        question = cast("AnyQuestion", self.question)
        if isinstance(question, Told):
            return Telling(question, self.prompts, self.asked_now, self.keep).tellings(
                self.typed, said
            )
        line = self.prompts.line(*said, in_full=in_full)
        if isinstance(question, LongText):
            return self._story(line)
        try:
            if self.last.shown and is_word(line, SAME):
                return self.last.typed
            return self._with_what_it_needs(question, line)
        except Back:
            return self.answer(*self.page())

    def _with_what_it_needs(self, question: "AnyQuestion", line: str) -> Typed:
        """A line as the question reads it, once what it lacks is asked for."""
        if is_word(line, EMPTY):
            return ""
        if not line.strip():
            return self._as_it_stands()
        match question:
            case OneOf():
                return self._chosen(question, line)
            case Who():
                return self._named(question, line)
            case MomentOf():
                return self._confirmed(question, line)
            case _:
                return as_meant(line)

    def _as_it_stands(self) -> Typed:
        if isinstance(self.question, MomentOf) and self.typed and not self.is_settled:
            return self._confirmed(self.question, text_of(self.typed))
        return "" if isinstance(self.question, Stop) else self.typed

    def _story(self, line: str) -> Typed:
        """Lines until the full stop; each is kept as soon as it is typed."""
        begun = "" if self.is_settled else text_of(self.typed)
        if not line.strip() and not begun:
            return self.typed
        written = begun.split("\n") if begun else []
        while not is_word(line, EMPTY):
            written = [] if is_word(line, START_AGAIN) else [*written, as_meant(line)]
            self.keep("\n".join(written))
            line = self.prompts.line()
        return "\n".join(written)

    def _chosen(self, question: OneOf, line: str) -> str:
        """The options by number, with the words that some of them ask for."""
        labels = {option.label.casefold() for option in question.offered}
        parts = parts_of(line, labels) if isinstance(question, SeveralOf) else [line.strip()]
        return "\n".join(self._with_words(question, part) for part in parts)

    def _with_words(self, question: OneOf, part: str) -> str:
        for option in question.offered:
            names = (question.digit(option), option.key.casefold(), option.label.casefold())
            if option.detail and part.casefold() in names:
                words = self.prompts.line(f"{option.label}. {option.detail}, then Enter.")
                return f"{option.key}: {as_meant(words)}"
        return part

    def _named(self, question: Who, line: str) -> str:
        parts = parts_of(line) if question.several else [line.strip()]
        return "\n".join(self._by_number(part) for part in parts)

    def _by_number(self, part: str) -> str:
        if part == NOBODY_LISTED:
            words = self.prompts.line(
                "Someone not listed. Type a name or a few words for them, then Enter."
            )
            return f"{NOT_LISTED}: {as_meant(words)}"
        if part.isdecimal() and 1 <= int(part) <= len(self._numbers):
            return self._numbers[int(part) - 1]
        return part

    def _confirmed(self, question: MomentOf, line: str) -> Typed:
        """A moment, said back until Enter alone says that it is right."""
        while True:
            asking = self.asked_now()
            try:
                moment = question.read(line, asking, optional=self.optional)
            except NotAnAnswer:
                return line
            typed = question.typed(moment)
            if not isinstance(moment, Moment):
                return typed
            self.keep(typed)
            line = self.prompts.line(f"That is {show(moment, asking.now)}.", SAID_BACK)
            if not line.strip():
                return typed

    # people

    def found(self) -> tuple[str, ...]:
        """Those whose names fit what was refused, with the numbers to choose them by."""
        wanted = [part.casefold() for part in parts_of(text_of(self.typed))]
        listed = self._listed()
        fitting = {
            nth: each
            for nth, each in enumerate(listed, 1)
            if any(part in each[1].casefold() for part in wanted)
        }
        if not fitting:
            return ()
        if len(listed) <= LISTED_AT_ONCE:
            return _numbered(fitting)
        self._number([*fitting.values()])
        if not self._numbers:
            return (f"{len(fitting)} people in the list fit that. Type more of the name.",)
        return self._people([*fitting.values()])

    def _listed(self) -> Sequence[One]:
        question = self.question
        return question.directory(self.asked_now()) if isinstance(question, Who) else ()

    def _number(self, people: Sequence[One]) -> None:
        self._numbers = [id_ for id_, _, _ in people] if len(people) <= LISTED_AT_ONCE else []

    def _people(self, people: Sequence[One]) -> tuple[str, ...]:
        if len(people) > LISTED_AT_ONCE:
            return (f"There are {len(people)} people in the list.",)
        return _numbered(dict(enumerate(people, 1)))


def _numbered(people: Mapping[int, One]) -> tuple[str, ...]:
    listed = (
        f"{nth}. {theirs(name)}{f', {theirs(beside)}' if beside else ''}"
        for nth, (_, name, beside) in people.items()
    )
    return (*listed, f"{NOBODY_LISTED}. Someone not listed")


def typed_words(question: Question, typed: Typed, asking: Asking) -> str:
    """What stands in a field, worded as the answer it would be where it is one."""
    try:
        return answer_words(question, question.read(typed, asking))
    except NotAnAnswer:
        return theirs("; ".join(text_of(typed).split("\n")))


def _after(hint: str) -> str:
    return f": {hint}" if hint else ""
