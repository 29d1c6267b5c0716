"""Raising or lowering the level; the first one stays on the record."""

from logbook.domain.levels import Level
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.domain.rights import Action
from logbook.services import triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.move import Asked, MoveScreen, Said
from logbook.tui.widgets.choices import Choices
from logbook.tui.widgets.story import Story

_MEANS = {
    Level.EMERGENCY: "Someone is in danger, or may be forced or badly hurt.",
    Level.HIGH: "Likely abuse, money or pictures gone, a meeting planned, threats.",
    Level.MEDIUM: "A concern, and no harm now.",
    Level.LOW: "Help given, no concern.",
}


class LevelScreen(MoveScreen):
    move = "level"
    heading = "Level"

    def questions(self) -> tuple[Asked, ...]:
        standing = self.opened.standing
        options = [
            Option(
                level.key,
                f"{level.marked} (now)" if level is standing.level else level.marked,
                hint=_MEANS[level],
            )
            for level in reversed(Level)
        ]
        suggested = standing.entry.suggested
        reasons = f": {'; '.join(suggested.reasons)}" if suggested.reasons else ""
        return (
            Asked(
                key="level",
                words="How urgent is it?",
                hint=f"The answers suggest {suggested.level.word}{reasons}.",
                field=lambda typed: Choices(options, typed=typed),
                check=self._check_level,
                recap=lambda key: f"Now {standing.level.word}, then {Level.of(key).word}",
            ),
            Asked(
                key="because",
                words="Why?",
                hint="To lower it, a reason is needed. To raise it, it is optional.",
                field=Story,
                check=self._check_because,
            ),
        )

    def _check_level(self, said: Said) -> None:
        if not said["level"]:
            raise NotAllowed("Choose a level.")
        level, now = Level.of(said["level"]), self.opened.standing.level
        if level is now:
            raise NotAllowed(f"This is at {now.word} already.")
        refusal = self.opened.why_not(Action.LOWER if level < now else Action.RAISE)
        if refusal:
            raise NotAllowed(refusal)

    def _check_because(self, said: Said) -> None:
        if Level.of(said["level"]) < self.opened.standing.level and not said["because"].strip():
            raise NotAllowed("Say why the level can be lower: the reason stays with it.")

    @property
    def act_words(self) -> str:
        return "Change the level"

    @property
    def afterwards(self) -> str:
        return "Its deadlines follow the new level at once. The first level stays on the record."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        level = Level.of(said["level"])
        return triage.set_level(self.session.desk, opened, level, said["because"])

    def done(self, opened: OpenEntry) -> str:
        return f"Saved. It is at {opened.standing.level.word} now."
