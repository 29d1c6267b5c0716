"""Service users, houses and who is on call: adding, changing, closing."""

from dataclasses import replace

from logbook.domain.people import FileClosed, Person
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.services import people
from logbook.tui.screens.asked import Asked, Said, needed
from logbook.tui.screens.people.form import Done, PeopleForm, choice, line
from logbook.tui.screens.people.roster import Roster
from logbook.tui.session import Session

ALIASES = "What else staff call them, a comma between two. Typing any of it finds them."
_WHY_CLOSED = (
    Option(FileClosed.LEFT.value, "They left the service"),
    Option(FileClosed.MOVED.value, "They moved to another service"),
    Option(FileClosed.DIED.value, "They died"),
)


def names_in(typed: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in typed.split(",") if name.strip())


class AddPersonForm(PeopleForm):
    heading = "Add a service user"

    def __init__(self, session: Session, roster: Roster, typed: str = "") -> None:
        self.typed = typed
        super().__init__(session, roster, "new", "")

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "What is their name?",
                "As staff know them. A list in a file: logbook import people FILE.",
                before=self.typed,
                check=self._check_name,
            ),
            self.house("Where do they live?"),
            line("aliases", "Other names? (optional)", ALIASES),
            line(
                "initials",
                "Which initials do lists show? (optional)",
                "Leave it empty, and they are made from the name, like D.W.",
            ),
        )

    def _check_name(self, said: Said) -> None:
        wanted = " ".join(said["name"].split()).casefold()
        if not wanted:
            raise NotAllowed("Type their name.")
        for each in self.roster.supported:
            if each.name.casefold() == wanted:
                raise NotAllowed(
                    f"{each.name} ({each.initials}) is listed already. If this is somebody else, "
                    "add a middle name."
                )

    @property
    def act_words(self) -> str:
        return "Add them"

    @property
    def afterwards(self) -> str:
        return "Everybody can choose them when they record. They get no account."

    def save(self, said: Said) -> Done:
        person = people.add_person(
            self.desk,
            name=said["name"],
            house=self.house_of(said),
            initials=said["initials"],
            aliases=names_in(said["aliases"]),
        )
        return Done(f"{person.name} is listed, and shown as {person.initials}.")


class PersonForm(PeopleForm):
    """Something that is done about a service user."""

    def __init__(self, session: Session, roster: Roster, person: Person) -> None:
        self.person = person
        super().__init__(session, roster, person.id, person.name)


class PersonChange(PersonForm):
    """One thing that is said of them, said otherwise."""

    def changed(self, said: Said) -> Person:
        raise NotImplementedError

    def save(self, said: Said) -> Done:
        changed = people.change_person(self.desk, self.changed(said))
        return Done(f"{changed.name}: saved.")


class PersonHouseForm(PersonChange):
    heading = "House"

    def questions(self) -> tuple[Asked, ...]:
        return (self.house(f"Where does {self.person.name} live now?", self.person.house),)

    def changed(self, said: Said) -> Person:
        return replace(self.person, house=self.house_of(said))


class InitialsForm(PersonChange):
    heading = "Initials"

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "initials",
                "Which initials do lists show?",
                "Nobody else has them. Entries that were sent keep the name they had.",
                before=self.person.initials,
                check=needed("initials", "Lists show initials: type some, like D.W."),
            ),
        )

    def changed(self, said: Said) -> Person:
        return replace(self.person, initials=said["initials"])


class AliasesForm(PersonChange):
    heading = "Other names"

    def questions(self) -> tuple[Asked, ...]:
        before = ", ".join(self.person.aliases)
        return (
            line("aliases", f"What else is {self.person.name} called?", ALIASES, before=before),
        )

    def changed(self, said: Said) -> Person:
        return replace(self.person, aliases=names_in(said["aliases"]))


class PersonNameForm(PersonChange):
    heading = "Name"

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "What is their name?",
                "Their initials stay as they are.",
                before=self.person.name,
                check=needed("name", "Type their name."),
            ),
        )

    def changed(self, said: Said) -> Person:
        return replace(self.person, name=said["name"])


class CloseFileForm(PersonForm):
    heading = "Close their file"

    def questions(self) -> tuple[Asked, ...]:
        return (
            choice(
                "why",
                f"Why is the file of {self.person.name} closed?",
                _WHY_CLOSED,
                missing="Choose why.",
            ),
        )

    @property
    def act_words(self) -> str:
        return "Close the file"

    @property
    def afterwards(self) -> str:
        return (
            "Nothing about them is deleted. Lists for recording show them last, as “file closed”, "
            "because what happened before can still be recorded. It can be opened again."
        )

    def save(self, said: Said) -> Done:
        person = people.close_file(self.desk, self.person.id, FileClosed(said["why"]))
        return Done(f"The file of {person.name} is closed.")


class AddHouseForm(PeopleForm):
    heading = "Add a house"

    def __init__(self, session: Session, roster: Roster, typed: str = "") -> None:
        self.typed = typed
        super().__init__(session, roster, "new", "")

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "What is the house called?",
                "As people say it. One that was closed is opened again.",
                before=self.typed,
                check=needed("name", "Type the name of the house."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Add it"

    def save(self, said: Said) -> Done:
        return Done(f"{people.add_house(self.desk, said['name'])} is listed.")


class RenameHouseForm(PeopleForm):
    heading = "Call it something else"

    def __init__(self, session: Session, roster: Roster, name: str) -> None:
        super().__init__(session, roster, name, name)

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                f"What is {self.concerned} called now?",
                "It is the same house: whoever is in it stays in it.",
                before=self.concerned,
                check=needed("name", "Type the name of the house."),
            ),
        )

    @property
    def act_words(self) -> str:
        return "Rename it"

    def save(self, said: Said) -> Done:
        renamed = people.rename_house(self.desk, self.concerned, said["name"])
        return Done(f"{self.concerned} is called {renamed} now.")


class OnCallForm(PeopleForm):
    heading = "On call"

    def __init__(self, session: Session, roster: Roster) -> None:
        super().__init__(session, roster, "now", "")

    def questions(self) -> tuple[Asked, ...]:
        name, telephone = people.on_call_parts(self.roster.directory.settings)
        return (
            line(
                "name",
                "Who is on call?",
                "A name that everybody knows. It is shown at the sign-in screen.",
                before=name,
                check=needed("name", "Type the name of whoever is on call."),
            ),
            line(
                "telephone",
                "On which number?",
                "As it is dialled. A number that reaches somebody at night.",
                before=telephone,
                check=needed("telephone", "Type the telephone number."),
            ),
            choice(
                "tried",
                "Did you try the number?",
                (Option("yes", "Yes, today, and it is right"), Option("no", "Not yet")),
                missing="Choose one.",
            ),
        )

    def save(self, said: Said) -> Done:
        settings = people.set_on_call(
            self.desk,
            name=said["name"],
            telephone=said["telephone"],
            checked=self.desk.today if said["tried"] == "yes" else None,
        )
        return Done(f"On call: {settings.on_call}.")
