"""Somebody at work: who is signed in, with their keys, the open store and the clock."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from logbook.domain.directory import Directory
from logbook.domain.events import (
    DIRECTORY,
    ENTRY,
    READERS,
    RECORD,
    SEALED,
    Event,
    Logged,
    Plain,
    Verb,
    as_logged,
    canonical,
    is_sealed_body,
    new_id,
    readers_in,
)
from logbook.domain.people import Member, Staff
from logbook.domain.questions import Asking
from logbook.domain.refusals import NotAllowed
from logbook.services import sealing
from logbook.storage.faults import KeyChangedElsewhere
from logbook.storage.store import Progress, Store, unwatched
from logbook.vault import keyfile
from logbook.vault.keys import Keys, NoAccountHere, SignInChanged, renew

Clock = Callable[[], datetime]
T = TypeVar("T")


def wall_clock() -> datetime:
    return datetime.now(UTC)


class Gone(NotAllowed):
    """The account was removed, or its sign-in was reset, while it was in use."""


@dataclass
class Desk:
    """What every service is given first.

    The store and the keys change only when the data key was rotated at another terminal; then both
    are renewed in silence.
    """

    folder: Path
    """The data folder: the store, the key file and what stands beside them."""
    store: Store
    keys: Keys
    clock: Clock = wall_clock
    terminal: str = field(default_factory=new_id)

    @property
    def now(self) -> datetime:
        return self.clock()

    @property
    def today(self) -> date:
        """The day it is where the service is."""
        zone = ZoneInfo(self.directory.settings.zone)
        return self.now.astimezone(zone).date()

    @property
    def directory(self) -> Directory:
        return self.call(Store.directory)

    @property
    def staff(self) -> Staff:
        return self.directory.staff

    @property
    def member(self) -> Member:
        return self.staff[self.keys.member_id]

    def asking(self) -> Asking:
        """What a question needs to read an answer: who is here, who is supported, and when."""
        directory = self.directory
        return Asking(
            now=self.now,
            zone=directory.settings.zone,
            people=directory.people,
            staff=directory.staff,
        )

    def call(self, work: Callable[[Store], T]) -> T:
        """Do something with the store, once more if its key was rotated meanwhile.

        Raises:
            Gone: this person no longer has an account here.
        """
        try:
            return work(self.store)
        except KeyChangedElsewhere:
            self._renew()
            return work(self.store)

    def read(self, work: Callable[[Connection], T]) -> T:
        """Do something with one unchanging view of the store."""

        def reading(store: Store) -> T:
            with store.reading() as connection:
                return work(connection)

        return self.call(reading)

    def read_among(self, work: Callable[[Connection, Directory], T]) -> T:
        """The same, knowing who was here at that instant."""

        def reading(store: Store) -> T:
            with store.reading() as connection:
                return work(connection, store.directory_in(connection))

        return self.call(reading)

    def read_with_names(self, work: Callable[[Connection], T]) -> tuple[T, Directory]:
        """The same, and who was here at that instant: what ids are called comes with the ids."""
        return self.read_among(lambda connection, directory: (work(connection), directory))

    def save(self, work: Callable[[Connection], T]) -> T:
        """Do something that is saved as a whole, or not at all."""
        return self.call(lambda store: store.save(work))

    def append(
        self,
        *events: Event,
        expected: Mapping[str, int] | None = None,
        finishing: str = "",
        settling: Progress = unwatched,
    ) -> tuple[Logged, ...]:
        """Add events to the log, signed by whoever is signed in.

        After a change of staff or settings, everybody's rights are as they should be when this
        returns; `settling` is told how far it is.

        Raises:
            ChangedElsewhere, ReferenceTaken, SameIdOtherContent, StoreFault: as the store says.
        """
        ready, expecting = self._ready(events, dict(expected or {}))
        logged = self.call(
            lambda store: store.append(
                ready, sign=self.keys.sign, expected=expecting, finishing=finishing
            )
        )
        if ready != events:
            logged = self._with_words(logged, events)
        if any(event.verb in DIRECTORY for event in events):
            self.call(lambda store: store.settle(settling))
        return logged

    def events_of(self, about: str) -> tuple[Logged, ...]:
        """Everything that happened to something, with its words where they are sealed.

        Raises:
            NotSealedToYou, SealBroken: they are, and cannot be opened by this person.
        """
        events = self.stored_events_of(about)
        return sealing.opened(events, self.keys) if sealing.is_sealed(events) else events

    def stored_events_of(self, about: str) -> tuple[Logged, ...]:
        """The same as the log holds it: of what is sealed, ciphertext and readers."""
        return self.call(lambda store: store.events_of(about))

    def close(self) -> None:
        self.store.close()

    # sealing

    def _ready(
        self, events: tuple[Event, ...], expected: dict[str, int]
    ) -> tuple[tuple[Event, ...], dict[str, int]]:
        """The events as they go into the log: nobody has to remember what is to be sealed.

        What is sealed names its readers, so it is only saved on top of what it was made from.
        """
        if not any(event.verb in ENTRY | RECORD for event in events):
            return events, expected
        known: dict[str, Sequence[Logged]] = {}
        ready = tuple(self._sealed(event, known, expected) for event in events)
        return ready, expected

    def _sealed(
        self, event: Event, known: dict[str, Sequence[Logged]], expected: dict[str, int]
    ) -> Event:
        if event.verb is Verb.SENT:
            return self._sealed_sending(event, known) if event.body.get(SEALED) is True else event
        if event.about not in known:
            known[event.about] = self.stored_events_of(event.about)
        before = known[event.about]
        if not sealing.is_sealed(before):
            return event
        there = next((each for each in before if each.id == event.id), None)
        if there is not None:
            return self._again(event, there, before)
        expected.setdefault(event.about, before[-1].seq)
        if is_sealed_body(event.body):
            return event
        named = sealing.with_readers(event, sealing.opened(before, self.keys))
        to = sealing.public_keys(readers_in(named.body), self.directory, before)
        ready = sealing.seal(named, to)
        known[event.about] = (*before, as_logged(ready, before[-1].seq + 1))
        return ready

    def _sealed_sending(self, event: Event, known: dict[str, Sequence[Logged]]) -> Event:
        stored = self.stored_events_of(event.about)
        if stored and stored[0].id == event.id:
            known[event.about] = stored
            return self._again(event, stored[0], stored)
        directory = self.directory
        named = sealing.with_first_readers(event, directory, self.today)
        ready = sealing.seal(named, sealing.public_keys(readers_in(named.body), directory))
        known[event.about] = (as_logged(ready, 1),)
        return ready

    def _again(self, event: Event, there: Logged, before: Sequence[Logged]) -> Event:
        """What was saved already is sealed already: no two seals of the same words are equal."""
        opened = sealing.opened(before[: before.index(there) + 1], self.keys)[-1]
        if canonical(_words(opened.body)) != canonical(_words(event.body)):
            return event
        return replace(event, body=there.body or {})

    def _with_words(
        self, logged: tuple[Logged, ...], events: tuple[Event, ...]
    ) -> tuple[Logged, ...]:
        """What was saved, with the words that went into the seals."""
        said = {event.id: event.body for event in events}
        return tuple(
            replace(each, body={**said[each.id], READERS: readers_in(each.body)})
            if is_sealed_body(each.body)
            else each
            for each in logged
        )

    def _renew(self) -> None:
        present = keyfile.load(self.folder)
        try:
            self.keys = renew(self.keys, present)
        except (NoAccountHere, SignInChanged) as why:
            raise Gone("You no longer have an account here. Ask your manager.") from why
        self.store.close()
        self.store = Store.open(
            self.folder,
            tuple(self.keys.data_keys.values()),
            present.logbook_id,
            self.store.terminal,
        )


def _words(body: Mapping[str, Plain] | None) -> dict[str, Plain]:
    return {key: said for key, said in (body or {}).items() if key != READERS}
