"""Who was told, part by part; then whoever else was; or why nobody is yet."""

from collections.abc import Callable, Sequence
from typing import TypeAlias

from logbook.cli.plain.prompts import EMPTY, Back, Prompts, Unsaid, as_meant, is_word
from logbook.cli.plain.signs import answer_words, refusal_words, theirs
from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.conditions import ALWAYS
from logbook.domain.moments import Moment
from logbook.domain.people import Member
from logbook.domain.questions import Asking, MomentOf, NotAnAnswer, OneOf, Question, Told, Typed
from logbook.domain.questions.told import NOBODY
from logbook.domain.showing import show

WHO, ROLE = "who", "role"
REMOVE = "remove"
ONE_LINE, ONE_NUMBER = "Type one line, then Enter.", "Type one number, then Enter."
MAY_BE_EMPTY = "Enter alone leaves it empty."
SAID_BACK = "Enter alone says that it is right. Or type it again."
NAME_THEM = "Type a name, then Enter. If you told nobody yet, type nobody."
WHY_NOBODY = "Why is nobody told yet, and when will you tell them?"
ANYONE_ELSE = "Did you tell anyone else?"
YES_OR_NO = f"Type yes or no, then Enter. To take out the last one, type {REMOVE}."
NOT_UNSAID = "This is about somebody you named. Answer it, or type back to leave them out."
_NOBODY_YET = frozenset({"nobody", "nobody yet", "no one"})

One: TypeAlias = dict[str, str]
"""One telling as it is typed: part and text."""


class Telling:
    """Asks for tellings as the question reads them, keeping each part as soon as it is typed."""

    def __init__(
        self,
        question: Told,
        prompts: Prompts,
        asked_now: Callable[[], Asking],
        keep: Callable[[Typed], None],
    ) -> None:
        self.question = question
        self.prompts = prompts
        self.asked_now = asked_now
        self.parts = {part.key: part for part in question.parts}
        self.told: list[One] = []
        self.now: One = {}
        self._keep = keep
        self._said = 0
        """How many of those told were read out already."""

    def tellings(self, typed: Typed, said: Sequence[str]) -> Typed:
        """Everyone told, or why nobody is.

        Raises:
            Back, Leave, Unsaid, Ended: as a prompt says.
        """
        self.prompts.lines.say(*said)
        standing = self._restored(typed)
        while True:
            if self.now:
                self._rest()
            elif self.told:
                if not self._another():
                    return [dict(each) for each in self.told]
            else:
                line = self._first(standing)
                if not line.strip():
                    return standing
                if _is_nobody(line):
                    return self._nobody(line)
                self._take_name(line)

    def _restored(self, typed: Typed) -> Typed:
        """What stands there and names nobody; those who are named are taken up again."""
        if isinstance(typed, str) or any(NOBODY in each for each in typed):
            return typed
        for each in typed:
            if all(key in each for key in self.parts):
                self.told.append(dict(each))
            else:
                self.now = dict(each)
        if self.now.get(WHO):
            self.prompts.lines.say(f"You began with {theirs(self.now[WHO])}.")
        return ""

    def _write(self) -> None:
        tellings = [*self.told, *([self.now] if self.now else [])]
        self._keep([dict(each) for each in tellings] or "")

    # the name

    def _first(self, standing: Typed) -> str:
        if not standing:
            line = self.prompts.line(NAME_THEM)
        else:
            answer = self.question.read(standing, self.asked_now())
            words = answer_words(self.question, answer)
            line = self.prompts.line(f"Your answer: {words}", "Enter alone keeps it.", NAME_THEM)
        if line.strip().casefold() == CANNOT_SAY_WORDS.casefold():
            raise Unsaid
        return line

    def _nobody(self, line: str) -> Typed:
        because = line.partition(":")[2].strip()
        because = because or as_meant(self.prompts.line(WHY_NOBODY, ONE_LINE))
        return [{NOBODY: because}]

    def _take_name(self, line: str) -> None:
        """A colleague may be named by the beginning; their account says what they are."""
        try:
            self._check_name(as_meant(line))
        except NotAnAnswer as why:
            self.prompts.lines.say(f"Error: {refusal_words(str(why), line)}")
            return
        member = self._member(line)
        self.now = {WHO: member.name if member else as_meant(line).strip()}
        if member is not None:
            self.prompts.lines.say(f"That is {theirs(member.name)}, {member.role_words}.")
            self._know_role(member)
        self._write()

    def _check_name(self, name: str) -> None:
        """Whether it names somebody, before anything else about them is asked.

        Raises:
            NotAnAnswer: the text says what to write.
        """
        rest = {ROLE: self.question.roles[0].key, "how": "1", "when": "not known"}
        self.question.read([{WHO: name, **rest}], self.asked_now())

    def _member(self, line: str) -> Member | None:
        wanted = " ".join(line.split()).casefold()
        present = self.asked_now().staff.present()
        exact = [each for each in present if each.name.casefold() == wanted]
        found = exact or [each for each in present if each.name.casefold().startswith(wanted)]
        return found[0] if wanted and len(found) == 1 else None

    def _know_role(self, member: Member) -> None:
        """Only where one role on offer is theirs is there no doubt."""
        offered = {option.key for option in self.question.roles if option.enabled}
        offered &= {role.value for role in member.roles}
        if len(offered) == 1:
            self.now[ROLE] = offered.pop()

    # the other parts

    def _rest(self) -> None:
        """Whatever the one being told of still lacks, in order; back leaves them out."""
        try:
            for key, part in self.parts.items():
                if not self._stands(part):
                    self.now[key] = self._part(part)
                    self._write()
        except Back:
            self.prompts.lines.say(f"{theirs(self.now.get(WHO, 'This'))} is left out.")
        else:
            self.told.append(self.now)
        self.now = {}
        self._write()

    def _stands(self, part: Question) -> bool:
        typed = self.now.get(part.key)
        if typed is None:
            return False
        try:
            part.read(typed, self.asked_now(), optional=_is_optional(part))
        except NotAnAnswer:
            return False
        return True

    def _part(self, part: Question) -> str:
        said = in_full = _words(part)
        while True:
            line = self._line(said, in_full)
            try:
                return self._read(part, line)
            except NotAnAnswer as why:
                said = (f"Error: {refusal_words(str(why), line)}", in_full[0], in_full[-1])

    def _line(self, said: Sequence[str], in_full: Sequence[str]) -> str:
        while True:
            try:
                line = self.prompts.line(*said, in_full=in_full)
            except Unsaid:
                said = (f"Error: {NOT_UNSAID}",)
            else:
                return "" if is_word(line, EMPTY) else as_meant(line)

    def _read(self, part: Question, line: str) -> str:
        """The part as it is kept; a moment is said back first."""
        while True:
            asking = self.asked_now()
            answer = part.read(line, asking, optional=_is_optional(part))
            if not isinstance(part, MomentOf) or not isinstance(answer, Moment):
                return line
            said = (f"That is {show(answer, asking.now)}.", SAID_BACK)
            line = self._line(said, said)
            if not line.strip():
                return str(part.typed(answer))

    # the others

    def _another(self) -> bool:
        """Whether there is more to say; whoever else was told is then named."""
        said: tuple[str, ...] = (*self._read_out(), ANYONE_ELSE, YES_OR_NO)
        try:
            line = self.prompts.line(*said)
            match line.strip().casefold():
                case "" | "n" | "no":
                    return False
                case "y" | "yes":
                    self._take_name(self.prompts.line(self.parts[WHO].words, ONE_LINE))
                case word if word == REMOVE:
                    gone = self.told.pop()
                    self._said = len(self.told)
                    self._write()
                    self.prompts.lines.say(f"{theirs(gone[WHO])} is left out.")
                case _:
                    self.prompts.lines.say("Error: Type yes, no or remove.")
        except Unsaid:
            self.prompts.lines.say(f"Error: You have named somebody. {YES_OR_NO}")
        return True

    def _read_out(self) -> tuple[str, ...]:
        """Those told whom nobody has heard yet."""
        new, self._said = self.told[self._said :], len(self.told)
        return tuple(f"You told {self._worded(each)}." for each in new)

    def _worded(self, telling: One) -> str:
        try:
            return answer_words(self.question, self.question.read([telling], self.asked_now()))
        except NotAnAnswer:
            return theirs(telling[WHO])


def _is_nobody(line: str) -> bool:
    return line.partition(":")[0].strip().casefold() in _NOBODY_YET


def _is_optional(part: Question) -> bool:
    return part.optional is ALWAYS


def _words(part: Question) -> tuple[str, ...]:
    """What a part asks, first; how to answer it, last."""
    if isinstance(part, OneOf):
        options = (f"{part.digit(each)}. {each.label}" for each in part.offered)
        return (part.words, *options, ONE_NUMBER)
    if _is_optional(part):
        return (f"{part.words} (optional)", f"{ONE_LINE} {MAY_BE_EMPTY}")
    return (part.words, ONE_LINE)
