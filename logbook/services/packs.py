"""What packs say, before they have a format: a supervision to prepare, or one that was held."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, datetime

from logbook.domain.levels import Level
from logbook.domain.moments import Moment, day_words
from logbook.domain.people import Member
from logbook.domain.showing import stated
from logbook.domain.supervision import Action, Done, Meeting
from logbook.export.notes import NOT_YET, Names, Noted, reflective_questions
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
from logbook.services import supervision as supervisions
from logbook.services.actions import ToDo
from logbook.services.desk import Desk
from logbook.services.exporting.leaving import What
from logbook.services.exporting.packs import Made
from logbook.services.supervision import FROM_ENTRIES, Preparation, Proposed

ACTION_COLUMNS = ("What was agreed", "Who", "By when", "Done?")
ACTION_WIDTHS = (5, 2, 2, 2)
ENTRY_COLUMNS = ("Entry", "What and who", "Level", "Happened", "Outcome", "Worker was told")
ENTRY_WIDTHS = (11, 14, 11, 14, 14, 22)
TO_DO_COLUMNS = ("What", "From", "By when", "Done?")


def head_of(desk: Desk) -> str:
    """Where the log stands, as it is printed on every page."""
    head = desk.call(lambda store: store.head())
    return f"{head.seq} · {head.hash[:12]}"


def to_prepare(
    desk: Desk,
    worker: Member,
    *,
    start: date | None = None,
    end: date | None = None,
    left_out: Sequence[str] = (),
    full_names: bool = False,
    as_table: bool = False,
) -> Made:
    """The pack to take into a meeting.

    Raises:
        NotAllowed: as `supervision.prepare` says.
    """
    prepared = supervisions.prepare(desk, worker, start=start, end=end, full_names=full_names)
    picked = [each.id for each in prepared.entries if each.id not in left_out]
    return _made(supervision(desk, prepared, picked=picked, as_table=as_table), prepared, picked)


def as_held(
    desk: Desk,
    worker: Member,
    meeting: Meeting,
    *,
    full_names: bool = False,
    as_table: bool = False,
) -> Made:
    """The pack of a meeting that was held, with who signed it.

    Raises:
        NotAllowed: it is for the worker and the managers above them.
    """
    prepared = supervisions.as_held(desk, worker, meeting, full_names=full_names)
    known = {each.id for each in prepared.entries}
    picked = [each for each in meeting.entries if each in known]
    pack = supervision(desk, prepared, picked=picked, meeting=meeting, as_table=as_table)
    return _made(pack, prepared, picked)


def _made(pack: Pack, prepared: Preparation, picked: Sequence[str]) -> Made:
    return Made(
        what=What.SUPERVISION,
        pack=pack,
        entries=len(picked),
        about=prepared.worker.id,
        said={"from": prepared.start.isoformat(), "to": prepared.end.isoformat()},
    )


def supervision(
    desk: Desk,
    prepared: Preparation,
    *,
    picked: Sequence[str],
    meeting: Meeting | None = None,
    as_table: bool = False,
) -> Pack:
    """The pack for one meeting: to prepare it, or, with `meeting`, as it was held and signed."""
    chosen = [each for each in prepared.entries if each.id in picked]
    names = prepared.names
    good = [each for each in chosen if each.is_good_news]
    others = [each for each in chosen if not each.is_good_news]
    return Pack(
        title=f"Supervision: {prepared.worker.name}",
        facts=tuple(_facts(desk, prepared, chosen, meeting)),
        sections=tuple(
            Section(title, blocks)
            for title, blocks in (
                ("Agreed last time", _agreed_before(prepared.before, meeting, names)),
                (FROM_ENTRIES, _to_do(prepared.to_do, names)),
                ("Good news", _shown(good, as_table=as_table)),
                ("Entries", _shown(others, as_table=as_table) or _none()),
                ("To talk about", (Points(tuple(_questions(chosen))),)),
                ("How soon the manager answered", _own_times(prepared)),
                *_held(desk, meeting, names),
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
    yield ("Next one", day_words(_next(desk, prepared, meeting)))
    yield from _summary(prepared, chosen, meeting)
    yield ("Made", f"{_stated(desk, desk.now)} by {desk.member.name}")
    yield ("Names", prepared.names.words)


def _next(desk: Desk, prepared: Preparation, meeting: Meeting | None) -> date:
    """To prepare, the day that follows if this one is held today."""
    if meeting is None:
        return prepared.following[0]
    return supervisions.next_after(desk, meeting)


def _summary(
    prepared: Preparation, chosen: Sequence[Proposed], meeting: Meeting | None
) -> Iterator[tuple[str, str]]:
    """The meeting in numbers, before anything is read."""
    levels = Counter(each.noted.level for each in chosen)
    words = ", ".join(f"{levels[each]} {each.word}" for each in reversed(Level) if levels[each])
    yield ("Entries", f"{len(chosen)}: {words}" if chosen else "none")
    if chosen:
        yield ("Good news", str(sum(each.is_good_news for each in chosen)))
        told = sum(bool(each.noted.told) for each in chosen)
        yield ("Worker was told", f"{told} of {len(chosen)} outcomes")
    if prepared.before:
        became = meeting.reviewed if meeting else {}
        done = sum(became.get(each.id) is Done.DONE for each in prepared.before)
        said = f", {done} done" if meeting else ""
        yield ("Agreed last time", f"{len(prepared.before)}{said}")


def _shown(chosen: Sequence[Proposed], *, as_table: bool) -> tuple[Block, ...]:
    if not as_table or not chosen:
        return tuple(_card(each.noted) for each in chosen)
    return (Table(ENTRY_COLUMNS, tuple(_row(each.noted) for each in chosen), ENTRY_WIDTHS),)


def _row(noted: Noted) -> tuple[str, ...]:
    return (
        noted.reference,
        f"{noted.title} · {noted.initials}",
        noted.level.marked,
        noted.happened,
        noted.settled or NOT_YET,
        noted.told or NOT_YET,
    )


def _none() -> tuple[Block, ...]:
    return (Words("There are none in this period."),)


def _agreed_before(
    actions: Sequence[Action], meeting: Meeting | None, names: Names
) -> tuple[Block, ...]:
    if not actions:
        return (Words("Nothing is open from last time."),)
    reviewed = meeting.reviewed if meeting else {}
    rows = (
        (*_action(each, names), reviewed[each.id].words if each.id in reviewed else "")
        for each in actions
    )
    return (Table(ACTION_COLUMNS, tuple(rows), ACTION_WIDTHS),)


def _to_do(actions: Sequence[ToDo], names: Names) -> tuple[Block, ...]:
    rows = tuple(
        (names.hide(each.action.what), f"{each.reference} · {each.person}", each.due, "")
        for each in actions
    )
    return (Table(TO_DO_COLUMNS, rows, ACTION_WIDTHS),) if rows else ()


def _questions(chosen: Sequence[Proposed]) -> Iterator[str]:
    return reflective_questions(each.noted for each in chosen)


def _action(action: Action, names: Names) -> tuple[str, str, str]:
    return (names.hide(action.what), action.who, _day(action.by))


def _day(day: date | None) -> str:
    return f"{day:%a} {day.day} {day:%b %Y}" if day else ""


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


def _held(
    desk: Desk, meeting: Meeting | None, names: Names
) -> Iterator[tuple[str, tuple[Block, ...]]]:
    if meeting is None:
        return
    yield ("What we talked about", (Quotation(names.hide(meeting.discussed)),))
    rows = tuple((*_action(each, names), each.done.words) for each in meeting.agreed)
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
