"""Somebody at work: who is signed in, with their keys, the open store and the clock."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from logbook.domain.directory import Directory
from logbook.domain.events import DIRECTORY, Event, Logged, new_id
from logbook.domain.people import Member, Staff
from logbook.domain.questions import Asking
from logbook.domain.refusals import NotAllowed
from logbook.storage.faults import KeyChangedElsewhere
from logbook.storage.store import Store
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

    def save(self, work: Callable[[Connection], T]) -> T:
        """Do something that is saved as a whole, or not at all."""
        return self.call(lambda store: store.save(work))

    def append(
        self,
        *events: Event,
        expected: Mapping[str, int] | None = None,
        finishing: str = "",
    ) -> tuple[Logged, ...]:
        """Add events to the log, signed by whoever is signed in.

        After a change of staff or settings, everybody's rights are as they should be when this
        returns.

        Raises:
            ChangedElsewhere, ReferenceTaken, SameIdOtherContent, StoreFault: as the store says.
        """
        logged = self.call(
            lambda store: store.append(
                events, sign=self.keys.sign, expected=expected, finishing=finishing
            )
        )
        if any(event.verb in DIRECTORY for event in events):
            self.call(Store.settle)
        return logged

    def close(self) -> None:
        self.store.close()

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
