"""Changing a setting: what it does to open entries is said first, then one button changes it."""

from collections.abc import Callable, Mapping
from typing import ClassVar, TypeAlias

from logbook.domain.calendar import Region
from logbook.domain.events import Plain
from logbook.domain.own_options import label_of
from logbook.domain.questions import Option
from logbook.domain.settings import NOT_LISTED
from logbook.policy.lists import LISTS
from logbook.policy.retention import kept
from logbook.services import settings as services
from logbook.services.settings import Offered
from logbook.tui.screens.asked import Asked, Said, needed
from logbook.tui.screens.people.form import Done, PeopleForm, choice, line
from logbook.tui.screens.people.roster import Roster
from logbook.tui.session import Session

_CELL_WORDS: Mapping[str, tuple[str, str]] = {
    "acknowledge": ("Within which time does a manager say that they have read it?", ""),
    "decide": ("Within which time is it decided?", ""),
    "climbs": (
        "When does silence take it further, and to whom?",
        "Like: next manager after 30 min, General Manager when late to acknowledge (or to decide)",
    ),
}
_SPANS = "Like 30 min, 4 h, 7 days, 3 working days, or same day."
_HINTS: Mapping[str, str] = {
    "extra_holidays": "Days like 2026-12-24, with commas between. Empty for none.",
}


class SettingForm(PeopleForm):
    """`seen` is what it was when this was opened: nobody overwrites what they never saw."""

    heading = "Settings"

    def __init__(self, session: Session, roster: Roster, name: str, *, affected: int) -> None:
        self.setting = name
        self.affected = affected
        self.seen: Plain = roster.directory.settings.plain_of(name)
        super().__init__(session, roster, self.kept_for, services.label_of_setting(name))

    @property
    def kept_for(self) -> str:
        return self.setting

    @property
    def act_words(self) -> str:
        return "Change it"

    @property
    def afterwards(self) -> str:
        does = services.affected_words(self.affected)
        return " ".join(filter(None, (does, super().afterwards)))

    def typed(self, text: str) -> tuple[str, Plain]:
        """The setting and the value that this text asks for."""
        return services.typed(self.roster.directory.settings, self.setting, text)

    def check(self, said: Said) -> None:
        name, value = self.typed(said["value"])
        self.roster.directory.settings.changed(name, value)

    def save(self, said: Said) -> Done:
        name, value = self.typed(said["value"])
        after = services.change(self.desk, name, value, seen=self.seen, progress=self._say_progress)
        return Done(f"{self.concerned}: {services.words_of(after, name)}.")

    def _say_progress(self, done: int, of: int) -> None:
        """Said from the thread that saves."""
        self.app.call_from_thread(self.notice_saved, f"New times: {done:,} of {of:,} entries …")

    def notice_saved(self, words: str) -> None:
        self.header.saved = words


class ValueForm(SettingForm):
    """One setting that is a number, a word, a time or a list of days."""

    def questions(self) -> tuple[Asked, ...]:
        settings = self.roster.directory.settings
        if self.setting == "region":
            return (
                choice(
                    "value",
                    "Whose bank holidays are days off?",
                    [Option(each.value, each.words) for each in Region],
                    missing="Choose one.",
                    before=settings.region.value,
                ),
            )
        if services.whole(self.setting) == "retention":
            years = kept(settings, self.setting.partition(".")[2]).years
            hint = (
                f"Whole years. {NOT_LISTED} for never looking at them again. Nothing is deleted by "
                "itself."
            )
            return (self._line("After how many years is it looked at again?", hint, str(years)),)
        hint = _HINTS.get(self.setting, services.hint_of(self.setting))
        return (self._line(self.concerned_words, hint, _as_typed(self.seen)),)

    @property
    def concerned_words(self) -> str:
        return f"{services.label_of_setting(self.setting)}:"

    def _line(self, words: str, hint: str, before: str) -> Asked:
        return line("value", words, hint, before=before, check=self.check)


def _as_typed(value: Plain) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)


class CellForm(SettingForm):
    """One cell of the table of clocks."""

    def __init__(
        self, session: Session, roster: Roster, name: str, *, affected: int, cell: str
    ) -> None:
        self.cell = cell
        super().__init__(session, roster, name, affected=affected)

    @property
    def kept_for(self) -> str:
        return f"{self.setting}.{self.cell}"

    def typed(self, text: str) -> tuple[str, Plain]:
        return services.typed(self.roster.directory.settings, self.kept_for, text)

    def questions(self) -> tuple[Asked, ...]:
        words, hint = _CELL_WORDS[self.cell]
        before = services.cell_words(self.roster.directory.settings, self.setting, self.cell)
        return (line("value", words, hint or _SPANS, before=before, check=self.check),)


class AddAnswerForm(SettingForm):
    def questions(self) -> tuple[Asked, ...]:
        def check(said: Said) -> None:
            label_of(said["value"])

        return (
            line(
                "value",
                "Which answer is missing?",
                "In a few words, as staff will read it. It can be left out of new questions later,"
                " never deleted.",
                check=check,
            ),
        )

    @property
    def act_words(self) -> str:
        return "Add it"

    @property
    def afterwards(self) -> str:
        return "Every question with this list offers it from now on."

    @property
    def of(self) -> str:
        return self.setting.partition(".")[2]

    def save(self, said: Said) -> Done:
        made = services.add_option(self.desk, self.of, said["value"])
        return Done(f"{made.label} is offered from now on.")


class AnswerForm(AddAnswerForm):
    """One answer of a list, to be left out or offered again."""

    asks: ClassVar[str]
    missing: ClassVar[str] = "Choose an answer."

    def __init__(
        self,
        session: Session,
        roster: Roster,
        name: str,
        *,
        affected: int,
        answers: tuple[Offered, ...],
    ) -> None:
        self.answers = answers
        super().__init__(session, roster, name, affected=affected)

    def fits(self, answer: Offered) -> bool:
        raise NotImplementedError

    def questions(self) -> tuple[Asked, ...]:
        offered = [each.option for each in self.answers if self.fits(each)]
        options = [Option(each.key, each.label) for each in offered]
        return (choice("value", self.asks, options, hint=self.hint, missing=self.missing),)

    @property
    def hint(self) -> str:
        return "Arrows or the number, then Enter."


class StopAnswerForm(AnswerForm):
    asks = "Which answer is left out of new questions?"

    def fits(self, answer: Offered) -> bool:
        return answer.option.enabled and not answer.why_not

    @property
    def kept_for(self) -> str:
        return f"{self.setting}.stop"

    @property
    def hint(self) -> str:
        always = sum(bool(each.why_not) for each in self.answers)
        stay = f" {always} others stay, because the policy acts on them or they always fit."
        return f"Arrows or the number, then Enter.{stay if always else ''}"

    @property
    def act_words(self) -> str:
        return "Leave it out"

    @property
    def afterwards(self) -> str:
        return "It stays where it was chosen, in entries and in what is not finished."

    def save(self, said: Said) -> Done:
        gone = services.stop_offering(self.desk, self.of, said["value"])
        return Done(f"{gone.label} is not offered any more.")


class OfferAnswerForm(AnswerForm):
    asks = "Which answer is offered again?"

    def fits(self, answer: Offered) -> bool:
        return not answer.option.enabled

    @property
    def kept_for(self) -> str:
        return f"{self.setting}.offer"

    @property
    def act_words(self) -> str:
        return "Offer it again"

    def save(self, said: Said) -> Done:
        return Done(f"{services.offer_again(self.desk, self.of, said['value']).label} is offered.")


class ContactForm(SettingForm):
    """Who, on which number, and whether it was tried."""

    def questions(self) -> tuple[Asked, ...]:
        return (*self.first(), *self.words())

    def first(self) -> tuple[Asked, ...]:
        return ()

    @staticmethod
    def words() -> tuple[Asked, ...]:
        return (
            line(
                "name",
                "Who is it?",
                "Like “Adult safeguarding, Northshire Council”.",
                check=needed("name", "Type a name that staff will know."),
            ),
            line(
                "telephone",
                "On which number?",
                "As it is dialled.",
                check=needed("telephone", "Type the telephone number."),
            ),
            choice(
                "tried",
                "Did you try the number?",
                (Option("yes", "Yes, today, and it is right"), Option("no", "Not yet")),
                missing="Choose one.",
            ),
        )

    @property
    def act_words(self) -> str:
        return "Add them"

    @property
    def kept_for(self) -> str:
        return f"{self.setting}.{type(self).__name__}"

    def save(self, said: Said) -> Done:
        services.add_contact(
            self.desk,
            name=said["name"],
            telephone=said["telephone"],
            checked=said["tried"] == "yes",
        )
        return Done(f"{said['name'].strip()} is on the list.")


class WhichContactForm(ContactForm):
    """First which of those on the list."""

    asks: ClassVar[str] = "Whose number did you try today?"

    def first(self) -> tuple[Asked, ...]:
        rows = self.roster.directory.settings.outside_contacts
        options = [
            Option(f"at-{nth}", each.name, hint=each.telephone) for nth, each in enumerate(rows)
        ]
        return (choice("which", self.asks, options, missing="Choose one."),)

    @staticmethod
    def words() -> tuple[Asked, ...]:
        return ()

    @property
    def act_words(self) -> str:
        return "The number is right"

    def which(self, said: Said) -> str:
        rows = self.roster.directory.settings.outside_contacts
        return rows[int(said["which"].removeprefix("at-"))].name

    def save(self, said: Said) -> Done:
        name = self.which(said)
        services.checked_contact(self.desk, name)
        return Done(f"Tried today: {name}.")


class ChangeContactForm(WhichContactForm):
    asks = "Whom do you change?"

    @staticmethod
    def words() -> tuple[Asked, ...]:
        return ContactForm.words()

    @property
    def act_words(self) -> str:
        return "Change them"

    def save(self, said: Said) -> Done:
        services.change_contact(
            self.desk,
            self.which(said),
            name=said["name"],
            telephone=said["telephone"],
            checked=said["tried"] == "yes",
        )
        return Done(f"{said['name'].strip()}: {said['telephone'].strip()}.")


class RemoveContactForm(WhichContactForm):
    asks = "Whom do you take off the list?"

    @property
    def act_words(self) -> str:
        return "Take them off"

    def save(self, said: Said) -> Done:
        name = self.which(said)
        services.remove_contact(self.desk, name)
        return Done(f"{name} is off the list.")


Made: TypeAlias = Callable[[Session, Roster], PeopleForm]

_OF_LISTS: Mapping[str, type[AnswerForm]] = {
    "stop-answer": StopAnswerForm,
    "offer-answer": OfferAnswerForm,
}
_OF_CONTACTS: Mapping[str, type[ContactForm]] = {
    "add-contact": ContactForm,
    "checked-contact": WhichContactForm,
    "change-contact": ChangeContactForm,
    "remove-contact": RemoveContactForm,
}


def form_of(session: Session, name: str, key: str) -> Made:
    """What makes the form, with everything read that it needs. Called in a thread."""
    affected = services.affected(session.desk, name)
    of = name.partition(".")[2]
    answers = services.options(session.desk, of) if of in LISTS else ()

    def made(session: Session, roster: Roster) -> PeopleForm:
        if key in _OF_LISTS:
            return _OF_LISTS[key](session, roster, name, affected=0, answers=answers)
        if key in _OF_CONTACTS:
            return _OF_CONTACTS[key](session, roster, name, affected=0)
        if key == "add-answer":
            return AddAnswerForm(session, roster, name, affected=0)
        if key == "set":
            return ValueForm(session, roster, name, affected=affected)
        return CellForm(session, roster, name, affected=affected, cell=key)

    return made
