"""Staff: adding somebody, changing what is said of them, a new code, being away, and leaving."""

from dataclasses import replace
from datetime import date

from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member, Role
from logbook.domain.questions import Option
from logbook.domain.refusals import NotAllowed
from logbook.domain.showing import show
from logbook.domain.text import identifier
from logbook.services import absence, accounts
from logbook.services.absence import HandedUp
from logbook.tui.screens.asked import Asked, Said, needed
from logbook.tui.screens.people.form import Done, PeopleForm, choice, line, picked_from
from logbook.tui.screens.people.roster import Roster
from logbook.tui.session import Session
from logbook.tui.widgets.person_picker import PersonPicker

UNTIL = (
    "For agency and bank staff: “Sunday”, “31 March”. From the day after they cannot sign in.\n"
    "Leave it empty for no last day."
)
HAND_OVER = (
    "The code is shown once, on the next page. They type it in place of a passphrase within "
    "24 hours."
)
_ROLE_HINTS = {
    Role.WORKER: "Records, and sees what they recorded.",
    Role.LINE_MANAGER: "Deals with what those who answer to them record.",
    Role.GENERAL_MANAGER: "Keeps the staff, the houses and the settings.",
    Role.DEPUTY: "Deals with what is about the General Manager.",
    Role.LEAD: "Opens what is about a member of staff.",
}


def role_option(role: Role) -> Option:
    return Option(role.value, role.words.capitalize(), hint=_ROLE_HINTS[role])


class AddStaffForm(PeopleForm):
    """The General Manager adds everybody; a manager adds workers who answer to them."""

    heading = "Add a member of staff"

    def __init__(self, session: Session, roster: Roster, typed: str = "") -> None:
        self.typed = typed
        super().__init__(session, roster, "new", "")

    @property
    def is_general_manager(self) -> bool:
        return Role.GENERAL_MANAGER in self.roster.me.roles

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "What are they called?",
                "First and last name, as colleagues know them.",
                before=self.typed,
                check=self._check_name,
            ),
            *((self._roles(),) if self.is_general_manager else ()),
            self.house("Where do they work?"),
            *((self._manager(),) if self.is_general_manager else ()),
            self.day("What is their last day? (optional)", UNTIL),
        )

    def _check_name(self, said: Said) -> None:
        name = identifier(said["name"])
        if not name:
            raise NotAllowed("Type their name.")
        here = {each.name.casefold() for each in self.roster.members}
        if name.casefold() in here and name.casefold() not in self._without_a_way_in:
            raise NotAllowed(
                f"There is a {name} here already. Add a middle name or the house, so that people "
                "can tell them apart."
            )

    @property
    def _without_a_way_in(self) -> frozenset[str]:
        """Names whose addition was cut off: adding them again ends it."""
        ways = self.roster.ways_in
        return frozenset(each.name.casefold() for each in self.roster.members if ways.get(each.id))

    def _roles(self) -> Asked:
        offered = (Role.WORKER, Role.LINE_MANAGER, Role.DEPUTY, Role.LEAD)
        return choice(
            "roles",
            "What do they do here?",
            map(role_option, offered),
            hint="Numbers tick, or arrows and Space. Enter goes on.",
            missing="Tick at least one.",
            several=True,
        )

    def _manager(self) -> Asked:
        return Asked(
            key="manager",
            words="Whom do they answer to? (optional)",
            hint="Type part of a name, then Enter. Leave it empty if they answer to you.",
            field=lambda typed: PersonPicker(picked_from(managers(self.roster)), typed=typed),
            recap=lambda typed: f"Answers to {self._named(typed)}",
        )

    def _named(self, member_id: str) -> str:
        return self.roster.directory.staff.name(member_id or self.roster.me.id)

    @property
    def act_words(self) -> str:
        return "Add them, and make a code"

    @property
    def afterwards(self) -> str:
        return HAND_OVER

    def save(self, said: Said) -> Done:
        code = accounts.add(
            self.desk,
            name=said["name"],
            roles=_roles(said["roles"]) if self.is_general_manager else frozenset({Role.WORKER}),
            house=self.house_of(said),
            manager=said.get("manager", ""),
            ends_on=absence.day_to_come(self.desk, said["day"]),
        )
        return Done(f"{code.member.name} is here{until(code.member)}.", code)


def managers(roster: Roster, *, but: str = "") -> tuple[Member, ...]:
    return tuple(each for each in roster.members if each.manages and each.id != but)


def until(member: Member) -> str:
    return f" until {day_words(member.ends_on)}" if member.ends_on else ""


def _roles(typed: str) -> frozenset[Role]:
    return frozenset(Role(each) for each in typed.splitlines())


class MemberForm(PeopleForm):
    """Something that is done about a member of staff."""

    def __init__(self, session: Session, roster: Roster, member: Member) -> None:
        self.member = member
        super().__init__(session, roster, member.id, member.name)


class MemberChange(MemberForm):
    """One thing that is said of them, said otherwise."""

    def changed(self, said: Said) -> Member:
        raise NotImplementedError

    def save(self, said: Said) -> Done:
        changed = self.changed(said)
        accounts.change(self.desk, changed)
        return Done(self.done(changed))

    def done(self, changed: Member) -> str:
        return f"{changed.name}: saved."


class LastDayForm(MemberChange):
    heading = "Last day"

    def questions(self) -> tuple[Asked, ...]:
        return (self.day(f"What is {self.member.name}'s last day?", self._now + UNTIL),)

    @property
    def _now(self) -> str:
        if self.member.ends_on is None:
            return ""
        return f"Until now: {show(Moment.on(self.member.ends_on), self.roster.now)}.\n"

    def changed(self, said: Said) -> Member:
        return replace(self.member, ends_on=absence.day_to_come(self.desk, said["day"]))

    def done(self, changed: Member) -> str:
        return f"{changed.name} can sign in{until(changed) or ', and has no last day'}."


class HouseForm(MemberChange):
    heading = "House"

    def questions(self) -> tuple[Asked, ...]:
        return (self.house(f"Where does {self.member.name} work?", self.member.house),)

    def changed(self, said: Said) -> Member:
        return replace(self.member, house=self.house_of(said))

    def done(self, changed: Member) -> str:
        return f"{changed.name} works in {changed.house or 'no house in particular'} now."


class NameForm(MemberChange):
    heading = "Name"

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "What are they called?",
                "What they did before stays theirs; their name is shown as it is now.",
                before=self.member.name,
                check=needed("name", "Type their name."),
            ),
        )

    def changed(self, said: Said) -> Member:
        return replace(self.member, name=said["name"])


class EmailForm(MemberChange):
    heading = "Email address"

    def questions(self) -> tuple[Asked, ...]:
        return (
            line(
                "email",
                "Where do reminders go? (optional)",
                "A reminder says a reference and a time, never what happened. Empty for none.",
                before=self.member.email,
            ),
        )

    def changed(self, said: Said) -> Member:
        return replace(self.member, email=said["email"].strip())


class RolesForm(MemberChange):
    heading = "What they do"

    def questions(self) -> tuple[Asked, ...]:
        return (
            choice(
                "roles",
                f"What does {self.member.name} do here?",
                map(role_option, self._offered),
                hint="Numbers tick, or arrows and Space. Enter goes on.",
                missing="Tick at least one.",
                before="\n".join(role.value for role in Role if role in self.member.roles),
                several=True,
            ),
        )

    @property
    def _offered(self) -> tuple[Role, ...]:
        is_top = Role.GENERAL_MANAGER in self.member.roles
        return tuple(role for role in Role if role is not Role.GENERAL_MANAGER or is_top)

    def changed(self, said: Said) -> Member:
        return replace(self.member, roles=_roles(said["roles"]))

    @property
    def afterwards(self) -> str:
        return (
            "Who may read which entry follows at once. What is sealed already is given to a new "
            "lead by another: g, on an entry."
        )

    def done(self, changed: Member) -> str:
        return f"{changed.name} is {changed.role_words} now."


class ManagerForm(MemberChange):
    heading = "Whom they answer to"

    def questions(self) -> tuple[Asked, ...]:
        offered = picked_from(managers(self.roster, but=self.member.id))
        return (
            Asked(
                key="manager",
                words=f"Whom does {self.member.name} answer to?",
                hint=f"Until now: {self._before}. Type part of a name, then Enter.",
                field=lambda typed: PersonPicker(offered, typed=typed),
                check=needed("manager", "Choose a manager from the list."),
            ),
        )

    @property
    def _before(self) -> str:
        return absence.above(self.roster.directory.staff, self.member)

    def changed(self, said: Said) -> Member:
        return replace(self.member, manager=said["manager"])

    @property
    def afterwards(self) -> str:
        return "What they record goes there from now on, and so does what nobody has taken yet."

    def done(self, changed: Member) -> str:
        return f"{changed.name} answers to {self.roster.directory.staff.name(changed.manager)} now."


class AwayForm(MemberForm):
    """From now on; the day they are back need not be known."""

    heading = "Away"

    def questions(self) -> tuple[Asked, ...]:
        covers = absence.could_cover(self.roster.directory.staff, self.member)
        options = [Option(each.id, each.name, hint=each.role_words) for each in covers]
        above = absence.above(self.roster.directory.staff, self.member)
        return (
            choice(
                "cover",
                f"Who covers for {self.member.name}?",
                [*options, Option("above", f"Nobody by name: it goes to {above}")]
                if Role.GENERAL_MANAGER not in self.member.roles
                else options,
                missing="Choose who covers.",
            ),
            self.day(
                "What is the last day away? (optional)",
                "Such as “Friday” or “27 November”. It ends when they sign in after that.\n"
                "Leave it empty if it is not known.",
            ),
        )

    @property
    def act_words(self) -> str:
        return f"Mark {self.member.name} away"

    @property
    def afterwards(self) -> str:
        return "From now on. Whoever covers sees and does what they would."

    def save(self, said: Said) -> Done:
        cover = "" if said["cover"] == "above" else said["cover"]
        last_day = absence.day_to_come(self.desk, said["day"])
        away = absence.go_away(self.desk, self.member.id, cover=cover, until=last_day)
        covers = absence.covers(self.desk.staff, away)
        return Done(f"{away.name} is away{_until(last_day)}. {covers} covers.")


def _until(day: date | None) -> str:
    return f" until {day_words(day)}" if day else ""


class ResetForm(MemberForm):
    """Whoever hands the code over answers for whom they hand it to."""

    heading = "A new code"

    def questions(self) -> tuple[Asked, ...]:
        if Role.GENERAL_MANAGER in self.member.roles:
            return (
                line(
                    "key",
                    "Type the recovery key from its paper",
                    "It is in the safe. Capitals and spaces do not matter.",
                    check=needed("key", "Type the recovery key from its paper."),
                ),
            )
        return (
            choice(
                "sure",
                f"Is it really {self.member.name} who asks?",
                [Option("yes", "Yes: I see them, or I know their voice")],
                hint=(
                    "A code lets whoever has it sign in as them. Their old passphrase opens nothing"
                    " any more.\nWhat they sent stays theirs; what they had not finished is lost to"
                    " them."
                ),
                missing="Say that you are sure: press 1, then Enter.",
            ),
        )

    @property
    def act_words(self) -> str:
        return "Make a new code"

    @property
    def afterwards(self) -> str:
        return f"{HAND_OVER} When they sign in they read that you made it."

    def save(self, said: Said) -> Done:
        code = accounts.reset(self.desk, self.member.id, recovery_key=said.get("key", ""))
        return Done(f"{self.member.name} has a new code.", code)


class LeaveForm(MemberForm):
    """What cannot be undone says first what it does."""

    heading = "They leave"
    saving_words = "Encrypting the whole logbook anew … this can take a minute. Leave it on."

    def __init__(
        self, session: Session, roster: Roster, member: Member, handed_up: HandedUp
    ) -> None:
        self.handed_up = handed_up
        super().__init__(session, roster, member)

    def questions(self) -> tuple[Asked, ...]:
        said = (
            "Their account closes at once, on every computer, and cannot be opened again.",
            *self.handed_up.sentences,
            "Their name stays on what they did. The whole logbook gets a new key.",
            "A backup made before still opens with what they had: make a new one.",
        )
        return (
            choice(
                "sure",
                f"Does {self.member.name} leave for good?",
                [Option("yes", "Yes, they leave for good")],
                hint="\n".join(said),
                missing="Say that you are sure: press 1, then Enter. Esc changes nothing.",
            ),
        )

    @property
    def act_words(self) -> str:
        return f"Close the account of {self.member.name}"

    @property
    def afterwards(self) -> str:
        return "This cannot be undone. Esc changes nothing."

    def save(self, said: Said) -> Done:  # noqa: ARG002 - what was said is that they are sure
        accounts.remove(self.desk, self.member.id)
        return Done(f"{self.member.name} no longer has an account. The logbook has a new key.")
