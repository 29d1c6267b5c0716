"""One supervision as it is being prepared: gathered from the log, and what its manager added."""

from collections.abc import Mapping, Sequence
from datetime import date
from threading import Lock
from typing import Any
from zoneinfo import ZoneInfo

from logbook.domain.events import Plain, new_id
from logbook.domain.people import Member
from logbook.domain.supervision import Action, Done
from logbook.services import supervision, worksheets
from logbook.services.desk import Desk
from logbook.services.supervision import Preparation
from logbook.services.worksheets import Worksheet
from logbook.tui.session import Session

ABOUT = "supervision:"
"""What a worksheet is about, before the worker's id."""
START, END, LEFT_OUT, REVIEWED, AGREED = "start", "end", "left-out", "reviewed", "agreed"


def sheets(desk: Desk) -> Mapping[str, Worksheet]:
    """What is begun, by the worker's id."""
    return {
        each.about.removeprefix(ABOUT): each
        for each in worksheets.unfinished(desk)
        if each.about.startswith(ABOUT)
    }


class Preparing:
    """Only the screens change `words`; `keep` saves the newest from any thread, one at a time."""

    def __init__(self, session: Session, worker: Member) -> None:
        """Open what there is. Slow enough to be called in a thread."""
        self.session = session
        self.worker = worker
        self._sheet = worksheets.open_sheet(self.desk, f"{ABOUT}{worker.id}")
        self.words: dict[str, Plain] = dict(self._sheet.words)
        self._kept = dict(self.words)
        self._one_at_a_time = Lock()
        self.is_over = False
        self.prepared = self._gathered()

    @property
    def desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    @property
    def sheet_id(self) -> str:
        """Of what is kept of it, which ends with the save that holds the meeting."""
        return self._sheet.stored.id

    def _gathered(self) -> Preparation:
        return supervision.prepare(
            self.desk, self.worker, start=self._day(START), end=self._day(END)
        )

    def gather(self) -> None:
        """Look again, as what was entered or decided meanwhile belongs to it too."""
        self.prepared = self._gathered()

    def _day(self, key: str) -> date | None:
        written = self.words.get(key)
        return date.fromisoformat(str(written)) if written else None

    # what its manager added

    @property
    def left_out(self) -> frozenset[str]:
        return frozenset(self._list(LEFT_OUT))

    @property
    def picked(self) -> Sequence[str]:
        return [each.id for each in self.prepared.entries if each.id not in self.left_out]

    @property
    def reviewed(self) -> Mapping[str, Done]:
        written = self.words.get(REVIEWED) or {}
        known = {each.id for each in self.prepared.before}
        if not isinstance(written, Mapping):
            return {}
        return {key: Done(str(done)) for key, done in written.items() if key in known}

    @property
    def agreed(self) -> Sequence[Action]:
        return [Action.from_plain(each) for each in self._list(AGREED)]

    def _list(self, key: str) -> list[Any]:
        written = self.words.get(key)
        return list(written) if isinstance(written, list | tuple) else []

    @property
    def elsewhere(self) -> str:
        """What was written about it at another terminal, where that differs."""
        said = self._sheet.elsewhere.get("discussed")
        return str(said) if said else ""

    def set_period(self, start: date, end: date) -> None:
        self.words |= {START: start.isoformat(), END: end.isoformat()}

    def turn(self, entry: str) -> None:
        """Take an entry out, or back in."""
        out = self.left_out ^ {entry}
        self.words[LEFT_OUT] = list[Plain](sorted(out))

    def review(self, action: str, done: Done) -> None:
        became = {**self.reviewed, action: done}
        self.words[REVIEWED] = {
            key: each.value for key, each in became.items() if each is not Done.OPEN
        }

    def agree(self, what: str, who: str, by: date, *, instead_of: str = "") -> None:
        """Write down something agreed, or write it anew."""
        action = Action(id=instead_of or new_id(), what=what, who=who, by=by)
        before = list(self.agreed)
        at = [each.id for each in before].index(instead_of) if instead_of else len(before)
        self._write_agreed([*before[:at], action, *before[at + 1 :]])

    def take_away(self, action: str) -> None:
        self._write_agreed([each for each in self.agreed if each.id != action])

    def _write_agreed(self, actions: Sequence[Action]) -> None:
        self.words[AGREED] = [each.to_plain() for each in actions]

    # keeping it

    @property
    def is_unsaved(self) -> bool:
        return not self.is_over and self.words != self._kept

    def keep(self) -> str:
        """Save what is newest. Call it in a thread.

        Returns:
            When it was saved, as the header shows it.

        Raises:
            DraftGone: the meeting was held at another terminal.
            StoreFault: it is not saved.
        """
        with self._one_at_a_time:
            if self.is_unsaved:
                newest = dict(self.words)
                self._sheet = worksheets.keep(self.desk, self._sheet, newest)
                self._kept = newest
        zone = ZoneInfo(self.desk.directory.settings.zone)
        return f"{self._sheet.saved_at.astimezone(zone):%H:%M}"

    def finish(self) -> None:
        """It was held: nothing of it is kept but what is in the log."""
        with self._one_at_a_time:
            self.is_over = True
            worksheets.discard(self.desk, self._sheet)
