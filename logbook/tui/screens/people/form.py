"""What every change of people has in common: questions, one button, and a sentence afterwards."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from logbook.domain.people import Member
from logbook.domain.questions import Option
from logbook.services import absence
from logbook.services.accounts import Code
from logbook.services.desk import Desk
from logbook.tui.screens.asked import Asked, AskedScreen, Said, needed
from logbook.tui.screens.people.roster import Roster
from logbook.tui.session import Session
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.moment_line import DayLine

NOWHERE = "nowhere"
HOW = "Arrows or the number, then Enter."

Check: TypeAlias = Callable[[Said], None]


@dataclass(frozen=True)
class Done:
    """It is saved: a sentence for whoever did it, and a code to hand over, if there is one."""

    words: str
    code: Code | None = None


class PeopleForm(AskedScreen[Done]):
    """Questions about somebody or something; `of` says which one."""

    heading: str

    def __init__(self, session: Session, roster: Roster, of: str, name: str) -> None:
        self.roster = roster
        self.concerned = name
        super().__init__(
            session,
            " · ".join(part for part in (self.heading, name) if part),
            f"people:{type(self).__name__}:{of}",
        )

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    @property
    def about(self) -> str:
        return self.concerned

    @property
    def act_words(self) -> str:
        return "Save"

    @property
    def afterwards(self) -> str:
        return "It holds at once, and the log keeps what it was before."

    # the kinds of question

    def day(self, words: str, hint: str, *, recap: Callable[[str], str] = str) -> Asked:
        """A day to come, said back in full while it is typed; empty for none."""

        def check(said: Said) -> None:
            absence.day_to_come(self.desk, said["day"])

        return Asked(
            key="day",
            words=words,
            hint=hint,
            field=lambda typed: DayLine(
                lambda said: absence.day_to_come(self.desk, said), self.roster.now, typed
            ),
            check=check,
            recap=recap,
        )

    def house(self, words: str, before: str = "") -> Asked:
        """Which house; `house_of` has the name of the one that was chosen."""
        names = self.roster.open_houses
        options = [Option(f"house-{nth}", name) for nth, name in enumerate(names)]
        chosen = next((each.key for each in options if each.label == before), "")
        return choice(
            "house",
            words,
            [*options, Option(NOWHERE, "Nowhere in particular")],
            hint=f"{HOW} The General Manager adds houses.",
            missing="Choose a house, or “Nowhere in particular”.",
            before=chosen,
        )

    def house_of(self, said: Said) -> str:
        if said["house"] == NOWHERE:
            return ""
        return self.roster.open_houses[int(said["house"].removeprefix("house-"))]


def line(key: str, words: str, hint: str, *, before: str = "", check: Check | None = None) -> Asked:
    """One line of text, beginning with what is there now."""
    return Asked(
        key=key,
        words=words,
        hint=hint,
        field=lambda typed: AnswerLine(typed or before),
        check=check or (lambda _said: None),
    )


def choice(
    key: str,
    words: str,
    options: Iterable[Option],
    *,
    missing: str,
    hint: str = HOW,
    before: str = "",
    several: bool = False,
) -> Asked:
    """One or several of a list."""
    offered = tuple(options)
    labels = {each.key: each.label for each in offered}

    def recap(typed: str) -> str:
        return ", ".join(labels[each] for each in typed.splitlines() if each in labels)

    return Asked(
        key=key,
        words=words,
        hint=hint,
        field=lambda typed: Choices(offered, several=several, typed=typed or before),
        check=needed(key, missing),
        recap=recap,
    )


def picked_from(members: Sequence[Member]) -> list[tuple[str, str, str]]:
    """Members as a picker lists them."""
    return [(each.id, each.name, each.role_words) for each in members]
