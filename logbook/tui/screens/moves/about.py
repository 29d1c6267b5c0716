"""“This is about …”: whoever is named is kept from the entry from now on."""

from logbook.domain.refusals import NotFound
from logbook.domain.triage import named_openly
from logbook.services import triage
from logbook.services.reading import OpenEntry
from logbook.tui.screens.moves.leaving import ABOUT_YOU
from logbook.tui.screens.moves.move import Asked, Moved, MoveScreen, Said, needed
from logbook.tui.widgets.person_picker import PersonPicker
from logbook.tui.widgets.story import Story


class AboutScreen(MoveScreen):
    move = "about"
    heading = "This is about …"

    def questions(self) -> tuple[Asked, ...]:
        about = named_openly(self.opened.standing)
        people = [
            (each.id, each.name, each.role_words)
            for each in self.opened.directory.staff.present()
            if each.id not in about
        ]
        return (
            Asked(
                key="members",
                words="Which member of staff is this about?",
                hint="Type part of a name, then Enter. Name another, or Enter again to go on.",
                field=lambda typed: PersonPicker(people, several=True, typed=typed),
                check=needed("members", "Say whom this is about: choose somebody from the list."),
                recap=lambda typed: f"About {', '.join(self._names(typed))}",
            ),
            Asked(
                key="because",
                words="What in the entry says so? (optional)",
                hint="Such as “the last answer names her”.",
                field=Story,
            ),
        )

    def _names(self, typed: str) -> list[str]:
        return [self.opened.directory.staff.name(each) for each in typed.splitlines()]

    @property
    def act_words(self) -> str:
        return "Keep it from them"

    @property
    def afterwards(self) -> str:
        return (
            "It leaves their sight at once, and whatever they did with it no longer counts. "
            "They are not told. If it is about you, it leaves your list too."
            f"{self._other_part}"
        )

    @property
    def _other_part(self) -> str:
        standing = self.opened.standing
        if not standing.linked:
            return ""
        if standing.sealed or self.session.member.id == standing.author:
            return " The other part of it is kept from them too."
        return " Its sealed part is not yours to open: tell a safeguarding lead whom you named."

    def perform(self, opened: OpenEntry, said: Said) -> OpenEntry:
        members = said["members"].splitlines()
        return triage.name_about(self.session.desk, opened, members, said["because"])

    def save(self, said: Said) -> Moved:
        try:
            return super().save(said)
        except NotFound:
            if self.session.member.id not in said["members"].splitlines():
                raise
            return Moved(None, ABOUT_YOU)

    def done(self, _opened: OpenEntry) -> str:
        return "Saved. It is kept from them from now on. u undoes it."
