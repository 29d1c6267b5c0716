"""Erasing by two people: whoever looks at it asks, and a second person confirms it themselves."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection

from logbook.domain import erasing as said
from logbook.domain import erasing_by_two
from logbook.domain.erasing import Request
from logbook.domain.events import Event, Logged, Plain, Verb, new_id, reference
from logbook.domain.folding.entries import fold
from logbook.domain.moments import Moment
from logbook.domain.people import Member
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.rights import keepers
from logbook.domain.showing import short
from logbook.domain.standing import Standing
from logbook.services import retention, signing_in
from logbook.services.desk import Desk
from logbook.services.exporting.leaving import WHICH, What
from logbook.storage import log
from logbook.storage.faults import AnotherIsSaving

COPIES, ASKED_BY = "copies", "asked_by"
"""The keys of what an erasing says: the events of copies made before it, and who asked for it."""
_ABOUT_A_PERSON = frozenset({What.PERSON, What.ACCESS, What.CHRONOLOGY})
_ABOUT_A_WORKER = frozenset({What.SUPERVISION, What.NOTES})


@dataclass(frozen=True, kw_only=True)
class Waiting:
    """A request as the second person sees it: nothing of what the entry says."""

    request: Request
    reference: str
    title: str
    sent_at: datetime
    asked_by: str
    second: str


@dataclass(frozen=True, kw_only=True)
class Erased:
    """What is gone, by whom and why, and where copies of it were made before."""

    reference: str
    at: datetime
    asked_by: str
    done_by: str
    because: str
    copies: tuple[str, ...]

    @property
    def words(self) -> str:
        """For whoever did it."""
        gone = f"{self.reference} is erased. That it was, by whom and why, stays in the log."
        if not self.copies:
            return f"{gone} No backup and no export of it was made here."
        return f"{gone} It may still be in: {'; '.join(self.copies)}."


# asking


def may_confirm(desk: Desk, entry_id: str) -> tuple[Member, ...]:
    """Whom one can ask to confirm it: nobody whom it is about."""
    standing, staff, me = _standing(desk, entry_id), desk.staff, desk.member
    return tuple(
        each
        for each in staff.present()
        if not erasing_by_two.why_not_second(standing, each, me, staff)
    )


def ask(desk: Desk, wanted: str, second: str, because: str) -> Waiting:
    """Ask a second person to confirm that an entry past its years is erased.

    They are shown its reference, its kind, its day and the reason, and nothing that it says.

    Raises:
        NotAllowed: it is not this person's to ask, they ask already, or there is no reason.
        NotFound: it is not on the list of what is due.
    """
    past = retention.on_list(desk, wanted)
    standing, staff = _standing(desk, past.id), desk.staff
    erasing_by_two.check_asks(standing, desk.member, staff)
    other = staff.members.get(second)
    refusal = (
        "Choose who confirms it."
        if other is None
        else erasing_by_two.why_not_second(standing, other, desk.member, staff)
    )
    if refusal:
        raise NotAllowed(refusal)
    if past.fate.request is not None:
        name = staff.name(past.fate.request.second)
        raise NotAllowed(f"{name} was asked already. Take that back first.")
    if not because.strip():
        raise NotAllowed("Say why it is erased, without a name: the reason is what stays.")
    event = _about_the_logbook(
        desk,
        Verb.ERASING_ASKED,
        {said.ENTRY: past.id, said.SECOND: second, said.BECAUSE: because.strip()},
    )
    desk.append(event)
    return _waiting(desk, _request(desk, event.id))


def end(desk: Desk, request_id: str, because: str = "") -> Waiting:
    """Take a request back, or as the second person refuse it with a reason.

    Raises:
        NotFound: it is not open any more.
        NotAllowed: the second person gave no reason.
    """
    request = _request(desk, request_id)
    if desk.keys.member_id == request.second and not because.strip():
        raise NotAllowed("Say why it stays, without a name: whoever asked reads it.")
    found = _waiting(desk, request)
    said_of_it: dict[str, Plain] = {
        said.ENTRY: request.entry,
        said.REQUEST: request.id,
        said.BECAUSE: because.strip(),
    }
    desk.append(_about_the_logbook(desk, Verb.ERASING_ENDED, said_of_it))
    return found


def take_back(desk: Desk, entry_id: str) -> Waiting:
    """Take back that an entry is to be erased.

    Raises:
        NotFound: nobody asks for it any more.
    """
    request = retention.said_of_entries(desk).get(entry_id, said.NOTHING_SAID).request
    return end(desk, request.id if request else "")


def waiting_for_me(desk: Desk) -> tuple[Waiting, ...]:
    """What this person was asked to confirm and has not answered, the oldest first."""
    me = desk.keys.member_id
    return tuple(_waiting(desk, each) for each in _open(desk) if each.second == me)


def notice(desk: Desk) -> str:
    """What is said at sign-in; empty where nothing waits."""
    waiting = waiting_for_me(desk) if erasing_by_two.can_be_second(desk.member) else ()
    if not waiting:
        return ""
    asks = f"{waiting[0].asked_by} asks you to confirm that"
    if len(waiting) == 1:
        return f"{asks} {waiting[0].reference} is erased: F4, Past their years."
    return f"{asks} {len(waiting)} entries are erased: F4, Past their years."


_NOT_OPEN = "That request is not open any more. The list shows what is."


def _open(desk: Desk) -> Iterator[Request]:
    """Those that this person may know of: whose entry it is to look at, or who is to confirm."""
    for fate in retention.said_of_entries(desk).values():
        if fate.request is not None and _may_know(desk, fate.request):
            yield fate.request


def _may_know(desk: Desk, request: Request) -> bool:
    """Nobody is asked any more once it turned out to be about them, or about whoever asked."""
    standing, staff, me = _standing(desk, request.entry), desk.staff, desk.member
    if standing.erased:
        return False
    theirs = keepers(standing, staff)
    if me.id in theirs:
        return True
    is_asked = request.second == me.id and request.by in theirs
    return is_asked and not erasing_by_two.why_not_second(standing, me, staff[request.by], staff)


def _request(desk: Desk, request_id: str) -> Request:
    found = next((each for each in _open(desk) if each.id == request_id), None)
    if found is None:
        raise NotFound(_NOT_OPEN)
    return found


def _standing(desk: Desk, entry_id: str) -> Standing:
    return fold(desk.stored_events_of(entry_id))


def _waiting(desk: Desk, request: Request) -> Waiting:
    standing, staff = _standing(desk, request.entry), desk.staff
    return Waiting(
        request=request,
        reference=reference(request.entry),
        title=standing.entry.title,
        sent_at=standing.sent_at,
        asked_by=staff.name(request.by),
        second=staff.name(request.second),
    )


def _about_the_logbook(desk: Desk, verb: Verb, body: dict[str, Plain]) -> Event:
    return Event(
        id=new_id(),
        at=desk.now,
        actor=desk.keys.member_id,
        about=desk.directory.logbook_id,
        verb=verb,
        body=body,
    )


# erasing


def confirm(desk: Desk, request_id: str, passphrase: str) -> Erased:
    """Erase what one was asked to confirm, with one's own passphrase. Slow on purpose.

    Raises:
        TooSoon, WrongPassphrase: as for signing in.
        NotFound: the request is not open any more, or is another's.
        NotAllowed: the entry is open again or held, or who asked may not ask any more.
        ChangedElsewhere, StoreFault: as the store says; nothing is erased.
    """
    signing_in.check_passphrase(desk.folder, desk.keys.member_id, passphrase, desk.clock)
    request, staff = _request(desk, request_id), desk.staff
    if request.second != desk.keys.member_id:
        raise NotFound(_NOT_OPEN)
    if retention.said_of_entries(desk)[request.entry].hold is not None:
        raise NotAllowed("It is held meanwhile, so it stays. Talk to whoever asked.")
    events = desk.stored_events_of(request.entry)
    standing = fold(events)
    event = erasing_by_two.erase(
        standing,
        by=desk.member,
        asked_by=staff[request.by],
        staff=staff,
        at=desk.now,
        event_id=new_id(),
        because=request.because,
    )
    also: dict[str, Plain] = {
        "events": [each.id for each in events],
        COPIES: [each.id for each in _copies(desk, standing, events[0].seq)],
    }
    _erase(desk, Event(**{**vars(event), "body": {**event.body, **also}}), events[-1].seq)
    return _erased(desk, desk.stored_events_of(request.entry)[-1])


def _erase(desk: Desk, event: Event, seen: int) -> None:
    """A reader at another terminal may keep what is gone in the write-ahead log a while longer."""
    try:
        desk.call(
            lambda store: store.erase(event, sign=desk.keys.sign, expected={event.about: seen})
        )
    except AnotherIsSaving:
        if not desk.read(lambda connection: log.ids_there(connection, [event.id])):
            raise


def erased(desk: Desk) -> tuple[Erased, ...]:
    """Everything that was erased and was theirs to look at, the newest first.

    Raises:
        NotAllowed: the General Manager and the deputy look at it.
    """
    retention.check_may_look(desk)
    found = desk.read(lambda connection: log.of_verb(connection, Verb.ERASED))
    me, staff = desk.keys.member_id, desk.staff
    theirs = (each for each in found if me in keepers(_standing(desk, each.about), staff))
    return tuple(_erased(desk, each) for each in reversed(tuple(theirs)))


def _erased(desk: Desk, event: Logged) -> Erased:
    body, staff = event.body or {}, desk.staff
    return Erased(
        reference=reference(event.about),
        at=event.at,
        asked_by=staff.name(str(body.get(ASKED_BY, ""))),
        done_by=staff.name(event.actor),
        because=str(body.get("because", "")),
        copies=tuple(_copies_in_words(desk, body.get(COPIES))),
    )


# where copies of it were made


def _copies(desk: Desk, standing: Standing, sent: int) -> Iterator[Logged]:
    """Backups and exports made since it was sent that hold it, or may hold it."""

    def made(verb: Verb) -> Sequence[Logged]:
        return desk.read(lambda connection: log.of_verb(connection, verb, after=sent))

    yield from made(Verb.BACKED_UP)
    for each in made(Verb.EXPORTED):
        if _may_hold(each, standing, desk.directory.logbook_id):
            yield each


def _may_hold(export: Logged, standing: Standing, logbook_id: str) -> bool:
    body = export.body or {}
    which = body.get(WHICH)
    if isinstance(which, list | tuple) and which:
        return standing.id in which
    what = body.get("what")
    if what == What.FIGURES or not body.get("entries"):
        return False
    if what == What.ENTRY:
        return body.get("entry") == standing.id
    if what in _ABOUT_A_PERSON:
        return export.about in standing.entry.everybody
    if what in _ABOUT_A_WORKER:
        return export.about in {standing.author, logbook_id}
    return True


def _copies_in_words(desk: Desk, ids: Plain) -> Iterator[str]:
    if not isinstance(ids, list | tuple):
        return
    wanted = [str(each) for each in ids]

    def found(connection: Connection) -> list[Logged | None]:
        return [log.event(connection, each) for each in wanted]

    for each in desk.read(found):
        if each is not None:
            yield _copy_words(desk, each)


def _copy_words(desk: Desk, made: Logged) -> str:
    body, directory = made.body or {}, desk.directory
    day = short(Moment.at(made.at, directory.settings.zone), desk.now)
    by = f"{directory.staff.name(made.actor)}, {day}"
    if made.verb is Verb.BACKED_UP:
        return f"a backup ({by})"
    entries = body.get("entries")
    many = "1 entry" if entries == 1 else f"{entries} entries"
    return f"an export of {many} as {body.get('format')} ({by})"
