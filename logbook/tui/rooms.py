"""Every screen that needs services, and how one signs in: imported while somebody types."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path

from textual.containers import Horizontal, VerticalScroll
from textual.screen import Screen
from textual.widget import Widget

from logbook.domain.refusals import Refusal
from logbook.services import erasing, signing_in, since
from logbook.services.desk import Desk, wall_clock
from logbook.tui.idle import Limits
from logbook.tui.keys import DECIDING
from logbook.tui.places import Place
from logbook.tui.screens.accepting import WAITS, AcceptingScreen
from logbook.tui.screens.exports import ExportsScreen
from logbook.tui.screens.find import FindScreen
from logbook.tui.screens.home import HomeScreen
from logbook.tui.screens.kinds import KindsScreen
from logbook.tui.screens.people.people import PeopleScreen
from logbook.tui.screens.policy import PolicyScreen
from logbook.tui.screens.set_up import SetUpScreen
from logbook.tui.screens.supervision.due import supervision_room
from logbook.tui.screens.triage import TriageScreen
from logbook.tui.session import Room, Session
from logbook.tui.widgets.entry_detail import DetailText, EntryDetail
from logbook.tui.widgets.home_rows import HomeRows
from logbook.tui.widgets.notice import Notice
from logbook.tui.widgets.own_entries import OwnEntries
from logbook.tui.widgets.virtual_list import VirtualList


def sign_in(folder: Path, member_id: str, passphrase: str) -> Session:
    """A desk for this member. Slow on purpose: call it from a thread."""
    return session_of(signing_in.sign_in(folder, member_id, passphrase, at_once=True))


def session_of(signed_in: signing_in.SignedIn) -> Session:
    desk = signed_in.desk
    settings = desk.directory.settings
    waits = signed_in.waits
    place = since.arrive(desk)
    return Session(
        member=desk.member,
        desk=desk,
        limits=Limits(
            cover_minutes=settings.cover_minutes,
            sign_out_minutes=settings.sign_out_minutes,
            session_hours=settings.session_hours,
        ),
        notices=(*signed_in.notices, *filter(None, (erasing.notice(desk),))),
        close=partial(since.leave, desk),
        afterwards=partial(_afterwards, desk, place.here),
        last_on=place.before,
        unsaved={} if waits is None else {WAITS: waits},
        reads_first=None if waits is None else partial(AcceptingScreen, waits=waits),
    )


def _afterwards(desk: Desk, here: int) -> None:
    """Where it cannot be done now, signing in does it the next time."""
    with suppress(Refusal):
        since.note(desk, here)
        signing_in.afterwards(desk)


def check_code(folder: Path, member_id: str, code: str) -> None:
    """Says nothing when the code is the one this person was given, and refuses otherwise."""
    signing_in.check_invitation(folder, member_id, code)


def accept(folder: Path, member_id: str, code: str, passphrase: str) -> Session:
    """A desk for somebody who chose a passphrase with the code they were given."""
    return session_of(signing_in.accept_invitation(folder, member_id, code, passphrase))


def set_up_screen(folder: Path) -> SetUpScreen:
    """The assistant for a folder without a logbook."""
    return SetUpScreen(folder, lambda desk: session_of(signing_in.SignedIn(desk=desk)))


def prove(folder: Path, session: Session, passphrase: str) -> None:
    """Says nothing when the passphrase is this person's, and refuses otherwise."""
    signing_in.check_passphrase(folder, session.member.id, passphrase, wall_clock)


def rooms() -> Mapping[Place, Room]:
    """The screens behind the function keys; `Place.HOME` is the desk itself."""
    return dict(_ROOMS)


def home_of(session: Session) -> Screen[None]:
    """A manager's home is triage; everybody else's is what came back to them."""
    return TriageScreen(session) if session.roles & DECIDING else HomeScreen(session)


SEEN_FIRST: Sequence[type[Widget]] = (
    TriageScreen,
    HomeScreen,
    VirtualList,
    OwnEntries,
    EntryDetail,
    DetailText,
    HomeRows,
    Notice,
    Horizontal,
    VerticalScroll,
)
"""What whoever signs in is shown: their styles are parsed while they type their passphrase."""

_ROOMS: Mapping[Place, Room] = {
    Place.HOME: home_of,
    Place.KINDS: KindsScreen,
    Place.POLICY: PolicyScreen,
    Place.FIND: FindScreen,
    Place.PEOPLE: PeopleScreen,
    Place.EXPORTS: ExportsScreen,
    Place.SUPERVISION: supervision_room,
}
