"""Every screen and dialog of the program, found in the source, and how one gets to it."""

import importlib
import inspect
import pkgutil
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from service_makers import DANIEL, ORDINARY, SAUL, BirchLane, answered, sent
from textual.screen import Screen

from logbook.domain.actions import AgreedAction
from logbook.domain.erasing import NOTHING_SAID, Request
from logbook.domain.people import Member, Person
from logbook.domain.questions import Stop
from logbook.domain.supervision import Meeting
from logbook.policy.kinds import kind_of
from logbook.policy.retention import Kept
from logbook.services import accepting, amending, paper, reading, settings, supervision
from logbook.services import recording as services
from logbook.services.absence import HandedUp
from logbook.services.accounts import Code
from logbook.services.actions import ToDo
from logbook.services.desk import Desk
from logbook.services.erasing import Waiting
from logbook.services.exporting.entries import Wanted
from logbook.services.filtering import EVERYTHING
from logbook.services.retention import Past
from logbook.tui import screens
from logbook.tui.places import BEFORE, Place
from logbook.tui.recording import Recording
from logbook.tui.reviewing import Reviewing
from logbook.tui.screens import review, way
from logbook.tui.screens.help import HelpScreen
from logbook.tui.screens.pack_form import Packing
from logbook.tui.screens.people import roster
from logbook.tui.screens.people.roster import ListOf
from logbook.tui.screens.supervision.preparing import Preparing
from logbook.tui.session import Session

TODAY = date(2026, 11, 18)
CONCRETE = frozenset({"EntryScreen"})
"""Those with a kind of their own beneath them that are opened themselves too."""
MANAGERS = frozenset(
    {"TriageScreen", "EarlierScreen", "ElsewhereScreen", "ExportFormScreen"}
    | {"ReviewQuestionScreen", "DecisionScreen"}
    | {"RedactScreen", "LeaveOutScreen"}
    | {"BehindScreen", "SameContactScreen", "FiguresScreen"}
)
"""Screens of a manager outside the folder of a manager's moves."""
WORKERS = frozenset({"AnswerScreen", "WithdrawScreen"})
"""What stands among those moves and is an author's."""


def every_screen() -> tuple[type[Screen[Any]], ...]:
    """All that are opened, by name; whatever only others are made from is left out."""
    for module in pkgutil.walk_packages(screens.__path__, f"{screens.__name__}."):
        importlib.import_module(module.name)
    ours = {each for each in _beneath(Screen) if each.__module__.startswith(screens.__name__)}
    opened = (each for each in ours if each.__name__ in CONCRETE or not each.__subclasses__())
    return tuple(sorted(opened, key=lambda each: (each.__module__, each.__name__)))


def _beneath(kind: type[Any]) -> Iterator[type[Screen[Any]]]:
    for each in kind.__subclasses__():
        yield each
        yield from _beneath(each)


def is_inside(kind: type[Screen[Any]]) -> bool:
    """Whether somebody is signed in there, and it can be covered."""
    place = getattr(kind, "place", None)
    return place not in (*BEFORE, Place.COVER)


def is_a_managers(kind: type[Screen[Any]]) -> bool:
    if kind.__name__ in WORKERS:
        return False
    folder = kind.__module__.removeprefix(screens.__name__).split(".")[1]
    return folder in ("moves", "people", "supervision") or kind.__name__ in MANAGERS


class Ways:
    """Makes a screen for somebody, each argument by the name it has everywhere."""

    def __init__(self, lane: BirchLane, session: Session, author: Session) -> None:
        self.lane = lane
        self.session = session
        entry = sent(author.desk)
        self.opened = reading.open_entry(session.desk, entry.id)

    def screen(self, kind: type[Screen[Any]]) -> Screen[Any]:
        """One of this kind.

        A screen may want what no other does: say here how it is made.
        """
        known = {**self._shared(), **self._of_its_own(kind.__name__)}
        wanted = [
            each
            for each in inspect.signature(kind).parameters.values()
            if each.default is inspect.Parameter.empty
        ]
        unknown = [each.name for each in wanted if each.name not in known]
        assert not unknown, f"say in every_screen.py what {kind.__name__} means by {unknown}"
        return kind(**{each.name: _made(known[each.name]) for each in wanted})

    def _shared(self) -> Mapping[str, Any]:
        return {
            "session": self.session,
            "entry_id": self.opened.id,
            "opened": self.opened,
            "entry": self.opened,
            "recording": self._begun,
            "earlier": (),
            "question": lambda: self._begun().journey.current,
            "roster": lambda: roster.read(self.session.desk),
            "member": lambda: self._member(SAUL),
            "person": self._person,
            "past": self._past,
            "waiting": self._asked,
            "preparing": lambda: Preparing(self.session, self._member(SAUL)),
        }

    def _of_its_own(self, name: str) -> Mapping[str, Any]:
        amending_it = {"recording": lambda: way.amend(self.session, self.opened.id)}
        contacts = {"name": "outside_contacts", "affected": 0}
        own: Mapping[str, Mapping[str, Any]] = {
            "AcceptingScreen": {"waits": lambda: accepting.waiting(self._desk)},
            "CellForm": {"name": "clocks.high", "affected": 2, "cell": "climbs"},
            "ValueForm": {"name": "extra_holidays", "affected": 2},
            "StopAnswerForm": self._answers(),
            "OfferAnswerForm": self._answers(),
            "ChangeContactForm": contacts,
            "RemoveContactForm": contacts,
            "AmendScreen": amending_it,
            "DecisionScreen": {"reviewing": self._reviewing},
            "DoneScreen": {"todo": self._todo},
            "NotNeededScreen": {"todo": self._todo},
            "ReviewQuestionScreen": {
                "reviewing": self._reviewing,
                "question": lambda: self._reviewing().journey.current,
            },
            "AnsweringScreen": amending_it,
            "AskErasingForm": {"seconds": ()},
            "BehindScreen": {"where": "Behind it", "entries": (self.opened.id,)},
            "BesideScreen": {"key": amending.NOTE},
            "ColleagueScreen": {"key": "for-whom"},
            "CardScreen": {"which": ListOf.STAFF, "wanted": lambda: self._member(SAUL).id},
            "ChoosingScreen": {"heading": "Level", "take": lambda: str},
            "ChronologyScreen": {"of": lambda: self._person().id},
            "FilterScreen": {"chosen": EVERYTHING},
            "CodeScreen": {"code": self._code},
            "LeaveForm": {"handed_up": HandedUp(to="Grace Adeyemi", held=1, answering=("Nia",))},
            "RenameHouseForm": {"name": "Maple House"},
            "ElsewhereScreen": {"lines": ("Grace read it.",), "reference": "K7", "act": "Take it"},
            "ExportFormScreen": {"chosen": Wanted()},
            "HelpScreen": {"of": Place.HOME},
            "PackFormScreen": {"packing": self._packing},
            "SignHereScreen": {"worker": lambda: self._member(SAUL), "meeting": self._meeting},
            "SentScreen": {"sent": self._sent},
            "StopScreen": {"recording": self._stopped, "question": _stop()},
            "SureScreen": {"words": "Throw it away?", "act": "Throw away", "keep": "Keep it"},
        }
        return own.get(name, {})

    @property
    def _desk(self) -> Desk:
        desk: Desk = self.session.desk
        return desk

    def _member(self, name: str) -> Member:
        staff = self._desk.staff.present()
        return next(each for each in staff if each.name == name)

    def _person(self) -> Person:
        people = self._desk.directory.people.values()
        return next(each for each in people if each.name == DANIEL)

    def _answers(self) -> Mapping[str, Any]:
        options = settings.options(self._desk, "platforms")
        return {"name": "lists.platforms", "affected": 0, "answers": options}

    def _code(self) -> Code:
        code, now = "J7K2-M4QX-9PTD-3WHN", self.session.desk.now
        return Code(member=self._member(SAUL), code=code, expires=now)

    def _past(self) -> Past:
        now = self.session.desk.now
        return Past(
            id=self.opened.id,
            reference="K7-4QH2",
            title="A help request",
            person="D.W.",
            author="sam",
            sent_at=now,
            since=now,
            rule=Kept(3),
            fate=NOTHING_SAID,
        )

    def _asked(self) -> Waiting:
        now, said = self.session.desk.now, "Its years are over."
        asked = Request(id="r", entry=self.opened.id, by="g", second="s", because=said, at=now)
        return Waiting(
            request=asked,
            reference="K7-4QH2",
            title="A help request",
            sent_at=now,
            asked_by="Grace",
            second="Sandra",
        )

    def _packing(self) -> Packing:
        return Packing(words="A slip.", make=lambda _look: paper.slip_made(self._desk))

    def _meeting(self) -> Meeting:
        desk = self._desk
        prepared = supervision.prepare(desk, self._member(SAUL))
        return supervision.hold(
            desk,
            prepared,
            held_on=desk.today,
            picked=(),
            discussed="how the week went",
            agreed=(),
            reviewed={},
        )

    def _begun(self) -> Recording:
        return way.begin(self.session, "help-request")

    def _reviewing(self) -> Reviewing:
        return review.begin(self.session, self.opened, (), lambda _opened: None)

    def _todo(self) -> ToDo:
        action = AgreedAction(
            id="a", entry=self.opened.id, what="Ring", who="Sam", first=TODAY, due=TODAY
        )
        return ToDo(
            action=action,
            who="Sam",
            given_by="Sandra",
            due="today",
            is_mine=False,
            is_late=False,
            reference="",
            person="",
        )

    def _stopped(self) -> Recording:
        return way.begin(self.session, "tracing")

    def _sent(self) -> services.Sent:
        desk = self.session.desk
        return services.send(desk, answered(desk, ORDINARY))


def _made(value: Any) -> Any:
    return value() if callable(value) else value


def _stop() -> Stop:
    return next(each for each in kind_of("tracing").questions if isinstance(each, Stop))


def is_help(screen: Screen[Any]) -> bool:
    return isinstance(screen, HelpScreen)
