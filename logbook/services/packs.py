"""What packs say, before they have a format: a supervision to prepare, or one that was held."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime

from logbook.domain.moments import Moment, day_words
from logbook.domain.showing import stated
from logbook.domain.supervision import Action, Meeting
from logbook.export.notes import NAMES, NOT_YET, Noted
from logbook.export.packs.pack import (
    Block,
    Card,
    Facts,
    Pack,
    Points,
    Quotation,
    Room,
    Section,
    Signature,
    Table,
    Words,
)
from logbook.services.desk import Desk
from logbook.services.supervision import Preparation, Proposed

ACTION_COLUMNS = ("What was agreed", "Who", "By when", "Done?")
ACTION_WIDTHS = (5, 2, 2, 2)


def head_of(desk: Desk) -> str:
    """Where the log stands, as it is printed on every page."""
    head = desk.call(lambda store: store.head())
    return f"{head.seq} · {head.hash[:12]}"


def supervision(
    desk: Desk, prepared: Preparation, *, picked: Sequence[str], meeting: Meeting | None = None
) -> Pack:
    """The pack for one meeting: to prepare it, or, with `meeting`, as it was held and signed."""
    chosen = [each for each in prepared.entries if each.id in picked]
    good = [each for each in chosen if each.is_good_news]
    others = [each for each in chosen if not each.is_good_news]
    return Pack(
        title=f"Supervision: {prepared.worker.name}",
        facts=tuple(_facts(desk, prepared, chosen, meeting)),
        sections=tuple(
            Section(title, blocks)
            for title, blocks in (
                ("Agreed last time", _agreed_before(prepared.before, meeting)),
                ("Good news", tuple(_card(each.noted) for each in good)),
                ("Entries", tuple(_card(each.noted) for each in others) or _none()),
                ("To talk about", (Points(prepared.questions),)),
                ("How soon the manager answered", _own_times(prepared)),
                *_held(desk, meeting),
                *(() if meeting else _to_fill_in(desk, prepared)),
            )
            if blocks
        ),
        head=head_of(desk),
        made=desk.now,
    )


def _facts(
    desk: Desk, prepared: Preparation, chosen: Sequence[Proposed], meeting: Meeting | None
) -> Iterator[tuple[str, str]]:
    yield ("Service", desk.directory.settings.service_name)
    yield ("Worker", prepared.worker.name)
    yield ("Manager", desk.staff.name(meeting.manager) if meeting else desk.member.name)
    yield ("Period", f"{day_words(prepared.start)} to {day_words(prepared.end)}")
    if meeting:
        yield ("Held", day_words(meeting.held_on))
    yield ("Entries", str(len(chosen)))
    yield ("Made", f"{_stated(desk, desk.now)} by {desk.member.name}")
    yield ("Names", NAMES)


def _none() -> tuple[Block, ...]:
    return (Words("There are none in this period."),)


def _agreed_before(actions: Sequence[Action], meeting: Meeting | None) -> tuple[Block, ...]:
    if not actions:
        return (Words("Nothing is open from last time."),)
    reviewed = meeting.reviewed if meeting else {}
    rows = (
        (*_action(each), reviewed[each.id].words if each.id in reviewed else "") for each in actions
    )
    return (Table(ACTION_COLUMNS, tuple(rows), ACTION_WIDTHS),)


def _action(action: Action) -> tuple[str, str, str]:
    return (action.what, action.who, _day(action.by))


def _day(day: date | None) -> str:
    return day_words(day) if day else ""


def _card(noted: Noted) -> Card:
    facts = (
        ("Level", noted.level.marked),
        ("Happened", noted.happened),
        ("Recorded", noted.recorded),
        *((("Written down for", noted.source),) if noted.source else ()),
        ("Manager saw it", noted.times.seen or NOT_YET),
        ("Manager decided", noted.times.decided or NOT_YET),
        ("Worker was told", noted.times.told or NOT_YET),
    )
    said: list[Words | Quotation] = []
    for answered in noted.answers:
        said += [Words(answered.question, quiet=True), Quotation(answered.shown)]
    if noted.settled:
        said += [Words("Outcome", quiet=True), Quotation(noted.settled)]
    if noted.told:
        said += [Words("What the worker was told", quiet=True), Quotation(noted.told)]
    title = f"{noted.reference} · {noted.title} · {noted.initials}"
    return Card(title, (Facts(facts), *said))


def _own_times(prepared: Preparation) -> tuple[Block, ...]:
    rows = tuple((each.label, each.words) for each in prepared.own_times)
    return (Facts(rows),) if rows else ()


def _held(desk: Desk, meeting: Meeting | None) -> Iterator[tuple[str, tuple[Block, ...]]]:
    if meeting is None:
        return
    yield ("What we talked about", (Quotation(meeting.discussed),))
    rows = tuple((*_action(each), each.done.words) for each in meeting.agreed)
    agreed: Block = Table(ACTION_COLUMNS, rows, ACTION_WIDTHS) if rows else Words("Nothing new.")
    yield ("Agreed now", (agreed,))
    confirmed = _signed(desk, meeting.confirmed_at) if meeting.confirmed_at else ""
    yield (
        "Signed",
        (
            Signature(desk.staff.name(meeting.manager), _signed(desk, meeting.signed_at)),
            Signature(desk.staff.name(meeting.worker), confirmed),
        ),
    )


def _signed(desk: Desk, at: datetime) -> str:
    return f"Signed in logbook, {_stated(desk, at)}"


def _to_fill_in(desk: Desk, prepared: Preparation) -> Iterator[tuple[str, tuple[Block, ...]]]:
    yield ("What we talked about", (Room("In a few words", 6),))
    empty = (("", "", "", ""),) * 4
    yield ("Agreed now", (Table(ACTION_COLUMNS, empty, ACTION_WIDTHS),))
    yield ("Next dates", (Points(tuple(map(day_words, prepared.following))),))
    yield ("Signed", (Signature(desk.member.name), Signature(prepared.worker.name)))


def _stated(desk: Desk, at: datetime) -> str:
    return stated(Moment.at(at, desk.directory.settings.zone))
