"""What has been kept for its years: a list to look at. Nothing on it goes by itself."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from dateutil.relativedelta import relativedelta

from logbook.domain.events import Event, Verb, new_id
from logbook.domain.people import Role
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.policy.retention import RETENTION, Kept, kept
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
    since: datetime


def past(desk: Desk) -> tuple[Past, ...]:
    """Closed entries past their years that nobody looked at this year, the oldest first.

    Raises:
        NotAllowed: the General Manager looks at them.
    """
    _check(desk)
    me, now = desk.keys.member_id, desk.now
    directory = desk.directory
    rules = {kind: kept(directory.settings, kind) for kind in RETENTION}
    listed_years = [each.years for each in rules.values() if each.years]
    if not listed_years:
        return ()
    end = now - relativedelta(years=min(listed_years))
    closed, looked = _files_closed(desk), _looked(desk)

    def found(entries: Iterator[Listed]) -> Iterator[Past]:
        for each in entries:
            since = _since(each, rules.get(each.kind, Kept(0)), closed)
            again = looked.get(each.id)
            if since and since <= now and (again is None or again + LOOKED_AGAIN <= now):
                yield Past(
                    id=each.id,
                    reference=each.reference,
                    title=each.title,
                    person=each.person_shown,
                    since=since,
                )

    return desk.read(
        lambda connection: tuple(
            sorted(
                found(retention.closed_before(connection, me, now, end=end)),
                key=lambda each: each.since,
            )
        )
    )


def _since(entry: Listed, rule: Kept, closed: Mapping[str, datetime | None]) -> datetime | None:
    """When its years were over; None where they are not counted, as while somebody is here."""
    if not rule.years:
        return None
    begins: datetime | None = entry.sent_at
    if rule.after_care and entry.person in closed:
        begins = closed[entry.person]
    return begins and begins + relativedelta(years=rule.years)


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


def _looked(desk: Desk) -> Mapping[str, datetime]:
    about_file = desk.call(lambda store: store.events_of(store.logbook_id))
    return {
        str((each.body or {}).get("entry", "")): each.at
        for each in about_file
        if each.verb == Verb.KEPT_ON
    }


def keep_on(desk: Desk, reference: str, because: str) -> Past:
    """Keep one for another year. The reason is in the log; it names nobody.

    Raises:
        NotAllowed: no reason, or it is the General Manager's to do.
        NotFound: it is not on the list.
    """
    wanted = reference.strip().upper()
    found = next((each for each in past(desk) if each.reference == wanted), None)
    if found is None:
        raise NotFound(f"{reference} is not among the entries that are past their years.")
    if not because.strip():
        raise NotAllowed("Say why it is kept longer, without a name.")
    desk.append(
        Event(
            id=new_id(),
            at=desk.now,
            actor=desk.keys.member_id,
            about=desk.directory.logbook_id,
            verb=Verb.KEPT_ON,
            body={"entry": found.id, "because": because.strip()},
        )
    )
    return found


def _check(desk: Desk) -> None:
    if Role.GENERAL_MANAGER not in desk.member.roles:
        raise NotAllowed("The General Manager looks at what is past its years: ask them.")
