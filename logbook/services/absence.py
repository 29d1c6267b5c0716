"""Being away and leaving: who covers, what is handed up, and to whom."""

from collections import Counter
from dataclasses import dataclass, replace
from datetime import date

from logbook.domain import dates
from logbook.domain.moments import day_words
from logbook.domain.people import Member, Role, Staff
from logbook.domain.refusals import NotAllowed, NotFound
from logbook.domain.seats import stand_ins
from logbook.services import accounts, queue
from logbook.services.desk import Desk
from logbook.services.queue import Line, Show

AT_A_TIME = 200
"""Lines of the list that are asked for together."""


def day_to_come(desk: Desk, typed: str) -> date | None:
    """The day that was typed, “Sunday” being the next one; None where nothing was.

    Raises:
        NotADate: it cannot be read; the text says what to write.
        NotAllowed: it is over, or it is a time and no day.
    """
    if not typed.strip():
        return None
    moment = dates.read(typed, desk.now, desk.directory.settings.zone, allow_future=True)
    if moment.wall is None or not moment.is_a_day:
        raise NotAllowed("Write the day alone, such as “Sunday” or “31 March”.")
    day = moment.wall.date()
    if day < desk.today:
        raise NotAllowed(f"{day_words(day)} is over. Write today or a day to come.")
    return day


def go_away(desk: Desk, member_id: str, *, cover: str = "", until: date | None = None) -> Member:
    """Mark somebody away from now on; without a cover their work goes to whoever is above them.

    Raises:
        NotAllowed: not theirs to mark, the cover is no manager, or the day has passed.
    """
    member = _present(desk.staff, member_id)
    if until is not None and until < desk.today:
        raise NotAllowed("The last day away has to be today or still to come.")
    away = replace(member, away=True, cover=cover, away_until=until)
    accounts.change(desk, away)
    return away


def come_back(desk: Desk, member_id: str) -> Member:
    """Mark somebody as here again.

    Raises:
        NotAllowed: not theirs to mark, or not marked away.
    """
    member = _present(desk.staff, member_id)
    if not member.away:
        raise NotAllowed(f"{member.name} is not marked away.")
    back = replace(member, away=False, cover="", away_until=None)
    accounts.change(desk, back)
    return back


def covers(staff: Staff, member: Member) -> str:
    """Who has their work while they are away."""
    able = [one for some in stand_ins(member, staff) for one in some if not one.left]
    here = [each for each in able if not each.away]
    return next((each.name for each in (*here, *able)), "nobody")


def above(staff: Staff, member: Member) -> str:
    """The next manager over somebody who is here."""
    managers = staff.managers_above(member.id)
    return managers[0].name if managers else "nobody"


def answering_to(staff: Staff, member: Member) -> tuple[str, ...]:
    """Those whose next manager this is, by name: a manager between them who left is no manager."""
    under = (
        each.name
        for each in staff.present()
        if each.manager and [above.id for above in staff.managers_above(each.id)[:1]] == [member.id]
    )
    return tuple(sorted(under, key=str.casefold))


def could_cover(staff: Staff, member: Member) -> tuple[Member, ...]:
    """Who may be named as cover: managers and the deputy, not they themselves."""
    if Role.GENERAL_MANAGER in member.roles:
        return tuple(each for each in staff.holding(Role.DEPUTY) if each.id != member.id)
    return tuple(
        each
        for each in staff.present()
        if each.id != member.id and (each.manages or Role.DEPUTY in each.roles)
    )


@dataclass(frozen=True, kw_only=True)
class HandedUp:
    """What goes to whom when somebody leaves, as far as whoever removes them may read it."""

    to: str
    held: int
    """Open entries that they hold."""
    answering: tuple[str, ...]
    """Those who answer to them, and answer to somebody above from then on."""

    @property
    def sentences(self) -> tuple[str, ...]:
        said = []
        if self.held:
            entries = "1 open entry" if self.held == 1 else f"{self.held} open entries"
            said.append(f"{entries} they hold go{'es' * (self.held == 1)} to {self.to}.")
        if self.answering:
            names = " and ".join(
                part for part in (", ".join(self.answering[:-1]), self.answering[-1]) if part
            )
            answer = "answers" if len(self.answering) == 1 else "answer"
            said.append(f"{names} {answer} to {self.to} from then on.")
        return tuple(said) or (f"Whatever is still open goes to {self.to}.",)


def handed_up(desk: Desk, member_id: str) -> HandedUp:
    """What is handed up if this member leaves now."""
    staff = desk.staff
    member = _present(staff, member_id)
    return HandedUp(
        to=above(staff, member),
        held=_held(desk, member.id),
        answering=answering_to(staff, member),
    )


def _held(desk: Desk, member_id: str) -> int:
    """How many open entries they hold, of those that this person may read."""
    held: Counter[str] = Counter()
    last: Line | None = None
    while True:
        page = queue.page(desk, Show.OPEN, after=last, count=AT_A_TIME)
        held.update(line.entry.holder for line in page)
        if len(page) < AT_A_TIME:
            return held[member_id]
        last = page[-1]


def _present(staff: Staff, member_id: str) -> Member:
    member = staff.members.get(member_id)
    if member is None or member.left:
        raise NotFound("Nobody like that has an account here. Find them by name.")
    return member
