"""One prompt: what it says, and the five words that work at every one of them."""

from collections.abc import Callable, Sequence

from logbook.cli.plain.lines import Lines
from logbook.domain.questions import Clause

BACK, HELP, POLICY, CANNOT_SAY, LEAVE = "back", "help", "policy", "cannot say", "leave"
COMMANDS = frozenset({BACK, HELP, POLICY, CANNOT_SAY, LEAVE})
EMPTY = "."
"""Ends a long text, and empties a short one."""
START_AGAIN = "start again"
_MEANT = COMMANDS | {EMPTY, START_AGAIN}

AT_ANY_TIME = "At any time you can type back, help, policy, cannot say or leave."
EXPLAINED = (
    "back goes to the question before.",
    "policy reads what our policy says here.",
    "cannot say answers a question with “I cannot say now”; your manager sees that.",
    "leave stops here. What you wrote is kept, and you can go on with it later.",
    "To write one of these words as your answer, type a space before it.",
)
NO_CLAUSE = "Our policy has no rule of its own for this question."


class Back(Exception):
    """They want to go to what was before."""


class Leave(Exception):
    """They want to stop here."""


class Unsaid(Exception):
    """They cannot say now."""


_ELSEWHERE = {BACK: Back, LEAVE: Leave, CANNOT_SAY: Unsaid}


class Prompts:
    """Asks for lines, and does itself what needs no answer: help and policy."""

    def __init__(self, lines: Lines, clauses: Callable[[], Sequence[Clause]]) -> None:
        self.lines = lines
        self._clauses = clauses

    def line(self, *said: str, in_full: Sequence[str] = ()) -> str:
        """Say something and read a line; `in_full` is what help says, where that is more.

        Raises:
            Back, Leave, Unsaid: the line was one of these words.
            Ended: there is no more input.
        """
        self.lines.say(*said)
        while True:
            typed = self.lines.read()
            word = typed.rstrip().casefold()
            if word == HELP:
                self.lines.say(*(in_full or said), *EXPLAINED)
            elif word == POLICY:
                self.lines.say(*policy_words(self._clauses()))
            elif word in _ELSEWHERE:
                raise _ELSEWHERE[word]
            else:
                return typed


def is_word(typed: str, word: str) -> bool:
    """Whether a line is this word and nothing else; with a space before it, it is an answer."""
    return typed.rstrip().casefold() == word


def as_meant(typed: str) -> str:
    """A line without the space that told it apart from a command."""
    return typed[1:] if typed[:1] == " " and typed.strip().casefold() in _MEANT else typed


def policy_words(clauses: Sequence[Clause]) -> tuple[str, ...]:
    """Each clause with its title and version."""
    if not clauses:
        return (NO_CLAUSE,)
    return tuple(
        f"Our policy, under “{each.title}”, version {each.version}: {each.text}" for each in clauses
    )
