"""Keeping, holding and erasing what is past its years: each with a reason, erasing with two."""

import asyncio
from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from logbook.domain.people import Member
from logbook.domain.questions import Option
from logbook.services import erasing, retention
from logbook.services.desk import Desk
from logbook.services.erasing import Erased, Waiting
from logbook.services.retention import Past
from logbook.tui.keys import bindings_of
from logbook.tui.places import Place
from logbook.tui.screens.asked import Asked, Said, needed
from logbook.tui.screens.people import past_cards as can
from logbook.tui.screens.people.form import Done, PeopleForm, choice
from logbook.tui.screens.people.past_cards import PastNow
from logbook.tui.screens.people.roster import Roster
from logbook.tui.screens.steps import Step, StepsScreen
from logbook.tui.session import Session
from logbook.tui.text import plain
from logbook.tui.widgets.answer_line import AnswerLine
from logbook.tui.widgets.story import Story

COPIES = "Delete what you can of these, or tell whoever has them. "
NO_NAME = "It stays in the log, so write no name of a service user."


def reason(words: str, missing: str) -> Asked:
    return Asked(
        key="because", words=words, hint=NO_NAME, field=Story, check=needed("because", missing)
    )


class PastForm(PeopleForm):
    """One reason about one entry."""

    words: ClassVar[str]
    missing: ClassVar[str] = "Say why, in a few words and without a name."

    def __init__(self, session: Session, roster: Roster, past: Past) -> None:
        self.past = past
        super().__init__(session, roster, past.id, past.reference)

    def questions(self) -> tuple[Asked, ...]:
        return (reason(self.words, self.missing),)


class KeepOnForm(PastForm):
    heading = "Keep it for another year"
    words = "Why is it kept longer?"

    @property
    def act_words(self) -> str:
        return "Keep it"

    @property
    def afterwards(self) -> str:
        return "It is on this list again in a year."

    def save(self, said: Said) -> Done:
        kept = retention.keep_on(self.desk, self.past.reference, said["because"])
        return Done(f"{kept.reference} is kept for another year.")


class HoldForm(PastForm):
    heading = "Hold it"
    words = "What is it held for?"

    @property
    def act_words(self) -> str:
        return "Hold it"

    @property
    def afterwards(self) -> str:
        return "Nobody can erase it until you let it go."

    def save(self, said: Said) -> Done:
        held = retention.hold(self.desk, self.past.reference, said["because"])
        return Done(f"{held.reference} is held.")


class LetGoForm(PastForm):
    heading = "It need not be held any more"
    words = "Why need it not be held any more?"

    @property
    def act_words(self) -> str:
        return "Let it go"

    @property
    def afterwards(self) -> str:
        return "It is among what is past its years again. Nothing is erased by that."

    def save(self, said: Said) -> Done:
        past = retention.let_go(self.desk, self.past.reference, said["because"])
        return Done(f"{past.reference} is not held any more.")


class AskErasingForm(PastForm):
    heading = "Erase it"
    words = "Why is it erased?"

    def __init__(
        self, session: Session, roster: Roster, past: Past, seconds: Sequence[Member]
    ) -> None:
        self.seconds = tuple(seconds)
        super().__init__(session, roster, past)

    def questions(self) -> tuple[Asked, ...]:
        options = [Option(each.id, f"{each.name}, {each.role_words}") for each in self.seconds]
        return (
            choice(
                "second",
                "Who confirms it?",
                options,
                hint="They read its reference, its kind, its day and your reason: no more of it.",
                missing="Choose who confirms it.",
            ),
            reason(self.words, self.missing),
        )

    @property
    def act_words(self) -> str:
        return "Ask them"

    @property
    def afterwards(self) -> str:
        return "Nothing is erased before they confirm it with their own passphrase."

    def save(self, said: Said) -> Done:
        asked = erasing.ask(self.desk, self.past.reference, said["second"], said["because"])
        return Done(f"{asked.second} is asked at their next sign-in.")


class RefuseErasingForm(PeopleForm):
    heading = "Refuse it"

    def __init__(self, session: Session, roster: Roster, waiting: Waiting) -> None:
        self.waiting = waiting
        super().__init__(session, roster, waiting.request.id, waiting.reference)

    def questions(self) -> tuple[Asked, ...]:
        missing = "Say why it stays, without a name: whoever asked reads it."
        return (reason("Why does it stay?", missing),)

    @property
    def act_words(self) -> str:
        return "Refuse it"

    @property
    def afterwards(self) -> str:
        return f"{self.waiting.asked_by} reads why. The entry stays as it is."

    def save(self, said: Said) -> Done:
        erasing.end(self.desk, self.waiting.request.id, said["because"])
        return Done(f"{self.waiting.reference} stays.")


class ConfirmErasingScreen(StepsScreen):
    """The second of two people: their passphrase, and then where copies may still be."""

    place = Place.ERASE
    BINDINGS: ClassVar[list[BindingType]] = [*bindings_of(Place.ERASE)]
    CSS_PATH: ClassVar[str] = "../steps.tcss"

    def __init__(self, session: Session, waiting: Waiting) -> None:
        super().__init__(f"{Place.ERASE.heading} · {waiting.reference}", who=session.member.name)
        self.roles = session.roles
        self.desk: Desk = session.desk
        self.waiting = waiting
        self.done: Erased | None = None
        """What was erased, once it is."""

    def steps(self) -> Sequence[Step]:
        asked = self.waiting
        return (
            Step(
                key="passphrase",
                words="Your passphrase, to erase it",
                page=(
                    f"{asked.reference}: {asked.title}.\n"
                    f"{asked.asked_by} asks for it: {asked.request.because}\n\n"
                    "Its words are gone for good. That it was, by whom and why, stays in the log."
                ),
                hint="Enter erases it. Esc goes back, and nothing is erased.",
                missing="Type your passphrase, then Enter.",
                secret=True,
            ),
        )

    async def finish(self) -> None:
        passphrase = self.typed.pop("passphrase")
        request = self.waiting.request.id
        self.done = await asyncio.to_thread(erasing.confirm, self.desk, request, passphrase)
        await self.query(AnswerLine).remove()
        self._count.update("")
        self._words.update("It is erased")
        self._page.update(plain(self.done.words))
        self._hint.update(plain(f"{COPIES if self.done.copies else ''}Enter goes back."))

    def action_next_step(self) -> None:
        """After it is erased there is nothing left to type."""
        if self.done is not None:
            self.dismiss()


_ON_PAST: Mapping[str, type[PastForm]] = {
    can.KEEP: KeepOnForm,
    can.HOLD: HoldForm,
    can.LET_GO: LetGoForm,
}


def form_of(session: Session, roster: Roster, now: PastNow, card_id: str, key: str) -> PeopleForm:
    """What is asked for one of these. Called in a thread."""
    if key == can.REFUSE:
        return RefuseErasingForm(session, roster, now.asked(card_id))
    past = now.past(card_id)
    if key == can.ASK:
        seconds = erasing.may_confirm(session.desk, past.id)
        return AskErasingForm(session, roster, past, seconds)
    return _ON_PAST[key](session, roster, past)


def take_back(desk: Desk, entry_id: str) -> str:
    """Take back one's own request: nobody has to say why."""
    ended = erasing.take_back(desk, entry_id)
    return f"{ended.reference} is not to be erased. {ended.second} is not asked any more."
