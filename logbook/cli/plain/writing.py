"""The draft being recorded: what stands in it, where it is, and that it is on the disk."""

from collections.abc import Sequence
from dataclasses import replace

from logbook.cli.plain.lines import Lines
from logbook.cli.plain.prompts import Prompts
from logbook.domain.journey import Journey
from logbook.domain.questions import Clause, Question, Typed
from logbook.domain.refusals import Refusal
from logbook.services import drafts, recording, rescuing
from logbook.services.desk import Desk
from logbook.services.drafts import Draft, DraftGone, HeldElsewhere

NOT_KEPT = "This is not saved yet."
KEPT = "What you wrote is kept as a draft: go on with logbook record --plain, or on the screen."
NOTHING_KEPT = "Nothing was answered, so nothing is kept."
PARTLY_KEPT = "What was saved before is kept as a draft; the newest is not saved."


class Writing:
    """A draft open at this terminal. What changes in it is kept before anything else is asked."""

    def __init__(self, desk: Desk, lines: Lines, opened: drafts.Open) -> None:
        self.desk = desk
        self.lines = lines
        self.opened = opened
        self.draft: Draft = opened.draft
        self.prompts = Prompts(lines, self._clauses)
        self.is_changing = False
        """Whether one answer is being changed, to return to the list of all of them."""
        self._kept = opened.draft

    @property
    def journey(self) -> Journey:
        return self.draft.journey(self.desk.now)

    @property
    def question(self) -> Question | None:
        """The question that the draft is at; else the first without an answer."""
        journey = self.journey
        at = next((each for each in journey.path if each.key == self.draft.at), None)
        return at or journey.current

    @property
    def place(self) -> str:
        """Where the draft is, for whoever has lost sight of it."""
        question = self.question
        if question is None:
            return "the list of answers"
        return f"question {self.journey.number(question.key)[0]}, “{question.label}”"

    def _clauses(self) -> Sequence[Clause]:
        """What our policy says where the draft is."""
        question = self.question
        if question is None:
            return self.journey.clauses
        return (question.clause,) if question.clause else ()

    # keeping

    def keep(self) -> bool:
        """Save what is newest; where that fails it is said, and stays to be tried again."""
        newest = self.draft
        if newest == self._kept:
            return True
        try:
            rescuing.keep(self.desk, self.opened, newest)
        except (HeldElsewhere, DraftGone):
            raise
        except Refusal as why:
            self.lines.say(f"Error: {NOT_KEPT} {why}")
            return False
        self._kept = newest
        return True

    def answer(self, question: Question, typed: Typed) -> None:
        """Make it the answer; it is kept with the next step.

        Raises:
            NotAnAnswer: the text says what to do.
        """
        self.draft = recording.answer(self.desk, self.draft, question, typed)

    def is_settled(self, key: str) -> bool:
        """Whether what stands there is the answer."""
        return key in self.journey.counting.given and key not in self.draft.typed

    def write(self, key: str, typed: Typed) -> None:
        """Keep what is not an answer yet."""
        self.draft = self.draft.with_typed(key, typed)
        self.keep()

    def put_down(self) -> str:
        """Stop here.

        Returns:
            What is kept of it, in a sentence.
        """
        if not (self.draft.answers or self.draft.typed or self.draft.source):
            drafts.discard(self.desk, self.draft.id)
            return NOTHING_KEPT
        return KEPT if self.keep() else PARTLY_KEPT

    # moving

    def stand_at(self, key: str) -> None:
        self.draft = replace(self.draft, at=key)

    def go_on(self, question: Question) -> None:
        """To the next question that waits, looking on from here first; else to the list.

        One waits while it has no answer that counts, or while a change of it was not entered.
        """
        self.is_changing = False
        journey = self.journey
        path, given = journey.path, journey.counting.given
        keys = [each.key for each in path]
        place = keys.index(question.key) + 1 if question.key in keys else 0
        waiting = (
            key
            for key in (*keys[place:], *keys[:place])
            if key not in given or key in self.draft.typed
        )
        self.stand_at(next(waiting, ""))

    def go_back(self, question: Question) -> bool:
        """To the one before, or to the list; False where there is nothing before."""
        before = None if self.is_changing else self.journey.before(question.key)
        if before is None and not self.is_changing:
            return False
        self.is_changing = False
        self.stand_at(before.key if before else "")
        return True
