"""What is printed for a shift: prompts to fill in by hand, a slip to hand over, one entry."""

import re
from collections.abc import Iterator
from datetime import datetime

from logbook.domain.answers import CANNOT_SAY_WORDS
from logbook.domain.kinds import Kind
from logbook.domain.levels import Level
from logbook.domain.moments import Moment
from logbook.domain.questions import (
    LongText,
    MomentOf,
    OneOf,
    Question,
    SeveralOf,
    ShortText,
    Stop,
    Told,
    Who,
)
from logbook.domain.refusals import NotAllowed
from logbook.domain.showing import short, stated
from logbook.domain.standing import Standing
from logbook.export.notes import NOT_YET, Names
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
from logbook.services import queue
from logbook.services.desk import Desk
from logbook.services.exporting.leaving import What
from logbook.services.exporting.packs import Made
from logbook.services.packs import head_of
from logbook.services.queue import Line, Show
from logbook.services.reading import OpenEntry, open_entry

AT_A_TIME = 200
"""Lines of the list that are asked for together."""
STORY_LINES, LINE, TELLINGS = 4, 1, 2
TYPE_IT_IN = (
    "When logbook works again, record it there as it is written here. If somebody else types it "
    "in, they choose “for a colleague”, your name, and “On paper”: then both names are kept. "
    "Then lock this page away or shred it."
)
STAYS_INSIDE = "What is sealed stays in logbook: it is never printed or exported."
_ON_SCREEN = re.compile(r"^(Choose all that fit|Type a name or initials)[^.]*\.")
"""How a question is answered on screen; paper says it in its own way."""
BLANK_BANNER = "Once filled in, this contains personal data. Do not leave it lying about."
SLIP_BANNER = "For the next shift only. Initials and references, no more. Shred it afterwards."


# -- the prompts of a kind, for when the power is out


def blank(kind: Kind, *, service: str, on_call: str, at: datetime) -> Pack:
    """The prompts of a kind as they are asked, with room to write; they hold nobody's data."""
    stops = [each for each in kind.questions if isinstance(each, Stop)]
    asked = [each for each in kind.questions if not isinstance(each, Stop)]
    labels = {each.key: each.label for each in kind.questions}
    return Pack(
        title=kind.title,
        facts=(
            ("Service", service),
            ("On call", on_call or "ask your manager"),
            ("Written by", "_" * 30),
            ("Date and time", "_" * 30),
        ),
        sections=(
            Section("If anyone is in danger now: call 999, then your manager. Write after.", ()),
            *(Section(each.words, tuple(_stop(each))) for each in stops),
            *(
                Section(f"{nth}  {each.words}", tuple(_prompt(each, labels)))
                for nth, each in enumerate(asked, 1)
            ),
            Section("Afterwards", (Words(TYPE_IT_IN), Signature("Written by"))),
        ),
        head="",
        made=at,
        banner=BLANK_BANNER,
    )


def _stop(stop: Stop) -> Iterator[Block]:
    yield Words(stop.says)
    if stop.say:
        yield Words("Say something like", quiet=True)
        yield Quotation(stop.say)
    if stop.do:
        yield Points(stop.do)


def _prompt(question: Question, labels: dict[str, str]) -> Iterator[Block]:
    about = [f"“{labels[key]}”" for key in sorted(question.when.reads) if key in labels]
    if about:
        yield Words(
            f"Only if it fits what you wrote for {_or(about)}. In doubt, answer it.", quiet=True
        )
    if question.banner:
        yield Words(question.banner)
    hint = _ON_SCREEN.sub("", question.hint).strip()
    if hint:
        yield Words(hint, quiet=True)
    yield from _space(question)
    if question.may_be_unsaid and not isinstance(question, OneOf):
        yield Points((CANNOT_SAY_WORDS,), boxes=True)


def _space(question: Question) -> Iterator[Block]:
    match question:
        case OneOf():
            several = isinstance(question, SeveralOf)
            yield Words("Tick all that fit." if several else "Tick one.", quiet=True)
            labels = (f"{e.label}{': ' + '_' * 30 if e.detail else ''}" for e in question.offered)
            yield Points((*labels, CANNOT_SAY_WORDS), boxes=True)
        case Told():
            for _ in range(TELLINGS):
                yield Facts(tuple((each.words, "_" * 30) for each in question.parts))
        case MomentOf():
            yield Room("Day and time, or about when", LINE)
        case LongText():
            yield Room("", STORY_LINES)
        case ShortText() | Who():
            yield Room("", LINE)
        case _:
            raise TypeError(f"no room on paper for {type(question).__name__}")


def _or(words: list[str]) -> str:
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} or {words[-1]}"


# -- a slip for the next shift


def slip_made(desk: Desk) -> Made:
    """The slip, ready to leave."""
    pack = slip(desk)
    rows = sum(len(each.rows) for each in pack.blocks() if isinstance(each, Table))
    return Made(what=What.SLIP, pack=pack, entries=rows)


def slip(desk: Desk) -> Pack:
    """What is open for whoever comes next: reference, level, initials, and by when to call."""
    now, zone = desk.now, desk.directory.settings.zone
    lines = [each for each in _all_open(desk) if not each.entry.sealed]
    rows = tuple(_slip_row(each, now, zone) for each in lines)
    table: Block = (
        Table(("Reference", "Level", "Who", "By when"), rows, (2, 2, 1, 3))
        if rows
        else Words("Nothing is open.")
    )
    return Pack(
        title="Hand-over slip",
        facts=(
            ("Service", desk.directory.settings.service_name),
            ("On call", desk.directory.settings.on_call or "ask your manager"),
            ("Made", f"{stated(Moment.at(now, zone))} by {desk.member.name}"),
        ),
        sections=(Section("Open now", (table,)), Section("To pass on", (Room("", 5),))),
        head=head_of(desk),
        made=now,
        banner=SLIP_BANNER,
    )


def _all_open(desk: Desk) -> Iterator[Line]:
    """However many there are: what is not on the slip is open for nobody on the next shift."""
    page = queue.page(desk, Show.OPEN, count=AT_A_TIME)
    while page:
        yield from page
        page = queue.page(desk, Show.OPEN, after=page[-1], count=AT_A_TIME)


def _slip_row(line: Line, now: datetime, zone: str) -> tuple[str, str, str, str]:
    due = line.entry.due
    act = "call" if line.level >= Level.HIGH else "look"
    when = short(Moment.at(due, zone), now) if due else ""
    late = due is not None and due < now
    words = f"{act} now: it was due {when}" if late else f"{act} by {when}"
    return (line.entry.reference, line.level.marked, line.person or "–", words if due else NOT_YET)


# -- one entry


def entry_made(desk: Desk, opened: OpenEntry) -> Made:
    """One entry, ready to leave: as it is now, whatever it was when it came on the screen.

    Raises:
        NotAllowed: sealed entries stay inside.
        NotFound: it is not theirs to read any more.
    """
    if opened.standing.entry.sealed:
        raise NotAllowed(STAYS_INSIDE)
    pack = entry(desk, open_entry(desk, opened.id))
    return Made(what=What.ENTRY, pack=pack, entries=1, said={"entry": opened.id})


def entry(desk: Desk, opened: OpenEntry) -> Pack:
    """One entry as it stands, people by initials, with what happened to it since."""
    directory = desk.directory
    names = Names.of(directory.people.values()).with_person_of(opened.standing.entry)
    standing = opened.standing
    return Pack(
        title=f"{opened.reference}: {standing.entry.title}",
        facts=tuple(_entry_facts(desk, opened)),
        sections=(
            Section("What was written", tuple(_answers(standing, names))),
            *_decided(standing, names),
            Section("What happened to it", (Points(tuple(_history(opened, names))),)),
        ),
        head=head_of(desk),
        made=desk.now,
    )


def _entry_facts(desk: Desk, opened: OpenEntry) -> Iterator[tuple[str, str]]:
    zone, standing = desk.directory.settings.zone, opened.standing
    yield ("Service", desk.directory.settings.service_name)
    yield (
        "About",
        ", ".join(filter(None, (opened.person, opened.house))) or "nobody in particular",
    )
    yield ("Level", standing.level.marked)
    yield ("State", standing.state.words)
    if standing.entry.happened:
        yield ("Happened", stated(Moment.from_plain(standing.entry.happened)))
    yield ("Sent", f"{stated(Moment.at(standing.sent_at, zone))} by {opened.author}")
    yield ("Printed", f"{stated(Moment.at(desk.now, zone))} by {desk.member.name}")


def _answers(standing: Standing, names: Names) -> Iterator[Block]:
    for each in standing.current_responses:
        yield Card(each.question, (Quotation(names.hide(each.shown)),))
    for added in standing.amendments:
        if added.note:
            yield Card("Added later", (Quotation(names.hide(added.note)),))


def _decided(standing: Standing, names: Names) -> Iterator[Section]:
    decision, told = standing.decision, standing.told
    if decision is None:
        return
    facts = [("Outcome", decision.shown), ("Because", decision.because)]
    facts += [("Next", decision.next_step), ("Worker was told", told.words if told else NOT_YET)]
    yield Section(
        "What was decided",
        (Facts(tuple((label, names.hide(words)) for label, words in facts if words)),),
    )


def _history(opened: OpenEntry, names: Names) -> Iterator[str]:
    for line in opened.history:
        yield names.hide(line.words)
