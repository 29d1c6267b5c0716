"""Letting a lead, or whoever wrote it, into a sealed entry that their keys do not open."""

from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.services import giving, reading
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said
from logbook.tui.widgets.choices import Choices

ALL = "all:"
"""Before a member's id: everything that they lack, and not this one alone."""


class GiveScreen(MoveScreen):
    move = "give"
    heading = "Give it to read"

    def questions(self) -> tuple[Asked, ...]:
        options = [
            option
            for member in self.opened.lacking
            for option in (
                Option(member.id, f"{member.name}: this one"),
                Option(f"{ALL}{member.id}", f"{member.name}: every sealed entry they lack"),
            )
        ]
        return (
            Asked(
                key="to",
                words="Who is to read it?",
                hint="Talk to them first: be sure that it is they who sign in under that name.",
                field=lambda typed: Choices(options, typed=typed),
                check=self._check_to,
                recap=lambda typed: f"To {self._named(typed)}",
            ),
        )

    def _check_to(self, said: Said) -> None:
        if not said["to"]:
            raise NotAllowed("Choose who is to read it.")

    def _named(self, typed: str) -> str:
        return self.opened.directory.staff.name(typed.removeprefix(ALL))

    @property
    def act_words(self) -> str:
        return "Give it to them"

    @property
    def afterwards(self) -> str:
        return (
            "They can open it from now on, with all that was done so far. It is written down "
            "that you gave it, and it is not taken back."
        )

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        desk, to = self.session.desk, said["to"]
        if to.startswith(ALL):
            giving.give_all(desk, to.removeprefix(ALL))
            return reading.open_entry(desk, opened.id)
        return giving.give(desk, opened.id, to)

    def done(self, _opened: OpenEntry) -> str:
        return f"{self._named(self.said['to'])} can open it now."
