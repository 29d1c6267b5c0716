"""What has been kept for its years: a list to look at. Nothing on it goes by itself."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta
from sqlalchemy import Connection

from logbook.domain.directory import Directory
from logbook.domain.erasing import BECAUSE, ENTRY, HOLD, NOTHING_SAID, Fate, fates
from logbook.domain.events import Event, Plain, Verb, new_id
from logbook.domain.folding.entries import fold
from logbook.domain.people import Member, Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.rights import keepers
from logbook.policy.retention import RETENTION, Kept, kept, rules_of
from logbook.services.desk import Desk
from logbook.storage import log, retention
from logbook.storage.lists import Listed

LOOKED_AGAIN = timedelta(days=365)
"""After this, what was kept on with a reason is on the list once more."""


@dataclass(frozen=True, kw_only=True)
class Past:
    """An entry that has been kept for its years, and since when."""

    id: str
    reference: str
    title: str
    person: str
    author: str
    sent_at: datetime
    since: datetime
    rule: Kept
    fate: Fate

    @property
    def why(self) -> str:
        """By which rule it is on the list."""
        years = "1 year" if self.rule.years == 1 else f"{self.rule.years} years"
        begins = "the file of the person was closed" if self.rule.after_care else "it was recorded"
        return f"it is kept for {years} from when {begins}"


def past(desk: Desk) -> tuple[Past, ...]:
    """Closed entries past their years that nobody holds or kept this year, the oldest first.

    Raises:
        NotAllowed: the General Manager and the deputy look at them.
    """
    now = desk.now
    return tuple(each for each in _all(desk) if _is_due(each.fate, now))


def held(desk: Desk) -> tuple[Past, ...]:
    """Those that are held, past their years or not looked at before.

    Raises:
        NotAllowed: the General Manager and the deputy look at them.
    """
    return tuple(each for each in _all(desk) if each.fate.hold is not None)


def kept_on(desk: Desk) -> tuple[Past, ...]:
    """Those that are past their years and kept for another one, with the reason.

    Raises:
        NotAllowed: the General Manager and the deputy look at them.
    """
    now = desk.now
    return tuple(
        each for each in _all(desk) if each.fate.hold is None and not _is_due(each.fate, now)
    )


def _is_due(fate: Fate, now: datetime) -> bool:
    kept_on = fate.kept is not None and now < fate.kept.at + LOOKED_AGAIN
    return fate.hold is None and not kept_on


def _all(desk: Desk) -> tuple[Past, ...]:
    check_may_look(desk)
    me, now = desk.keys.member_id, desk.now
    directory = desk.directory
    listed_years = [years for kind in RETENTION if (years := kept(directory.settings, kind).years)]
    if not listed_years:
        return ()
    end = now - relativedelta(years=min(listed_years))
    closed, said = _files_closed(desk), said_of_entries(desk)

    def found(connection: Connection) -> Iterator[Past]:
        gone = log.erased_entries(connection)
        for each in retention.closed_before(connection, me, now, end=end):
            rules = rules_of(directory.settings, each.kind, each.topics)
            people = retention.people_of(connection, each.id)
            over = _over(each, rules, {one: closed.get(one) for one in people})
            if over is None or over[0] > now or each.id in gone:
                continue
            since, rule = over
            if _is_theirs(connection, each, directory.staff[me], directory):
                yield Past(
                    id=each.id,
                    reference=each.reference,
                    title=each.title,
                    person=each.person_shown,
                    author=each.author,
                    sent_at=each.sent_at,
                    since=since,
                    rule=rule,
                    fate=said.get(each.id, NOTHING_SAID),
                )

    return desk.read(
        lambda connection: tuple(sorted(found(connection), key=lambda each: each.since))
    )


def _is_theirs(connection: Connection, entry: Listed, reader: Member, directory: Directory) -> bool:
    """What the General Manager reads and did not write is theirs, which needs no fold to see."""
    if Role.GENERAL_MANAGER in reader.roles and entry.author != reader.id:
        return True
    return reader.id in keepers(fold(log.of(connection, entry.id)), directory.staff)


def _over(
    entry: Listed, rules: Iterable[Kept], closed: Mapping[str, datetime | None]
) -> tuple[datetime, Kept] | None:
    """When all its years were over, and by which rule: that which ends last; None while one runs.

    `closed` has everybody whom it is about, and None for whoever is still here.
    """
    found = []
    for rule in rules:
        since = _since(entry, rule, tuple(closed.values()))
        if since is None:
            return None
        found.append((since, rule))
    return max(found, key=lambda each: each[0], default=None)


def _since(entry: Listed, rule: Kept, closed: Sequence[datetime | None]) -> datetime | None:
    """When its years were over; None where they are not counted, as while somebody is here."""
    if not rule.years:
        return None
    begins = [entry.sent_at]
    if rule.after_care and closed:
        begins = [each for each in closed if each is not None]
        if len(begins) < len(closed):
            return None
    over: datetime = max(begins) + relativedelta(years=rule.years)
    return over


def _files_closed(desk: Desk) -> Mapping[str, datetime | None]:
    """When the file of each person on the list was closed; None while it is open."""
    closed: dict[str, datetime | None] = dict.fromkeys(desk.directory.people)
    for event in desk.read(log.directory_events):
        changes = (event.body or {}).get("changes")
        if event.verb != Verb.PERSON_CHANGED or not isinstance(changes, Mapping):
            continue
        if "closed" in changes:
            closed[event.about] = event.at if changes["closed"] else None
    return closed


def said_of_entries(desk: Desk) -> Mapping[str, Fate]:
    """What was said of entries past their years, by their id."""
    return fates(desk.call(lambda store: store.events_of(store.logbook_id)))


def keep_on(desk: Desk, reference: str, because: str) -> Past:
    """Keep one for another year. The reason is in the log; it names nobody.

    Raises:
        NotAllowed: no reason, or it is the General Manager's to do.
        NotFound: it is not on the list.
    """
    found = on_list(desk, reference)
    _say(desk, found, {BECAUSE: _needed(because, "Say why it is kept longer, without a name.")})
    return found


def hold(desk: Desk, reference: str, because: str) -> Past:
    """Hold one until it is let go, as while a court or an inquiry may ask for it.

    Raises:
        NotAllowed, NotFound: as `keep_on`.
    """
    found = on_list(desk, reference)
    said = _needed(because, "Say what it is held for, without a name.")
    _say(desk, found, {BECAUSE: said, HOLD: True})
    return found


def let_go(desk: Desk, reference: str, because: str) -> Past:
    """End a hold: it is on the list again at once.

    Raises:
        NotAllowed: no reason, or it is the General Manager's to do.
        NotFound: it is not held.
    """
    wanted = reference.strip().upper()
    found = next((each for each in held(desk) if each.reference == wanted), None)
    if found is None:
        raise NotFound(f"{reference} is not held.")
    said = _needed(because, "Say why it need not be held any more, without a name.")
    _say(desk, found, {BECAUSE: said, HOLD: False})
    return found


def on_list(desk: Desk, reference: str) -> Past:
    """One that is due now.

    Raises:
        NotAllowed: the General Manager and the deputy look at them.
        NotFound: it is not on the list.
    """
    wanted = reference.strip().upper()
    found = next((each for each in past(desk) if each.reference == wanted), None)
    if found is None:
        raise NotFound(f"{reference} is not among the entries that are past their years.")
    return found


def _needed(because: str, sentence: str) -> str:
    if not because.strip():
        raise NotAllowed(sentence)
    return because.strip()


def _say(desk: Desk, past: Past, said: Mapping[str, Plain]) -> None:
    desk.append(
        Event(
            id=new_id(),
            at=desk.now,
            actor=desk.keys.member_id,
            about=desk.directory.logbook_id,
            verb=Verb.KEPT_ON,
            body={ENTRY: past.id, **said},
        )
    )


LOOKING = frozenset({Role.GENERAL_MANAGER, Role.DEPUTY})
"""Who looks at what is past its years: the deputy, at what is about or by the General Manager."""


def check_may_look(desk: Desk) -> None:
    if not desk.member.roles & LOOKING:
        raise NotAllowed("The General Manager looks at what is past its years: ask them.")
