"""The moves that take one text: asking, answering, telling, opening again, withdrawing."""

from logbook.domain.levels import Level
from logbook.services import triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said, needed
from logbook.tui.widgets.story import Story


class AskWorkerScreen(MoveScreen):
    """One question to whoever wrote it."""

    move = "ask"
    heading = "Ask the worker"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="question",
                words=f"What do you want to know from {self.opened.author}?",
                hint="One question at a time. They see it on Home and answer there.",
                field=Story,
                check=needed("question", "Write what you want to know."),
            ),
        )

    @property
    def act_words(self) -> str:
        return f"Ask {self.opened.author}"

    @property
    def afterwards(self) -> str:
        if self.opened.standing.level <= Level.MEDIUM:
            return "The clock stands still until the answer comes."
        return f"At {self.opened.standing.level.word} the clock goes on. Talk to them too."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.ask(self.session.desk, opened, said["question"])

    def done(self, opened: OpenEntry) -> str:
        return f"Asked. {opened.author} sees it on Home."


class AnswerScreen(MoveScreen):
    """Whoever wrote it answers their manager."""

    move = "answer"
    heading = "Answer"

    def questions(self) -> tuple[Asked, ...]:
        question = self.opened.standing.question
        staff = self.opened.directory.staff
        asks = f"{staff.name(question.by)} asks: {question.text}" if question else "Your answer"
        return (
            Asked(
                key="text",
                words=asks,
                hint="“I do not know” is an answer too.",
                field=Story,
                check=needed("text", "Write your answer. “I do not know” is one."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Send your answer"

    @property
    def afterwards(self) -> str:
        return "Whoever asked sees it in their list. It becomes part of the entry."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.answer(self.session.desk, opened, said["text"])

    def done(self, opened: OpenEntry) -> str:
        return f"Sent. {opened.holder or 'Your manager'} sees it now."


class TellScreen(MoveScreen):
    """One sentence back to whoever wrote it."""

    move = "tell"
    heading = "Tell the worker"

    def questions(self) -> tuple[Asked, ...]:
        author, decision = self.opened.author, self.opened.standing.decision
        decided = f" Decided: {decision.shown}." if decision else ""
        return (
            Asked(
                key="words",
                words=f"What do you tell {author}?",
                hint=f"One sentence: what was decided, and why.{decided}",
                field=Story,
                check=needed(
                    "words", f"Write one sentence for {author}: what was decided, and why."
                ),
            ),
        )

    @property
    def act_words(self) -> str:
        return f"Tell {self.opened.author}"

    @property
    def afterwards(self) -> str:
        return (
            "They see it on Home, with the outcome, the reason and what is next. "
            "It cannot be taken back."
        )

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.tell(self.session.desk, opened, said["words"])

    def done(self, opened: OpenEntry) -> str:
        return f"Told. {opened.author} sees it on Home. It can be closed now: c."


class ReopenScreen(MoveScreen):
    """There is more to do with it after all."""

    move = "reopen"
    heading = "Open it again"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="because",
                words="Why is it opened again?",
                hint=f"{self.opened.author} sees the reason. The decision before stays readable.",
                field=Story,
                check=needed("because", "Say why this is opened again: the reason stays with it."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Open it again"

    @property
    def afterwards(self) -> str:
        return "It is with you then, and its clock starts from now."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.reopen(self.session.desk, opened, said["because"])

    def done(self, _opened: OpenEntry) -> str:
        return "Open again, and with you."


class WithdrawScreen(MoveScreen):
    """Whoever wrote it takes it back; it stays readable."""

    move = "withdraw"
    heading = "Withdraw it"

    def questions(self) -> tuple[Asked, ...]:
        return (
            Asked(
                key="because",
                words="Why do you withdraw it?",
                hint="It stays readable, with your reason, and nothing is added to it after that.",
                field=Story,
                check=needed(
                    "because", "Say why you withdraw it. It stays readable, with your reason."
                ),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Withdraw it"

    @property
    def afterwards(self) -> str:
        return "Your manager sees that it was withdrawn, and why. It cannot be taken back."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        return triage.withdraw(self.session.desk, opened, said["because"])

    def done(self, _opened: OpenEntry) -> str:
        return "Withdrawn. It stays readable."
